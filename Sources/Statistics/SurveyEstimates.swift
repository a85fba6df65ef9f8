/// Numbers estimated from one sample, and how they vary together.
public struct SurveyEstimates: Sendable {
  /// Not a number where there is nothing to estimate from.
  public let values: [Double]
  public let variances: [Double]
  /// `nil` where only variances were asked for.
  public let covariance: SymmetricMatrix?
  /// The degrees of freedom of Student's distribution.
  public let degrees: Int

  public init(
    values: [Double], variances: [Double], covariance: SymmetricMatrix?, degrees: Int
  ) {
    self.values = values
    self.variances = variances
    self.covariance = covariance
    self.degrees = degrees
  }

  public var errors: [Double] { variances.map { $0.squareRoot() } }

  /// The interval of a value by the normal distribution.
  public func normalInterval(_ index: Int, level: Double = 0.95) -> Interval? {
    interval(index, reach: NormalQuantile.of(1 - (1 - level) / 2))
  }

  /// The interval of a value by Student's distribution; `nil` without degrees of freedom.
  public func studentInterval(_ index: Int, level: Double = 0.95) -> Interval? {
    guard degrees > 0 else { return nil }
    return interval(index, reach: Student(degrees: Double(degrees)).reach(level))
  }

  private func interval(_ index: Int, reach: Double) -> Interval? {
    let (value, half) = (values[index], reach * variances[index].squareRoot())
    guard value.isFinite, half.isFinite else { return nil }
    return Interval(lower: value - half, upper: value + half)
  }

  /// One of the values less another, with their covariance taken into account.
  ///
  /// `nil` where covariances were not asked for.
  public func difference(_ a: Int, _ b: Int) -> SurveyContrast? {
    var combination = [Double](repeating: 0, count: values.count)
    combination[a] = 1
    combination[b] = -1
    return contrast(combination)
  }

  /// A combination of the values; `nil` where covariances were not asked for.
  ///
  /// O(values²).
  public func contrast(_ combination: [Double]) -> SurveyContrast? {
    guard let covariance else { return nil }
    let terms = zip(combination, values).lazy.filter { $0.0 != 0 }.map { $0.0 * $0.1 }
    let variance = covariance.variance(of: combination)
    return SurveyContrast(
      value: terms.compensatedSum(), variance: variance < 0 ? 0 : variance, degrees: degrees)
  }
}

/// A combination of estimates, and how likely such a one is where the true one is 0.
public struct SurveyContrast: Hashable, Sendable {
  public let value: Double
  public let variance: Double
  public let degrees: Int

  public var error: Double { variance.squareRoot() }
  /// The value in standard errors; not a number where the error is 0.
  public var statistic: Double { variance > 0 ? value / error : .nan }
  /// Two-sided, by the normal distribution.
  public var normalProbability: Double { 2 * Normal.lower(-statistic.magnitude) }
  /// Two-sided, by Student's distribution; not a number without degrees of freedom.
  public var studentProbability: Double {
    degrees > 0 ? Student(degrees: Double(degrees)).twoSided(statistic) : .nan
  }
}
