extension StackedBarChart {
  public func drawing(width: Double) -> Drawing {
    var drawing = Drawing(width: width)
    var y = 2 + legend.draw(in: &drawing, at: Point(x: 0, y: 2), width: width) + 10
    let scale = LinearScale(domain: domain, from: 1, to: width - 1)
    for row in rows {
      y += caption(row, at: y, in: &drawing) + 2
      if row.parts.isEmpty {
        y += drawing.paragraph(
          row.missing, at: Point(x: 0, y: y), width: width, .small, .muted)
      } else {
        draw(row, at: y, scale, in: &drawing)
        y += Self.barHeight
      }
      y += 12
    }
    if case .diverging = arrangement, rows.contains(where: { !$0.parts.isEmpty }) {
      middleLine(scale, in: &drawing)
    }
    drawing.height = y.rounded(.up)
    return drawing
  }

  private static let barHeight = 26.0

  /// What lies left and right of the middle in any row.
  private var domain: ClosedRange<Double> {
    let drawn = rows.filter { !$0.parts.isEmpty }
    let left = drawn.map { self.left(of: $0) }.max() ?? 0
    let right = drawn.map { $0.parts.map(\.drawn).reduce(0, +) - self.left(of: $0) }.max() ?? 1
    if case .plain = arrangement { return 0...max(right, 1) }
    return -left...max(right, -left)
  }

  /// The row's label, and at the right its count; the height of both.
  private func caption(_ row: Row, at y: Double, in drawing: inout Drawing) -> Double {
    let counts = Typeface.small.lines(of: row.count, width: drawing.width * 0.4)
    let wide = counts.map { Typeface.small.width(of: $0) }.max() ?? 0
    for (index, line) in counts.enumerated() {
      let baseline = y + Typeface.body.ascent + Double(index) * Typeface.body.lineHeight
      drawing.text(line, at: Point(x: drawing.width, y: baseline), .small, .muted, anchor: .end)
    }
    let height = drawing.paragraph(
      row.label, at: Point(x: 0, y: y), width: drawing.width - wide - 12, .body)
    return max(height, Double(counts.count) * Typeface.body.lineHeight)
  }

  private func draw(_ row: Row, at y: Double, _ scale: LinearScale, in drawing: inout Drawing) {
    var share = -left(of: row)
    for (level, part) in row.parts.enumerated() where part.drawn > 0 {
      let from = scale(share)
      share += part.drawn
      let box = Rect(x: from, y: y, width: scale(share) - from, height: Self.barHeight)
      paint(level, in: &drawing, box)
      let wide = Typeface.small.width(of: part.text)
      guard wide + 8 <= box.width, !part.text.isEmpty else { continue }
      let strength = self.strength(of: level)
      if strength < 0 {
        let plate = Rect(
          x: box.middle.x - wide / 2 - 2, y: box.middle.y - 9, width: wide + 4, height: 18)
        drawing.rect(plate, fill: .level(strength))
      }
      drawing.text(
        part.text,
        at: Point(x: box.middle.x, y: box.middle.y + Typeface.small.middleDrop), .small,
        .onLevel(strength), anchor: .middle)
    }
  }

  /// A part in its colour; those below the middle are hatched, the closer the worse.
  private func paint(_ level: Int, in drawing: inout Drawing, _ box: Rect) {
    let strength = self.strength(of: level)
    drawing.rect(box, fill: .level(strength), stroke: .edge(strength))
    guard strength < 0 else { return }
    let strokes = Hatch.strokes(
      in: box, distance: Double([14, 9, 5][-strength - 1]), isRising: strength == -3)
    guard !strokes.isEmpty else { return }
    drawing.marks.append(
      Mark(
        form: .path(strokes, isClosed: false), stroke: .onLevel(strength), strokeWidth: 0.75))
  }

  /// A tick below every bar where its middle lies.
  private func middleLine(_ scale: LinearScale, in drawing: inout Drawing) {
    let bars = drawing.marks.compactMap { mark -> Rect? in
      guard case .rect(let box, _) = mark.form, box.height == Self.barHeight else { return nil }
      return box
    }
    for y in Set(bars.map(\.y)).sorted() {
      drawing.line(
        Point(x: scale(0), y: y + Self.barHeight), Point(x: scale(0), y: y + Self.barHeight + 7),
        .text,
        width: 1.5)
    }
  }

  private var legend: Legend {
    var legend = Legend()
    for (level, name) in levels.enumerated() {
      legend.add(name) { drawing, box in paint(level, in: &drawing, box) }
    }
    return legend
  }
}
