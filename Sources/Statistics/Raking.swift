/// Makes weights add up to the margins of several variables at once.
///
/// Source: Deming and Stephan, Annals of Mathematical Statistics 11 (1940), 427–444.
public struct Raking: Sendable {
  /// The largest deviation from a margin, as a share of the population, that counts as none.
  public var tolerance = 1e-11
  public var roundLimit = 200
  /// Bounds of adjusted weights over those before; weights outside are cut and the rest raked again.
  public var bounds: ClosedRange<Double>?

  public init() {}

  /// The adjusted weights, and errors by residuals from all margins jointly.
  ///
  /// O(rows × margins) a round.
  /// - Throws: where a margin cannot be reached, naming it.
  public func adjust(
    _ design: SurveyDesign, to margins: [Margin]
  ) throws(SurveyRefusal) -> WeightAdjustment {
    for margin in margins { _ = try margin.checkedSums(of: design.weights) }
    try checkTotals(of: margins)
    var weights = try rake(design.weights, to: margins)
    if let bounds {
      var round = 0
      while let cut = trimmed(weights, before: design.weights, bounds) {
        round += 1
        guard round <= roundLimit else {
          throw SurveyRefusal(
            "no weights between \(bounds.lowerBound.shortestDecimal) and \(bounds.upperBound.shortestDecimal) times those of the design reach the margins; widen the bounds or merge levels"
          )
        }
        weights = try rake(cut, to: margins)
      }
    }
    let model = CalibrationModel(
      [.intercept] + margins.map { .levels($0.cells) }, weights: design.weights)
    return WeightAdjustment(
      weights: weights, before: design.weights, residual: .regression(model))
  }

  /// The same weights, with errors as R's `rake` gives them.
  public static func asInR(_ adjusted: WeightAdjustment, margins: [Margin]) -> WeightAdjustment {
    adjusted.sweeping(margins.map(\.cells))
  }

  private func checkTotals(of margins: [Margin]) throws(SurveyRefusal) {
    guard let first = margins.first else {
      throw SurveyRefusal("there is no margin to rake to")
    }
    let whole = first.population.compensatedSum()
    for margin in margins.dropFirst() {
      let other = margin.population.compensatedSum()
      guard abs(other - whole) > 1e-6 * whole else { continue }
      throw SurveyRefusal(
        "the margins do not converge: \(first.name) adds up to \(whole.shortestDecimal) and \(margin.name) to \(other.shortestDecimal)"
      )
    }
  }

  private func rake(
    _ start: [Double], to margins: [Margin]
  ) throws(SurveyRefusal) -> [Double] {
    var weights = start
    var worst: (margin: String, level: String, share: Double) = ("", "", 0)
    for _ in 0..<max(1, roundLimit) {
      for margin in margins { weights = margin.scaled(weights, sums: margin.sums(of: weights)) }
      worst.share = 0
      for margin in margins {
        let whole = margin.population.compensatedSum()
        for (level, sum) in margin.sums(of: weights).enumerated() {
          let share = abs(sum - margin.population[level]) / whole
          if share > worst.share { worst = (margin.name, margin.cells.levels[level], share) }
        }
      }
      // No sum of doubles is nearer than that.
      if worst.share <= max(tolerance, 1e-14) { return weights }
    }
    throw SurveyRefusal(
      "raking did not converge in \(roundLimit) rounds: \(worst.margin) \"\(worst.level)\" is still \(worst.share.shortestDecimal) of the population away; merge sparse levels"
    )
  }

  /// Weights cut to the bounds; `nil` where none lies outside.
  private func trimmed(
    _ weights: [Double], before: [Double], _ bounds: ClosedRange<Double>
  ) -> [Double]? {
    let slack = 1e-9
    var isOutside = false
    let cut = weights.indices.map { row -> Double in
      let ratio = weights[row] / before[row]
      if ratio < bounds.lowerBound * (1 - slack) || ratio > bounds.upperBound * (1 + slack) {
        isOutside = true
      }
      return before[row] * min(max(ratio, bounds.lowerBound), bounds.upperBound)
    }
    return isOutside ? cut : nil
  }
}
