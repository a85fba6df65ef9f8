/// The newest row of each key, found however the rows are spread over files and workers.
///
/// Keys are told apart by a 128-bit hash; the greatest version wins, and between equal versions the
/// later file, then the later place in it. Rows are kept in partitions by their hash, so that workers
/// can each take some. Memory: the words of the winners and about 8 bytes a key.
struct Latest {
  static let partitionCount = 64

  private let stride: Int
  private let versionWord: Int
  private(set) var rows: [UInt64] = []
  /// Open addressing: 0 for an empty slot, else one more than the number of the row.
  private var slots: [UInt32]

  init(stride: Int, versionWord: Int) {
    self.stride = stride
    self.versionWord = versionWord
    slots = [UInt32](repeating: 0, count: 1 << 8)
  }

  var count: Int { rows.count / stride }

  /// The memory that rows and slots take.
  var byteCount: Int { rows.capacity * 8 + slots.count * 4 }

  /// The partition of a row.
  @inline(__always)
  static func partition(ofHash high: UInt64) -> Int { Int(high >> 58) }

  /// Keeps the row that starts at `row` of `words`, if it is the newest of its key.
  @inline(__always)
  mutating func add(_ words: borrowing [UInt64], at row: Int) {
    let (high, low) = (words[row + RowPlan.hashWord], words[row + RowPlan.hashWord + 1])
    var slot = Int(truncatingIfNeeded: low) & (slots.count - 1)
    while slots[slot] != 0 {
      let known = (Int(slots[slot]) - 1) * stride
      if rows[known + RowPlan.hashWord] == high, rows[known + RowPlan.hashWord + 1] == low {
        if isNewer(words, row, than: known) {
          for word in 0..<stride { rows[known + word] = words[row + word] }
        }
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(count + 1)
    for word in 0..<stride { rows.append(words[row + word]) }
    if count * 2 > slots.count { grow() }
  }

  @inline(__always)
  private func isNewer(_ words: borrowing [UInt64], _ row: Int, than known: Int) -> Bool {
    let (version, knownVersion) = (words[row + versionWord], rows[known + versionWord])
    if version != knownVersion { return version > knownVersion }
    return words[row + RowPlan.originWord] > rows[known + RowPlan.originWord]
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for index in 0..<count {
      var slot =
        Int(truncatingIfNeeded: rows[index * stride + RowPlan.hashWord + 1])
        & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index + 1)
    }
  }
}
