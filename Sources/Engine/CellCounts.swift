/// How many rows each cell has, and how many of them meet each condition.
///
/// Eight conditions are counted by one addition: a byte of condition bits becomes a word with a byte
/// for each, and these words are summed up until the bytes might overflow.
@safe final class CellCounts {
  private static let rowsBeforeFlush: UInt64 = 255
  /// For each byte the word whose bytes are its bits.
  private static let spread: [UInt64] = (0..<256).map { byte in
    (0..<8).reduce(0) { $0 | UInt64(byte >> $1 & 1) << UInt64(8 * $1) }
  }

  /// Words a slot: rows since the last flush, then one for every eight conditions.
  private let width: Int
  private let spread = Lane<UInt64>(0, capacity: 256)
  private var short: Lane<UInt64>
  /// For each slot its rows, then its rows for each condition.
  private var long: Lane<Int64>
  private let longWidth: Int
  private var slots = 0

  init(conditionBytes: Int) {
    width = 1 + conditionBytes
    longWidth = 1 + 8 * conditionBytes
    short = Lane(0, capacity: 64 * width)
    long = Lane(0, capacity: 64 * longWidth)
    for (byte, word) in Self.spread.enumerated() { spread[byte] = word }
  }

  deinit {
    spread.deallocate()
    short.deallocate()
    long.deallocate()
  }

  /// Adds the rows that lie in the period to the cells of one table.
  func add(_ rows: RowStore, _ rowPlan: RowPlan, cell: BitPlace, index: CellIndex) {
    let (words, stride, head) = (rows.lane, rows.stride, rowPlan.headPlace.word)
    let (dense, spread, width) = (index.dense, spread, width)
    let bytes = (0..<width - 1).map(rowPlan.conditionBytePlace)
    let first = bytes.first ?? BitPlace(word: 0, shift: 0)
    var short = short
    var at = 0
    for _ in 0..<rows.count {
      defer { at &+= stride }
      guard RowHead(words[at &+ head]).isInPeriod else { continue }
      let cell = cell.read(words, at: at)
      var slot = dense.capacity > 0 ? Int(dense[Int(cell)]) : -1
      if slot < 0 {
        slot = index.slot(of: cell)
        reserve(slot)
        short = self.short
      }
      let base = slot &* width
      let rowCount = short[base] &+ 1
      short[base] = rowCount
      if width == 2 {
        short[base &+ 1] &+= spread[Int(words[at &+ first.word] &>> first.shift & 0xFF)]
      } else {
        for byte in bytes.indices {
          let place = bytes[byte]
          short[base &+ 1 &+ byte] &+= spread[Int(words[at &+ place.word] &>> place.shift & 0xFF)]
        }
      }
      if rowCount == Self.rowsBeforeFlush { flush(slot) }
    }
  }

  /// The rows of a slot, then those for each condition.
  func counts(of slot: Int) -> [Int64] {
    reserve(slot)
    flush(slot)
    return (0..<longWidth).map { long[slot * longWidth + $0] }
  }

  /// Adds what another worker counted in one of its slots.
  func add(_ counts: [Int64], to slot: Int) {
    reserve(slot)
    for (place, count) in counts.enumerated() { long[slot * longWidth + place] += count }
  }

  private func reserve(_ slot: Int) {
    slots = max(slots, slot + 1)
    if slots * width > short.capacity { short = short.grown(to: 2 * slots * width, 0) }
    if slots * longWidth > long.capacity { long = long.grown(to: 2 * slots * longWidth, 0) }
  }

  @inline(never)
  private func flush(_ slot: Int) {
    let (from, to) = (slot * width, slot * longWidth)
    long[to] += Int64(short[from])
    short[from] = 0
    for byte in 0..<width - 1 {
      let word = short[from + 1 + byte]
      short[from + 1 + byte] = 0
      for bit in 0..<8 { long[to + 1 + 8 * byte + bit] += Int64(word >> UInt64(8 * bit) & 0xFF) }
    }
  }
}
