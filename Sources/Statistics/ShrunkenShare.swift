/// A group's share as far as its own data and those of the other groups together tell it.
public struct ShrunkenShare: Hashable, Sendable {
  /// The mean of the posterior distribution.
  public let mean: Double
  /// The middle part of the posterior; `nil` where groups do not differ, and one value is that of all.
  public let interval: Interval?
  /// The weight of the group's own share in the mean, from 0 to less than 1.
  public let ownWeight: Double
}

extension BetaBinomial {
  /// How much a group of its own must hold to count as much as all others: M = (1 − ρ)/ρ.
  ///
  /// Infinite without correlation.
  public var strength: Double { (1 - correlation) / correlation }

  /// Draws a group's share toward the mean, the more the fewer it holds.
  ///
  /// The posterior is Beta(x + M·m, n − x + M·(1 − m)), `interval` its middle part. One of size 0 is
  /// the mean. O(1).
  public func shrunken(_ own: CountedShare, level: Double = 0.95) -> ShrunkenShare {
    guard correlation > 0 else { return ShrunkenShare(mean: mean, interval: nil, ownWeight: 0) }
    let size = own.size + strength
    let posterior = Beta(
      own.successes + strength * mean, own.size - own.successes + strength * (1 - mean))
    return ShrunkenShare(
      mean: posterior.a / size,
      interval: Interval(
        lower: posterior.quantile((1 - level) / 2), upper: posterior.upperQuantile((1 - level) / 2)),
      ownWeight: own.size / size)
  }
}
