import Charts
import Foundation
import Testing

@testable import Pages

/// Contrast as WCAG 2.2 defines it, of what the style sheets set on a page: 4.5 for text, 3 for marks.
struct StylesheetTests {
  enum Theme: CaseIterable {
    case light, dark, print
  }

  /// The custom properties of the root that hold in a theme; on paper they hold whatever the screen is.
  private func colours(_ theme: Theme) throws -> [String: String] {
    let blocks = [
      Theme.light: "", .dark: "@media (prefers-color-scheme:dark){", .print: "@media print{",
    ]
    var colours: [String: String] = [:]
    for sheet in [ChartStyle.css.text, Stylesheet.css.text] {
      for step in theme == .print ? Theme.allCases : [.light, theme] {
        let opening = try #require(blocks[step]) + ":root{"
        let start = try #require(sheet.range(of: opening), "\(step)")
        let block = sheet[start.upperBound...].prefix { $0 != "}" }
        for match in block.matches(of: /--([a-z0-9-]+):(#[0-9a-f]+)/) {
          colours[String(match.1)] = String(match.2)
        }
      }
    }
    return colours
  }

  @Test(arguments: Theme.allCases)
  func `text of a page has a contrast of four and a half to what it stands on`(
    _ theme: Theme
  ) throws {
    let colours = try colours(theme)
    var pairs = ["ink", "soft", "accent", "good", "warn"].flatMap { text in
      ["ground", "card", "mark"].map { (text, $0) }
    }
    pairs += (0...4).map { ("ink", "h\($0)") }
    pairs += ["chart-text", "chart-muted"].map { ($0, "ground") }
    try expect(pairs, in: colours, atLeast: 4.5)
  }

  @Test(arguments: Theme.allCases)
  func `marks of a chart have a contrast of three to the page`(_ theme: Theme) throws {
    let marks = ["chart-mark", "chart-accent"] + (1...5).map { "chart-series\($0)" }
    try expect(marks.map { ($0, "ground") }, in: colours(theme), atLeast: 3)
  }

  @Test func `contrast is that of the definition`() throws {
    #expect(try contrast("#000000", "#fff") == 21)
    #expect(abs(try contrast("#777777", "#ffffff") - 4.478) < 0.001)
  }

  private func expect(
    _ pairs: [(String, String)], in colours: [String: String], atLeast least: Double
  ) throws {
    for (one, other) in pairs {
      let contrast = try contrast(
        #require(colours[one], "\(one)"), #require(colours[other], "\(other)"))
      #expect(contrast >= least, "\(one) on \(other): \(contrast)")
    }
  }

  private func contrast(_ one: String, _ other: String) throws -> Double {
    let pair = try [luminance(one), luminance(other)].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  private func luminance(_ colour: String) throws -> Double {
    let digits = colour.dropFirst()
    let pairs =
      digits.count == 3
      ? digits.map { "\($0)\($0)" }
      : stride(from: 0, to: 6, by: 2).map {
        String(digits.dropFirst($0).prefix(2))
      }
    let channels = try pairs.map { pair in
      let value = Double(try #require(Int(pair, radix: 16))) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}
