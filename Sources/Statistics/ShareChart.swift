/// Shares of periods held against what they were before: Shewhart's p chart and Laney's p′ chart.
///
/// A p chart lets a share vary as counts by chance do; with many records it warns at every period. Laney's
/// limits are as much wider, or narrower, as the shares of neighbouring periods were apart: `spread`
/// times. Sources: D. B. Laney, Quality Engineering 14 (2002), 531–537.
public struct ShareChart: Hashable, Sendable {
  /// So many of a period's records have the property.
  public typealias Period = CountedShare

  /// Which limits are meant.
  public enum Kind: Hashable, Sendable {
    /// Those of chance alone, p̄ ± 3√(p̄(1 − p̄)/n).
    case plain
    /// Those of `plain`, `spread` times as far away.
    case laney
  }

  /// How many standard errors away the limits are.
  public static let reach = 3.0

  /// The share p̄ of all periods together, from 0 to 1.
  public let centre: Double
  /// The standard deviation σ_z of the periods' standardised shares, from the mean moving range.
  public let spread: Double

  /// What the periods, in order of time, let one expect of others; those without records are passed over.
  ///
  /// `nil` for fewer than two periods with records. O(periods).
  public init?(_ periods: [Period]) {
    let periods = periods.filter { $0.size > 0 }
    guard periods.count > 1 else { return nil }
    var (above, below, ranges) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for period in periods {
      above.add(period.successes)
      below.add(period.size)
    }
    let centre = above.value / below.value
    let deviations = periods.map { Self.deviation($0, from: centre) }
    for (one, next) in zip(deviations, deviations.dropFirst()) { ranges.add(abs(next - one)) }
    self.centre = centre
    spread = ranges.value / Double(periods.count - 1) / Self.rangeOfTwo
  }

  /// The same from the periods that are no signals among all of them, taken out once.
  ///
  /// Pass the last 24 periods before the one that is judged. Where fewer than two would be left, all
  /// stay. `nil` and cost as above.
  public init?(baseline periods: [Period]) {
    guard let all = ShareChart(periods) else { return nil }
    self = ShareChart(periods.filter { !all.isSignal($0) }) ?? all
  }

  /// The mean distance of two standard normal values, 2/√π, in the digits that control charts use.
  private static let rangeOfTwo = 1.128

  /// How many standard errors of chance alone the share is above the centre; 0 without records.
  ///
  /// Infinite where the centre is 0 or 1 and the share is not. O(1).
  public func deviation(_ period: Period) -> Double { Self.deviation(period, from: centre) }

  private static func deviation(_ period: Period, from centre: Double) -> Double {
    let distance = period.share - centre
    guard period.size > 0, distance != 0 else { return 0 }
    return distance / error(of: centre, size: period.size)
  }

  private static func error(of centre: Double, size: Double) -> Double {
    (centre * (1 - centre) / size).squareRoot()
  }

  /// How far from the centre a period of this size may be; the limits are not kept in 0…1.
  ///
  /// O(1).
  public func limits(of size: Double, _ kind: Kind = .laney) -> Interval {
    let far = Self.reach * Self.error(of: centre, size: size) * (kind == .laney ? spread : 1)
    return Interval(lower: centre - far, upper: centre + far)
  }

  /// Whether the share is outside its limits.
  ///
  /// O(1).
  public func isSignal(_ period: Period, _ kind: Kind = .laney) -> Bool {
    abs(deviation(period)) > Self.reach * (kind == .laney ? spread : 1)
  }
}
