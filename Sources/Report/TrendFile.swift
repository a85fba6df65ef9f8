internal import CSV
internal import Definitions
public import Figures
internal import Statistics

/// `trends.csv`: how shares and means went from an earlier period to the last one, one row a place.
public enum TrendFile {
  public static let name = "trends.csv"

  public static let columns = [
    "kpi", "grouping", "province_code", "province", "comparison", "old_period", "period",
    "incomplete", "old_numerator", "new_numerator", "old_denominator", "new_denominator",
    "old_value", "new_value", "old_display", "new_display", "difference", "display", "ci_low",
    "ci_high", "ci_level", "ci_method", "standard_error", "df", "p_value", "p_adjusted", "verdict",
    "basis", "flag",
  ]

  /// The document; O(its bytes).
  public static func csv(_ trends: [Trend]) -> [UInt8] {
    var writer = CSVWriter(header: columns)
    for trend in trends { writer.append(fields(trend)) }
    return writer.bytes
  }

  private static func fields(_ trend: Trend) -> [String] {
    let (old, new, subject) = (trend.before, trend.now, trend.now.subject)
    let pair = [old, new]
    let first: [String] = [
      trend.kpi, subject.grouping.description, subject.provinceCode, subject.province,
      trend.kind.rawValue, old.subject.period, subject.period, trend.isIncomplete ? "1" : "0",
    ]
    let values: [String] =
      pair.map { $0.numerator?.text ?? "" } + pair.map { $0.denominator.map { "\($0)" } ?? "" }
      + pair.map { $0.value?.double.shortestDecimal ?? "" } + pair.map(\.display)
    let difference = trend.difference
    let interval = difference?.interval
    let flags = Figure.Flag.allCases.filter { old.flags.union(new.flags).contains($0) }
    let last: [String] = [
      difference?.value.double.shortestDecimal ?? "", trend.display,
      interval?.lower.shortestDecimal ?? "", interval?.upper.shortestDecimal ?? "",
      interval == nil ? "" : trend.level.shortestDecimal, difference?.method?.rawValue ?? "",
      difference?.standardError?.shortestDecimal ?? "",
      difference?.degrees?.shortestDecimal ?? "", difference?.probability?.shortestDecimal ?? "",
      difference?.adjusted?.shortestDecimal ?? "", trend.verdict?.rawValue ?? "", new.basis,
      flags.map(\.rawValue).joined(separator: ";"),
    ]
    return first + values + last
  }
}
