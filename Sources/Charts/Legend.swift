/// What the signs of a chart mean, as signs with their words.
struct Legend {
  /// Paints the sign into a box.
  typealias Sign = (inout Drawing, Rect) -> Void

  private static let signSize = (width: 24.0, height: 14.0)
  private static let gap = (sign: 7.0, entry: 20.0, line: 5.0)

  private var entries: [(words: String, sign: Sign)] = []

  mutating func add(_ words: String, sign: @escaping Sign) {
    guard !words.isEmpty else { return }
    entries.append((words, sign))
  }

  /// Writes the entries one after the other, in as many lines as they need, and gives the height.
  func draw(
    in drawing: inout Drawing, at corner: Point, width: Double, _ face: Typeface = .small
  ) -> Double {
    guard !entries.isEmpty else { return 0 }
    let indent = Self.signSize.width + Self.gap.sign
    var x = 0.0
    var y = 0.0
    var height = 0.0
    for entry in entries {
      let lines = face.lines(of: entry.words, width: width - indent)
      let wide = indent + (lines.map { face.width(of: $0) }.max() ?? 0)
      if x > 0, x + wide > width {
        x = 0
        y += height + Self.gap.line
        height = 0
      }
      let middle = corner.y + y + face.lineHeight / 2
      let box = Rect(
        x: corner.x + x, y: middle - Self.signSize.height / 2, width: Self.signSize.width,
        height: Self.signSize.height)
      entry.sign(&drawing, box)
      for (index, line) in lines.enumerated() {
        let baseline = middle + Double(index) * face.lineHeight + face.middleDrop
        drawing.text(line, at: Point(x: corner.x + x + indent, y: baseline), face, .muted)
      }
      x += wide + Self.gap.entry
      height = max(height, Double(lines.count) * face.lineHeight)
    }
    return y + height
  }
}
