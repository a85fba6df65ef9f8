/// A shuffle of 0..<count that is computed, not stored.
///
/// Four rounds of a Feistel network over a grid of rows and columns, the least one that holds `count`
/// places; a number that lands outside is sent round again, which is rare. It is a bijection whatever
/// the round function does, so every number comes out exactly once. O(1) in time and memory.
struct Permutation: Sendable {
  let count: Int
  private let width: Int
  private let height: Int
  private let draw: Draw
  private let column: Int

  init(count: Int, draw: Draw, column: Int) {
    var width = 1
    while width * width < count { width += 1 }
    self.count = count
    self.width = width
    height = max(1, (count + width - 1) / width)
    self.draw = draw
    self.column = column
  }

  subscript(position: Int) -> Int {
    var value = position
    repeat {
      var row = value / width
      var place = value - row * width
      for round in stride(from: 0, to: 4, by: 2) {
        row += draw.below(height, place, column + round)
        if row >= height { row -= height }
        place += draw.below(width, row, column + round + 1)
        if place >= width { place -= width }
      }
      value = row * width + place
    } while value >= count
    return value
  }
}
