internal import Foundation

/// Whether a rate is what it was in earlier periods, which vary more than their counts alone explain.
///
/// Two answers must agree. Laney's p′ limits, p̄ ± 3σₙσ_z, take the variation from period to period out of
/// the moving range of z; they fail where a rate is near 0 or 1, and for a rate that never was anything
/// else. There a beta-binomial distribution that is fitted to the same periods says how rare the count is.
///
/// Sources: D. B. Laney, Quality Engineering 14 (2002), 531–537; `BetaBinomial`.
public struct RateShift: Hashable, Sendable {
  /// So many periods back, and so many at least.
  public static let periods = 24
  public static let fewestPeriods = 8
  /// From here on the beta-binomial tail is that of a normal distribution with its variance.
  private static let exactSize = 5_000

  /// The usual rate p̄; half a case more where it was always or never so.
  public let rate: Double
  /// The limits of Laney's chart for so many records.
  public let lower: Double
  public let upper: Double
  /// How many σₙσ_z the rate lies above p̄.
  public let statistic: Double
  /// The chance of a count as far from p̄: the greater of the two answers.
  public let probability: Double

  /// Compares `successes` of `size` with earlier periods, the last first or not.
  ///
  /// Periods beyond the limits are left out once. `nil` for too few periods, or no record. O(size).
  public init?(_ successes: Int, of size: Int, from periods: [BetaBinomial.Groups]) {
    let known = periods.filter { $0.size > 0 }.suffix(Self.periods)
    guard size > 0, known.count >= Self.fewestPeriods else { return nil }
    let first = Chart(known)
    let usual = known.filter { first.deviation($0).magnitude <= 3 }
    let kept = usual.count >= Self.fewestPeriods ? usual : Array(known)
    let chart = Chart(kept[...])
    let now = BetaBinomial.Groups(successes, of: size)
    let reach = 3 * chart.sigma(size)
    rate = chart.rate
    lower = max(0, chart.rate - reach)
    upper = min(1, chart.rate + reach)
    statistic = chart.deviation(now)
    let model =
      BetaBinomial(predictingFrom: kept)
      ?? BetaBinomial(mean: chart.rate, correlation: 1 / (chart.size + 2))
    probability = max(
      2 * Normal.lower(-statistic.magnitude), Self.tail(successes, of: size, in: model))
  }

  /// Whether the rate lies beyond Laney's limits.
  public var isBeyondLimits: Bool { statistic.magnitude > 3 }

  /// Twice the chance of a count at least as far to its side.
  private static func tail(_ successes: Int, of size: Int, in model: BetaBinomial) -> Double {
    let (n, m) = (Double(size), model.mean)
    if size > exactSize {
      let variance = n * m * (1 - m) * (1 + (n - 1) * model.correlation)
      guard variance > 0 else { return 1 }
      let away = ((Double(successes) - n * m).magnitude - 0.5) / variance.squareRoot()
      return min(1, 2 * Normal.lower(-away))
    }
    // Of the counts on the other side it is the failures that are many.
    let isHigh = Double(successes) >= n * m
    let mirrored = BetaBinomial(mean: 1 - m, correlation: model.correlation)
    return min(
      1,
      2 * (isHigh ? model.upper(successes, of: size) : mirrored.upper(size - successes, of: size)))
  }
}

/// Laney's chart of some periods.
private struct Chart {
  let rate: Double
  let size: Double
  private let spread: Double

  init(_ periods: ArraySlice<BetaBinomial.Groups>) {
    size = periods.reduce(0) { $0 + Double($1.size) }
    let successes = periods.reduce(0) { $0 + Double($1.successes) }
    let rate =
      successes == 0 || successes == size ? (successes + 0.5) / (size + 1) : successes / size
    self.rate = rate
    let scores = periods.map { period in
      (Double(period.successes) / Double(period.size) - rate)
        / (rate * (1 - rate) / Double(period.size)).squareRoot()
    }
    let ranges = zip(scores.dropFirst(), scores).map { ($0 - $1).magnitude }
    // Never less than 1: a few calm periods must not make limits that no count could keep.
    spread = max(1, ranges.isEmpty ? 1 : ranges.reduce(0, +) / Double(ranges.count) / 1.128)
  }

  func sigma(_ size: Int) -> Double {
    (rate * (1 - rate) / Double(size)).squareRoot() * spread
  }

  func deviation(_ period: BetaBinomial.Groups) -> Double {
    (Double(period.successes) / Double(period.size) - rate) / sigma(period.size)
  }
}
