internal import Definitions

/// One worker's share of a dataset: its reader, its cells, and the keys of its partitions.
final class IngestWorker {
  let reader: ShardReader
  private(set) var accumulator: Accumulator
  /// By the number of the file.
  private(set) var fates: [Int: RowFate] = [:]
  private let rowPlan: RowPlan
  private let provinceCount: Int
  /// The partitions that this worker keeps: every `workerCount`-th.
  private var latest: [Latest]

  init(_ rowPlan: RowPlan, shown: ShownValue, options: IngestOptions, workerCount: Int) {
    self.rowPlan = rowPlan
    reader = ShardReader(rowPlan, shown: shown, shardBytes: options.shardBytes)
    accumulator = Accumulator(rowPlan)
    provinceCount = rowPlan.plan.reference.provinces.count
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
        for row in stride(from: 0, to: shards[shard].count, by: rowPlan.stride) {
          count(shards[shard], at: row)
        }
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
      for row in stride(from: 0, to: words.count, by: rowPlan.stride) { count(words, at: row) }
    }
  }

  private func count(_ words: borrowing [UInt64], at row: Int) {
    let head = RowHead(words[row + RowPlan.headWord])
    let file = RowOrigin(words[row + RowPlan.originWord]).file
    if head.isInPeriod {
      accumulator.add(words, at: row)
      fates[file, default: RowFate(provinceCount: provinceCount)].accepted += 1
      fates[file, default: RowFate(provinceCount: provinceCount)].byProvince[head.province + 1] += 1
    } else {
      fates[file, default: RowFate(provinceCount: provinceCount)].outOfPeriod += 1
    }
  }
}
