@testable internal import Engine

/// Some columns of located records, to be decoded again and again.
final class ColumnReading {
  private let dossiers: Dossiers
  private let batches: [RecordBatch]
  private let readers: [ColumnReader]
  private let columns: [TypedColumn]

  init(_ dossiers: Dossiers, _ names: [String]) {
    self.dossiers = dossiers
    batches = dossiers.batches()
    readers = names.map(dossiers.columnReader)
    columns = names.map { _ in TypedColumn() }
  }

  /// Decodes them, and gives how many records that were.
  func read(times: Int) -> Int {
    var (count, faults) = (0, RowFaults())
    let (habits, doubts) = (FileHabits(.dayFirst, .english), RowDoubts())
    for _ in 0..<times {
      for batch in batches {
        for (reader, column) in zip(readers, columns) {
          do {
            try reader.read(
              batch, dossiers.bytes, habits: habits, into: column, faults: &faults, doubts: doubts)
          } catch { fatalError("habits that are known cannot fail: \(error)") }
        }
        count += batch.count
      }
    }
    precondition(faults.inOrder.isEmpty, "the generated file has faults")
    return count
  }
}
