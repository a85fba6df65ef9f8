import Statistics
import Testing

@Suite struct RoundingTests {
  /// All ratios n/d up to d = 300, against division by hand on decimal digits.
  @Test(arguments: Rounding.Mode.allCases)
  func `every ratio of small integers rounds as long division does`(_ mode: Rounding.Mode) {
    for decimals in 0...2 {
      let rounding = Rounding(mode: mode, decimals: decimals)
      for denominator in 1...300 {
        for numerator in 0...denominator {
          let shown = rounding.percent(Int64(numerator), of: Int64(denominator))
          let byHand = longDivision(numerator, denominator, mode, decimals)
          guard shown != byHand else { continue }
          Issue.record("\(numerator)/\(denominator): \(shown) instead of \(byHand)")
          return
        }
      }
    }
  }

  /// Rounds by comparing with the two neighbours instead of looking at digits.
  private func longDivision(
    _ numerator: Int, _ denominator: Int, _ mode: Rounding.Mode, _ decimals: Int
  ) -> String {
    var unit = 1
    for _ in 0..<decimals { unit *= 10 }
    let below = numerator * 100 * unit / denominator
    let toBelow = numerator * 100 * unit - below * denominator
    let toAbove = (below + 1) * denominator - numerator * 100 * unit
    var steps = below
    switch mode {
    case .halfUp where toAbove <= toBelow: steps += 1
    case .halfEven where toAbove < toBelow || (toAbove == toBelow && below % 2 == 1): steps += 1
    default: break
    }
    if numerator < denominator { steps = min(steps, 100 * unit - 1) }
    guard decimals > 0 else { return "\(steps)" }
    let fraction = "\(steps % unit)"
    return "\(steps / unit)." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  @Test func `2,040 of 2,187 shows 93.28 rounded and 93.27 truncated`() {
    let shown = Rounding.Mode.allCases.map {
      Rounding(mode: $0, decimals: 2).percent(2040, of: 2187)
    }
    #expect(shown == ["93.28", "93.28", "93.27"])
  }

  @Test(arguments: Rounding.Mode.allCases)
  func `100 means all of them`(_ mode: Rounding.Mode) {
    let largestBelow = ["99", "99.9", "99.99"]
    for (decimals, nines) in largestBelow.enumerated() {
      let rounding = Rounding(mode: mode, decimals: decimals)
      #expect(rounding.percent(9_999, of: 10_000) == nines)
      #expect(rounding.percent(999_999_999, of: 1_000_000_000) == nines)
      #expect(
        rounding.percent(7, of: 7) == "100"
          + (decimals > 0 ? nines.dropFirst(2) : "")
          .map { $0 == "9" ? "0" : String($0) }.joined())
    }
    #expect(Rounding(mode: mode, decimals: 0).percent(0, of: 0) == "")
  }

  @Test func `figures of the press come out as printed`() {
    let rounding = Rounding()
    #expect(rounding.percent(7_804, of: 10_000) == "78.04")
    #expect(rounding.percent(1_280, of: 7_804) == "16.40")
    #expect(
      [43, 34, 9, 4, 1].map { rounding.percent($0, of: 91) }
        == ["47.25", "37.36", "9.89", "4.40", "1.10"])
    #expect(rounding.percent(73, of: 91) == "80.22")
    #expect(Rounding(mode: .truncate, decimals: 2).percent(73, of: 91) == "80.21")
  }

  @Test func `ties go away from zero or to the even digit, below zero too`() throws {
    let values = [(-5, 2), (-3, 2), (-1, 2), (1, 2), (3, 2), (5, 2)]
    let numbers = try values.map { try #require(Exact(Int64($0.0), over: Int64($0.1))) }
    func shown(_ mode: Rounding.Mode) -> [String] {
      numbers.map { Rounding(mode: mode, decimals: 0).plain($0) }
    }
    #expect(shown(.halfUp) == ["-3", "-2", "-1", "1", "2", "3"])
    #expect(shown(.halfEven) == ["-2", "-2", "0", "0", "2", "2"])
    #expect(shown(.truncate) == ["-2", "-1", "0", "0", "1", "2"])
  }

  @Test func `what rounds to zero has no sign`() throws {
    let tiny = try #require(Exact(-1, over: 1000))
    for mode in Rounding.Mode.allCases {
      #expect(Rounding(mode: mode, decimals: 2).plain(tiny) == "0.00")
    }
  }

  @Test func `the widest numbers do not overflow`() throws {
    let ratio = try #require(WideRatio(.max - 1, over: .max))
    #expect(
      Rounding(mode: .halfUp, decimals: 30).percent(ratio) == "99."
        + String(repeating: "9", count: 30))
    #expect(Rounding(decimals: 0).plain(WideRatio(Int128.max)) == "\(Int128.max)")
    #expect(Rounding(decimals: 1).plain(.approximate(0.25)) == "0.3")
    #expect(Rounding(mode: .halfEven, decimals: 1).plain(.approximate(0.25)) == "0.2")
  }
}
