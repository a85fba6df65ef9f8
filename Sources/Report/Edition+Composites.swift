internal import Definitions
public import Figures
internal import Statistics

/// What weights do to a composite, as readers of the language write it.
extension Edition {
  /// A ranked composite taken apart; `nil` where the KPI is none.
  public func composite(_ kpi: String) -> CompositeBreakdown? {
    release.composites.first { $0.kpi == kpi }
  }

  /// How often the leaders stay the same when weights are varied.
  ///
  /// Such as `The 5 leaders stay the same in 73% of 10,000 draws of weights within ±50%.`
  public func sentence(_ sensitivity: WeightSensitivity) -> String {
    let count = sensitivity.leaders.count
    let share = share(sensitivity.sameShare)
    let draws = numerals.number(sensitivity.variation.draws)
    let spread = level(sensitivity.variation.spread)
    let leaders =
      count == 1
      ? say("The leader stays", "Địa phương dẫn đầu giữ nguyên")
      : say("The \(count) leaders stay", "Nhóm \(count) địa phương dẫn đầu giữ nguyên")
    return leaders
      + say(
        " the same in \(share) of \(draws) draws of weights within ±\(spread).",
        " trong \(share) của \(draws) lần chọn ngẫu nhiên trọng số trong khoảng ±\(spread).")
  }

  /// Who leads with other weights, as a clause: `with equal weights: in: Sơn La; out: Huế`.
  public func clause(_ scenario: WeightSensitivity.Scenario, of sensitivity: WeightSensitivity)
    -> String
  {
    let part = scenario.without.map { composite in
      definition.catalog[composite].map { text($0.label) } ?? composite
    }
    let weights =
      part.map { say("without “\($0)”", "không tính “\($0)”") }
      ?? say("with equal weights", "với trọng số bằng nhau")
    guard !sensitivity.hasSameLeaders(scenario) else {
      return weights + say(": the same", ": không đổi")
    }
    let entered = scenario.leaders.filter { !sensitivity.leaders.contains($0) }
    let left = sensitivity.leaders.filter { !scenario.leaders.contains($0) }
    let words = [
      entered.isEmpty ? "" : say("in: ", "vào: ") + numerals.list(entered.map(place)),
      left.isEmpty ? "" : say("out: ", "ra: ") + numerals.list(left.map(place)),
    ]
    return weights + ": " + words.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// A share of draws in whole percent; what is not all is never 100, nor what is some 0.
  public func share(_ share: Double) -> String {
    guard share > 0, share < 0.005 else {
      return numerals.percent(Rounding(decimals: 0).percent(.approximate(share)))
    }
    return say("less than ", "dưới ") + numerals.percent("1")
  }

  /// The name of a province by its code.
  private func place(_ code: String) -> String {
    definition.reference.provinces.first { $0.code == code }.map(name) ?? code
  }
}
