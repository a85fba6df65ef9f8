internal import Definitions

/// One worker's share of a dataset: its reader, its cells, and the keys of its partitions.
final class IngestWorker {
  let reader: ShardReader
  private(set) var counts: RowCounts
  /// Why the rows of its partitions could not be kept.
  private(set) var failure: IngestFailure?
  /// Absent for a dataset without a key, every row of which counts.
  private var partitions: Partitions?

  init(_ rowPlan: RowPlan, shown: ShownValue, options: IngestOptions, workerCount: Int) {
    reader = ShardReader(rowPlan, shown: shown, shardBytes: options.shardBytes)
    counts = RowCounts(rowPlan)
    partitions = Partitions(rowPlan, options: options, workerCount: workerCount)
  }

  /// Takes this worker's rows out of the rows of a wave.
  ///
  /// Rows with a key are shared out by their partition, others shard by shard.
  func keep(_ shards: [[UInt64]], worker: Int, of workerCount: Int) {
    guard failure == nil else { return }
    do throws(IngestFailure) {
      for (index, words) in shards.enumerated() {
        if partitions != nil {
          try partitions?.add(words, worker: worker)
        } else if index % workerCount == worker {
          counts.add(words)
        }
      }
    } catch { failure = error }
  }

  /// Counts the newest row of each key.
  func countLatest() {
    guard failure == nil else { return }
    do throws(IngestFailure) {
      try partitions?.drain { counts.add($0) }
    } catch { failure = error }
  }
}
