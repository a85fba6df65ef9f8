internal import Benchmark
@testable internal import Engine
internal import Foundation

/// A million rows with a key, parted by its hash and then settled, in memory and by way of the disk.
func measureKeyedRows() {
  for (name, limit) in [("in memory", nil), ("with 16 MiB", 16 << 20)] as [(String, Int?)] {
    Benchmark.measure("rows parted, \(name)") {
      try KeyedRows()
    } _: { rows in
      blackHole(try rows.parted(memoryLimit: limit))
      return Benchmark.Amount(records: KeyedRows.count)
    }
    Benchmark.measure("rows settled, \(name)") {
      let rows = try KeyedRows()
      return (rows: rows, partitions: try rows.parted(memoryLimit: limit))
    } _: { ready in
      let kept = try ready.rows.settled(ready.partitions)
      precondition(kept == ready.rows.keyCount, "a key has no row or two")
      return Benchmark.Amount(records: KeyedRows.count)
    }
  }
}

/// Rows as w1.yml has them, six in a hundred of them another version of one before.
private final class KeyedRows {
  static let count = 1_000_000
  /// About as many as a shard gives.
  private static let storeRows = 6000

  private let rowPlan: RowPlan
  private var stores: [RowStore] = []
  private(set) var keyCount = 0

  init() throws {
    rowPlan = RowPlan(try Input.plan("w1"))
    for start in stride(from: 0, to: Self.count, by: Self.storeRows) {
      stores.append(store(start..<min(start + Self.storeRows, Self.count)))
    }
  }

  private func store(_ numbers: Range<Int>) -> RowStore {
    let store = RowStore(stride: rowPlan.stride)
    _ = store.append(numbers.count)
    let words = store.lane
    for (row, number) in numbers.enumerated() {
      let at = row * rowPlan.stride
      let chance = mixed(UInt64(number))
      let isRepeat = chance % 100 < 6 && keyCount > 0
      let key = isRepeat ? mixed(chance) % UInt64(keyCount) : UInt64(keyCount)
      if !isRepeat { keyCount += 1 }
      for word in 0..<rowPlan.stride { words[at + word] = chance }
      words[at + RowPlan.hashWord] = mixed(key)
      words[at + RowPlan.hashWord + 1] = mixed(~key)
      words[at + RowPlan.originWord] = UInt64(number)
    }
    return store
  }

  /// Parts them, past the limit by way of a temporary file.
  func parted(memoryLimit: Int?) throws -> Partitions {
    let options = IngestOptions(
      memoryLimit: memoryLimit, temporaryDirectory: FileManager.default.temporaryDirectory.path)
    let partitions = Partitions(rowPlan, options: options, workerCount: 1)
    for store in stores { try partitions.add(store) }
    return partitions
  }

  /// Settles them, and gives how many are left.
  func settled(_ partitions: Partitions) throws -> Int {
    let latest = Latest(stride: rowPlan.stride)
    var kept = 0
    for partition in 0..<Partitions.count {
      latest.start(partitions.rowCount(partition))
      try partitions.read(partition) { latest.add($0, wordCount: $1) }
      kept += latest.rows.count
    }
    return kept
  }
}

/// Another number for each, in no order.
private func mixed(_ number: UInt64) -> UInt64 {
  var bits = number &+ 0x9E37_79B9_7F4A_7C15
  bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
  return bits ^ bits >> 31
}
