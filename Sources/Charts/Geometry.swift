/// A place in a drawing, in its units: x to the right, y downwards.
struct Point: Hashable, Sendable {
  var x: Double
  var y: Double
}

/// A rectangle with its sides along the axes.
struct Rect: Hashable, Sendable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var middle: Point { Point(x: x + width / 2, y: y + height / 2) }

  /// The smallest rectangle around both.
  func union(_ other: Rect) -> Rect {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return Rect(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  /// The rectangle with this much more on every side, or less where it is negative.
  func outset(by margin: Double) -> Rect {
    Rect(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  /// Whether the two share more than an edge.
  func overlaps(_ other: Rect) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  /// The smallest rectangle around the points; `nil` for none.
  static func around(_ points: some Sequence<Point>) -> Rect? {
    points.reduce(nil) { box, point in
      let own = Rect(x: point.x, y: point.y, width: 0, height: 0)
      return box?.union(own) ?? own
    }
  }
}
