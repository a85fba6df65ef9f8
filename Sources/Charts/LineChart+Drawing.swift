extension LineChart {
  public func drawing(width: Double) -> Drawing {
    var drawing = Drawing(width: width)
    var y = 2.0
    let titleHeight = drawing.paragraph(
      axis.title, at: Point(x: 0, y: y), width: width, .small, .muted)
    y += titleHeight + (titleHeight > 0 ? 10 : 8)
    let height = min(max(width * 0.5, 200), 320)
    let scale = axis.scale(
      of: values, tickCount: Int(height / 42), from: y + height, to: y)
    let tickWidth = scale.ticks.map { Typeface.small.width(of: axis.text($0)) }.max() ?? 0
    let ends = EndLabels(of: self, width: width * 0.34)
    let left = tickWidth.rounded(.up) + 8
    let plot = Rect(
      x: left, y: y, width: max(width - left - ends.width - 12, 40), height: height)
    for tick in scale.ticks {
      let place = scale(tick)
      drawing.line(
        Point(x: plot.x, y: place), Point(x: plot.maxX, y: place), tick == 0 ? .mark : .grid)
      drawing.text(
        axis.text(tick), at: Point(x: left - 8, y: place + Typeface.small.middleDrop), .small,
        .muted, anchor: .end)
    }
    let places = places(in: plot)
    y = plot.maxY + 8 + label(places, below: plot, in: &drawing)
    for (index, series) in series.enumerated() {
      intervals(of: series, index, beside(places, index), scale, in: &drawing)
    }
    for (index, series) in series.enumerated() {
      draw(series, index, beside(places, index), scale, in: &drawing)
    }
    y = max(y, ends.draw(in: &drawing, beside: plot, places, scale) + 2)
    y += 8
    y += legend.draw(in: &drawing, at: Point(x: 0, y: y), width: width)
    drawing.height = (y + 2).rounded(.up)
    return drawing
  }

  private static let radius = 4.5

  /// All that is drawn, and a little to both sides where that would blow small changes up.
  private var values: [Double] {
    let values = series.flatMap(\.points).flatMap { point -> [Double] in
      guard let value = point.drawn else { return [] }
      return [value] + (point.interval?.ends ?? [])
    }
    guard let low = values.min(), let high = values.max(), high > low else { return values }
    let least = max(abs(low), abs(high)) * 0.1
    let lack = max(0, least - (high - low)) / 2
    let limits = axis.limits ?? -Double.infinity...Double.infinity
    return values + [
      max(low - lack, min(low, limits.lowerBound)), min(high + lack, max(high, limits.upperBound)),
    ]
  }

  private func places(in plot: Rect) -> [Double] {
    guard periods.count > 1 else { return periods.map { _ in plot.middle.x } }
    let inset = min(14, plot.width / 8)
    let step = (plot.width - 2 * inset) / Double(periods.count - 1)
    return periods.indices.map { plot.x + inset + Double($0) * step }
  }

  /// The places of one series: beside those of the others where intervals would cover each other.
  private func beside(_ places: [Double], _ index: Int) -> [Double] {
    let points = series.flatMap(\.points)
    guard series.count > 1, points.contains(where: { $0.interval != nil }) else { return places }
    let step = places.count > 1 ? min(7, (places[1] - places[0]) / Double(series.count + 1)) : 7
    return places.map { $0 + (Double(index) - Double(series.count - 1) / 2) * step }
  }

  /// Names the last period, and of those before it as many as there is room for, evenly; the height taken.
  private func label(_ places: [Double], below plot: Rect, in drawing: inout Drawing) -> Double {
    let step = places.count > 1 ? places[1] - places[0] : plot.width
    let texts = periods.map { Typeface.small.lines(of: $0, width: max(step - 8, 76)) }
    let widest = texts.joined().map { Typeface.small.width(of: $0) }.max() ?? 0
    let stride = max(1, Int(((widest + 8) / step).rounded(.up)))
    var count = 0
    for (index, lines) in texts.enumerated() where (texts.count - 1 - index) % stride == 0 {
      drawing.line(
        Point(x: places[index], y: plot.maxY), Point(x: places[index], y: plot.maxY + 5), .mark)
      for (row, line) in lines.enumerated() {
        let baseline =
          plot.maxY + 7 + Typeface.small.ascent + Double(row) * Typeface.small.lineHeight
        drawing.text(line, around: places[index], baseline: baseline, .small, .muted)
      }
      count = max(count, lines.count)
    }
    return Double(count) * Typeface.small.lineHeight
  }

  /// The series' points in runs without a gap, each with its place.
  private func runs(
    of series: Series, _ places: [Double], where isIn: (Observation) -> Bool
  ) -> [[(x: Double, point: Observation)]] {
    zip(places, series.points).split { !isIn($0.1) }.map { run in run.map { ($0.0, $0.1) } }
  }

  /// A band where the series is alone and the intervals go on, else a bar for each.
  private func intervals(
    of series: Series, _ index: Int, _ places: [Double], _ scale: LinearScale,
    in drawing: inout Drawing
  ) {
    let runs = runs(of: series, places) { $0.drawn != nil && $0.interval?.ends.count == 2 }
    for run in runs {
      let ends = run.map { item -> (x: Double, low: Double, high: Double) in
        let ends = item.point.interval?.ends ?? []
        return (item.x, scale(ends[0]), scale(ends[1]))
      }
      if self.series.count == 1, ends.count > 1 {
        let outline =
          ends.map { Point(x: $0.x, y: $0.high) }
          + ends.reversed().map { Point(x: $0.x, y: $0.low) }
        drawing.marks.append(Mark(form: .path([outline], isClosed: true), fill: .band))
        let edges = [outline.prefix(ends.count), outline.suffix(ends.count)].map(Array.init)
        drawing.marks.append(Mark(form: .path(edges, isClosed: false), stroke: .bandEdge))
      } else {
        for end in ends {
          drawing.line(
            Point(x: end.x, y: end.low), Point(x: end.x, y: end.high), .series(index), width: 1.5)
        }
      }
    }
  }

  private func draw(
    _ series: Series, _ index: Int, _ places: [Double], _ scale: LinearScale,
    in drawing: inout Drawing
  ) {
    let symbol = Symbol(series: index)
    for run in runs(of: series, places, where: { $0.drawn != nil }) {
      let points = run.map { Point(x: $0.x, y: scale($0.point.drawn ?? 0)) }
      if points.count > 1 {
        drawing.marks.append(
          Mark(
            form: .path([points], isClosed: false), stroke: .series(index), strokeWidth: 2.5,
            dash: symbol.dash))
      }
      let radius = periods.count > 14 ? 3.5 : Self.radius
      for (item, point) in zip(run, points) {
        drawing.marks.append(
          symbol.mark(
            at: point, radius: radius, .series(index), isHollow: !item.point.revision.isEmpty))
      }
    }
  }

  private var legend: Legend {
    var legend = Legend()
    let points = series.flatMap(\.points).filter { $0.drawn != nil }
    if points.contains(where: { $0.interval != nil }) {
      let isBand = series.count == 1 && points.count > 1
      legend.add(words.interval) { drawing, box in
        if isBand {
          drawing.rect(box, fill: .band, stroke: .bandEdge)
          drawing.line(
            Point(x: box.x + 2, y: box.middle.y), Point(x: box.maxX - 2, y: box.middle.y),
            .series(0),
            width: 2.5)
        } else {
          drawing.line(
            Point(x: box.middle.x, y: box.y), Point(x: box.middle.x, y: box.maxY), .series(0),
            width: 1.5)
        }
      }
    }
    if points.contains(where: { !$0.revision.isEmpty }) {
      legend.add(words.revision) { drawing, box in
        drawing.marks.append(
          Symbol.circle.mark(at: box.middle, radius: Self.radius, .series(0), isHollow: true))
      }
    }
    return legend
  }
}
