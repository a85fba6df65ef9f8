import Testing

@testable import Charts

/// Where the marks of each chart lie.
@Suite struct GeometryTests {
  @Test func `the dot of the greatest value is rightmost, and every dot in its row`() throws {
    let chart = Samples.dots
    let dots = chart.drawing(width: 440).circles.prefix(32)
    let values = chart.rows.compactMap(\.value)
    #expect(dots.count == values.count)
    for (one, other) in zip(zip(dots, values), zip(dots, values).dropFirst()) {
      #expect((one.0.center.x > other.0.center.x) == (one.1 > other.1))
      #expect(one.0.center.y + 20 < other.0.center.y)
    }
    #expect(dots.map(\.center.x).max() == dots[0].center.x)
    let hollow = dots.indices.filter { dots[$0].mark.fill == .ground }
    #expect(hollow == [3, 19])
    #expect(dots.indices.filter { dots[$0].mark.stroke == .accent } == [0, 1, 2, 3, 4])
  }

  @Test func `an interval brackets its dot`() {
    let drawing = Samples.dots.drawing(width: 440)
    let bars = drawing.lines.filter { $0.mark.strokeWidth == 2.5 }.prefix(32)
    #expect(bars.count == 32)
    for (bar, dot) in zip(bars, drawing.circles) {
      #expect(bar.from.x < dot.center.x && dot.center.x < bar.to.x)
      #expect(bar.from.y == dot.center.y)
    }
  }

  @Test func `reference and target stand where their values would`() throws {
    var chart = Samples.dots
    chart.rows = [
      .init("a", value: 0.8172, text: "81,72"), .init("b", value: 0.85, text: "85"),
    ]
    let drawing = chart.drawing(width: 440)
    let reference = try #require(drawing.lines.first { $0.mark.stroke == .text })
    let target = try #require(drawing.lines.first { !$0.mark.dash.isEmpty })
    #expect(reference.from.x == drawing.circles[0].center.x)
    #expect(target.from.x == drawing.circles[1].center.x)
  }

  @Test func `rows without a value say so, and have no dot`() {
    let drawing = Samples.dots.drawing(width: 440)
    #expect(drawing.texts.filter { $0 == "chưa có dữ liệu" }.count == 2)
    #expect(drawing.circles.count == 32 + 2)  // two signs of the legend
  }

  @Test func `tiles are equal squares at their places, and do not overlap`() {
    let chart = Samples.tiles
    let drawing = chart.drawing(width: 360)
    let squares = drawing.marks.compactMap { mark -> Rect? in
      guard case .link(_, _, let marks) = mark.form, case .rect(let box, _) = marks[0].form else {
        return nil
      }
      return box
    }
    #expect(squares.count == 34)
    for (index, square) in squares.enumerated() {
      #expect(
        abs(square.width - square.height) < 1e-9 && abs(square.width - squares[0].width) < 1e-9)
      for other in squares[..<index] { #expect(!square.overlaps(other)) }
    }
    let tiles = zip(chart.tiles, squares)
    for (one, other) in zip(tiles, tiles.dropFirst()) {
      #expect((one.0.row < other.0.row) == (one.1.y < other.1.y - 1))
      #expect((one.0.column < other.0.column) == (one.1.x < other.1.x - 1))
    }
  }

  @Test func `a class is told by as many pips, and none by a dashed edge`() {
    let chart = Samples.tiles
    let marks = chart.drawing(width: 360).marks.compactMap { mark -> [Mark]? in
      if case .link(_, _, let marks) = mark.form { marks } else { nil }
    }
    for (tile, marks) in zip(chart.tiles, marks) {
      let pips = marks.filter {
        if case .rect(let box, _) = $0.form { box.height == 3 } else { false }
      }
      #expect(pips.count == (tile.group ?? -1) + 1)
      #expect(marks.contains { !$0.dash.isEmpty } == (tile.group == nil))
    }
  }

  @Test func `links lead to where the tiles say, in a page only`() throws {
    let page = try Element.read(Samples.tiles.markup()).all.filter { $0.name == "a" }
    #expect(page.map { $0.attributes["href"] } == (0..<34).map { "#p\($0)" })
    #expect(page[0].attributes["aria-label"] == "Hà Nội: 95,00")
    #expect(try Element.read(Samples.tiles.file()).all.allSatisfy { $0.name != "a" })
  }

  @Test func `a period without a value is a gap in the line`() {
    let drawing = Samples.lines(periods: 12, series: 1, hasIntervals: false).drawing(width: 440)
    let runs = drawing.marks.compactMap { mark -> Int? in
      guard case .path(let strokes, false) = mark.form, mark.strokeWidth == 2.5 else { return nil }
      return strokes[0].count
    }
    #expect(runs == [4, 7])
    #expect(drawing.circles.count == 11 + 1)  // and the sign of the legend
  }

  @Test func `series differ in dash and in symbol, and each is named at its end`() {
    let chart = Samples.lines(periods: 8, series: 5, hasIntervals: false)
    let drawing = chart.drawing(width: 440)
    let lines = drawing.marks.filter { mark in
      if case .path(_, false) = mark.form { mark.strokeWidth == 2.5 } else { false }
    }
    #expect(Set(lines.map(\.dash)).count == 5)
    for series in chart.series {
      #expect(drawing.texts.joined(separator: " ").contains(series.name))
    }
    #expect(
      Set(Symbol.allCases.map { $0.mark(at: Point(x: 0, y: 0), radius: 1, .mark).form }).count == 5)
  }

  @Test func `parts of a bar follow each other without a gap, as long as their shares`() {
    let chart = Samples.answers("x", .plain)
    let bars = chart.drawing(width: 402).bars
    let shares = chart.rows.flatMap(\.parts).map(\.share).filter { $0 > 0 }
    #expect(bars.count == shares.count)
    for (bar, share) in zip(bars, shares) { #expect(abs(bar.width - share * 400) < 1e-6) }
    for (one, other) in zip(bars, bars.dropFirst()) where one.y == other.y {
      #expect(abs(one.maxX - other.x) < 1e-6)
    }
  }

  @Test func `diverging bars have the middle of the neutral level above each other`() {
    let chart = Samples.answers("x", .diverging(neutral: 2))
    let bars = chart.drawing(width: 402).bars
    // The first two rows have all five levels.
    let neutrals = [bars[2], bars[7]]
    #expect(abs(neutrals[0].width * 2 - neutrals[1].width) < 1e-6)
    #expect(abs(neutrals[0].middle.x - neutrals[1].middle.x) < 1e-6)
    #expect((0..<5).map { chart.strength(of: $0) } == [-3, -2, 0, 2, 3])
  }

  @Test func `bars begin at zero, and negative ones go left`() {
    let chart = BarChart(
      Samples.head("b", "b"), words: .init(label: "a", value: "b"),
      rows: [.init("a", value: -50, text: "-50"), .init("b", value: 100, text: "100")])
    let bars = chart.drawing(width: 440).marks.compactMap { mark -> Rect? in
      if case .rect(let box, _) = mark.form { box } else { nil }
    }
    #expect(bars.count == 2)
    #expect(abs(bars[0].maxX - bars[1].x) < 1e-9)
    #expect(abs(bars[0].width * 2 - bars[1].width) < 1e-9)
  }

  @Test func `a rank lies between the best and the worst, and the first is leftmost`() {
    let drawing = Samples.ranks.drawing(width: 440)
    let bars = drawing.lines.filter { $0.mark.strokeWidth == 4 }
    #expect(bars.count == 33 && drawing.circles.count == 33)
    for (bar, dot) in zip(bars, drawing.circles) {
      #expect(bar.from.x <= dot.center.x && dot.center.x <= bar.to.x)
    }
    #expect(drawing.circles.map(\.center.x) == drawing.circles.map(\.center.x).sorted())
  }

  @Test func `hatching stays within its rectangle`() {
    for (width, height) in [(3.0, 26.0), (26, 26), (200, 26), (0.5, 1)] {
      let box = Rect(x: 10, y: 20, width: width, height: height)
      for isRising in [true, false] {
        let strokes = Hatch.strokes(in: box, distance: 5, isRising: isRising)
        for point in strokes.joined() {
          #expect((box.x - 1e-9...box.maxX + 1e-9).contains(point.x))
          #expect((box.y - 1e-9...box.maxY + 1e-9).contains(point.y))
        }
        #expect(strokes.allSatisfy { abs(abs($0[0].x - $0[1].x) - abs($0[0].y - $0[1].y)) < 1e-9 })
      }
    }
    #expect(
      Hatch.strokes(in: Rect(x: 0, y: 0, width: 0, height: 9), distance: 5, isRising: true).isEmpty)
  }
}

extension Drawing {
  fileprivate var circles: [(mark: Mark, center: Point)] {
    marks.compactMap { mark in
      if case .circle(let center, _) = mark.form { (mark, center) } else { nil }
    }
  }

  fileprivate var lines: [(mark: Mark, from: Point, to: Point)] {
    marks.compactMap { mark in
      if case .line(let from, let to) = mark.form { (mark, from, to) } else { nil }
    }
  }

  fileprivate var texts: [String] {
    marks.flatMap(\.leaves).compactMap { mark in
      if case .text(let text, _, _, _) = mark.form { text } else { nil }
    }
  }

  /// The parts of stacked bars.
  fileprivate var bars: [Rect] {
    marks.compactMap { mark in
      if case .rect(let box, _) = mark.form, box.height == 26 { box } else { nil }
    }
  }
}
