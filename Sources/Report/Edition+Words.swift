public import Definitions
public import Figures
public import Statistics

/// Figures as readers of the language write them.
extension Edition {
  /// The value as text; what is not there is a dash.
  public func words(_ figure: Figure?) -> String {
    guard let figure, figure.value != nil else { return "–" }
    return words(figure.display, isPercent: self[figure.kpi]?.isPercent == true)
  }

  public func words(_ display: String, isPercent: Bool) -> String {
    isPercent ? numerals.percent(display) : numerals.number(display)
  }

  /// A target, written as the figures of a KPI are.
  public func words(_ target: Double, of kpi: String) -> String {
    let isPercent = self[kpi]?.isPercent == true
    // Percent of what is written: 0.999 is 99.9, and no nearest double of it.
    let shown = ((isPercent ? target * 100 : target) * 1e9).rounded() / 1e9
    return words(shown.shortestDecimal, isPercent: isPercent)
  }

  /// The two ends of an interval, rounded as the pipeline says or otherwise.
  public func words(
    _ interval: Interval, of kpi: String, rounding: Rounding? = nil
  ) -> String {
    let isPercent = self[kpi]?.isPercent == true
    let ends = [interval.lower, interval.upper].map { end in
      let quantity = Quantity.approximate(end)
      let rounding = rounding ?? definition.rounding
      return numerals.number(isPercent ? rounding.percent(quantity) : rounding.plain(quantity))
    }
    return ends.joined(separator: "–") + (isPercent ? "%" : "")
  }

  /// How far a figure lies from another, in percentage points or its own unit, by what is shown: a
  /// reader who subtracts finds the same.
  public func difference(_ figure: Figure?, from other: Figure?) -> String {
    guard let figure, let other, let series = self[figure.kpi], !series.isCount,
      let a = Decimal(figure.display), let b = Decimal(other.display)
    else { return "" }
    let difference = a.minus(b)
    let sign = difference.hasPrefix("-") || difference.allSatisfy { "0.".contains($0) } ? "" : "+"
    return sign + numerals.number(difference)
  }
}

/// A displayed decimal as an integer of its last place.
private struct Decimal {
  private let units: Int64
  private let places: Int

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let units = Int64(parts.joined()) else { return nil }
    self.units = units
    places = parts.count == 2 ? parts[1].count : 0
  }

  /// The difference as a decimal; empty where the numbers have other places.
  func minus(_ other: Decimal) -> String {
    guard places == other.places else { return "" }
    let (difference, overflow) = units.subtractingReportingOverflow(other.units)
    guard !overflow else { return "" }
    let digits = String(difference.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let whole = padded.dropLast(places)
    let text = places > 0 ? "\(whole).\(padded.suffix(places))" : padded
    return difference < 0 ? "-" + text : text
  }
}

extension Figure.Flag {
  /// The shorthand beside a number.
  public var sign: String {
    switch self {
    case .lowCount: "[u]"
    case .suppressed: "[c]"
    case .partial: "[p]"
    case .missing: "[x]"
    case .weighted: "[w]"
    case .unreliable: "[e]"
    case .review: "[r]"
    }
  }

  public var label: Label {
    switch self {
    case .lowCount:
      Label(english: "not ranked: too few records", vietnamese: "không xếp hạng: quá ít bản ghi")
    case .suppressed:
      Label(english: "withheld: too few records", vietnamese: "không công bố: quá ít bản ghi")
    case .partial: Label(english: "data incomplete", vietnamese: "số liệu chưa đầy đủ")
    case .missing: Label(english: "no data sent", vietnamese: "chưa có số liệu")
    case .weighted:
      Label(
        english: "weighted, not the plain share", vietnamese: "đã gia quyền, không phải tỷ lệ đếm")
    case .unreliable:
      Label(
        english: "not sure enough to be published alone",
        vietnamese: "chưa đủ chắc chắn để công bố riêng")
    case .review:
      Label(
        english: "read with care: few sites, or all or none",
        vietnamese: "cần thận trọng: ít điểm khảo sát, hoặc tất cả hay không ai")
    }
  }
}
