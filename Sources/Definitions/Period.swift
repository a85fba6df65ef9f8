/// How finely time is divided in figures.
public enum Grain: String, Sendable, CaseIterable {
  case day, month, quarter, year
}

/// A stretch of time that figures are given for: a day, month, quarter or year.
public struct Period: Hashable, Sendable {
  public let grain: Grain
  public let year: Int
  /// The day of the year, month or quarter, counted from 1; 1 for a year.
  public let part: Int
  private let firstDay: CivilDate

  /// The period of this grain that a day falls into.
  ///
  /// O(1).
  public init(containing day: CivilDate, grain: Grain) {
    let (year, month, dayOfMonth) = day.components
    self.grain = grain
    self.year = year
    switch grain {
    case .day: (part, firstDay) = (Int(day.daysSinceEpoch), day)
    case .month: (part, firstDay) = (month, day.advanced(by: 1 - dayOfMonth))
    case .quarter:
      part = (month + 2) / 3
      firstDay = CivilDate(year: year, month: part * 3 - 2, day: 1) ?? day
    case .year: (part, firstDay) = (1, CivilDate(year: year, month: 1, day: 1) ?? day)
    }
  }
}

extension Period: CustomStringConvertible {
  /// `2025-07-01`, `2025-07`, `2025-Q3` or `2025`.
  public var description: String {
    switch grain {
    case .day: firstDay.description
    case .month: "\(padded(year, to: 4))-\(padded(part, to: 2))"
    case .quarter: "\(padded(year, to: 4))-Q\(part)"
    case .year: padded(year, to: 4)
    }
  }
}

extension CivilDate {
  /// The day that lies `days` later.
  public func advanced(by days: Int) -> CivilDate {
    CivilDate(daysSinceEpoch: daysSinceEpoch + Int32(days))
  }
}

/// The days that a run reports on, both ends included, and how they are divided.
public struct PeriodRange: Hashable, Sendable {
  public let from: CivilDate
  public let to: CivilDate
  public let grain: Grain

  public init(from: CivilDate, to: CivilDate, grain: Grain) {
    self.from = from
    self.to = to
    self.grain = grain
  }

  /// The periods in order of time; the first and last may be only partly inside.
  public var periods: [Period] {
    var periods: [Period] = []
    var day = from
    while day <= to {
      let period = Period(containing: day, grain: grain)
      if periods.last != period { periods.append(period) }
      day = day.advanced(by: 1)
    }
    return periods
  }

  /// For each day of the range the index of its period in `periods`.
  public var periodOfDay: [Int32] {
    var (index, last): (Int32, Period?) = (-1, nil)
    return (0..<max(0, Int(to.daysSinceEpoch - from.daysSinceEpoch) + 1)).map { offset in
      let period = Period(containing: from.advanced(by: offset), grain: grain)
      if period != last { (index, last) = (index + 1, period) }
      return index
    }
  }
}
