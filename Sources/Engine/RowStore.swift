/// Rows one after another in memory that is used again.
@safe final class RowStore {
  let stride: Int
  private(set) var count = 0
  /// The words of all rows, valid until there must be room for more.
  private(set) var lane: Lane<UInt64>

  init(stride: Int) {
    self.stride = stride
    lane = Lane(capacity: 0)
  }

  deinit { lane.deallocate() }

  func clear() { count = 0 }

  /// Makes room for so many rows in all.
  func reserve(_ rows: Int) {
    guard rows * stride > lane.capacity else { return }
    lane = lane.grown(to: max(2 * lane.capacity, rows * stride))
  }

  /// Adds rows that are written next; gives the place of the first.
  func append(_ rows: Int) -> Int {
    let start = count * stride
    reserve(count + rows)
    count += rows
    return start
  }

  /// Says how many of the rows that there is room for have been written.
  func setCount(_ count: Int) {
    precondition(count * stride <= lane.capacity)
    self.count = count
  }

  /// Adds to one word of every row.
  func add(_ amount: UInt64, toWord word: Int) {
    for row in 0..<count { lane[row * stride + word] &+= amount }
  }
}
