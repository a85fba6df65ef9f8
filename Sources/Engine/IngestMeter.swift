internal import Synchronization

/// How far an ingest is, for somebody who watches while it runs.
///
/// Workers add once a block of 1 MiB, so the numbers are never more than a few blocks behind; nothing is
/// counted by record.
public final class IngestMeter: Sendable {
  private let readBytes = Atomic(0)
  private let readRows = Atomic(0)

  public init() {}

  /// Bytes of the files as they lie, packed or not, of which all records are read.
  public var bytes: Int { readBytes.load(ordering: .relaxed) }

  /// Rows that were read in them, rejects among them.
  public var rows: Int { readRows.load(ordering: .relaxed) }

  func add(bytes: Int, rows: Int) {
    readBytes.add(bytes, ordering: .relaxed)
    readRows.add(rows, ordering: .relaxed)
  }

  /// Says that everything is read again.
  func startOver() {
    readBytes.store(0, ordering: .relaxed)
    readRows.store(0, ordering: .relaxed)
  }
}
