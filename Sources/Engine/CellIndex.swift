/// Numbers the cells that occur in the order in which they are met.
@safe final class CellIndex {
  /// Beyond this many possible cells a hash table takes the place of an array.
  private static let denseLimit = 1 << 20

  /// The slot of each possible cell or −1; empty where there are too many of them.
  let dense: Lane<Int32>
  private var sparse: [UInt64: Int32] = [:]
  /// The cell of each slot.
  private(set) var cells: [UInt64] = []

  init(capacity: Int) { dense = Lane(-1, capacity: capacity <= Self.denseLimit ? capacity : 0) }

  deinit { dense.deallocate() }

  /// The slot of a cell, which is a new one the first time.
  @inline(never)
  func slot(of cell: UInt64) -> Int {
    let known = dense.capacity > 0 ? dense[Int(cell)] : sparse[cell] ?? -1
    if known >= 0 { return Int(known) }
    let slot = Int32(cells.count)
    if dense.capacity > 0 { dense[Int(cell)] = slot } else { sparse[cell] = slot }
    cells.append(cell)
    return Int(slot)
  }
}
