@testable internal import Engine

/// The places of located records, to be decided again and again.
final class PlaceReading {
  private let dossiers: Dossiers
  private let batches: [RecordBatch]
  private let reader: PlaceReader
  private let columns: [TypedColumn]

  init(_ dossiers: Dossiers) {
    self.dossiers = dossiers
    batches = dossiers.batches()
    reader = dossiers.placeReader()
    columns = dossiers.shape.fields.map { _ in TypedColumn() }
  }

  /// Decides them, and gives how many records that were.
  func read(times: Int) -> Int {
    var (count, faults) = (0, RowFaults())
    for _ in 0..<times {
      for batch in batches {
        reader.read(batch, dossiers.bytes, columns: columns, faults: &faults)
        count += batch.count
      }
    }
    precondition(faults.inOrder.isEmpty, "the generated file has faults")
    return count
  }
}
