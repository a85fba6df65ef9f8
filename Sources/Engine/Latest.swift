/// The newest row of each key among the rows of one partition.
///
/// Keys are told apart by a 128-bit hash; the greatest version wins, and between equal versions the
/// later file, then the later place in it.
@safe final class Latest {
  /// The newest rows so far.
  let rows: RowStore
  /// Open addressing: 0 for an empty slot, else one more than the number of the row.
  private var slots = Lane<UInt32>(0, capacity: 0)
  private var mask = 0

  init(stride: Int) { rows = RowStore(stride: stride) }

  deinit { slots.deallocate() }

  /// Forgets all rows, and makes room for so many.
  func start(_ count: Int) {
    rows.clear()
    rows.reserve(count)
    var capacity = 64
    while capacity < 2 * count { capacity *= 2 }
    if capacity > slots.capacity {
      slots.deallocate()
      slots = Lane(0, capacity: capacity)
    } else {
      for slot in 0..<capacity { slots[slot] = 0 }
    }
    mask = capacity - 1
  }

  /// Adds rows; no more in all than was said at the start.
  func add(_ words: Lane<UInt64>, wordCount: Int) {
    let (known, slots, mask, stride) = (rows.lane, slots, mask, rows.stride)
    var count = rows.count
    for at in Swift.stride(from: 0, to: wordCount, by: stride) {
      let (high, low) = (words[at], words[at &+ 1])
      var slot = Int(truncatingIfNeeded: low) & mask
      while true {
        let number = Int(slots[slot])
        let place = number == 0 ? count &* stride : (number &- 1) &* stride
        if number == 0 {
          count &+= 1
          slots[slot] = UInt32(truncatingIfNeeded: count)
        } else if known[place] != high || known[place &+ 1] != low {
          slot = (slot &+ 1) & mask
          continue
        } else if !Self.isNewer(words, at, than: known, place) {
          break
        }
        for word in 0..<stride { known[place &+ word] = words[at &+ word] }
        break
      }
    }
    rows.setCount(count)
  }

  @inline(__always)
  private static func isNewer(
    _ words: Lane<UInt64>, _ row: Int, than known: Lane<UInt64>, _ place: Int
  ) -> Bool {
    let version = words[row &+ RowPlan.versionWord]
    let knownVersion = known[place &+ RowPlan.versionWord]
    if version != knownVersion { return version > knownVersion }
    return words[row &+ RowPlan.originWord] > known[place &+ RowPlan.originWord]
  }
}
