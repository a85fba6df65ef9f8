/// The exponentially weighted moving average of a series, which notices small changes that last.
///
/// Pass what varies evenly: the logarithm of a volume, the logit of a rate.
/// Sources: S. W. Roberts, Technometrics 1 (1959), 239–250; J. M. Lucas, M. S. Saccucci,
/// Technometrics 32 (1990), 1–12.
public struct MovingAverageChart: Hashable, Sendable {
  /// What is expected, E₀.
  public let target: Double
  /// The standard deviation σ of single values.
  public let deviation: Double
  /// The weight λ of a new value, above 0 to 1.
  public let weight: Double
  /// How many standard deviations L of the average its limits are away.
  public let reach: Double

  public init(target: Double, deviation: Double, weight: Double = 0.2, reach: Double = 2.7) {
    self.target = target
    self.deviation = deviation
    self.weight = weight
    self.reach = reach
  }

  /// The target is the baseline's median, the deviation 1.4826 times its median distance from that.
  ///
  /// `nil` without a baseline, or with a value in it that is no number. O(n log n).
  public init?(baseline: [Double], weight: Double = 0.2, reach: Double = 2.7) {
    guard let scale = MedianScale(baseline) else { return nil }
    self.init(target: scale.median, deviation: scale.deviation, weight: weight, reach: reach)
  }

  /// The average after a value, and how far it may be.
  public struct Point: Hashable, Sendable {
    public let average: Double
    public let limits: Interval

    public var isSignal: Bool { average < limits.lower || average > limits.upper }
  }

  /// The average after each of the values, which follow each other in time.
  ///
  /// O(values).
  public func points(_ values: [Double]) -> [Point] {
    let rest = 1 - weight
    var average = target
    // (1 − λ)^2t, the part of the variance that the start takes away.
    var past = 1.0
    return values.map { value in
      average = weight * value + rest * average
      past *= rest * rest
      let far = reach * deviation * (weight / (2 - weight) * (1 - past)).squareRoot()
      return Point(average: average, limits: Interval(lower: target - far, upper: target + far))
    }
  }
}
