/// One thing that is drawn.
struct Mark: Hashable, Sendable {
  indirect enum Form: Hashable, Sendable {
    case line(Point, Point)
    case rect(Rect, radius: Double)
    case circle(Point, radius: Double)
    /// Strokes from point to point, each closed or open.
    case path([[Point]], isClosed: Bool)
    /// One line of text, with its baseline at a point.
    case text(String, Point, Typeface, Anchor)
    /// What leads to an address, with the name that is read out for it.
    case link(address: String, name: String, [Mark])
  }

  /// Which part of a text its point is.
  enum Anchor: Hashable, Sendable {
    case start
    case middle
    case end
  }

  var form: Form
  var fill: Ink?
  var stroke: Ink?
  var strokeWidth = 1.0
  /// Lengths of dashes and gaps in turn; none for a line without gaps.
  var dash: [Double] = []

  /// What the mark covers, text by the estimate of its width; `nil` where there is nothing to see.
  var bounds: Rect? {
    let outline = stroke == nil ? 0 : strokeWidth / 2
    switch form {
    case .line(let from, let to): return Rect.around([from, to])?.outset(by: outline)
    case .rect(let rect, _): return rect.outset(by: outline)
    case .circle(let center, let radius):
      return Rect(x: center.x, y: center.y, width: 0, height: 0).outset(by: radius + outline)
    case .path(let strokes, _): return Rect.around(strokes.joined())?.outset(by: outline)
    case .text(let text, let point, let face, let anchor):
      guard !text.isEmpty else { return nil }
      let width = face.width(of: text)
      let shift =
        switch anchor {
        case .start: 0.0
        case .middle: width / 2
        case .end: width
        }
      return Rect(
        x: point.x - shift, y: point.y - face.ascent, width: width,
        height: face.ascent + face.descent)
    case .link(_, _, let marks):
      return marks.compactMap(\.bounds).reduce(nil) { $0?.union($1) ?? $1 }
    }
  }

  /// The mark, or for a link the marks in it.
  var leaves: [Mark] {
    guard case .link(_, _, let marks) = form else { return [self] }
    return marks.flatMap(\.leaves)
  }
}
