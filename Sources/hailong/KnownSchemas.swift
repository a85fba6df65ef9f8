internal import Definitions
internal import Foundation
internal import Synth

/// The schemas that a file is compared with.
enum KnownSchemas {
  /// The schemas named, or those of `surveys/schemas/` here or in a folder above; none where there are
  /// none.
  static func read(_ named: [String]) throws -> [(path: String, schema: Schema)] {
    try paths(named).map { path in
      (path, try read(path))
    }
  }

  /// A schema that must be there.
  static func read(_ path: String) throws -> Schema {
    guard Failure.isPresent(path) else {
      throw Failure.absent(path, likely: paths([]))
    }
    return try Schema.read(path: path)
  }

  /// Those, or the schemas that come with the program.
  static func readOrShipped(_ named: [String]) throws -> [Schema] {
    let known = try read(named).map(\.schema)
    return known.isEmpty
      ? try ShippedDefinitions.schemas.map { try Schema.read($0.bytes, name: "schemas/" + $0.name) }
      : known
  }

  private static func paths(_ named: [String]) -> [String] {
    guard named.isEmpty else { return named }
    for folder in ["surveys/schemas", "schemas", "../surveys/schemas", "../../surveys/schemas"] {
      let schemas = Listed.definitions(in: folder)
      if !schemas.isEmpty { return schemas }
    }
    return []
  }
}
