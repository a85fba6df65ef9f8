/// A chart laid out for a width: marks in the order in which they are painted.
public struct Drawing: Sendable {
  /// The size in units; a unit is a CSS pixel where the drawing is shown at its own size.
  public let width: Double
  public internal(set) var height: Double
  var marks: [Mark] = []

  init(width: Double) {
    self.width = width
    height = 0
  }

  /// Whether parts of it lead to addresses.
  var hasLinks: Bool {
    marks.contains {
      guard case .link = $0.form else { return false }
      return true
    }
  }

  mutating func line(
    _ from: Point, _ to: Point, _ ink: Ink, width: Double = 1, dash: [Double] = []
  ) {
    marks.append(Mark(form: .line(from, to), stroke: ink, strokeWidth: width, dash: dash))
  }

  mutating func rect(
    _ rect: Rect, fill: Ink?, stroke: Ink? = nil, strokeWidth: Double = 1, dash: [Double] = [],
    radius: Double = 0
  ) {
    marks.append(
      Mark(
        form: .rect(rect, radius: radius), fill: fill, stroke: stroke, strokeWidth: strokeWidth,
        dash: dash))
  }

  mutating func text(
    _ text: String, at point: Point, _ face: Typeface, _ ink: Ink = .text,
    anchor: Mark.Anchor = .start
  ) {
    guard !text.isEmpty else { return }
    marks.append(Mark(form: .text(text, point, face, anchor), fill: ink))
  }

  /// Writes a line with its middle at `x`, or as near as the drawing's sides allow.
  mutating func text(
    _ text: String, around x: Double, baseline: Double, _ face: Typeface, _ ink: Ink = .text
  ) {
    let reach = min(face.width(of: text), width) / 2
    let middle = min(max(x, reach), width - reach)
    self.text(text, at: Point(x: middle, y: baseline), face, ink, anchor: .middle)
  }

  /// Writes lines under each other, the middle of their block at the point's height.
  mutating func text(
    _ lines: [String], middle point: Point, _ face: Typeface, _ ink: Ink = .text,
    anchor: Mark.Anchor = .start
  ) {
    let rise = Double(lines.count - 1) / 2 * face.lineHeight
    for (index, line) in lines.enumerated() {
      let y = point.y - rise + Double(index) * face.lineHeight + face.middleDrop
      text(line, at: Point(x: point.x, y: y), face, ink, anchor: anchor)
    }
  }

  /// Writes a paragraph from the top at the point, and gives the height that it took.
  @discardableResult
  mutating func paragraph(
    _ text: String, at point: Point, width: Double, _ face: Typeface, _ ink: Ink = .text
  ) -> Double {
    guard !text.isEmpty else { return 0 }
    let lines = face.lines(of: text, width: width)
    for (index, line) in lines.enumerated() {
      let y = point.y + face.ascent + Double(index) * face.lineHeight
      self.text(line, at: Point(x: point.x, y: y), face, ink)
    }
    return Double(lines.count) * face.lineHeight
  }
}
