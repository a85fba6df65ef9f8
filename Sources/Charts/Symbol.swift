/// The shapes by which series are told apart, one after the other.
enum Symbol: Int, CaseIterable {
  case circle
  case square
  case triangle
  case diamond
  case kite

  init(series index: Int) {
    self = Self.allCases[index % Self.allCases.count]
  }

  /// The dashes of the line that goes with it.
  var dash: [Double] {
    switch self {
    case .circle: []
    case .square: [7, 4]
    case .triangle: [2, 3]
    case .diamond: [10, 3, 2, 3]
    case .kite: [4, 2]
    }
  }

  /// The symbol about a point, as large to the eye as a circle of the radius; hollow ones let the ground through.
  func mark(at point: Point, radius: Double, _ ink: Ink, isHollow: Bool = false) -> Mark {
    var mark = Mark(
      form: form(at: point, radius: radius), fill: isHollow ? .ground : ink, stroke: ink)
    mark.strokeWidth = isHollow ? 2 : 1
    return mark
  }

  private func form(at point: Point, radius: Double) -> Mark.Form {
    func polygon(_ offsets: [(Double, Double)]) -> Mark.Form {
      .path(
        [offsets.map { Point(x: point.x + $0.0 * radius, y: point.y + $0.1 * radius) }],
        isClosed: true)
    }
    switch self {
    case .circle: return .circle(point, radius: radius)
    case .square: return polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case .triangle: return polygon([(0, -1.2), (1.15, 0.85), (-1.15, 0.85)])
    case .diamond: return polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case .kite: return polygon([(0, 1.2), (1.15, -0.85), (-1.15, -0.85)])
    }
  }
}
