internal import Definitions
internal import Statistics

/// How a KPI went from one period to a later one, in the nation or a province, and what may be said of it.
public struct Trend: Hashable, Sendable {
  public let kind: Kind
  /// The figures of the two periods; they are of the same KPI and place.
  public let before: Figure
  public let now: Figure
  /// Whether days of one of the periods lie outside the run's: before its first, or not yet over.
  public let isIncomplete: Bool
  /// Of the interval.
  public let level: Double
  /// What people read: with the sign of the change, of shares in percentage points without unit; empty
  /// where a value is not there.
  public let display: String
  /// `nil` where a value is not there.
  public let difference: FigureDifference?

  /// Which period is compared with the last one.
  public enum Kind: String, CaseIterable, Sendable {
    case previousPeriod = "previous_period"
    case yearBefore = "year_before"
  }

  /// What may be said.
  public enum Verdict: String, CaseIterable, Sendable {
    case increase, decrease
    /// Of full counts: the very same.
    case noChange = "no_change"
    /// Of samples: the difference is not beyond chance.
    case noClearChange = "no_clear_change"
  }

  /// The id that the figures are published under.
  public var kpi: String { now.kpi }

  public init(
    _ kind: Kind, before: Figure, now: Figure, isIncomplete: Bool, level: Double, display: String,
    difference: FigureDifference?
  ) {
    self.kind = kind
    self.before = before
    self.now = now
    self.isIncomplete = isIncomplete
    self.level = level
    self.display = display
    self.difference = difference
  }

  /// `nil` where there is no difference, or nothing tells whether it is chance.
  public var verdict: Verdict? {
    guard let difference else { return nil }
    let (up, down) = (difference.value > .integer(0), difference.value < .integer(0))
    guard !before.isFact || !now.isFact else {
      return up ? .increase : down ? .decrease : .noChange
    }
    return difference.isSignificant.map { isSignificant in
      isSignificant && up ? .increase : isSignificant && down ? .decrease : .noClearChange
    }
  }
}

extension PeriodRange {
  /// The last period of which days have passed, and what it is compared with, as indices into `periods`.
  ///
  /// The year before is not given where it is the period before. O(days).
  func comparisons(asOf: CivilDate) -> [(kind: Trend.Kind, before: Int, now: Int)] {
    let periods = periods
    let last = Period(containing: min(asOf, to), grain: grain)
    guard let now = periods.firstIndex(of: last) else { return [] }
    var found: [(kind: Trend.Kind, before: Int, now: Int)] = []
    if now > 0 { found.append((.previousPeriod, now - 1, now)) }
    let name = "\(last)"
    let year = String(last.year - 1)
    // Every name begins with the four digits of its year.
    let earlier = String(repeating: "0", count: max(0, 4 - year.count)) + year + name.dropFirst(4)
    if let before = periods.firstIndex(where: { "\($0)" == earlier }), before != now - 1 {
      found.append((.yearBefore, before, now))
    }
    return found
  }

  /// Whether days of a period lie before the range, or after it or the day that the figures speak of.
  func cuts(_ period: Period, asOf: CivilDate) -> Bool {
    let last = min(asOf, to)
    func isOf(_ day: CivilDate) -> Bool { Period(containing: day, grain: grain) == period }
    return isOf(from) && isOf(from.advanced(by: -1)) || isOf(last) && isOf(last.advanced(by: 1))
  }
}
