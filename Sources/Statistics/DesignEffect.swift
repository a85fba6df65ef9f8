/// How much larger a variance is than that of as many rows drawn simply at random.
public struct DesignEffect: Hashable, Sendable {
  /// Against drawing without replacement; not a number where that has no variance.
  public let withoutReplacement: Double
  /// Against drawing with replacement.
  public let withReplacement: Double
}

extension SurveySample {
  /// The design effects of `means` of a variable, in the order of its groups.
  ///
  /// V / (s² (1/n − 1/N̂)) with s² = n/(n−1) Σw(y − ȳ)²/Σw and N̂ = Σw. O(rows).
  public func designEffects(
    of variances: [Double], ofMeansOf values: [Double], by groups: Factor? = nil
  ) -> [DesignEffect] {
    effects(of: variances, values: values, groups: groups) { _ in 1 }
  }

  /// The design effects of `totals` of a variable, in the order of its groups.
  ///
  /// O(rows).
  public func designEffects(
    of variances: [Double], ofTotalsOf values: [Double], by groups: Factor? = nil
  ) -> [DesignEffect] {
    effects(of: variances, values: values, groups: groups) { $0 * $0 }
  }

  private func effects(
    of variances: [Double], values: [Double], groups: Factor?, scale: (_ whole: Double) -> Double
  ) -> [DesignEffect] {
    let whole = sums(of: nil, by: groups)
    let means = zip(sums(of: values, by: groups), whole).map { $0 / $1 }
    var squares = [CompensatedSum](repeating: CompensatedSum(), count: whole.count)
    var counts = [Double](repeating: 0, count: whole.count)
    for row in values.indices {
      let group = group(of: row, in: groups)
      guard group >= 0 else { continue }
      let deviation = values[row] - means[group]
      squares[group].add(weights[row] * deviation * deviation)
      counts[group] += 1
    }
    return whole.indices.map { group in
      let n = counts[group]
      let spread = n / (n - 1) * squares[group].value / whole[group] * scale(whole[group])
      func quotient(_ simple: Double) -> Double { simple > 0 ? variances[group] / simple : .nan }
      return DesignEffect(
        withoutReplacement: quotient(spread * (1 / n - 1 / whole[group])),
        withReplacement: quotient(spread / n))
    }
  }
}
