internal import Definitions
internal import Foundation

/// A folder for files that are read back before they are shown; it goes when nobody holds it.
final class DraftFolder {
  let path: String
  /// The datasets of the known schemas.
  private(set) var datasets: [String] = []

  init() throws(RunFailure) {
    path = joined(NSTemporaryDirectory(), "hailong-init-\(UUID().uuidString)")
    try FileSystem.makeFolder(path)
  }

  deinit { try? FileSystem.removeIfPresent(path) }

  /// Writes a file, in folders of its own, over what was there.
  func write(_ bytes: [UInt8], to name: String) throws(RunFailure) {
    let file = joined(path, name)
    if let parent = FileSystem.parent(of: file) { try FileSystem.makeFolders(parent) }
    try FileSystem.removeIfPresent(file)
    try FileSystem.write(bytes, to: file)
  }

  /// The known schemas; two of one dataset are a mistake.
  func schemas(
    _ sources: Proposal.Sources
  ) throws(RunFailure) -> [(schema: Schema, bytes: [UInt8])] {
    var known: [(schema: Schema, bytes: [UInt8])] = []
    for file in sources.schemas {
      try write(file.bytes, to: "known/\(known.count)/schema.yml")
      let schema = try schema(at: "known/\(known.count)/schema.yml")
      guard !datasets.contains(schema.dataset) else {
        throw RunFailure(
          .definition,
          "\(shown(file.name)) is a second schema of \(schema.dataset); name one with --schema")
      }
      datasets.append(schema.dataset)
      known.append((schema, file.bytes))
    }
    return known
  }

  func schema(_ text: String, of dataset: String) throws(RunFailure) -> Schema {
    try write(Array(text.utf8), to: "schemas/\(dataset).yml")
    return try schema(at: "schemas/\(dataset).yml")
  }

  private func schema(at name: String) throws(RunFailure) -> Schema {
    do throws(DefinitionFaults) {
      return try Schema.read(path: joined(path, name))
    } catch { throw RunFailure(error) }
  }

  func reference(_ sources: Proposal.Sources) throws(RunFailure) -> Reference {
    for file in sources.reference { try write(file.bytes, to: "reference/\(file.name)") }
    do throws(DefinitionFaults) {
      return try Reference.read(folder: joined(path, "reference"))
    } catch { throw RunFailure(error) }
  }
}

extension FileSystem {
  /// The path from the root without links and dots, of something that need not be there.
  static func absolute(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if let resolved = resolved(path) { return resolved }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return joined(absolute(parent(of: path) ?? "."), name)
  }

  /// The way from a folder to a path, both from the root: `../2025-08`.
  static func relative(_ path: String, from folder: String) -> String {
    let (to, from) = (path.split(separator: "/"), folder.split(separator: "/"))
    let common = zip(to, from).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: from.count - common)
    return (up + to[common...].map(String.init)).joined(separator: "/")
  }
}
