/// Intervals of a proportion p = x/n, where x and n are counts or sizes that need not be whole.
///
/// All are `nil` unless 0 ≤ x ≤ n and 0 < level < 1, are 0…1 where n is 0, and take O(1).
extension Interval {
  /// The Wilson score interval: exactly 0 below at x = 0, exactly 1 above at x = n.
  ///
  /// Source: E. B. Wilson, JASA 22 (1927), 209–212.
  public static func wilson(_ x: Double, of n: Double, level: Double) -> Interval? {
    guard isPossible(x, of: n, level: level) else { return nil }
    return wilson(x, n - x, of: n, z: reach(level))
  }

  /// The Wilson score interval with continuity correction: exactly 0 below at x = 0, exactly 1 above
  /// at x = n.
  ///
  /// Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, method 4.
  public static func wilsonCorrected(_ x: Double, of n: Double, level: Double) -> Interval? {
    guard isPossible(x, of: n, level: level) else { return nil }
    guard n > 0 else { return .unknown }
    let z = reach(level)
    let square = z * z
    let p = x / n
    func end(_ sign: Double) -> Double? {
      let inside = square + 2 * sign - 1 / n + 4 * p * (n - x - sign)
      guard inside >= 0 else { return nil }
      return (2 * x + square + sign * (1 + z * inside.squareRoot())) / (2 * (n + square))
    }
    return Interval(
      lower: x <= 0 ? 0 : max(0, end(-1) ?? 0), upper: x >= n ? 1 : min(1, end(1) ?? 1))
  }

  /// The Clopper–Pearson interval, which holds the true proportion at least as often as it says.
  ///
  /// Exactly 0 below at x = 0, exactly 1 above at x = n.
  /// Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404–413.
  public static func clopperPearson(_ x: Double, of n: Double, level: Double) -> Interval? {
    guard isPossible(x, of: n, level: level) else { return nil }
    return clopperPearson(x, n - x, level: level)
  }

  static func clopperPearson(_ successes: Double, _ failures: Double, level: Double) -> Interval {
    let tail = (1 - level) / 2
    return Interval(
      lower: successes <= 0 ? 0 : Beta(successes, failures + 1).quantile(tail),
      upper: failures <= 0 ? 1 : Beta(successes + 1, failures).upperQuantile(tail))
  }

  /// The Jeffreys interval, equal tails of Beta(x + ½, n − x + ½): exactly 0 below at x = 0, exactly 1
  /// above at x = n.
  ///
  /// Source: L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16 (2001), 101–133.
  public static func jeffreys(_ x: Double, of n: Double, level: Double) -> Interval? {
    guard isPossible(x, of: n, level: level) else { return nil }
    return jeffreys(x, n - x, level: level)
  }

  static func jeffreys(_ successes: Double, _ failures: Double, level: Double) -> Interval {
    let tail = (1 - level) / 2
    let posterior = Beta(successes + 0.5, failures + 0.5)
    return Interval(
      lower: successes <= 0 ? 0 : posterior.quantile(tail),
      upper: failures <= 0 ? 1 : posterior.upperQuantile(tail))
  }

  /// The Agresti–Coull interval, cut off at 0 and 1.
  ///
  /// Source: A. Agresti and B. A. Coull, The American Statistician 52 (1998), 119–126.
  public static func agrestiCoull(_ x: Double, of n: Double, level: Double) -> Interval? {
    guard isPossible(x, of: n, level: level) else { return nil }
    guard n > 0 else { return .unknown }
    let z = reach(level)
    let size = n + z * z
    let centre = (x + z * z / 2) / size
    let half = z * (centre * (1 - centre) / size).squareRoot()
    return Interval(lower: max(0, centre - half), upper: min(1, centre + half))
  }

  /// The mid-P interval, which counts half of the probability of what was observed to either tail.
  ///
  /// Exactly 0 below at x = 0, exactly 1 above at x = n. The ends are roots of the tails, found by
  /// bisection between those of Clopper–Pearson intervals; some sixty evaluations each.
  /// Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, method 6.
  public static func midP(_ x: Double, of n: Double, level: Double) -> Interval? {
    guard isPossible(x, of: n, level: level) else { return nil }
    let failures = n - x
    let tail = (1 - level) / 2
    /// The probability of at least `x` successes, and of more.
    func reached(_ p: Double) -> Double {
      (Beta(x, failures + 1).lower(p) + (failures > 0 ? Beta(x + 1, failures).lower(p) : 0)) / 2
    }
    /// The probability of at most `x` successes, and of fewer.
    func kept(_ p: Double) -> Double {
      (Beta(x + 1, failures).upper(p) + (x > 0 ? Beta(x, failures + 1).upper(p) : 0)) / 2
    }
    let lower =
      x <= 0
      ? 0
      : boundary(
        from: Beta(x, failures + 1).quantile(tail),
        to: failures > 0 ? Beta(x + 1, failures).quantile(tail) : 1
      ) { reached($0) < tail }
    let upper =
      failures <= 0
      ? 1
      : boundary(
        from: x > 0 ? Beta(x, failures + 1).upperQuantile(tail) : 0,
        to: Beta(x + 1, failures).upperQuantile(tail)
      ) { kept($0) > tail }
    return Interval(lower: lower, upper: upper)
  }

  /// Where a condition that holds at the start of a range ceases to hold.
  private static func boundary(
    from start: Double, to end: Double, while holds: (Double) -> Bool
  ) -> Double {
    var (low, high) = (start, end)
    while true {
      let middle = low + (high - low) / 2
      guard low < middle, middle < high else { return middle }
      if holds(middle) { low = middle } else { high = middle }
    }
  }

  private static func isPossible(_ x: Double, of n: Double, level: Double) -> Bool {
    x >= 0 && x <= n && n.isFinite && level > 0 && level < 1
  }
}
