internal import Benchmark
@testable internal import Engine

/// Columns of words of records located beforehand; all words have come before.
func measureWords() {
  Benchmark.measure("field, channel and status") {
    try ColumnReading(Dossiers(Input.head), ["field", "channel", "status"])
  } _: { reading in
    Benchmark.Amount(records: reading.read(times: 16))
  }
  Benchmark.measure("province, and ward in its province") {
    try PlaceReading(Dossiers(Input.head))
  } _: { reading in
    Benchmark.Amount(records: reading.read(times: 16))
  }
}
