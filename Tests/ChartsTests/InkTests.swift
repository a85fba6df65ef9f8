import Foundation
import Testing

@testable import Charts

/// Contrast as WCAG 2.2 defines it, on both grounds.
@Suite struct InkTests {
  private static let themes: [@Sendable (Ink) -> String] = [{ $0.light }, { $0.dark }]

  @Test func `contrast is that of the definition`() {
    #expect(contrast("#000000", "#ffffff") == 21)
    #expect(abs(contrast("#777777", "#ffffff") - 4.478) < 0.001)
  }

  @Test func `text has a contrast of four and a half to what it stands on`() {
    for colour in Self.themes {
      for ground in [Ink.ground, .band] {
        #expect(contrast(colour(.text), colour(ground)) >= 4.5)
        #expect(contrast(colour(.muted), colour(ground)) >= 4.5)
      }
      for step in 0..<Ink.stepCount {
        #expect(contrast(colour(.onStep(step)), colour(.step(step))) >= 4.5, "step \(step)")
      }
      for level in -3...3 {
        #expect(contrast(colour(.onLevel(level)), colour(.level(level))) >= 4.5, "level \(level)")
      }
    }
  }

  @Test func `marks have a contrast of three to the ground`() {
    let marks =
      [Ink.mark, .accent, .text, .bandEdge] + (0..<Ink.seriesCount).map(Ink.series)
      + (-3...3).map(Ink.edge)
    for colour in Self.themes {
      for mark in marks {
        #expect(contrast(colour(mark), colour(.ground)) >= 3, "\(mark.name)")
      }
      #expect(contrast(colour(.series(0)), colour(.band)) >= 3)
    }
  }

  @Test func `steps are apart, and the strongest is last`() {
    #expect(Ink.steps(0) == [] && Ink.steps(1) == [3] && Ink.steps(5) == [0, 1, 3, 4, 6])
    for count in 2...Ink.stepCount {
      #expect(Set(Ink.steps(count)).count == count)
      #expect(Ink.steps(count).last == Ink.stepCount - 1)
    }
    let light = (0..<Ink.stepCount).map { luminance(Ink.step($0).light) }
    let dark = (0..<Ink.stepCount).map { luminance(Ink.step($0).dark) }
    #expect(light == light.sorted(by: >))
    #expect(dark == dark.sorted())
  }

  private func contrast(_ one: String, _ other: String) -> Double {
    let pair = [luminance(one), luminance(other)].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  private func luminance(_ colour: String) -> Double {
    let channels = [1, 3, 5].map { start -> Double in
      let digits = colour.dropFirst(start).prefix(2)
      let value = Double(Int(digits, radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}
