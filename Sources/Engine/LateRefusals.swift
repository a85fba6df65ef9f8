internal import Definitions

/// Files that turned out to be refused when rows of them may have counted already.
final class LateRefusals {
  private let lock = Lock()
  private var found: [Int: String] = [:]

  /// Why, by the number of the file.
  var reasons: [Int: String] { lock.withLock { found } }

  /// Keeps why the file is refused, and gives the failure that ends this reading of all files.
  func failure(of file: OpenFile, reason: String? = nil) -> IngestFailure {
    let reason = reason ?? file.habits.refusal ?? "its dates have no one order"
    lock.withLock { found[file.index] = reason }
    return .damaged(file: file.text.file.input.name, reason: reason)
  }
}
