/// Ranks with the best and the worst that each could be: what a ranking can say, and what not.
public struct RankChart: Chart {
  public struct Row: Hashable, Sendable {
    public var label: String
    /// `nil` where there is no rank: `text` then says so in its place.
    public var rank: Int?
    /// From the best to the worst possible rank.
    public var possible: ClosedRange<Int>?
    /// The value that is ranked, as text.
    public var text: String
    public var isHighlighted: Bool

    public init(
      _ label: String, rank: Int?, possible: ClosedRange<Int>? = nil, text: String = "",
      isHighlighted: Bool = false
    ) {
      self.label = label
      self.rank = rank
      self.possible = possible
      self.text = text
      self.isHighlighted = isHighlighted
    }
  }

  /// Ranks that are level with each other.
  public struct Band: Hashable, Sendable {
    public var ranks: ClosedRange<Int>
    public var label: String

    public init(_ ranks: ClosedRange<Int>, label: String) {
      self.ranks = ranks
      self.label = label
    }
  }

  /// The heads of the table, and the words of the legend for bar and dot.
  public struct Words: Hashable, Sendable {
    public var rank: String
    public var label: String
    public var value: String
    public var best: String
    public var worst: String
    public var possible: String

    public init(
      rank: String, label: String, value: String, best: String, worst: String, possible: String
    ) {
      self.rank = rank
      self.label = label
      self.value = value
      self.best = best
      self.worst = worst
      self.possible = possible
    }
  }

  public var head: ChartHead
  public var words: Words
  public var rows: [Row]
  public var bands: [Band]

  public init(_ head: ChartHead, words: Words, rows: [Row], bands: [Band] = []) {
    self.head = head
    self.words = words
    self.rows = rows
    self.bands = bands
  }

  /// Rank, label, value, best and worst rank; the bands come last.
  public var table: ChartTable {
    ChartTable(
      title,
      columns: [
        .init(words.rank, isNumeric: true), .init(words.label),
        .init(words.value, isNumeric: true), .init(words.best, isNumeric: true),
        .init(words.worst, isNumeric: true),
      ],
      rows: rows.map { row in
        let ends = [row.possible?.lowerBound, row.possible?.upperBound]
        return [row.rank.map(String.init) ?? "", row.label, row.text]
          + ends.map { $0.map(String.init) ?? "" }
      }
        + bands.map {
          ["", $0.label, "", String($0.ranks.lowerBound), String($0.ranks.upperBound)]
        },
      header: 1)
  }

  public func drawing(width: Double) -> Drawing {
    var drawing = Drawing(width: width)
    let columns = RowLayout(
      ranks: rows.map { $0.rank.map(String.init) ?? "" }, labels: rows.map(\.label),
      values: rows.filter { $0.rank != nil }.map(\.text), width: width)
    let scale = LinearScale(
      domain: Double(first) - 0.5...Double(last) + 0.5, from: columns.start,
      to: columns.plot.upperBound)
    var y = 2.0
    y += drawing.paragraph(words.possible, at: Point(x: 0, y: y), width: width, .small, .muted) + 4
    label(scale, baseline: y + Typeface.small.ascent, in: &drawing)
    y += Typeface.small.lineHeight + 2
    let texts = rows.map {
      columns.texts($0.label, $0.text, isBold: $0.isHighlighted, isMissing: $0.rank == nil)
    }
    let labels = bands.flatMap { lines(of: $0, width) }
    let body = y + Double(labels.count) * Typeface.small.lineHeight
    let bottom = body + texts.map(\.height).reduce(0, +)
    draw(bands, scale, from: y, to: bottom, in: &drawing)
    y = body
    for tick in ticks {
      drawing.line(
        Point(x: scale(Double(tick)), y: body), Point(x: scale(Double(tick)), y: bottom), .grid)
    }
    columns.guides(texts, from: body, in: &drawing)
    for (row, text) in zip(rows, texts) {
      draw(row, text, middle: y + text.height / 2, columns, scale, in: &drawing)
      y += text.height
    }
    if rows.count > 12 {
      label(scale, baseline: y + 4 + Typeface.small.ascent, in: &drawing)
      y += 4 + Typeface.small.lineHeight
    }
    drawing.height = (y + 4).rounded(.up)
    return drawing
  }

  private var drawnRanks: [Int] {
    rows.flatMap { [$0.rank, $0.possible?.lowerBound, $0.possible?.upperBound].compactMap { $0 } }
      + bands.flatMap { [$0.ranks.lowerBound, $0.ranks.upperBound] }
  }

  /// The ends of the axis.
  private var first: Int { min(drawnRanks.min() ?? 1, 1) }
  private var last: Int { max(drawnRanks.max() ?? 1, 1) }

  /// The first, the last, and every fifth or tenth between them that is not too near.
  private var ticks: [Int] {
    let step = last <= 8 ? 1 : last <= 40 ? 5 : max(10, last / 40 * 10)
    let inner = stride(from: step, to: last, by: step).filter {
      $0 > 1 && Double(last - $0) >= Double(step) * 0.6
    }
    return last == 1 ? [1] : [1] + inner + [last]
  }

  private func label(_ scale: LinearScale, baseline: Double, in drawing: inout Drawing) {
    for tick in ticks {
      drawing.text(String(tick), around: scale(Double(tick)), baseline: baseline, .small, .muted)
    }
  }

  /// Each band with its label under those before it, above the rows.
  private func draw(
    _ bands: [Band], _ scale: LinearScale, from top: Double, to bottom: Double,
    in drawing: inout Drawing
  ) {
    var y = top
    for band in bands {
      let from = scale(Double(band.ranks.lowerBound) - 0.5)
      let to = scale(Double(band.ranks.upperBound) + 0.5)
      for line in lines(of: band, drawing.width) {
        let middle = max((from + to) / 2, from + Typeface.small.width(of: line) / 2)
        drawing.text(line, around: middle, baseline: y + Typeface.small.ascent, .small)
        y += Typeface.small.lineHeight
      }
      drawing.rect(
        Rect(x: from, y: y, width: to - from, height: bottom - y), fill: .band, stroke: .bandEdge)
    }
  }

  private func lines(of band: Band, _ width: Double) -> [String] {
    band.label.isEmpty ? [] : Typeface.small.lines(of: band.label, width: width * 0.7)
  }

  private func draw(
    _ row: Row, _ texts: RowLayout.Texts, middle y: Double, _ columns: RowLayout,
    _ scale: LinearScale, in drawing: inout Drawing
  ) {
    let face = row.isHighlighted ? Typeface.body.bold : .body
    let ink: Ink = row.isHighlighted ? .accent : .mark
    drawing.text(texts.label, middle: Point(x: columns.label, y: y), face)
    guard let rank = row.rank else {
      columns.missing(texts, middle: y, in: &drawing)
      return
    }
    drawing.text(
      String(rank), at: Point(x: columns.rankEnd, y: y + face.middleDrop), face, .muted,
      anchor: .end)
    if let possible = row.possible {
      drawing.line(
        Point(x: scale(Double(possible.lowerBound)), y: y),
        Point(x: scale(Double(possible.upperBound)), y: y), ink, width: 4)
    }
    drawing.marks.append(
      Symbol.circle.mark(
        at: Point(x: scale(Double(rank)), y: y), radius: RowLayout.radius, ink))
    drawing.text(texts.value, middle: Point(x: drawing.width, y: y), face, anchor: .end)
  }
}
