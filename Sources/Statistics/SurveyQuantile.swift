extension SurveySample {
  /// A value that a share of the population does not exceed.
  public struct Quantile: Hashable, Sendable {
    public let probability: Double
    public let value: Double
    /// The ends of Woodruff's interval; `nil` where the share leaves 0…1 on that side, or without
    /// degrees of freedom.
    public let lower: Double?
    public let upper: Double?
    /// The interval's length over twice its reach; `nil` without both ends.
    public let error: Double?

    public var interval: Interval? {
      guard let lower, let upper else { return nil }
      return Interval(lower: lower, upper: upper)
    }
  }

  /// Quantiles of a variable: the smallest value with at least that share of weight up to it.
  ///
  /// The interval is that of the share at the value, turned back into values. Source: Woodruff, JASA 47
  /// (1952), 635–646. O(rows × log rows + rows × probabilities).
  public func quantiles(
    _ probabilities: [Double], of values: [Double], level: Double = 0.95
  ) throws(SurveyRefusal) -> [Quantile] {
    let rows = (0..<design.rowCount).filter { domain?[$0] ?? true }
    let ordered = rows.sorted { values[$0] < values[$1] }
    var sum = CompensatedSum()
    let reached = ordered.map { row in
      sum.add(weights[row])
      return sum.value
    }
    func value(at share: Double) -> Double? {
      guard !ordered.isEmpty else { return nil }
      // A share that is met exactly must not be missed by a rounding.
      let wanted = share * sum.value * (1 - 1e-12)
      var (low, high) = (0, ordered.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if reached[middle] >= wanted { high = middle } else { low = middle + 1 }
      }
      return values[ordered[low]]
    }
    let degrees = degrees
    var quantiles: [Quantile] = []
    for probability in probabilities {
      guard let found = value(at: probability) else {
        throw SurveyRefusal("no row is left to take a quantile of")
      }
      let below = try means(of: [values.map { $0 <= found ? 1 : 0 }], detail: .variances)
      let shares = below.studentInterval(0, level: level)
      let lower = shares.flatMap { $0.lower < 0 ? nil : value(at: $0.lower) }
      let upper = shares.flatMap { $0.upper > 1 ? nil : value(at: $0.upper) }
      let reach = degrees > 0 ? Student(degrees: Double(degrees)).reach(level) : .nan
      let length = lower.flatMap { lower in upper.map { $0 - lower } }
      quantiles.append(
        Quantile(
          probability: probability, value: found, lower: lower, upper: upper,
          error: length.map { $0 / (2 * reach) }))
    }
    return quantiles
  }
}
