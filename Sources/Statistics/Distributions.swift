internal import CDistributions

/// The standard normal distribution.
public enum Normal {
  /// The probability of at most `x`.
  ///
  /// O(1).
  public static func lower(_ x: Double) -> Double { hailong_normal_lower(x) }
}

/// Student's distribution with a real number of degrees of freedom.
///
/// Accurate to some units in the last place; not a number where the degrees are not positive.
/// Source: Boost.Math.
public struct Student: Hashable, Sendable {
  public let degrees: Double

  public init(degrees: Double) { self.degrees = degrees }

  /// The probability of at most `x`.
  ///
  /// O(1).
  public func lower(_ x: Double) -> Double { hailong_student_lower(x, degrees) }

  /// The number that is not exceeded with this probability.
  ///
  /// O(1).
  public func quantile(_ probability: Double) -> Double {
    hailong_student_quantile(probability, degrees)
  }

  /// The number that the middle part of the distribution, `level` of it, reaches up to.
  ///
  /// That of 0.95 and many degrees is 1.96.
  ///
  /// O(1).
  public func reach(_ level: Double) -> Double {
    hailong_student_quantile_upper((1 - level) / 2, degrees)
  }

  /// The probability of a deviation from 0, to either side, of at least `x`.
  ///
  /// O(1).
  public func twoSided(_ x: Double) -> Double { 2 * hailong_student_lower(-x.magnitude, degrees) }
}

/// The beta distribution, whose distribution function is the regularized incomplete beta function.
///
/// Relative accuracy about 1e-14 for parameters from 1e-3 to 1e8; not a number where they are not
/// positive. Source: Boost.Math.
public struct Beta: Hashable, Sendable {
  public let a: Double
  public let b: Double

  public init(_ a: Double, _ b: Double) {
    self.a = a
    self.b = b
  }

  /// The probability of at most `x`.
  ///
  /// O(1).
  public func lower(_ x: Double) -> Double { hailong_beta_lower(x, a, b) }

  /// The probability of more than `x`.
  ///
  /// O(1).
  public func upper(_ x: Double) -> Double { hailong_beta_upper(x, a, b) }

  /// The number that is not exceeded with this probability.
  ///
  /// O(1).
  public func quantile(_ probability: Double) -> Double { hailong_beta_quantile(probability, a, b) }

  /// The number that is exceeded with this probability.
  ///
  /// O(1).
  public func upperQuantile(_ probability: Double) -> Double {
    hailong_beta_quantile_upper(probability, a, b)
  }
}

/// Fisher's distribution of a quotient of variances.
public struct Fisher: Hashable, Sendable {
  public let above: Double
  public let below: Double

  /// Takes the degrees of freedom of the dividend and of the divisor, both positive.
  public init(_ above: Double, _ below: Double) {
    self.above = above
    self.below = below
  }

  /// The probability of more than `x`.
  ///
  /// O(1).
  public func upper(_ x: Double) -> Double { hailong_fisher_upper(x, above, below) }

  /// The number that is not exceeded with this probability.
  ///
  /// O(1).
  public func quantile(_ probability: Double) -> Double {
    hailong_fisher_quantile(probability, above, below)
  }
}

/// The chi-squared distribution.
public struct ChiSquared: Hashable, Sendable {
  public let degrees: Double

  public init(degrees: Double) { self.degrees = degrees }

  /// The probability of at most `x`.
  ///
  /// O(1).
  public func lower(_ x: Double) -> Double { hailong_chi_squared_lower(x, degrees) }

  /// The probability of more than `x`.
  ///
  /// O(1).
  public func upper(_ x: Double) -> Double { hailong_chi_squared_upper(x, degrees) }
}

/// The logarithm of the gamma function at a positive number.
///
/// O(1).
public func logGamma(_ x: Double) -> Double { hailong_log_gamma(x) }
