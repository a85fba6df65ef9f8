/// The ranks that the true rank of one estimate is among, with a stated confidence for it alone.
public struct MarginalRanks: Hashable, Sendable {
  public let ranks: ClosedRange<Int>
  /// What differences had to exceed, in standard errors: of each step one.
  public let criticalValues: [Double]
}

extension IndependentEstimates {
  /// The rank set of one estimate by itself, narrower than its simultaneous one.
  ///
  /// It is compared with every other in both directions. Given its own error the differences are
  /// independent, so that the critical value is the root of a one-dimensional integral: no draws.
  /// Comparisons that are established leave the family, and what is left is tested again (step down).
  /// Source: as of `RankSets`. O(n × nodes × steps).
  public func marginalRanks(
    of own: Int, level: Double = 0.95, stepDown: Bool = true
  ) -> MarginalRanks {
    guard errors[own].isFinite else {
      return MarginalRanks(ranks: 1...count, criticalValues: [])
    }
    var comparisons = values.indices.compactMap { other in
      other == own || !errors[other].isFinite
        ? nil
        : RankComparison(
          statistic: statistic(own, other), ownError: errors[own], otherError: errors[other])
    }
    var criticalValues: [Double] = []
    while !comparisons.isEmpty {
      let critical = RankComparison.critical(comparisons, level: level)
      criticalValues.append(critical)
      var isNew = false
      for index in comparisons.indices where comparisons[index].establish(critical) {
        isNew = true
      }
      guard isNew, stepDown else { break }
    }
    let better = comparisons.count { $0.verdict == .worse }
    let worse = comparisons.count { $0.verdict == .better }
    return MarginalRanks(ranks: (1 + better)...(count - worse), criticalValues: criticalValues)
  }
}

/// One estimate beside another.
private struct RankComparison {
  enum Verdict { case open, better, worse }

  let statistic: Double
  /// The own error and that of the difference, in errors of the other.
  let own: Double
  let difference: Double
  private(set) var verdict = Verdict.open

  init(statistic: Double, ownError: Double, otherError: Double) {
    self.statistic = statistic
    own = ownError / otherError
    difference = (1 + own * own).squareRoot()
  }

  /// Whether the critical value decides what was not decided.
  mutating func establish(_ critical: Double) -> Bool {
    guard verdict == .open, statistic.magnitude > critical else { return false }
    verdict = statistic > 0 ? .better : .worse
    return true
  }

  /// What differences must exceed so that no claim that is still open is made wrongly.
  static func critical(_ comparisons: [RankComparison], level: Double) -> Double {
    let claims = comparisons.reduce(0) { $0 + ($1.verdict == .open ? 2 : 1) }
    let normal = NormalTable.shared
    /// How likely all comparisons stay within a critical value, given the own error.
    func probability(_ u: Double, _ critical: Double) -> Double {
      var probability = 1.0
      for comparison in comparisons {
        // Where it is established to be better, that it is worse is the only claim left.
        let (at, reach) = (u * comparison.own, critical * comparison.difference)
        switch comparison.verdict {
        case .open: probability *= normal.lower(at + reach) - normal.lower(at - reach)
        case .better: probability *= normal.lower(at + reach)
        case .worse: probability *= normal.lower(reach - at)
        }
      }
      return probability
    }
    let (least, most) = (
      NormalQuantile.of(level), NormalQuantile.of(1 - (1 - level) / Double(claims))
    )
    let integral = NormalIntegral { probability($0, (least + most) / 2) }
    return Root.increasing(from: least, to: most) { critical in
      integral.of { probability($0, critical) } - level
    }
  }
}
