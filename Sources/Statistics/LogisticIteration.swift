internal import Foundation

/// A logistic regression without variables, as R's `glm` iterates towards it.
///
/// R stops when the deviance hardly changes, and takes the variance of the answers from the step before
/// the last; its likelihood interval of a weighted proportion depends on that in the sixth digit.
/// Source: `glm.fit` of R.
public struct LogisticIteration: Hashable, Sendable {
  /// p(1 − p) at the step before the last.
  public let workingVariance: Double

  /// Takes the weights of those who have the property and of those who have not; only their proportions
  /// matter.
  ///
  /// `nil` unless there are both. O(n).
  public init?(yes: [Double], no: [Double]) {
    let (sumOfYes, sumOfNo) = (yes.reduce(0, +), no.reduce(0, +))
    guard sumOfYes > 0, sumOfNo > 0 else { return nil }
    let mean = (sumOfYes + sumOfNo) / Double(yes.count + no.count)
    var (above, below) = (0.0, 0.0)
    for (sign, weights) in [(1.0, yes), (-1.0, no)] {
      for weight in weights {
        let term = Self.firstTerm(weight / mean)
        above += sign * term.above
        below += term.below
      }
    }
    self.init(
      share: sumOfYes / (sumOfYes + sumOfNo), first: above / below, rows: yes.count + no.count)
  }

  /// Takes a share strictly between 0 and 1 of so many respondents with equal weights.
  init(share: Double, rows: Int) {
    let term = Self.firstTerm(1)
    self.init(share: share, first: (2 * share - 1) * term.above / term.below, rows: rows)
  }

  /// Takes the logit that the first step comes to.
  private init(share: Double, first: Double, rows: Int) {
    var logit = first
    var before = Double.infinity
    var working = Double.nan
    for _ in 1..<25 {
      let at = SurveyProportion.inverseLogit(logit)
      let rest = SurveyProportion.inverseLogit(-logit)
      let deviance = -2 * Double(rows) * (share * log(at) + (1 - share) * log(rest))
      guard abs(deviance - before) >= 1e-8 * (deviance + 0.1) else { break }
      before = deviance
      working = at * rest
      logit += (share - at) / working
    }
    workingVariance = working
  }

  /// What one who has the property adds to the dividend and to the divisor of the first step, which
  /// starts from (w + ½)/(w + 1).
  private static func firstTerm(_ weight: Double) -> (above: Double, below: Double) {
    let variance = (weight + 0.5) * 0.5 / ((weight + 1) * (weight + 1))
    return (
      weight * (variance * log((weight + 0.5) / 0.5) + 0.5 / (weight + 1)), weight * variance
    )
  }
}
