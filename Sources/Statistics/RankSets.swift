internal import Foundation

/// For each of several estimates the ranks that its true rank is among, with a stated confidence.
///
/// L = 1 + how many are established to be better, U = n less how many are established to be worse.
/// Source: M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, Review of Economic Studies 91 (2024),
/// 476–518.
public struct RankSets: Hashable, Sendable {
  /// Of each estimate, the best and the worst rank.
  public let ranges: [ClosedRange<Int>]

  /// All that may be among the best k: with the confidence of simultaneous sets, every one that truly is
  /// among the best k is here.
  public func best(_ k: Int) -> [Int] { ranges.indices.filter { ranges[$0].lowerBound <= k } }

  /// All that may be among the worst k.
  public func worst(_ k: Int) -> [Int] {
    ranges.indices.filter { ranges[$0].upperBound > ranges.count - k }
  }

  /// All that are among the best k, whatever of the ranks in the sets is true.
  public func certain(_ k: Int) -> [Int] { ranges.indices.filter { ranges[$0].upperBound <= k } }
}

/// How all pairs are compared so that the rank sets of all hold together.
public enum SimultaneousRanks: Sendable {
  /// One critical value for n(n − 1) comparisons.
  case bonferroni
  /// The same, step by step: S. Holm, Scandinavian Journal of Statistics 6 (1979), 65–70.
  case holm
  /// The studentized range: J. W. Tukey and C. Y. Kramer; cautious for unequal errors, A. J. Hayter,
  /// Annals of Statistics 12 (1984), 61–75.
  case tukeyKramer
}

extension IndependentEstimates {
  /// Sets that hold the true ranks of all estimates together with probability `level` at least.
  ///
  /// Deterministic: no draws. O(n² log n).
  public func rankSets(_ method: SimultaneousRanks = .holm, level: Double = 0.95) -> RankSets {
    switch method {
    case .bonferroni, .tukeyKramer:
      let critical = Self.critical(method, of: count, level: level)
      return sets { statistic($0, $1) > critical }
    case .holm:
      let pairs = values.indices.flatMap { first in
        values.indices.compactMap { first == $0 ? nil : (first: first, second: $0) }
      }
      let adjusted = MultipleTests.holm.adjust(
        pairs.map { Normal.lower(-statistic($0.first, $0.second)) })
      var better = [Bool](repeating: false, count: count * count)
      for (pair, probability) in zip(pairs, adjusted) where probability <= 1 - level {
        better[pair.first * count + pair.second] = true
      }
      return sets { better[$0 * count + $1] }
    }
  }

  /// What a difference must exceed, in standard errors, for all of n estimates to be compared.
  ///
  /// O(1) but for Tukey and Kramer's, the root of a one-dimensional integral.
  public static func critical(
    _ method: SimultaneousRanks, of count: Int, level: Double
  ) -> Double {
    guard count > 1 else { return 0 }
    let bonferroni = NormalQuantile.of(1 - (1 - level) / Double(count * (count - 1)))
    guard case .tukeyKramer = method else { return bonferroni }
    let others = Double(count - 1)
    func within(_ u: Double, _ critical: Double) -> Double {
      Double(count) * pow(Normal.lower(u) - Normal.lower(u - critical * 2.0.squareRoot()), others)
    }
    let integral = NormalIntegral { within($0, bonferroni) }
    return Root.increasing(from: 0, to: bonferroni) { critical in
      integral.of { within($0, critical) } - level
    }
  }

  /// The sets that follow from who is established to be better than whom.
  func sets(_ isBetter: (_ first: Int, _ second: Int) -> Bool) -> RankSets {
    RankSets(
      ranges: values.indices.map { own in
        let others = values.indices.filter { $0 != own }
        let best = 1 + others.count { isBetter($0, own) }
        return best...max(best, count - others.count { isBetter(own, $0) })
      })
  }
}
