extension FunnelChart {
  public func drawing(width: Double) -> Drawing {
    var drawing = Drawing(width: width)
    var y = 2.0
    let titleHeight = drawing.paragraph(
      axis.title, at: Point(x: 0, y: y), width: width, .small, .muted)
    y += titleHeight + (titleHeight > 0 ? 10 : 8)
    let height = min(max(width * 0.75, 220), 420)
    let scale = axis.scale(of: values, tickCount: Int(height / 42), from: y + height, to: y)
    let tickWidth = scale.ticks.map { Typeface.small.width(of: axis.text($0)) }.max() ?? 0
    let left = tickWidth.rounded(.up) + 8
    let plot = Rect(x: left, y: y, width: max(width - left - 4, 40), height: height)
    for tick in scale.ticks {
      let place = scale(tick)
      drawing.line(Point(x: plot.x, y: place), Point(x: plot.maxX, y: place), .grid)
      drawing.text(
        axis.text(tick), at: Point(x: left - 8, y: place + Typeface.small.middleDrop), .small,
        .muted, anchor: .end)
    }
    let sizes = LogScale(
      of: drawn.map(\.size) + limits.map(\.size), from: plot.x, to: plot.maxX, text: sizeText)
    drawing.line(
      Point(x: plot.x, y: plot.maxY), Point(x: plot.maxX, y: plot.maxY), .mark)
    for tick in sizes.ticks {
      drawing.line(
        Point(x: sizes(tick), y: plot.maxY), Point(x: sizes(tick), y: plot.maxY + 5), .mark)
      drawing.text(
        sizeText(tick), around: sizes(tick), baseline: plot.maxY + 7 + Typeface.small.ascent,
        .small, .muted)
    }
    y = plot.maxY + 9 + Typeface.small.lineHeight
    y += drawing.paragraph(words.size, at: Point(x: 0, y: y), width: width, .small, .muted)
    drawLimits(across: plot, sizes, scale, in: &drawing)
    drawUnits(in: plot, sizes, scale, of: &drawing)
    y += 8
    y += legend.draw(in: &drawing, at: Point(x: 0, y: y), width: width)
    drawing.height = (y + 2).rounded(.up)
    return drawing
  }

  private static let radius = 5.0
  /// The side of the square of a unit within the limits.
  private static let dot = 2.5
  /// How many are named at most.
  private static let names = 12

  private var drawn: [Unit] { units.filter(\.isDrawn) }

  private var values: [Double] {
    drawn.map(\.value) + limits.flatMap { [$0.outer.lowerBound, $0.outer.upperBound] }
      + [target.value]
  }

  private func drawLimits(
    across plot: Rect, _ sizes: LogScale, _ scale: LinearScale, in drawing: inout Drawing
  ) {
    func curve(_ end: (Limit) -> Double) -> [Point] {
      limits.filter { $0.size > 0 && end($0).isDrawable }
        .map { Point(x: sizes($0.size), y: scale(end($0))) }
    }
    let inner = [curve(\.inner.lowerBound), curve(\.inner.upperBound)].filter { $0.count > 1 }
    let outer = [curve(\.outer.lowerBound), curve(\.outer.upperBound)].filter { $0.count > 1 }
    drawing.marks.append(
      Mark(form: .path(inner, isClosed: false), stroke: .bandEdge, strokeWidth: 1.5, dash: [5, 3]))
    drawing.marks.append(
      Mark(form: .path(outer, isClosed: false), stroke: .bandEdge, strokeWidth: 2))
    guard target.value.isDrawable else { return }
    let y = scale(target.value)
    drawing.line(Point(x: plot.x, y: y), Point(x: plot.maxX, y: y), .text, width: 1.5)
  }

  private func drawUnits(
    in plot: Rect, _ sizes: LogScale, _ scale: LinearScale, of drawing: inout Drawing
  ) {
    func place(_ unit: Unit) -> Point { Point(x: sizes(unit.size), y: scale(unit.value)) }
    // Of those that nobody can see apart, one is drawn: places are halves of units.
    var seen: Set<Point> = []
    var dots: [[Point]] = []
    for unit in drawn where unit.side == nil {
      let exact = place(unit)
      let point = Point(x: (exact.x * 2).rounded() / 2, y: (exact.y * 2).rounded() / 2)
      guard seen.insert(point).inserted else { continue }
      dots.append([
        Point(x: point.x - Self.dot / 2, y: point.y), Point(x: point.x + Self.dot / 2, y: point.y),
      ])
    }
    if !dots.isEmpty {
      drawing.marks.append(
        Mark(form: .path(dots, isClosed: false), stroke: .mark, strokeWidth: Self.dot))
    }
    let flagged = drawn.filter { $0.side != nil }
    var names: [(label: String, point: Point, more: Int)] = []
    for unit in flagged {
      let point = place(unit)
      if let index = names.firstIndex(where: { $0.point == point }) {
        names[index].more += 1
      } else {
        names.append((unit.label, point, 0))
        drawing.marks.append(Self.symbol(unit.side).mark(at: point, radius: Self.radius, .accent))
      }
    }
    name(
      names.prefix(Self.names).map {
        ($0.more > 0 ? "\($0.label) +\($0.more)" : $0.label, $0.point)
      },
      beside: names.map(\.point), in: plot, of: &drawing)
  }

  /// Writes names beside their points where they cover neither a point of the others nor a name.
  private func name(
    _ named: [(label: String, point: Point)], beside points: [Point], in plot: Rect,
    of drawing: inout Drawing
  ) {
    let face = Typeface.small
    let reach = Self.radius + 1
    var taken = points.map { Rect(x: $0.x, y: $0.y, width: 0, height: 0).outset(by: reach) }
    for (label, point) in named where !label.isEmpty {
      let (width, height) = (face.width(of: label), face.ascent + face.descent)
      let sides = [point.x + reach + 2, point.x - reach - 2 - width]
      // Beside it, at the edges of the plot a little higher or lower, else below or above it.
      let corners =
        [height / 2, height, 0].flatMap { rise in sides.map { Point(x: $0, y: point.y - rise) } }
        + [reach + 1, -reach - 1 - height].map { Point(x: point.x - width / 2, y: point.y + $0) }
      let boxes = corners.map { Rect(x: $0.x, y: $0.y, width: width, height: height) }
      guard
        let box = boxes.first(where: { box in
          box.union(plot) == plot && !taken.contains { $0.overlaps(box) }
        })
      else { continue }
      taken.append(box)
      drawing.text(label, at: Point(x: box.x, y: box.y + face.ascent), face)
    }
  }

  private static func symbol(_ side: Side?) -> Symbol { side == .below ? .kite : .triangle }

  private var legend: Legend {
    var legend = Legend()
    func line(_ words: String, _ ink: Ink, width: Double, dash: [Double] = []) {
      legend.add(words) { drawing, box in
        drawing.line(
          Point(x: box.x, y: box.middle.y), Point(x: box.maxX, y: box.middle.y), ink, width: width,
          dash: dash)
      }
    }
    line(target.words, .text, width: 1.5)
    if !limits.isEmpty {
      line(words.inner, .bandEdge, width: 1.5, dash: [5, 3])
      line(words.outer, .bandEdge, width: 2)
    }
    if drawn.contains(where: { $0.side == nil }) {
      legend.add(words.within) { drawing, box in
        let half = Self.dot / 2
        drawing.line(
          Point(x: box.middle.x - half, y: box.middle.y),
          Point(x: box.middle.x + half, y: box.middle.y), .mark, width: Self.dot)
      }
    }
    for side in Side.allCases where drawn.contains(where: { $0.side == side }) {
      legend.add(words.side(side)) { drawing, box in
        drawing.marks.append(
          Self.symbol(side).mark(at: box.middle, radius: Self.radius, .accent))
      }
    }
    return legend
  }
}
