/// Horizontal bars from zero, one a row, for counts and other amounts.
public struct BarChart: Chart {
  public struct Row: Hashable, Sendable {
    public var label: String
    /// `nil` where there is no value: `text` then says so in its place.
    public var value: Double?
    public var text: String
    /// What part of the whole it is, as text; empty for none.
    public var share: String
    public var isHighlighted: Bool

    public init(
      _ label: String, value: Double?, text: String, share: String = "", isHighlighted: Bool = false
    ) {
      self.label = label
      self.value = value
      self.text = text
      self.share = share
      self.isHighlighted = isHighlighted
    }

    var drawn: Double? { value.flatMap { $0.isDrawable ? $0 : nil } }
    var words: String { share.isEmpty ? text : "\(text) (\(share))" }
  }

  /// The heads of the table.
  public struct Words: Hashable, Sendable {
    public var label: String
    public var value: String
    public var share: String

    public init(label: String, value: String, share: String = "") {
      self.label = label
      self.value = value
      self.share = share
    }
  }

  public var head: ChartHead
  public var words: Words
  public var rows: [Row]

  public init(_ head: ChartHead, words: Words, rows: [Row]) {
    self.head = head
    self.words = words
    self.rows = rows
  }

  public var table: ChartTable {
    let table = ChartTable(
      title, columns: [.init(words.label), .init(words.value, isNumeric: true)],
      rows: rows.map { [$0.label, $0.text] })
    guard rows.contains(where: { !$0.share.isEmpty }) else { return table }
    return table.adding(.init(words.share, isNumeric: true), cells: rows.map(\.share))
  }

  /// Labels stand beside the bars where all are short, else above them.
  public func drawing(width: Double) -> Drawing {
    var drawing = Drawing(width: width)
    let widest = rows.map { Typeface.body.bold.width(of: $0.label) }.max() ?? 0
    let isBeside = widest <= width * 0.36
    let start = isBeside && widest > 0 ? widest + 12 : 0
    let scale = scale(from: start, to: width)
    var y = 2.0
    for row in rows {
      let face = row.isHighlighted ? Typeface.body.bold : .body
      if isBeside {
        drawing.text(
          row.label, at: Point(x: 0, y: y + Self.barHeight / 2 + face.middleDrop), face)
      } else {
        y += drawing.paragraph(row.label, at: Point(x: 0, y: y), width: width, face) + 2
      }
      let textHeight = draw(row, face, at: y, start: start, scale, in: &drawing)
      y += max(Self.barHeight, textHeight) + (isBeside ? 8 : 12)
    }
    drawing.height = (y + 2).rounded(.up)
    return drawing
  }

  private static let barHeight = 20.0

  /// From the least to the greatest value, with room for the texts beyond the ends.
  private func scale(from start: Double, to end: Double) -> LinearScale {
    let values = rows.compactMap(\.drawn)
    let widest = rows.map { Typeface.body.bold.width(of: $0.words) }.max() ?? 0
    let room = min(widest + 9, (end - start) * 0.6)
    return LinearScale(
      domain: min(values.min() ?? 0, 0)...max(values.max() ?? 0, 0), from: start + 1, to: end - room
    )
  }

  /// Draws the bar and its text, and gives the height of the text.
  private func draw(
    _ row: Row, _ face: Typeface, at y: Double, start: Double, _ scale: LinearScale,
    in drawing: inout Drawing
  ) -> Double {
    let zero = scale(0)
    var end = zero
    if let value = row.drawn {
      end = max(zero, scale(value))
      let bar = Rect(
        x: min(zero, scale(value)), y: y, width: abs(scale(value) - zero), height: Self.barHeight)
      drawing.rect(bar, fill: row.isHighlighted ? .accent : .mark)
    }
    drawing.line(
      Point(x: zero, y: y - 2), Point(x: zero, y: y + Self.barHeight + 2), .text)
    let lines = face.lines(of: row.words, width: drawing.width - end - 8)
    let height = Double(lines.count) * face.lineHeight
    drawing.text(
      lines, middle: Point(x: end + 8, y: y + max(Self.barHeight, height) / 2), face,
      row.drawn == nil ? .muted : .text)
    return height
  }
}
