internal import Definitions

/// What a worker has counted: the cells, and what became of each file's rows.
final class RowCounts {
  let accumulator: Accumulator
  private let rowPlan: RowPlan
  /// For each file the rows out of the period, those without a province, and those of each province.
  private var fates: Lane<Int64>
  private let fateWidth: Int

  init(_ rowPlan: RowPlan) {
    self.rowPlan = rowPlan
    accumulator = Accumulator(rowPlan)
    fateWidth = 2 + rowPlan.plan.reference.provinces.count
    fates = Lane(0, capacity: 0)
  }

  deinit { fates.deallocate() }

  /// Adds rows without a key, all of one file.
  func add(_ rows: RowStore, file: Int) {
    reserve(file)
    let (words, head, fates) = (rows.lane, rowPlan.headPlace.word, fates)
    for row in 0..<rows.count {
      fates[file &* fateWidth &+ fate(words[row &* rows.stride &+ head])] &+= 1
    }
    accumulator.add(rows)
  }

  /// Adds rows that are the newest of their keys.
  func add(_ rows: RowStore) {
    let (words, head) = (rows.lane, rowPlan.headPlace.word)
    for row in 0..<rows.count {
      let at = row &* rows.stride
      let file = RowOrigin(words[at &+ RowPlan.originWord]).file
      reserve(file)
      fates[file &* fateWidth &+ fate(words[at &+ head])] &+= 1
    }
    accumulator.add(rows)
  }

  @inline(__always)
  private func fate(_ head: UInt64) -> Int {
    let head = RowHead(head)
    return head.isInPeriod ? head.province &+ 2 : 0
  }

  private func reserve(_ file: Int) {
    let needed = (file + 1) * fateWidth
    if needed > fates.capacity { fates = fates.grown(to: 2 * needed, 0) }
  }

  /// What became of the rows of a file.
  func fate(ofFile file: Int) -> RowFate {
    var fate = RowFate(provinceCount: fateWidth - 2)
    guard (file + 1) * fateWidth <= fates.capacity else { return fate }
    fate.outOfPeriod = Int(fates[file * fateWidth])
    for place in 0..<(fateWidth - 1) {
      fate.byProvince[place] = Int(fates[file * fateWidth + 1 + place])
      fate.accepted += fate.byProvince[place]
    }
    return fate
  }
}
