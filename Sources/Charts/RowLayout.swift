/// How a chart of rows shares its width between rank, label, plot and value.
struct RowLayout {
  /// What is written beside a row's marks, in lines, and how high the row is for it.
  struct Texts {
    var label: [String]
    var value: [String]
    /// Whether the value stands in the plot, as there is no mark.
    var isMissing: Bool

    var height: Double {
      max(23, Double(max(label.count, value.count)) * Typeface.body.lineHeight + 4)
    }
  }

  /// Of the dots in the rows.
  static let radius = 5.5

  let rankEnd: Double
  let label: Double
  let plot: ClosedRange<Double>
  private let labelWidth: Double
  private let valueWidth: Double
  private let width: Double

  /// Where the guides of the rows begin, and texts that stand in for marks.
  var start: Double { plot.lowerBound - Self.radius }

  /// `values` are the texts at the right; those written in the plot are not among them.
  init(ranks: [String], labels: [String], values: [String], width: Double) {
    func widest(_ texts: [String]) -> Double {
      (texts.map { Typeface.body.bold.width(of: $0) }.max() ?? 0).rounded(.up)
    }
    self.width = width
    rankEnd = widest(ranks)
    label = rankEnd > 0 ? rankEnd + 9 : 0
    labelWidth = min(widest(labels), width * 0.36)
    valueWidth = min(widest(values), width * 0.3)
    let reach = Self.radius + 8
    let start = label + labelWidth + reach
    plot = start...max(width - valueWidth - reach, start + 40)
  }

  /// Breaks the texts into lines; the text of a row without a value has the plot's width too.
  func texts(_ label: String, _ value: String, isBold: Bool, isMissing: Bool) -> Texts {
    let face = isBold ? Typeface.body.bold : .body
    return Texts(
      label: face.lines(of: label, width: labelWidth),
      value: isMissing
        ? Typeface.small.lines(of: value, width: width - plot.lowerBound + Self.radius)
        : face.lines(of: value, width: valueWidth),
      isMissing: isMissing)
  }

  /// Says in the plot why there is no mark, on a plate that keeps the lines below it from crossing the words.
  func missing(_ texts: Texts, middle y: Double, in drawing: inout Drawing) {
    let face = Typeface.small
    let wide = texts.value.map { face.width(of: $0) }.max() ?? 0
    guard wide > 0 else { return }
    let height = Double(texts.value.count) * face.lineHeight
    drawing.rect(
      Rect(x: start - 1, y: y - height / 2, width: wide + 1, height: height), fill: .ground)
    drawing.text(texts.value, middle: Point(x: start, y: y), face, .muted)
  }

  /// Leads the eye from each label to the mark.
  func guides(_ rows: [Texts], from top: Double, in drawing: inout Drawing) {
    var y = top
    for row in rows {
      y += row.height
      guard !row.isMissing else { continue }
      let middle = y - row.height / 2
      drawing.line(
        Point(x: start, y: middle), Point(x: plot.upperBound + Self.radius, y: middle), .grid)
    }
  }
}
