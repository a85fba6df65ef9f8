internal import Definitions
internal import Foundation

/// The schemas that a file is compared with.
enum KnownSchemas {
  /// The schemas named, or those of `surveys/schemas/` here or in a folder above; none where there are
  /// none.
  static func read(_ named: [String]) throws -> [(path: String, schema: Schema)] {
    try paths(named).map { path in
      guard FileManager.default.fileExists(atPath: path) else {
        throw Failure(.noInput, "\(path): there is no such file")
      }
      return (path, try Schema.read(path: path))
    }
  }

  private static func paths(_ named: [String]) -> [String] {
    guard named.isEmpty else { return named }
    for folder in ["surveys/schemas", "schemas", "../surveys/schemas", "../../surveys/schemas"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let schemas = names.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.sorted()
      if !schemas.isEmpty { return schemas.map { "\(folder)/\($0)" } }
    }
    return []
  }
}
