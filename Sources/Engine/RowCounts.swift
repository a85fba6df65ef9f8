internal import Definitions

/// What a worker has counted: the cells, and what became of each file's rows.
struct RowCounts {
  private(set) var accumulator: Accumulator
  /// By the number of the file; shorter than the files where the last have no row of this worker.
  private(set) var fates: [RowFate] = []
  private let stride: Int
  private let provinceCount: Int

  init(_ rowPlan: RowPlan) {
    accumulator = Accumulator(rowPlan)
    stride = rowPlan.stride
    provinceCount = rowPlan.plan.reference.provinces.count
  }

  /// Adds rows, each of which counts.
  mutating func add(_ words: [UInt64]) {
    for row in Swift.stride(from: 0, to: words.count, by: stride) {
      let head = RowHead(words[row + RowPlan.headWord])
      let file = RowOrigin(words[row + RowPlan.originWord]).file
      while fates.count <= file { fates.append(RowFate(provinceCount: provinceCount)) }
      if head.isInPeriod {
        accumulator.add(words, at: row)
        fates[file].accepted += 1
        fates[file].byProvince[head.province + 1] += 1
      } else {
        fates[file].outOfPeriod += 1
      }
    }
  }
}
