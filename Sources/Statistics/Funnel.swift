/// How far from the common share those of groups of any size may be.
///
/// Small groups are far from it by chance alone, so the limits narrow with the size. Where the groups
/// are further apart than chance makes them, the limits are wider by as much.
/// Source: D. J. Spiegelhalter, Statistics in Medicine 24 (2005), 1185–1202.
public struct Funnel: Hashable, Sendable {
  /// The share that all are held against, from 0 to 1.
  public let target: Double
  /// The mean φ of the squared deviations, the furthest 10 % of either side moved inward: 1 by chance.
  public let dispersion: Double
  /// The variance τ² between groups beside that of chance, 0 where φ is not above 1, and of one
  /// group alone.
  public let variance: Double

  /// The part of the groups at either side that is moved inward.
  private static let winsorised = 0.1

  /// From the groups that have a size, held against their pooled share or another.
  ///
  /// `nil` where none has. O(n log n).
  public init?(_ groups: [CountedShare], target: Double? = nil) {
    let groups = groups.filter { $0.size > 0 }
    guard !groups.isEmpty else { return nil }
    var (above, below) = (CompensatedSum(), CompensatedSum())
    for group in groups {
      above.add(group.successes)
      below.add(group.size)
    }
    let target = target ?? above.value / below.value
    self.target = target
    let deviations = groups.map { Self.deviation($0, from: target, variance: 0) }
    let sorted = deviations.sorted()
    let inner =
      Self.quantile(Self.winsorised, of: sorted)...Self.quantile(1 - Self.winsorised, of: sorted)
    var squares = CompensatedSum()
    for deviation in deviations {
      let moved = min(max(deviation, inner.lowerBound), inner.upperBound)
      squares.add(moved * moved)
    }
    let count = Double(groups.count)
    dispersion = squares.value / count
    guard dispersion > 1, dispersion.isFinite, count > 1 else {
      variance = 0
      return
    }
    var (weights, squaredWeights) = (CompensatedSum(), CompensatedSum())
    for group in groups {
      let weight = 1 / Self.variance(of: target, size: group.size)
      weights.add(weight)
      squaredWeights.add(weight * weight)
    }
    variance = max(
      0,
      (count * dispersion - (count - 1))
        / (weights.value - squaredWeights.value / weights.value))
  }

  // MARK: Groups

  private static func variance(of share: Double, size: Double) -> Double {
    share * (1 - share) / size
  }

  private static func deviation(
    _ group: CountedShare, from target: Double, variance: Double
  ) -> Double {
    let distance = group.share - target
    guard group.size > 0, distance != 0 else { return 0 }
    return distance / (Self.variance(of: target, size: group.size) + variance).squareRoot()
  }

  /// Quantile type 7 of R: between the two neighbours in proportion.
  private static func quantile(_ probability: Double, of sorted: [Double]) -> Double {
    let place = probability * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    guard sorted[above] != sorted[below] else { return sorted[below] }
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  /// How many standard errors a group is above the target: of chance alone, or with τ² added.
  ///
  /// 0 without a size; infinite where the target is 0 or 1 and the share is not. O(1).
  public func deviation(_ group: CountedShare, adjusted: Bool = true) -> Double {
    Self.deviation(group, from: target, variance: adjusted ? variance : 0)
  }

  /// Where a share is that is outside limits.
  public enum Side: String, Hashable, Sendable {
    case below, above

    /// `nil` for a share within the limits.
    public init?(of share: Double, outside limits: Interval) {
      guard share < limits.lower || share > limits.upper else { return nil }
      self = share < limits.lower ? .below : .above
    }
  }

  /// On which side a group is outside the 99.8 % limits; `nil` inside, and without a size.
  ///
  /// O(log size).
  public func side(_ group: CountedShare) -> Side? {
    group.size > 0 ? Side(of: group.share, outside: limits(of: group.size, Self.outer)) : nil
  }

  // MARK: Limits

  /// The level within which 1 group of 20 is not, by chance.
  public static let inner = 0.95
  /// The level within which 1 group of 500 is not, by chance.
  public static let outer = 0.998

  /// The limits by which groups are judged: those of the tails, or the additive ones where those are
  /// wider, never outside 0…1.
  ///
  /// Of the exact limits the upper one may lie below a count that chance often reaches, such as all of
  /// few; here it is the lower one of those that have it not, so that outside are only counts whose tail
  /// is smaller than half of what the level leaves. O(log size).
  public func limits(of size: Double, _ level: Double) -> Interval {
    let tail = (1 - level) / 2
    let exact = Interval(
      lower: Self.exactLimit(of: size, tail, target),
      upper: 1 - Self.exactLimit(of: size, tail, 1 - target))
    guard variance > 0 else { return exact }
    let additive = additiveLimits(of: size, level)
    return Interval(
      lower: max(0, min(exact.lower, additive.lower)),
      upper: min(1, max(exact.upper, additive.upper)))
  }

  /// The normal limits of chance alone; they may lie outside 0…1, as may those below.
  public func normalLimits(of size: Double, _ level: Double) -> Interval {
    around(Self.variance(of: target, size: size), level)
  }

  /// The normal limits √φ times as far away, where φ is above 1.
  public func multiplicativeLimits(of size: Double, _ level: Double) -> Interval {
    around(Self.variance(of: target, size: size) * max(1, dispersion), level)
  }

  /// The normal limits with the variance τ² added.
  public func additiveLimits(of size: Double, _ level: Double) -> Interval {
    around(Self.variance(of: target, size: size) + variance, level)
  }

  private func around(_ variance: Double, _ level: Double) -> Interval {
    let far = Interval.reach(level) * variance.squareRoot()
    return Interval(lower: target - far, upper: target + far)
  }

  /// The quantiles of the binomial distribution, between counts in proportion to their probability.
  ///
  /// With r the least count whose distribution function F reaches q, (r − a)/n where
  /// a = (F(r) − q)/(F(r) − F(r − 1)). O(log size).
  public func exactLimits(of size: Double, _ level: Double) -> Interval {
    Interval(
      lower: Self.exactLimit(of: size, (1 - level) / 2, target),
      upper: Self.exactLimit(of: size, 1 - (1 - level) / 2, target))
  }

  private static func exactLimit(
    of size: Double, _ probability: Double, _ share: Double
  ) -> Double {
    guard share > 0, share < 1 else { return share }
    /// F of the binomial distribution, by the beta function also of a size that is not whole.
    func lower(_ count: Double) -> Double {
      count < 0 ? 0 : count < size ? Beta(count + 1, size - count).upper(share) : 1
    }
    var (low, high) = (-1.0, size.rounded(.up))
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if lower(middle) < probability { low = middle } else { high = middle }
    }
    let (reached, before) = (lower(high), lower(low))
    return min(1, max(0, (high - (reached - probability) / (reached - before)) / size))
  }
}
