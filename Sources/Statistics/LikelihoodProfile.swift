internal import Foundation

/// The signed root of the likelihood ratio of a survey proportion, along its logit, as R draws it.
///
/// R's `svyciprop(method = "likelihood")` does not solve for the ends: it takes some points of the
/// profile, puts a spline through them, and reads the ends off a polygon on the spline. That moves them
/// by up to 1e-4, and is followed here step by step so that the numbers agree.
/// Source: survey 4.1-1, `confint.svyglm`, `MASSprofile_glm`, `confint_profile`.
struct LikelihoodProfile {
  /// The ends in terms of the logit.
  private let ends: (lower: Double, upper: Double)

  /// Takes a proportion strictly between 0 and 1, and the quantile of Student's distribution.
  ///
  /// An end that R's steps do not reach is not a number, as it is missing there.
  init?(of proportion: SurveyProportion, t: Double) {
    let p = proportion.estimate
    let n = Double(proportion.rows)
    guard n > 1, 0 < p, p < 1 else { return nil }
    let logit = log(p / (1 - p))
    let error = proportion.variance.squareRoot() / (p * (1 - p))
    let dispersion = n / (n - 1)
    let working =
      proportion.workingVariance
      ?? LogisticIteration(share: p, rows: proportion.rows).workingVariance
    // The quantile, scaled by what the design does to the variance of the logit.
    let cutoff = t * error * (n * working).squareRoot()
    // Student's t² is Fisher's F with one degree above: the bound of the steps.
    let tail = Normal.lower(-cutoff) / 2
    let bound = -Student(degrees: n - 1).quantile(tail / 2)
    let step = bound / 5 * error

    /// Points from the estimate outwards, to one side.
    func points(_ sign: Double) -> [(logit: Double, root: Double)] {
      var points: [(logit: Double, root: Double)] = []
      while points.count < 9, abs(points.last?.root ?? 0) < bound {
        let at = logit + sign * Double(points.count + 1) * step
        let other = SurveyProportion.inverseLogit(at)
        let rest = SurveyProportion.inverseLogit(-at)
        let deviance = 2 * n * (p * log(p / other) + (1 - p) * log((1 - p) / rest))
        points.append((at, sign * (max(0, deviance) / dispersion).squareRoot()))
      }
      return points
    }

    let profile = points(-1).reversed() + [(logit, 0)] + points(1)
    guard profile.count >= 4,
      let spline = CubicSpline(x: profile.map(\.logit), y: profile.map(\.root))
    else { return nil }
    let polygon = spline.points(3 * profile.count)
    ends = (
      Self.crossing(of: -cutoff, in: polygon) ?? .nan,
      Self.crossing(of: cutoff, in: polygon) ?? .nan
    )
  }

  /// The interval in terms of the proportion.
  var interval: Interval {
    Interval(
      lower: SurveyProportion.inverseLogit(ends.lower),
      upper: SurveyProportion.inverseLogit(ends.upper))
  }

  /// Where a polygon that rises from left to right has this height.
  private static func crossing(of height: Double, in polygon: [(x: Double, y: Double)]) -> Double? {
    for (start, end) in zip(polygon, polygon.dropFirst())
    where start.y <= height && height <= end.y && start.y < end.y {
      return start.x + (end.x - start.x) * (height - start.y) / (end.y - start.y)
    }
    return nil
  }
}
