internal import Definitions

/// One worker's share of a dataset: its reader, its cells, and the keys of its partitions.
final class IngestWorker {
  let reader: ShardReader
  private(set) var counts: RowCounts
  private let rowPlan: RowPlan
  /// The partitions that this worker keeps: every `workerCount`-th.
  private var latest: [Latest]

  init(_ rowPlan: RowPlan, shown: ShownValue, options: IngestOptions, workerCount: Int) {
    self.rowPlan = rowPlan
    reader = ShardReader(rowPlan, shown: shown, shardBytes: options.shardBytes)
    counts = RowCounts(rowPlan)
    let partitions = (Latest.partitionCount + workerCount - 1) / workerCount
    latest =
      rowPlan.versionWord.map { versionWord in
        (0..<partitions).map { _ in Latest(stride: rowPlan.stride, versionWord: versionWord) }
      } ?? []
  }

  /// Takes this worker's rows out of the rows of a wave.
  ///
  /// Rows with a key are shared out by their partition, others shard by shard.
  func keep(_ shards: [[UInt64]], worker: Int, of workerCount: Int) {
    guard !latest.isEmpty else {
      for shard in stride(from: worker, to: shards.count, by: workerCount) {
        counts.add(shards[shard])
      }
      return
    }
    for words in shards {
      for row in stride(from: 0, to: words.count, by: rowPlan.stride) {
        let partition = Latest.partition(ofHash: words[row + RowPlan.hashWord])
        if partition % workerCount == worker { latest[partition / workerCount].add(words, at: row) }
      }
    }
  }

  /// Counts the newest row of each key.
  func countLatest() {
    for partition in latest.indices {
      let words = latest[partition].rows
      latest[partition] = Latest(stride: rowPlan.stride, versionWord: 0)
      counts.add(words)
    }
  }
}
