/// The reference and the target of a chart of rows: lines from top to bottom, each with a label above the rows.
struct GuideLines {
  private struct Guide {
    var x: Double
    var isTarget: Bool
    var label: [String]
    var wide: Double
    /// Where the label begins.
    var start = 0.0

    var height: Double { label.isEmpty ? 0 : Double(label.count) * GuideLines.face.lineHeight + 2 }

    func crosses(_ places: [Double]) -> Bool {
      places.contains { $0 != x && start - 2 < $0 && $0 < start + wide + 2 }
    }
  }

  private static let face = Typeface.small.bold

  private let guides: [Guide]

  /// The height of the labels, which stand under each other.
  var height: Double { guides.map(\.height).reduce(0, +) }

  /// Places each label on the side away from the other line, if there is room for it.
  ///
  /// A label that would cross the other's line stands above that line's beginning.
  init(reference: ChartLine?, target: ChartLine?, _ scale: LinearScale, width: Double) {
    let all = [(reference, false), (target, true)].compactMap { line, isTarget -> Guide? in
      guard let line, line.value.isDrawable else { return nil }
      let label = line.words.isEmpty ? [] : Self.face.lines(of: line.words, width: width * 0.7)
      return Guide(
        x: scale(line.value), isTarget: isTarget, label: label,
        wide: label.map { Self.face.width(of: $0) }.max() ?? 0)
    }
    let places = all.map(\.x)
    guides = all.map { guide in
      var guide = guide
      let other = places.first { $0 != guide.x }
      let isRight = other.map { $0 < guide.x } ?? (guide.x < width / 2)
      let beside = (left: guide.x - 5 - guide.wide, right: guide.x + 5)
      let starts = isRight ? [beside.right, beside.left] : [beside.left, beside.right]
      guide.start =
        starts.first { $0 >= 2 && $0 + guide.wide <= width - 2 }
        ?? max(2, min(width - guide.wide - 2, guide.x - guide.wide / 2))
      return guide
    }.sorted { $0.crosses(places) && !$1.crosses(places) }
  }

  func draw(from top: Double, to bottom: Double, in drawing: inout Drawing) {
    var y = top
    for guide in guides {
      drawing.line(
        Point(x: guide.x, y: y + 2), Point(x: guide.x, y: bottom),
        guide.isTarget ? .series(1) : .text, width: 1.5, dash: guide.isTarget ? [5, 3] : [])
      y += guide.height
    }
    y = top
    for guide in guides where !guide.label.isEmpty {
      drawing.rect(
        Rect(x: guide.start - 2, y: y + 1, width: guide.wide + 4, height: guide.height - 1),
        fill: .ground)
      drawing.text(
        guide.label, middle: Point(x: guide.start, y: y + guide.height / 2), Self.face)
      y += guide.height
    }
  }
}
