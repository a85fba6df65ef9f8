/// A range that is likely to hold the true value.
public struct Interval: Hashable, Sendable {
  public let lower: Double
  public let upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}

extension Interval {
  /// The Wilson score interval of a proportion of counts; `nil` for impossible counts or a level
  /// outside 0…1.
  ///
  /// Without trials nothing is known: all of 0…1. The lower end is exactly 0 where nothing succeeded,
  /// the upper end exactly 1 where everything did. O(1).
  public static func wilson<Count: BinaryInteger>(
    _ successes: Count, of trials: Count, level: Double
  ) -> Interval? {
    guard successes >= 0, successes <= trials, level > 0, level < 1 else { return nil }
    return wilson(
      Double(successes), Double(trials - successes), of: Double(trials), z: reach(level))
  }

  /// The Wilson score interval where so much of a size succeeded, so much failed, with a quantile in
  /// place of that of the normal distribution.
  ///
  /// The lower end is taken from the product of the two ends, p² / (1 + z²/n), and the upper end by
  /// symmetry from the failures, so that neither loses digits near its bound.
  /// Source: E. B. Wilson, JASA 22 (1927), 209–212. O(1).
  static func wilson(_ successes: Double, _ failures: Double, of n: Double, z: Double) -> Interval {
    guard n > 0 else { return .unknown }
    return Interval(
      lower: successes <= 0 ? 0 : wilsonLower(successes, failures, of: n, z: z),
      upper: failures <= 0 ? 1 : 1 - wilsonLower(failures, successes, of: n, z: z))
  }

  private static func wilsonLower(
    _ successes: Double, _ failures: Double, of n: Double, z: Double
  ) -> Double {
    let p = successes / n
    let q = failures / n
    let square = z * z
    guard failures > 0 else { return 1 / (1 + square / n) }
    let root = z * (p * q / n + square / (4 * n * n)).squareRoot()
    // p² / ((1 + z²/n) · upper), where upper = (p + z²/2n + root) / (1 + z²/n).
    return p * p / (p + square / (2 * n) + root)
  }

  /// What is known of a proportion without data.
  static let unknown = Interval(lower: 0, upper: 1)

  /// The normal quantile that the middle part of the distribution, `level` of it, reaches up to.
  static func reach(_ level: Double) -> Double { NormalQuantile.of(1 - (1 - level) / 2) }
}
