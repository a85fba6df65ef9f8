internal import Benchmark
@testable internal import Engine

/// Records found and located, batch by batch, scanning included.
func measureRecords() {
  for (name, head) in [("plain", { Input.head }), ("quoted", { Input.quotedHead })] {
    Benchmark.measure("records, \(name)") {
      let dossiers = try Dossiers(head())
      return (dossiers: dossiers, batch: RecordBatch(width: dossiers.shape.header.count))
    } _: { ready in
      let bytes = ready.dossiers.bytes
      let count = recordCount(ready.dossiers, ready.batch)
      return Benchmark.Amount(bytes: bytes.count, records: count)
    }
  }
}

private func recordCount(_ dossiers: Dossiers, _ batch: RecordBatch) -> Int {
  let bytes = dossiers.bytes
  var (reader, count) = (dossiers.reader(), 0)
  batch.clear()
  batch.separators.clear()
  while reader.position < bytes.count {
    let step = reader.fill(batch, from: bytes, to: bytes.count, isFileEnd: false)
    count += batch.count
    batch.clear()
    if step != .advanced { break }
  }
  precondition(reader.faults.isEmpty, "the generated file has faults")
  return count
}
