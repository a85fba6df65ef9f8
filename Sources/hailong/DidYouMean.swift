internal import Definitions
internal import Foundation

/// `; did you mean "online_rate"?`, where one of the known names is spelt nearly so.
func didYouMean(_ name: String, among known: some Sequence<String>) -> String? {
  nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" }
}

extension Failure {
  /// A name that a run does not have.
  static func unknown(_ what: String, _ name: String, among known: [String]) -> Failure {
    let message = "the run has no \(what) \"\(name)\""
    if let near = didYouMean(name, among: known) { return Failure(.usage, message + near) }
    let list = known.prefix(12).joined(separator: ", ")
    return Failure(.usage, "\(message); it has \(list)\(known.count > 12 ? ", …" : "")")
  }

  /// A command that there is not.
  static func unknownCommand(_ name: String, among known: [String]) -> Failure {
    Failure(
      .usage,
      "there is no command \"\(name)\""
        + (didYouMean(name, among: known) ?? "; there are \(known.joined(separator: ", "))"))
  }

  /// Whether anything lies at a path, a link that leads nowhere included: opening tells what is wrong with it.
  static func isPresent(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  /// A file or folder that is not there, with one that may be meant: one beside it, or one of the likely
  /// ones, by the name that it has without its ending.
  static func absent(
    _ path: String, _ what: String = "file", likely: [String] = []
  ) -> Failure {
    let stems = likely.map { URL(filePath: $0).deletingPathExtension().lastPathComponent }
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    let near =
      nearestPath(to: path)
      ?? nearest(to: name, among: stems).flatMap { stems.firstIndex(of: $0) }.map { likely[$0] }
    let remedy = near.map { "; did you mean \"\($0)\"?" } ?? ""
    return Failure(.noInput, "\(path): there is no such \(what)\(remedy)")
  }

  /// The path with each part that is not there replaced by what is spelt most like it.
  private static func nearestPath(to path: String) -> String? {
    var found = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").map(String.init) {
      let folder = found.isEmpty || found.hasSuffix("/") ? found : found + "/"
      if FileManager.default.fileExists(atPath: folder + part) {
        found = folder + part
        continue
      }
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: found.isEmpty ? "." : found))
        ?? []
      // A link that leads nowhere is no remedy.
      let shown = names.filter {
        !$0.hasPrefix(".") && FileManager.default.fileExists(atPath: folder + $0)
      }.sorted()
      guard
        let near = ["\(part).yml", "\(part).yaml", "\(part).csv"].first(where: shown.contains)
          ?? nearest(to: part, among: shown)
      else { return nil }
      found = folder + near
    }
    return found
  }
}
