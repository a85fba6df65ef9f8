import Foundation
import Testing

@testable import Charts

/// Many units against their sizes.
@Suite struct FunnelChartTests {
  private func chart(_ units: [(size: Double, value: Double)]) -> FunnelChart {
    var chart = Samples.funnel
    chart.units = units.enumerated().map { index, unit in
      .init("Xã \(index)", size: unit.size, sizeText: "", value: unit.value, text: "")
    }
    chart.limits = []
    return chart
  }

  /// The squares of units within the limits.
  private func dots(_ chart: FunnelChart) -> [[Point]] {
    chart.drawing(width: 440).marks.flatMap { mark -> [[Point]] in
      guard case .path(let strokes, isClosed: false) = mark.form, mark.stroke == .mark else {
        return []
      }
      return strokes
    }
  }

  @Test func `thousands of units are one light mark, those at one place drawn once`() {
    var units: [(size: Double, value: Double)] = []
    for index in 0..<3_321 {
      let (size, value) = (1 + index * 37 % 4_000, index * 53 % 1_000)
      units.append((Double(size), Double(value) / 1_000))
    }
    let (once, twice) = (chart(units), chart(units + units))
    #expect(twice.drawing(width: 440).marks.count < 40)
    #expect(dots(twice).count <= 3_321 && dots(twice) == dots(once))
    #expect(twice.markup().utf8.count < 100_000)
  }

  @Test func `equal quotients of sizes are equally far apart, and greater values higher`() throws {
    let points = dots(chart([(1, 0.2), (10, 0.4), (100, 0.6)])).map { $0[0] }
    try #require(points.count == 3)
    let steps = (points[1].x - points[0].x, points[2].x - points[1].x)
    #expect(abs(steps.0 - steps.1) <= 0.5 && steps.0 > 20)
    #expect(points[0].y > points[1].y && points[1].y > points[2].y)
  }

  @Test func `units outside the limits have their sign and name, those at one place together`() {
    let marks = Samples.funnel.drawing(width: 640).marks
    let texts = marks.compactMap { mark in
      if case .text(let text, _, _, _) = mark.form { text } else { nil as String? }
    }
    #expect(texts.contains("An Cựu (Huế) +1") && texts.contains("Đầm Dơi (Cà Mau)"))
    let signs = marks.count { $0.fill == .accent }
    // Two places, and a sign of either kind in the legend.
    #expect(signs == 4)
  }

  @Test(arguments: [(1.0, 9.0), (1, 4_000), (0.02, 3), (150, 160), (1, 1e12)])
  func `a scale of quotients names round sizes that do not touch`(low: Double, high: Double) {
    let text = { (size: Double) in "\(size)" }
    let scale = LogScale(of: [low, high], from: 0, to: 400, text: text)
    for (tick, next) in zip(scale.ticks, scale.ticks.dropFirst()) {
      let (a, b) = (Typeface.small.width(of: text(tick)), Typeface.small.width(of: text(next)))
      #expect(scale(next) - scale(tick) >= (a + b) / 2)
    }
    #expect(high < 2 * low || !scale.ticks.isEmpty)
    #expect(scale(low) > 0 && scale(high) < 400)
  }

  @Test func `places are those of the logarithm`() {
    let scale = LogScale(of: [0.001, 1e6], from: 0, to: 900, text: { "\($0)" })
    let unit = (scale(1e6) - scale(0.001)) / 9
    for size in [0.001, 0.0127, 0.5, 1, 1.5, 2, 3.3, 10, 64, 99.9, 1e3, 123_456, 1e6] {
      let place = scale(0.001) + unit * (log10(size) + 3)
      #expect(abs(scale(size) - place) < 1e-9, "\(size)")
    }
  }
}
