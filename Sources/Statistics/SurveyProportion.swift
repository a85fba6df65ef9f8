/// What a survey with a complex design says of a proportion: the estimate and how sure it is.
public struct SurveyProportion: Hashable, Sendable {
  /// The weighted proportion, from 0 to 1.
  public let estimate: Double
  /// The design variance of the estimate.
  public let variance: Double
  /// How many respondents it is from.
  public let rows: Int
  /// Degrees of freedom of the variance: primary sampling units less strata.
  public let degrees: Double
  /// What the method `likelihood` of R depends on beside these where weights are unequal: see
  /// `LogisticIteration`.
  ///
  /// `nil` stands for equal weights.
  public let workingVariance: Double?

  public init(
    estimate: Double, variance: Double, rows: Int, degrees: Double, workingVariance: Double? = nil
  ) {
    self.estimate = estimate
    self.variance = variance
    self.rows = rows
    self.degrees = degrees
    self.workingVariance = workingVariance
  }

  /// The size n₀ = p(1 − p)/v of a simple random sample that would be as sure; `nil` where the variance
  /// says nothing.
  ///
  /// It says nothing where everybody or nobody has the property, where it is 0 but for rounding, or
  /// where there is no degree of freedom to estimate it with.
  /// Source: L. Kish, Survey Sampling (1965).
  public var effectiveSize: Double? {
    let simple = estimate * (1 - estimate)
    guard simple > 0, degrees > 0, rows > 0, variance > Self.rounding * simple / Double(rows) else {
      return nil
    }
    return simple / variance
  }

  /// A design effect below this is one of rounding.
  private static let rounding = 1e-12

  /// The size n* = n₀ (t_{n−1} / t_df)² that also pays for how little the variance is known.
  ///
  /// Source: E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193–201.
  public func adjustedSize(level: Double) -> Double? {
    guard let effectiveSize, rows > 1 else { return nil }
    let quotient =
      Student(degrees: Double(rows - 1)).reach(level) / Student(degrees: degrees).reach(level)
    return effectiveSize * quotient * quotient
  }

  /// The adjusted size, and never more than there are respondents.
  ///
  /// Source: J. D. Parker et al., NCHS Vital and Health Statistics 2(175), 2017.
  public func truncatedSize(level: Double) -> Double? {
    adjustedSize(level: level).map { min($0, Double(rows)) }
  }
}
