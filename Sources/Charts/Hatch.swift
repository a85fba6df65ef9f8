/// Slanted lines that fill a rectangle, drawn as lines: patterns by reference get lost in office programs.
enum Hatch {
  /// The lines' ends, at a distance across the rectangle's top; rising to the right, or falling.
  static func strokes(in rect: Rect, distance: Double, isRising: Bool) -> [[Point]] {
    guard rect.width > 0, rect.height > 0 else { return [] }
    var strokes: [[Point]] = []
    var offset = distance / 2
    while offset < rect.width + rect.height {
      // In a frame in which every line falls from the left edge or the top to the right edge or the bottom.
      let start = Point(x: max(0, offset - rect.height), y: min(offset, rect.height))
      let end = Point(x: min(offset, rect.width), y: max(0, offset - rect.width))
      strokes.append(
        [start, end].map { point in
          Point(
            x: isRising ? rect.x + point.x : rect.maxX - point.x, y: rect.y + point.y)
        })
      offset += distance
    }
    return strokes
  }
}
