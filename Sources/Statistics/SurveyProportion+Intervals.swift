internal import Foundation

extension SurveyProportion {
  /// How an interval of a survey proportion is found.
  public enum Method: String, CaseIterable, Sendable {
    /// Clopper–Pearson on the truncated adjusted size: the default.
    case kornGraubard = "korn_graubard"
    /// The same on the adjusted size: `beta` of R's `svyciprop`.
    case kornGraubardUntruncated = "korn_graubard_untruncated"
    /// Wilson on the effective size, at most the rows, with Student's quantile.
    case wilson = "wilson_neff_t"
    /// The same with the normal quantile.
    case wilsonNormal = "wilson_neff_z"
    /// Jeffreys on the truncated adjusted size.
    case jeffreys = "jeffreys_neff"
    /// Symmetric on the logit scale: `logit` and `xlogit` of R's `svyciprop`.
    case logit
    /// Symmetric on the scale of the arcsine of the root: `asin` of R's `svyciprop`, which folds back
    /// beyond the ends of the scale.
    case arcsine = "asin"
    /// The scaled likelihood ratio: `likelihood` of R's `svyciprop`, not a number where R has no end.
    case likelihood
    /// The estimate and so many standard errors, beyond 0 and 1 too: `mean` of R's `svyciprop`.
    case wald = "mean"
  }

  /// The interval of a method; `nil` where the method has none, and for a level outside 0…1.
  ///
  /// Where the variance says nothing (see `effectiveSize`), Korn–Graubard, logit, Wilson and Jeffreys take
  /// the rows divided by the `fallback` design effect, at least 1, for the size, and the normal quantile;
  /// without a fallback, and with the other methods, there is no interval then. O(1).
  public func interval(_ method: Method, level: Double, fallback: Double? = nil) -> Interval? {
    guard level > 0, level < 1, 0...1 ~= estimate, rows > 0 else { return nil }
    guard let effectiveSize else {
      return fallback.flatMap { interval(method, level: level, designEffect: $0) }
    }
    let t = Student(degrees: degrees).reach(level)
    let error = variance.squareRoot()
    let simple = estimate * (1 - estimate)
    switch method {
    case .kornGraubard:
      return truncatedSize(level: level).map { clopperPearson(ofSize: $0, level: level) }
    case .kornGraubardUntruncated:
      return adjustedSize(level: level).map { clopperPearson(ofSize: $0, level: level) }
    case .wilson: return wilson(ofSize: min(effectiveSize, Double(rows)), z: t)
    case .wilsonNormal:
      return wilson(ofSize: min(effectiveSize, Double(rows)), z: Interval.reach(level))
    case .jeffreys: return truncatedSize(level: level).map { jeffreys(ofSize: $0, level: level) }
    case .logit:
      let centre = log(estimate / (1 - estimate))
      let half = t * error / simple
      return Interval(
        lower: Self.inverseLogit(centre - half), upper: Self.inverseLogit(centre + half))
    case .arcsine:
      let centre = asin(estimate.squareRoot())
      let half = t * error / (2 * simple.squareRoot())
      let (lower, upper) = (sin(centre - half), sin(centre + half))
      return Interval(lower: lower * lower, upper: upper * upper)
    case .likelihood: return LikelihoodProfile(of: self, t: t)?.interval
    case .wald: return Interval(lower: estimate - t * error, upper: estimate + t * error)
    }
  }

  private func interval(_ method: Method, level: Double, designEffect: Double) -> Interval? {
    let size = Double(rows) / max(1, designEffect)
    switch method {
    // The logit of 0 or 1 is infinite: there is nothing to be symmetric about.
    case .kornGraubard, .logit: return clopperPearson(ofSize: size, level: level)
    case .wilson, .wilsonNormal: return wilson(ofSize: size, z: Interval.reach(level))
    case .jeffreys: return jeffreys(ofSize: size, level: level)
    case .kornGraubardUntruncated, .arcsine, .likelihood, .wald: return nil
    }
  }

  private func clopperPearson(ofSize size: Double, level: Double) -> Interval {
    .clopperPearson(size * estimate, size * (1 - estimate), level: level)
  }

  private func wilson(ofSize size: Double, z: Double) -> Interval {
    .wilson(size * estimate, size * (1 - estimate), of: size, z: z)
  }

  private func jeffreys(ofSize size: Double, level: Double) -> Interval {
    .jeffreys(size * estimate, size * (1 - estimate), level: level)
  }

  static func inverseLogit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
