/// The names of a line chart's series, each at the height of its last point, moved apart where they would touch.
struct EndLabels {
  private struct Label {
    var series: Int
    var names: [String]
    var values: [String]
    var period: Int
    var value: Double

    var height: Double { Double(names.count + values.count) * EndLabels.face.lineHeight + 4 }
  }

  private static let face = Typeface.small

  /// What the labels take at the right of the plot, with their symbols.
  let width: Double
  private let labels: [Label]
  /// What the symbols take, where there are several series to tell apart.
  private let indent: Double

  /// Labels of the chart's series that have a point and a word for it, in lines no wider than the limit.
  init(of chart: LineChart, width limit: Double) {
    let indent = chart.series.count > 1 ? 20.0 : 0
    self.indent = indent
    labels = chart.series.enumerated().compactMap { index, series in
      guard
        let last = series.points.lastIndex(where: { $0.drawn != nil }),
        let value = series.points[last].drawn,
        !series.name.isEmpty || !series.points[last].text.isEmpty
      else { return nil }
      let room = limit - indent
      func lines(_ text: String, _ face: Typeface) -> [String] {
        text.isEmpty ? [] : face.lines(of: text, width: room)
      }
      return Label(
        series: index, names: lines(series.name, Self.face),
        values: lines(series.points[last].text, Self.face.bold), period: last, value: value)
    }
    let wide = labels.flatMap { label in
      label.names.map { Self.face.width(of: $0) }
        + label.values.map { Self.face.bold.width(of: $0) }
    }
    width = wide.max().map { $0 + indent } ?? 0
  }

  /// Writes the labels at the right of the plot and gives the lower end of the last.
  func draw(
    in drawing: inout Drawing, beside plot: Rect, _ places: [Double], _ scale: LinearScale
  ) -> Double {
    let placed = labels.sorted { scale($0.value) < scale($1.value) }
    var tops: [Double] = []
    var free = plot.y - 8
    for label in placed {
      tops.append(max(free, scale(label.value) - label.height / 2))
      free = tops[tops.count - 1] + label.height
    }
    var limit = plot.maxY + 8
    for index in placed.indices.reversed() {
      let start = placed[..<index].map(\.height).reduce(plot.y - 8, +)
      tops[index] = max(start, min(tops[index], limit - placed[index].height))
      limit = tops[index]
    }
    for (label, top) in zip(placed, tops) {
      draw(label, at: top, in: &drawing, beside: plot, from: places[label.period], scale)
    }
    return zip(placed, tops).map { $0.height + $1 }.max() ?? 0
  }

  private func draw(
    _ label: Label, at top: Double, in drawing: inout Drawing, beside plot: Rect,
    from x: Double, _ scale: LinearScale
  ) {
    let start = plot.maxX + 12
    let middle = top + label.height / 2
    let point = Point(x: x + 7, y: scale(label.value))
    drawing.line(point, Point(x: start - 3, y: middle), .mark, dash: [1, 3])
    if indent > 0 {
      drawing.marks.append(
        Symbol(series: label.series).mark(
          at: Point(x: start + 6, y: middle), radius: 4.5, .series(label.series)))
    }
    for (index, line) in (label.names + label.values).enumerated() {
      let baseline = top + 2 + Self.face.ascent + Double(index) * Self.face.lineHeight
      let face = index < label.names.count ? Self.face : Self.face.bold
      drawing.text(line, at: Point(x: start + indent, y: baseline), face)
    }
  }
}
