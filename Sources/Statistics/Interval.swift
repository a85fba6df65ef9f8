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
  /// The Wilson score interval of a proportion; `nil` for impossible counts or a level outside 0…1.
  ///
  /// Without trials nothing is known: all of 0…1. The lower end is exactly 0 where nothing succeeded,
  /// the upper end exactly 1 where everything did. The lower end is taken from the product of the two
  /// ends, p² / (1 + z²/n), and the upper end by symmetry from the failures, so that neither loses
  /// digits near its bound.
  /// Source: E. B. Wilson, JASA 22 (1927), 209–212. O(1).
  public static func wilson(_ successes: Int64, of trials: Int64, level: Double) -> Interval? {
    guard successes >= 0, successes <= trials, level > 0, level < 1 else { return nil }
    guard trials > 0 else { return Interval(lower: 0, upper: 1) }
    let z = NormalQuantile.of(1 - (1 - level) / 2)
    return Interval(
      lower: successes == 0 ? 0 : wilsonLower(successes, of: trials, z: z),
      upper: successes == trials ? 1 : 1 - wilsonLower(trials - successes, of: trials, z: z))
  }

  private static func wilsonLower(_ successes: Int64, of trials: Int64, z: Double) -> Double {
    let n = Double(trials)
    let p = Double(successes) / n
    let q = Double(trials - successes) / n
    let square = z * z
    guard successes < trials else { return 1 / (1 + square / n) }
    let root = z * (p * q / n + square / (4 * n * n)).squareRoot()
    // p² / ((1 + z²/n) · upper), where upper = (p + z²/2n + root) / (1 + z²/n).
    return p * p / (p + square / (2 * n) + root)
  }
}
