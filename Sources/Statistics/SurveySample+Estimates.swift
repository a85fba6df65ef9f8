extension SurveySample {
  /// What is to be known of how estimates vary.
  public enum Detail: Sendable {
    /// Each alone.
    case variances
    /// Each with every other: the square of their number.
    case covariances
  }

  /// A ratio's two variables.
  public typealias Fraction = (numerator: [Double], denominator: [Double])

  /// Σ w y of each variable, in each group.
  ///
  /// Variables first, groups of one variable side by side. Values of rows that are not asked about do not
  /// matter. O(rows) a variable; with adjusted weights, a variable and group.
  public func totals(
    of variables: [[Double]], by groups: Factor? = nil, detail: Detail = .covariances
  ) throws(SurveyRefusal) -> SurveyEstimates {
    try estimates(
      variables.flatMap { sums(of: $0, by: groups) }, count: variables.count, by: groups, detail
    ) { variable, row, _ in variables[variable][row] }
  }

  /// Σ w y / Σ w of each variable, in each group, in the order of `totals`.
  ///
  /// The same cost.
  public func means(
    of variables: [[Double]], by groups: Factor? = nil, detail: Detail = .covariances
  ) throws(SurveyRefusal) -> SurveyEstimates {
    let whole = sums(of: nil, by: groups)
    let means = variables.map { zip(sums(of: $0, by: groups), whole).map { $0 / $1 } }
    return try estimates(means.flatMap(\.self), count: variables.count, by: groups, detail) {
      variable, row, group in (variables[variable][row] - means[variable][group]) / whole[group]
    }
  }

  /// Σ w y / Σ w x of each fraction, in each group, in the order of `totals`.
  ///
  /// The same cost.
  public func ratios(
    of fractions: [Fraction], by groups: Factor? = nil, detail: Detail = .covariances
  ) throws(SurveyRefusal) -> SurveyEstimates {
    let below = fractions.map { sums(of: $0.denominator, by: groups) }
    let ratios = fractions.indices.map { index in
      zip(sums(of: fractions[index].numerator, by: groups), below[index]).map { $0 / $1 }
    }
    return try estimates(ratios.flatMap(\.self), count: fractions.count, by: groups, detail) {
      index, row, group in
      let (y, x) = (fractions[index].numerator[row], fractions[index].denominator[row])
      return (y - ratios[index][group] * x) / below[index][group]
    }
  }

  /// The share of each level of a category, among rows that have one.
  ///
  /// O(rows × levels).
  public func shares(
    of category: Factor, detail: Detail = .covariances
  ) throws(SurveyRefusal) -> SurveyEstimates {
    let asked = narrowed(to: category.codes.map { $0 >= 0 })
    let whole = asked.sums(of: nil, by: nil)[0]
    let shares = asked.sums(of: nil, by: category).map { $0 / whole }
    return try asked.estimates(shares, count: category.levels.count, by: nil, detail) {
      level, row, _ in ((Int(category.codes[row]) == level ? 1 : 0) - shares[level]) / whole
    }
  }

  /// A weighted sum of ratios, each over its own rows, as one estimate in each group.
  ///
  /// Its error is that of the whole sum: answers of one person hang together. A part whose denominator
  /// is 0 in a row leaves the row out. O(rows × parts).
  public func index(
    of parts: [(fraction: Fraction, weight: Double)], by groups: Factor? = nil,
    detail: Detail = .covariances
  ) throws(SurveyRefusal) -> SurveyEstimates {
    let below = parts.map { sums(of: $0.fraction.denominator, by: groups) }
    let ratios = parts.indices.map { part in
      zip(sums(of: parts[part].fraction.numerator, by: groups), below[part]).map { $0 / $1 }
    }
    let values = (groups.map { Array($0.levels.indices) } ?? [0]).map { group in
      parts.indices.lazy.map { parts[$0].weight * ratios[$0][group] }.compensatedSum()
    }
    return try estimates(values, count: 1, by: groups, detail) { _, row, group in
      var sum = 0.0
      for (index, part) in parts.enumerated() {
        let (y, x) = (part.fraction.numerator[row], part.fraction.denominator[row])
        sum += part.weight * (y - ratios[index][group] * x) / below[index][group]
      }
      return sum
    }
  }
}
