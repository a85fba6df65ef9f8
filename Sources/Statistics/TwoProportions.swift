internal import Foundation

/// Two proportions from independent samples, to be compared.
public struct TwoProportions: Hashable, Sendable {
  /// So many successes of so many trials.
  public struct Sample: Hashable, Sendable {
    public let successes: Int64
    public let trials: Int64
  }

  public let first: Sample
  public let second: Sample

  /// Takes x₁ of n₁ and x₂ of n₂; `nil` for impossible counts and for samples without trials.
  public init?(_ x1: Int64, of n1: Int64, and x2: Int64, of n2: Int64) {
    guard n1 > 0, n2 > 0, 0...n1 ~= x1, 0...n2 ~= x2 else { return nil }
    first = Sample(successes: x1, trials: n1)
    second = Sample(successes: x2, trials: n2)
  }

  private var p1: Double { Double(first.successes) / Double(first.trials) }
  private var p2: Double { Double(second.successes) / Double(second.trials) }

  /// The first proportion less the second.
  public var difference: Double { p1 - p2 }

  /// The standard error of the difference, each proportion with its own variance.
  public var standardError: Double {
    (p1 * (1 - p1) / Double(first.trials) + p2 * (1 - p2) / Double(second.trials)).squareRoot()
  }

  /// The hybrid score interval of the difference, from the Wilson intervals of the two; `nil` for a
  /// level outside 0…1.
  ///
  /// Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10. O(1).
  public func newcombe(level: Double) -> Interval? {
    guard let a = Interval.wilson(first.successes, of: first.trials, level: level),
      let b = Interval.wilson(second.successes, of: second.trials, level: level)
    else { return nil }
    return Interval(
      lower: difference - hypot(p1 - a.lower, b.upper - p2),
      upper: difference + hypot(a.upper - p1, p2 - b.lower))
  }

  /// The difference in standard errors as they are where both proportions are equal; 0 where everybody
  /// or nobody succeeded.
  public var pooledStatistic: Double {
    let (n1, n2) = (Double(first.trials), Double(second.trials))
    let pooled = Double(first.successes + second.successes) / (n1 + n2)
    let error = (pooled * (1 - pooled) * (1 / n1 + 1 / n2)).squareRoot()
    return error > 0 ? difference / error : 0
  }

  /// How likely a pooled statistic so far from 0, to either side, is where both proportions are equal.
  public var pooledProbability: Double { 2 * Normal.lower(-pooledStatistic.magnitude) }

  /// How likely a table as rare as this or rarer is with these margins where both proportions are equal.
  ///
  /// Fisher's exact test, two-sided: the sum of the probabilities that are not above that of what was
  /// observed, but for a factor of 1 + 1e-7 as in R. O(the smallest margin).
  public var fisherProbability: Double {
    let (n1, n2) = (Double(first.trials), Double(second.trials))
    let successes = Double(first.successes + second.successes)
    let lowest = max(0, first.successes + second.successes - second.trials)
    let highest = min(first.trials, first.successes + second.successes)
    // Likelihoods relative to the likeliest table, so that nothing overflows and what vanishes is
    // small beside it.
    let mode = ((n1 + 1) * (successes + 1) / (n1 + n2 + 2)).rounded(.down)
    let start = min(max(Int64(mode), lowest), highest)
    /// What a table with one more success in the first sample is likelier by.
    func ratio(_ count: Int64) -> Double {
      let k = Double(count)
      return (n1 - k) * (successes - k) / ((k + 1) * (n2 - successes + k + 1))
    }
    var below: [Double] = []
    var likelihood = 1.0
    for count in (lowest..<start).reversed() {
      likelihood /= ratio(count)
      below.append(likelihood)
    }
    var likelihoods = Array(below.reversed()) + [1]
    likelihood = 1
    for count in start..<highest {
      likelihood *= ratio(count)
      likelihoods.append(likelihood)
    }
    let observed = likelihoods[Int(first.successes - lowest)] * (1 + 1e-7)
    let (rare, all) = likelihoods.reduce(into: (0.0, 0.0)) { sums, term in
      if term <= observed { sums.0 += term }
      sums.1 += term
    }
    return min(1, rare / all)
  }

  /// Cohen's h: the difference of the arcsines of the roots, twice.
  ///
  /// Source: J. Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), chapter 6.
  public var cohenH: Double { 2 * asin(p1.squareRoot()) - 2 * asin(p2.squareRoot()) }
}
