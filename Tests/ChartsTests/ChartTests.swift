import Foundation
import Testing

@testable import Charts

/// What holds for every chart, of ordinary data and of odd ones.
@Suite struct ChartTests {
  private static let charts: [any Chart] = Samples.all + Oddities.all
  private static let widths = [300.0, 440, 640]

  @Test func `every chart is well-formed in a page, and named by its title and description`() throws
  {
    for chart in Self.charts {
      let root = try Element.read(chart.markup())
      #expect(root.name == "svg")
      #expect(root.attributes["class"]?.split(separator: " ").first == "chart")
      #expect(root.attributes["aria-labelledby"] == "\(chart.id)-t \(chart.id)-d")
      let named = root.all.filter { $0.attributes["id"] != nil }
      #expect(named.map { $0.attributes["id"] } == ["\(chart.id)-t", "\(chart.id)-d"])
      #expect(named.map(\.name) == ["title", "desc"])
      #expect(named.map(\.text) == [chart.title, chart.description])
      let hasLinks = root.all.contains { $0.name == "a" }
      #expect(root.attributes["role"] == (hasLinks ? "group" : "img"), "\(chart.id)")
    }
    #expect(Set(Self.charts.map(\.id)).count == Self.charts.count)
  }

  @Test func `every class that a chart uses has its rule, and every colour its property`() throws {
    let css = ChartStyle.css.text
    for chart in Self.charts {
      for element in try Element.read(chart.markup()).all.dropFirst() {
        for name in (element.attributes["class"] ?? "").split(separator: " ") {
          #expect(css.contains(".chart .\(name){"), "\(name)")
        }
        #expect(element.attributes["style"] == nil)
      }
    }
    for ink in Ink.all {
      #expect(css.components(separatedBy: "--chart-\(ink.name):").count == 5, "\(ink.name)")
    }
    #expect(!css.contains("<") && !css.contains("&"))
  }

  @Test func `a file has what office programs read, and nothing that they do not`() throws {
    let elements: Set = ["svg", "title", "desc", "rect", "g", "line", "circle", "path", "text"]
    let attributes: Set = [
      "xml:lang", "width", "height", "viewBox", "font-family", "fill", "stroke", "stroke-width",
      "stroke-dasharray", "stroke-linejoin", "transform", "x", "y", "x1", "y1", "x2", "y2", "cx",
      "cy",
      "r", "rx", "d", "font-size", "font-weight", "text-anchor", "xmlns",
    ]
    for chart in Self.charts {
      let root = try Element.read(chart.file(source: "Nguồn: A & B <C>"))
      #expect(Set(root.all.map(\.name)).isSubset(of: elements))
      #expect(Set(root.all.flatMap(\.attributes.keys)).isSubset(of: attributes))
      let size = [root.attributes["width"], root.attributes["height"]].compactMap { $0 }
      #expect(root.attributes["viewBox"] == "0 0 \(size.joined(separator: " "))")
      #expect(size.first == "640")
      #expect(root.children.prefix(2).map(\.text) == [chart.title, chart.description])
      let ground = try #require(root.children.dropFirst(2).first)
      #expect(ground.name == "rect" && ground.attributes["fill"] == "#ffffff")
      #expect([ground.attributes["width"], ground.attributes["height"]] == size)
      #expect(root.children.contains { $0.text == "Nguồn: A & B <C>" })
      for colour in root.all.flatMap({ [$0.attributes["fill"], $0.attributes["stroke"]] }) {
        #expect(colour.map { $0 == "none" || $0.count == 7 && $0.hasPrefix("#") } ?? true)
      }
    }
  }

  @Test func `the same chart gives the same bytes, with two decimals at most`() {
    for chart in Self.charts {
      #expect(chart.file() == chart.file())
      #expect(chart.markup() == chart.markup())
      let markup = chart.markup().text
      #expect(markup.firstMatch(of: /[a-z0-9]="-?\d+\.\d{3,}"|="[^"]*\d[eE][-+]?\d/) == nil)
    }
  }

  @Test func `nothing is drawn outside the view`() {
    for chart in Self.charts {
      for width in Self.widths {
        let drawing = chart.drawing(width: width)
        #expect(drawing.width == width && drawing.height > 0)
        let view = Rect(x: -1, y: -1, width: width + 2, height: drawing.height + 2)
        for mark in drawing.marks.flatMap(\.leaves) {
          guard let bounds = mark.bounds else { continue }
          #expect(
            bounds.union(view) == view, "\(chart.id) at \(width): \(mark.form) reaches \(bounds)")
        }
      }
    }
  }

  @Test func `no two texts overlap, by the estimate of their widths`() {
    for chart in Samples.all {
      for width in Self.widths.dropFirst() {
        let texts = chart.drawing(width: width).marks.flatMap(\.leaves).compactMap { mark in
          if case .text = mark.form { mark } else { nil as Mark? }
        }
        #expect(texts.count > 3)
        for (index, text) in texts.enumerated() {
          // Accents and tails of lines above each other may share a hair's breadth.
          guard let box = text.bounds?.outset(by: -2) else { continue }
          for other in texts[..<index] {
            guard let otherBox = other.bounds else { continue }
            #expect(!box.overlaps(otherBox), "\(chart.id) at \(width): \(text.form), \(other.form)")
          }
        }
      }
    }
  }

  @Test func `the table has a cell a column, and every figure that is drawn`() {
    for chart in Samples.all {
      let table = chart.table
      #expect(table.caption == chart.title)
      for row in table.rows { #expect(row.count == table.columns.count) }
      // Ticks name places on the axis, not data; they are whole per cents here.
      let cells = table.rows.joined().joined(separator: " ")
      for mark in chart.drawing(width: 440).marks.flatMap(\.leaves) {
        guard case .text(let text, _, let face, _) = mark.form, face.isBold else { continue }
        for figure in text.split(separator: " ") where figure.contains(",") {
          let figure = figure.trimmingCharacters(in: CharacterSet(charactersIn: "()"))
          #expect(cells.contains(figure), "\(chart.id): \(figure)")
        }
      }
    }
    let dots = Samples.dots
    let cells = dots.table.rows.joined()
    for row in dots.rows {
      #expect(cells.contains(row.text))
      #expect(row.interval.map { cells.contains($0.text) } ?? true)
    }
    #expect(cells.contains("81,72\u{A0}%") && cells.contains("85\u{A0}%"))
  }
}
