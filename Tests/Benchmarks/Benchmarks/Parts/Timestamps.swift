internal import Benchmark
@testable internal import Engine

/// Four columns of timestamps, one of them empty where a dossier is open, of records located beforehand.
///
/// With a space for the `T` they are not in the form of `PlainTimestamp`, and left to `DateTimeReader`.
func measureTimestamps() {
  let heads = [
    ("plain", { Input.head }), ("quoted", { Input.quotedHead }),
    ("left to DateTimeReader", { Input.spacedHead }),
  ]
  for (name, head) in heads {
    Benchmark.measure("four timestamps, \(name)") {
      try ColumnReading(
        Dossiers(head()), ["received_at", "due_at", "completed_at", "updated_at"])
    } _: { reading in
      Benchmark.Amount(records: reading.read(times: 16))
    }
  }
}
