extension TileMap {
  public func drawing(width: Double) -> Drawing {
    var drawing = Drawing(width: width)
    var y = 2 + legend.draw(in: &drawing, at: Point(x: 0, y: 2), width: width, Self.small)
    y += 12
    let cells = tiles.map { ($0.row, $0.column) } + sites.map { ($0.row, $0.column) }
    let rows = (cells.map(\.0).min() ?? 0)...(cells.map(\.0).max() ?? 0)
    let columns = (cells.map(\.1).min() ?? 0)...(cells.map(\.1).max() ?? 0)
    let side = min((width - 2) / Double(columns.count), Self.greatestSide)
    let left = (width - side * Double(columns.count)) / 2
    func cell(_ row: Int, _ column: Int) -> Rect {
      Rect(
        x: left + Double(column - columns.lowerBound) * side,
        y: y + Double(row - rows.lowerBound) * side, width: side, height: side)
    }
    for site in sites {
      draw(site, in: &drawing, cell(site.row, site.column).outset(by: -1.5))
    }
    for tile in tiles {
      draw(tile, in: &drawing, cell(tile.row, tile.column).outset(by: -1.5))
    }
    if !cells.isEmpty { y += side * Double(rows.count) }
    drawing.height = (y + 2).rounded(.up)
    return drawing
  }

  private static let greatestSide = 80.0
  private static let small = Typeface(size: 13)

  private var steps: [Int] { Ink.steps(classes.count) }

  private func draw(_ tile: Tile, in drawing: inout Drawing, _ box: Rect) {
    let group = self.group(of: tile)
    let step = group.map { steps[$0] }
    let ink = step.map(Ink.onStep) ?? .text
    var square = Drawing(width: drawing.width)
    paint(group: group, in: &square, box, radius: 4, isHighlighted: tile.isHighlighted)
    let corner = Point(x: box.x + 6, y: box.y + 6)
    let pips = group.map { self.pips($0, at: corner, width: box.width - 12) } ?? []
    for pip in pips {
      square.rect(pip, fill: ink)
    }
    let top = box.y + (pips.isEmpty ? 3 : 11)
    write(
      tile.name, tile.text, in: &square,
      Rect(x: box.x + 3, y: top, width: box.width - 6, height: box.maxY - top - 3), ink)
    if let address = tile.address {
      let name = tile.text.isEmpty ? tile.name : "\(tile.name): \(tile.text)"
      drawing.marks.append(Mark(form: .link(address: address, name: name, square.marks)))
    } else {
      drawing.marks += square.marks
    }
  }

  /// Name and value in the middle of the square, as large as they fit.
  private func write(
    _ name: String, _ value: String, in drawing: inout Drawing, _ box: Rect, _ ink: Ink
  ) {
    var size = 13.0
    var names: [String] = []
    var values: [String] = []
    var height = 0.0
    repeat {
      let face = Typeface(size: size)
      names = face.lines(of: name, width: box.width)
      values = value.isEmpty ? [] : face.bold.lines(of: value, width: box.width)
      height = Double(names.count + values.count) * size * 1.15
      let isCut =
        name.split(separator: " ").contains { face.width(of: String($0)) > box.width }
        || values.count > 1
      if height <= box.height, !isCut { break }
      size -= 0.5
    } while size >= 4
    var baseline = box.middle.y - height / 2 + size * 0.9
    for (index, line) in (names + values).enumerated() {
      let face = Typeface(size: size, isBold: index >= names.count)
      drawing.text(line, at: Point(x: box.middle.x, y: baseline), face, ink, anchor: .middle)
      baseline += size * 1.15
    }
  }

  /// A small square for each class up to this one, from a corner to the right.
  private func pips(_ group: Int, at corner: Point, width: Double) -> [Rect] {
    let step = min(6, width / Double(classes.count))
    return (0...group).map { index in
      Rect(x: corner.x + Double(index) * step, y: corner.y, width: step * 0.65, height: 3)
    }
  }

  /// A square in its class's colour; a highlighted one has a frame around it.
  private func paint(
    group: Int?, in drawing: inout Drawing, _ box: Rect, radius: Double, isHighlighted: Bool = false
  ) {
    if isHighlighted {
      drawing.rect(box, fill: .ground, stroke: .text, strokeWidth: 2, radius: radius + 1)
    }
    drawing.rect(
      isHighlighted ? box.outset(by: -3) : box, fill: group.map { .step(steps[$0]) } ?? .ground,
      stroke: .mark, dash: group == nil ? [4, 3] : [], radius: radius)
  }

  /// Islands: three dots, with the name below them.
  private func draw(_ site: Site, in drawing: inout Drawing, _ box: Rect) {
    for (x, y) in [(-7.0, 11.0), (1, 6), (7, 13)] {
      let place = Point(x: box.middle.x + x, y: box.y + y)
      drawing.marks.append(Symbol.diamond.mark(at: place, radius: 2.6, .text))
    }
    write(
      site.name, "", in: &drawing,
      Rect(x: box.x, y: box.y + 17, width: box.width, height: box.height - 17), .text)
  }

  private var legend: Legend {
    var legend = Legend()
    for (index, words) in classes.enumerated() {
      legend.add(words) { drawing, box in
        paint(group: index, in: &drawing, box, radius: 2)
        let corner = Point(x: box.x + 3, y: box.y + 3)
        for pip in pips(index, at: corner, width: box.width - 5) {
          drawing.rect(pip, fill: .onStep(steps[index]))
        }
      }
    }
    if tiles.contains(where: { group(of: $0) == nil }) {
      legend.add(words.none) { drawing, box in paint(group: nil, in: &drawing, box, radius: 2) }
    }
    return legend
  }
}
