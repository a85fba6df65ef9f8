/// Writes drawings as SVG, in the form for pages and in the form for files.
///
/// The same drawing gives the same bytes. Numbers have at most two decimals.
enum SVGWriter {
  /// What is left free around the drawing in a file.
  static let margin = 16.0

  static func page(_ drawing: Drawing, head: ChartHead, styleClass: String?) -> Markup {
    let painter = Painter(isPage: true)
    let role: Markup = drawing.hasLinks ? "group" : "img"
    let more: Markup = styleClass.map { " \($0)" } ?? ""
    return """
      <svg role="\(role)" aria-labelledby="\(head.id)-t \(head.id)-d" \
      viewBox="0 0 \(at: drawing.width) \(at: drawing.height)" \
      preserveAspectRatio="xMinYMin meet" class="chart\(more)">
      <title id="\(head.id)-t">\(head.title)</title>
      <desc id="\(head.id)-d">\(head.description)</desc>
      \(drawing.marks.map(painter.markup))</svg>

      """
  }

  static func document(
    _ drawing: Drawing, head: ChartHead, showsTitle: Bool, source: String, language: String
  ) -> Markup {
    let painter = Painter(isPage: false)
    var frame = Drawing(width: drawing.width + 2 * margin)
    var y = margin
    if showsTitle {
      y += frame.paragraph(
        head.title, at: Point(x: margin, y: y), width: drawing.width,
        Typeface(size: 18, isBold: true))
      y += 10
    }
    let top = y
    y += drawing.height
    if !source.isEmpty {
      y += 12
      y += frame.paragraph(
        source, at: Point(x: margin, y: y), width: drawing.width, Typeface(size: 12), .muted)
    }
    frame.height = y + margin
    let ground = Rect(x: 0, y: 0, width: frame.width, height: frame.height)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" xml:lang="\(language)" width="\(at: frame.width)" \
      height="\(at: frame.height)" viewBox="0 0 \(at: frame.width) \(at: frame.height)" \
      font-family="Arial, &quot;DejaVu Sans&quot;, sans-serif">
      <title>\(head.title)</title>
      <desc>\(head.description)</desc>
      \(painter.markup(Mark(form: .rect(ground, radius: 0), fill: .ground)))\
      \(frame.marks.map(painter.markup))\
      <g transform="translate(\(at: margin) \(at: top))">
      \(drawing.marks.map(painter.markup))</g>
      </svg>

      """
  }
}

/// Writes marks with the colours of one form.
private struct Painter {
  var isPage: Bool

  func markup(_ mark: Mark) -> Markup {
    let paint = paint(mark)
    switch mark.form {
    case .line(let from, let to):
      return
        "<line x1=\"\(at: from.x)\" y1=\"\(at: from.y)\" x2=\"\(at: to.x)\" y2=\"\(at: to.y)\"\(paint)/>\n"
    case .rect(let rect, let radius):
      let corner: Markup = radius > 0 ? " rx=\"\(at: radius)\"" : ""
      return """
        <rect x="\(at: rect.x)" y="\(at: rect.y)" width="\(at: rect.width)" \
        height="\(at: rect.height)"\(corner)\(paint)/>

        """
    case .circle(let center, let radius):
      return "<circle cx=\"\(at: center.x)\" cy=\"\(at: center.y)\" r=\"\(at: radius)\"\(paint)/>\n"
    case .path(let strokes, let isClosed):
      return "<path d=\"\(strokes.map { stroke($0, isClosed) })\"\(paint)/>\n"
    case .text(let text, let point, let face, let anchor):
      return """
        <text x="\(at: point.x)" y="\(at: point.y)" font-size="\(at: face.size)"\
        \(face.isBold ? " font-weight=\"bold\"" as Markup : "")\(self.anchor(anchor))\(paint)>\(text)</text>

        """
    case .link(let address, let name, let marks):
      let inner = marks.map(markup)
      guard isPage else { return inner.joined() }
      return "<a href=\"\(address)\" aria-label=\"\(name)\">\n\(inner)</a>\n"
    }
  }

  private func stroke(_ points: [Point], _ isClosed: Bool) -> Markup {
    let places = points.enumerated().map { index, point -> Markup in
      "\(index == 0 ? "M" : "L" as Markup)\(at: point.x) \(at: point.y)"
    }
    return isClosed ? "\(places)Z" : "\(places)"
  }

  private func anchor(_ anchor: Mark.Anchor) -> Markup {
    switch anchor {
    case .start: ""
    case .middle: " text-anchor=\"middle\""
    case .end: " text-anchor=\"end\""
    }
  }

  private func paint(_ mark: Mark) -> Markup {
    if case .link = mark.form { return "" }
    var result: Markup = colours(mark)
    if mark.stroke != nil {
      if mark.strokeWidth != 1 { result += " stroke-width=\"\(at: mark.strokeWidth)\"" }
      if !mark.dash.isEmpty {
        let lengths = mark.dash.map { length -> Markup in "\(at: length)" }
        result += " stroke-dasharray=\"\(lengths.joined(separator: " "))\""
      }
      if case .path = mark.form { result += " stroke-linejoin=\"round\"" }
    }
    return result
  }

  /// Without a fill a form would be filled with black; a line has none to give.
  private func colours(_ mark: Mark) -> Markup {
    let hasArea = if case .line = mark.form { false } else { true }
    if isPage {
      let names = [mark.fill.map { "f-\($0.name)" }, mark.stroke.map { "s-\($0.name)" }]
        .compactMap { $0 }.joined(separator: " ")
      return mark.fill == nil && hasArea
        ? " class=\"\(names)\" fill=\"none\"" : " class=\"\(names)\""
    }
    let fill: Markup =
      mark.fill.map { " fill=\"\($0.light)\"" } ?? (hasArea ? " fill=\"none\"" : "")
    let stroke: Markup = mark.stroke.map { " stroke=\"\($0.light)\"" } ?? ""
    return fill + stroke
  }
}

extension Markup.Interpolation {
  /// A coordinate: at most two decimals, no exponent, no zeros at the end.
  mutating func appendInterpolation(at coordinate: Double) {
    precondition(coordinate.isFinite && abs(coordinate) < 1e9, "a mark lies outside every drawing")
    let hundredths = Int((coordinate * 100).rounded())
    let fraction = hundredths.magnitude % 100
    var text = "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100)"
    if fraction > 0 {
      text +=
        fraction % 10 == 0 ? ".\(fraction / 10)" : fraction < 10 ? ".0\(fraction)" : ".\(fraction)"
    }
    appendInterpolation(text)
  }
}
