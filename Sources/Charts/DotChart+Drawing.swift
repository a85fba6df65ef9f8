extension DotChart {
  public func drawing(width: Double) -> Drawing {
    var drawing = Drawing(width: width)
    let columns = RowLayout(
      ranks: rows.map(\.rank), labels: rows.map(\.label),
      values: rows.filter { $0.drawn != nil }.map(\.text), width: width)
    let scale = axis.scale(
      across: values, from: columns.plot.lowerBound, to: columns.plot.upperBound)
    var y = 2.0
    y += drawing.paragraph(axis.title, at: Point(x: 0, y: y), width: width, .small, .muted)
    y += 4
    axis.label(scale, baseline: y + Typeface.small.ascent, in: &drawing)
    y += Typeface.small.lineHeight + 2
    let guides = GuideLines(reference: reference, target: target, scale, width: width)
    let top = y
    let body = top + guides.height + 4
    let texts = rows.map {
      columns.texts(
        $0.label, $0.text, isBold: $0.isHighlighted, isMissing: $0.drawn == nil)
    }
    let bottom = body + texts.map(\.height).reduce(0, +)
    for tick in scale.ticks {
      drawing.line(Point(x: scale(tick), y: top), Point(x: scale(tick), y: bottom), .grid)
    }
    columns.guides(texts, from: body, in: &drawing)
    guides.draw(from: top, to: bottom, in: &drawing)
    y = body
    for (index, row) in rows.enumerated() {
      draw(row, texts[index], middle: y + texts[index].height / 2, columns, scale, in: &drawing)
      y += texts[index].height
    }
    if rows.count > 12 {
      axis.label(scale, baseline: bottom + 4 + Typeface.small.ascent, in: &drawing)
      y = bottom + 4 + Typeface.small.lineHeight
    }
    y += 8
    y += legend.draw(in: &drawing, at: Point(x: 0, y: y), width: width)
    drawing.height = (y + 2).rounded(.up)
    return drawing
  }

  private var values: [Double] {
    rows.flatMap { row -> [Double] in
      guard let value = row.drawn else { return [] }
      return [value] + (row.interval?.ends ?? [])
    } + [reference?.value, target?.value].compactMap { $0 }
  }

  private func draw(
    _ row: Row, _ texts: RowLayout.Texts, middle y: Double, _ columns: RowLayout,
    _ scale: LinearScale,
    in drawing: inout Drawing
  ) {
    let face = row.isHighlighted ? Typeface.body.bold : .body
    let ink: Ink = row.isHighlighted ? .accent : .mark
    drawing.text(
      row.rank, at: Point(x: columns.rankEnd, y: y + face.middleDrop), face, .muted, anchor: .end)
    drawing.text(texts.label, middle: Point(x: columns.label, y: y), face)
    guard let value = row.drawn else {
      columns.missing(texts, middle: y, in: &drawing)
      return
    }
    if let interval = row.interval, interval.ends.count == 2 {
      drawing.line(
        Point(x: scale(interval.low), y: y), Point(x: scale(interval.high), y: y), ink, width: 2.5)
    }
    drawing.marks.append(
      Symbol.circle.mark(
        at: Point(x: scale(value), y: y), radius: RowLayout.radius, ink,
        isHollow: !row.doubt.isEmpty))
    drawing.text(texts.value, middle: Point(x: drawing.width, y: y), face, anchor: .end)
  }

  private var legend: Legend {
    var legend = Legend()
    if rows.contains(where: { $0.drawn != nil && $0.interval != nil }) {
      legend.add(words.interval) { drawing, box in
        drawing.line(
          Point(x: box.x + 2, y: box.middle.y), Point(x: box.maxX - 2, y: box.middle.y), .mark,
          width: 2.5)
        drawing.marks.append(Symbol.circle.mark(at: box.middle, radius: RowLayout.radius, .mark))
      }
    }
    if rows.contains(where: { $0.drawn != nil && !$0.doubt.isEmpty }) {
      legend.add(words.doubt) { drawing, box in
        drawing.marks.append(
          Symbol.circle.mark(at: box.middle, radius: RowLayout.radius, .mark, isHollow: true))
      }
    }
    return legend
  }
}
