internal import Foundation

/// What earlier days let one expect of a count that has a rhythm of its own through the week.
///
/// Of a count c beside the median m of the same weekday, Anscombe's a = 2(√(c + ⅜) − √(m + ⅜)) has
/// nearly variance 1 for a Poisson count; s, 1.4826 times the median absolute deviation of a over the
/// last 56 days but never less than 1, says how much more this one varies.
///
/// Source: F. J. Anscombe, Biometrika 35 (1948), 246–254.
public struct CountBaseline: Hashable, Sendable {
  /// A day's count.
  public struct Day: Hashable, Sendable {
    /// Days from any fixed day on.
    public let number: Int
    public let count: Int

    public init(_ number: Int, count: Int) {
      self.number = number
      self.count = count
    }
  }

  /// How far a count lies from what was expected.
  public struct Surprise: Hashable, Sendable {
    /// a/s.
    public let statistic: Double
    /// The chance of one as far to either side, by Student's distribution with as many degrees of freedom
    /// as s is worth.
    public let probability: Double
  }

  /// So many days of the same weekday make the median.
  public static let weekdays = 8
  /// Fewer than so many make none.
  public static let fewestWeekdays = 4
  /// So many days back the spread is taken from.
  public static let spreadDays = 56
  /// Fewer than so many deviations make no spread.
  public static let fewestDeviations = 14
  /// A median absolute deviation is worth this part of a standard deviation of as many values.
  private static let worth = 0.37

  /// The median m of the same weekday.
  public let expected: Double
  /// s; `nil` where there are too few days to say.
  public let spread: Double?
  private let deviations: Int

  /// What is expected on `day` of the days before it, which are in order and without holidays.
  ///
  /// `nil` where there are too few of its weekday. O(days · 8).
  public init?(_ day: Int, from days: [Day]) {
    let earlier = days.filter { $0.number < day }
    guard let expected = Self.median(day, earlier[...]) else { return nil }
    self.expected = expected
    let found = earlier.indices.compactMap { place -> Double? in
      let past = earlier[place]
      guard past.number >= day - Self.spreadDays,
        let median = Self.median(past.number, earlier[..<place])
      else { return nil }
      return Self.deviation(past.count, from: median)
    }
    deviations = found.count
    let middle = Self.median(found)
    let away = Self.median(found.map { ($0 - (middle ?? 0)).magnitude })
    spread = found.count < Self.fewestDeviations ? nil : away.map { max(1, 1.4826 * $0) }
  }

  /// How surprising a count is; `nil` without a spread.
  ///
  /// O(1).
  public func surprise(_ count: Int) -> Surprise? {
    guard let spread else { return nil }
    let statistic = Self.deviation(count, from: expected) / spread
    let degrees = max(1, Self.worth * Double(deviations - 1))
    return Surprise(
      statistic: statistic, probability: Student(degrees: degrees).twoSided(statistic))
  }

  private static func deviation(_ count: Int, from median: Double) -> Double {
    2 * ((Double(count) + 0.375).squareRoot() - (median + 0.375).squareRoot())
  }

  /// The median of the last days of the same weekday; the first weeks make do with fewer.
  private static func median(_ day: Int, _ earlier: ArraySlice<Day>) -> Double? {
    let same = earlier.reversed().lazy.filter { (day - $0.number).isMultiple(of: 7) }
      .prefix(weekdays).map { Double($0.count) }
    let counts = Array(same)
    return counts.count < fewestWeekdays ? nil : median(counts)
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
