internal import Definitions

/// One worker's share of a dataset: its reader, what it has counted, and rows that wait to be settled.
final class IngestWorker {
  let reader: ShardReader
  let counts: RowCounts
  /// Absent for a dataset without a key, every row of which counts.
  let partitions: Partitions?
  /// Absent where nobody asks where records lie.
  let tracer: RowTracer?
  /// Absent where no sample is kept.
  let sampler: RowSampler?
  private let latest: Latest

  init(
    _ rowPlan: RowPlan, shown: ShownValue, options: IngestOptions, workerCount: Int, tidies: Bool,
    tracedCells: Set<CellKey>
  ) {
    tracer = RowTracer(rowPlan, cells: tracedCells)
    sampler = RowSampler(rowPlan)
    reader = ShardReader(rowPlan, shown: shown, shardBytes: options.shardBytes, tidies: tidies)
    counts = RowCounts(rowPlan)
    partitions =
      rowPlan.hasKey ? Partitions(rowPlan, options: options, workerCount: workerCount) : nil
    latest = Latest(stride: rowPlan.stride)
  }

  /// Takes rows of one file that are certain.
  func take(_ rows: RowStore, file: Int) throws(IngestFailure) {
    guard let partitions else {
      counts.add(rows, file: file)
      tracer?.add(rows, file: file)
      sampler?.add(rows)
      return
    }
    try partitions.add(rows)
  }

  /// Counts the newest row of each key of one partition of all workers.
  func settle(_ partition: Int, of all: [Partitions]) throws(IngestFailure) {
    latest.start(all.reduce(0) { $0 + $1.rowCount(partition) })
    for partitions in all {
      try partitions.read(partition) { latest.add($0, wordCount: $1) }
    }
    counts.add(latest.rows)
    tracer?.add(latest.rows)
    sampler?.add(latest.rows)
  }
}
