internal import Definitions
public import Figures
internal import Statistics

/// What changed from period to period, as readers of the language write it.
extension Edition {
  /// What may be said of a change; of a sample that it rose or fell only where that is beyond chance.
  public func words(_ verdict: Trend.Verdict?) -> String {
    switch verdict {
    case .increase: say("increase", "tăng")
    case .decrease: say("decrease", "giảm")
    case .noChange: say("no change", "không đổi")
    case .noClearChange:
      say("no clear change", "chưa thấy thay đổi rõ rệt")
    case nil: ""
    }
  }

  /// The difference of what is shown, with its sign, and in points where the KPI is read in percent.
  public func difference(_ trend: Trend) -> String {
    let difference = difference(trend.now, from: trend.before)
    guard !difference.isEmpty, self[trend.kpi]?.isPercent == true else { return difference }
    return difference + say(" points", " điểm phần trăm")
  }

  /// The interval of the difference: `from −4.97 to +4.97`; empty where it has none.
  public func differenceInterval(_ trend: Trend) -> String {
    guard let interval = trend.difference?.interval else { return "" }
    let isPercent = self[trend.kpi]?.isPercent == true
    let ends = [interval.lower, interval.upper].map { end -> String in
      let quantity = Quantity.approximate(end)
      let text =
        isPercent ? definition.rounding.percent(quantity) : definition.rounding.plain(quantity)
      let isPlus = text.contains { "1"..."9" ~= $0 } && !text.hasPrefix("-")
      return (isPlus ? "+" : "") + numerals.number(text)
    }
    return say("from \(ends[0]) to \(ends[1])", "từ \(ends[0]) đến \(ends[1])")
  }

  /// The nation's change of a KPI since the period before; `nil` where none is told.
  public func nationalTrend(_ kpi: String) -> Trend? {
    release.trends.first {
      $0.kpi == kpi && $0.kind == .previousPeriod && $0.now.subject.provinceCode.isEmpty
    }
  }
}
