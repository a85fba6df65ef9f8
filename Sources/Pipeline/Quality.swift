public import Definitions
internal import Statistics

/// What ingest found in the files of one dataset, or of all.
public struct Quality: Sendable {
  /// In the order of datasets and files.
  public var files: [FileReport]
  public var refused: [RefusedFile]

  public init(files: [FileReport] = [], refused: [RefusedFile] = []) {
    self.files = files
    self.refused = refused
  }

  /// The rows of all files together.
  public var total: Accounting { Self.sum(files) }

  /// The rows of one dataset's files together.
  public func total(of dataset: String) -> Accounting {
    Self.sum(files.filter { $0.dataset == dataset })
  }

  private static func sum(_ files: [FileReport]) -> Accounting {
    files.reduce(into: Accounting()) { $0.merge($1.accounting) }
  }

  /// The files as they were read, in the order of their paths.
  var inputs: [InputRecord] {
    let read = files.map {
      InputRecord(name: $0.path, dataset: $0.dataset, byteCount: $0.byteCount, digest: $0.digest)
    }
    let refused = refused.map {
      InputRecord(name: $0.path, dataset: $0.dataset, byteCount: $0.byteCount, digest: $0.digest)
    }
    return (read + refused).sorted { $0.name.precedes($1.name) }
  }
}
