internal import Foundation

/// How many of some have a property where its probability differs from group to group.
///
/// The probability of a group has a beta distribution with the mean m and the parameters M·m and
/// M·(1 − m), M = (1 − ρ)/ρ; without correlation inside groups, ρ = 0, the binomial distribution is left.
public struct BetaBinomial: Hashable, Sendable {
  /// The mean m of the groups' probabilities.
  public let mean: Double
  /// The correlation ρ inside groups, from 0 to less than 1.
  public let correlation: Double

  public init(mean: Double, correlation: Double) {
    self.mean = mean
    self.correlation = correlation
  }

  /// Groups of one size of which so many have the property.
  public struct Groups: Hashable, Sendable {
    public let successes: Int
    public let size: Int
    /// How many such groups there are.
    public var count: Int

    public init(_ successes: Int, of size: Int, count: Int = 1) {
      self.successes = successes
      self.size = size
      self.count = count
    }
  }

  /// Estimates both from groups: ρ by analysis of variance, kept in [0, 1), and m weighted by
  /// n/(1 + (n − 1)ρ).
  ///
  /// `nil` for fewer than two groups, or groups of one all. O(groups that differ).
  /// Source: M. S. Ridout, C. G. B. Demétrio, D. Firth, Biometrics 55 (1999), 137–148.
  public init?(_ groups: [Groups]) {
    guard let fit = Self.fit(groups) else { return nil }
    self.init(mean: fit.mean, correlation: fit.correlation)
  }

  /// What other groups let one expect of a further one.
  ///
  /// Beside the estimated correlation it knows how little the mean is known: for groups without
  /// correlation it is the predictive distribution under Jeffreys' prior, M = W + 1 and
  /// m = (x + ½)/(W + 1), W being the sum of the weights. With correlation 1/M is the sum of both.
  /// `nil` and cost as above.
  public init?(predictingFrom groups: [Groups]) {
    guard let fit = Self.fit(groups) else { return nil }
    let spread = fit.correlation / (1 - fit.correlation) + 1 / (fit.weight + 1)
    self.init(
      mean: (fit.mean * fit.weight + 0.5) / (fit.weight + 1), correlation: spread / (1 + spread))
  }

  /// Estimates both from groups whose sizes need not be whole; of size 0 they say nothing.
  ///
  /// `nil` for fewer than two groups with a size, or where all together are no more than their number.
  /// O(groups). Source as above.
  public init?(shares: [CountedShare]) {
    guard let fit = Self.fit(shares.map { ($0, 1) }) else { return nil }
    self.init(mean: fit.mean, correlation: fit.correlation)
  }

  private typealias Fit = (mean: Double, correlation: Double, weight: Double)

  private static func fit(_ groups: [Groups]) -> Fit? {
    fit(
      groups.map { (CountedShare(Double($0.successes), of: Double($0.size)), Double($0.count)) })
  }

  private static func fit(_ groups: [(share: CountedShare, count: Double)]) -> Fit? {
    guard let correlation = GroupSums(groups).correlation else { return nil }
    var (above, below) = (CompensatedSum(), CompensatedSum())
    for (share, count) in groups where share.size > 0 {
      let weight = count / (1 + (share.size - 1) * correlation)
      above.add(weight * share.successes)
      below.add(weight * share.size)
    }
    return (above.value / below.value, correlation, below.value)
  }

  /// The probability of exactly `successes` of `size`.
  ///
  /// O(size).
  public func probability(of successes: Int, of size: Int) -> Double {
    guard 0...size ~= successes else { return 0 }
    guard mean > 0 else { return successes == 0 ? 1 : 0 }
    guard mean < 1 else { return successes == size ? 1 : 0 }
    var probability = 0.0
    forEach(from: successes, of: size) { probability = $0 }
    return probability
  }

  /// The probability of at least `successes` of `size`.
  ///
  /// O(size).
  public func upper(_ successes: Int, of size: Int) -> Double {
    guard successes > 0 else { return 1 }
    guard successes <= size, mean > 0 else { return 0 }
    guard mean < 1 else { return 1 }
    var sum = CompensatedSum()
    forEach(from: successes, of: size) { sum.add($0) }
    return min(1, sum.value)
  }

  /// The probabilities of `size`, one less and so on down to `least`, for a mean that is neither 0 nor 1.
  ///
  /// A product of as many quotients as there are trials, and from one count to the next another
  /// quotient: so correlations that are hardly more than 0 lose no digits.
  private func forEach(from least: Int, of size: Int, _ body: (Double) -> Void) {
    let step = correlation / (1 - correlation)
    let n = Double(size)
    var logarithm = CompensatedSum()
    for trial in 0..<size {
      logarithm.add(log((mean + Double(trial) * step) / (1 + Double(trial) * step)))
    }
    body(exp(logarithm.value))
    for count in (least..<size).reversed() {
      let x = Double(count)
      let quotient = (x + 1) / (n - x) * (1 - mean + (n - x - 1) * step) / (mean + x * step)
      logarithm.add(log(quotient))
      body(exp(logarithm.value))
    }
  }
}

/// What the analysis of variance of proportions needs of its groups.
private struct GroupSums {
  private var (groups, size, squaredSize, successes) = (0.0, 0.0, 0.0, 0.0)
  private var squares = CompensatedSum()

  init(_ all: [(share: CountedShare, count: Double)]) {
    for (share, count) in all where share.size > 0 {
      let (x, n) = (share.successes, share.size)
      groups += count
      size += count * n
      squaredSize += count * n * n
      successes += count * x
      squares.add(count * x * x / n)
    }
  }

  /// `nil` where there are fewer than two groups, or none has two.
  var correlation: Double? {
    guard groups > 1, size > groups else { return nil }
    let between = (squares.value - successes * successes / size) / (groups - 1)
    let within = (successes - squares.value) / (size - groups)
    let typical = (size - squaredSize / size) / (groups - 1)
    let total = between + (typical - 1) * within
    guard total > 0 else { return 0 }
    return min(max(0, (between - within) / total), 1 - 1e-12)
  }
}

/// The Poisson distribution: how many of what happens at a constant rate.
public struct Poisson: Hashable, Sendable {
  public let mean: Double

  /// Takes a mean above 0.
  public init(mean: Double) { self.mean = mean }

  /// The probability of at least `count`.
  ///
  /// O(1).
  public func upper(_ count: Int) -> Double {
    count > 0 ? ChiSquared(degrees: 2 * Double(count)).lower(2 * mean) : 1
  }

  /// The smallest count whose probability, or that of more, is less than `probability`.
  ///
  /// O(log of it).
  public func critical(_ probability: Double) -> Int {
    var (low, high) = (0, 1)
    while upper(high) >= probability { (low, high) = (high, 2 * high) }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if upper(middle) < probability { high = middle } else { low = middle }
    }
    return high
  }
}
