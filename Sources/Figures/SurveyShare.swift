internal import Definitions
internal import Statistics

/// A weighted share of a survey in one domain, with all that says how sure it is.
struct SurveyShare {
  private let proportion: SurveyProportion
  private let ratio: DomainRatio
  private let level: Double
  /// Stands in where the variance says nothing.
  private let fallback: FallbackDesignEffect?
  private let method: SurveyProportion.Method?

  init(
    _ ratio: DomainRatio, of frame: SurveyFrame, province: Int32, by method: KPI.IntervalMethod?,
    level: Double
  ) {
    self.ratio = ratio
    self.level = level
    self.method = method?.ofProportion
    proportion = SurveyProportion(
      estimate: min(1, max(0, ratio.estimate ?? 0)), variance: ratio.variance,
      rows: ratio.elements, degrees: Double(ratio.degrees))
    fallback =
      proportion.effectiveSize == nil ? frame.fallback(for: ratio, province: province) : nil
  }

  /// The thresholds of publishability are those of 95 % intervals.
  private static let judgedLevel = 0.95

  var estimate: Double { proportion.estimate }

  /// Whether its own variance says nothing.
  var isFallback: Bool { fallback != nil }

  var interval: Interval? {
    method.flatMap { proportion.interval($0, level: level, fallback: fallback?.value) }
  }

  /// What a figure calls the method; `nil` where there is no interval.
  var methodName: String? { interval == nil ? nil : method?.name(fallback != nil) }

  private var size: Double {
    proportion.effectiveSize ?? Double(ratio.elements) / (fallback?.value ?? 1)
  }

  private var effectiveSize: Double { min(size, Double(ratio.elements)) }

  /// What travels with it; the plain counts are of those that have the property, and of all.
  func uncertainty(
    _ basis: Instrument.Basis, successes: Int64?, of total: Int64?
  ) -> Uncertainty {
    Uncertainty(
      basis: basis, responses: ratio.elements, weightedValue: proportion.estimate,
      standardError: fallback == nil ? ratio.variance.squareRoot() : nil, level: level,
      effectiveSize: effectiveSize, designEffect: Double(ratio.elements) / size,
      rule: fallback.map { Uncertainty.Rule($0.rule) } ?? .estimated,
      weightingEffect: ratio.weightingEffect, degrees: ratio.degrees,
      plain: plain(successes, of: total))
  }

  /// Wilson's interval of as many people drawn one by one: of the counts, or where weights differ of the
  /// weighted share.
  private func plain(_ successes: Int64?, of total: Int64?) -> Interval? {
    guard let successes, let total else { return nil }
    guard ratio.isWeighted else { return .wilson(successes, of: total, level: level) }
    return .wilson(estimate * Double(total), of: Double(total), level: level)
  }

  /// What speaks against publishing it.
  var flags: Set<Figure.Flag> {
    let judged = Publishability(
      estimate: proportion.estimate, size: effectiveSize,
      interval: method == .kornGraubard && level == Self.judgedLevel
        ? interval
        : proportion.interval(.kornGraubard, level: Self.judgedLevel, fallback: fallback?.value),
      degrees: Double(ratio.degrees))
    return judged.flags
  }
}

extension Publishability {
  /// The flags of a figure for which these reasons speak.
  var flags: Set<Figure.Flag> {
    Set(reasons.map { $0.verdict == .suppress ? .unreliable : .review })
  }
}

extension KPI.IntervalMethod {
  /// Where a sampling design is declared, the method on the effective size.
  fileprivate var ofProportion: SurveyProportion.Method? {
    switch self {
    case .wilson: .wilson
    case .kornGraubard, .clopperPearson: .kornGraubard
    case .jeffreys: .jeffreys
    case .logit: .logit
    case .student: nil
    }
  }
}

extension SurveyProportion.Method {
  /// What a figure calls it; with a size that a fallback design effect gave it says so.
  fileprivate func name(_ isFallback: Bool) -> String {
    let name =
      switch self {
      case .wilson, .wilsonNormal: "wilson_effective_n"
      case .kornGraubard, .kornGraubardUntruncated: "korn_graubard"
      case .logit where isFallback: "korn_graubard"
      case .jeffreys: "jeffreys_effective_n"
      default: rawValue
      }
    return isFallback ? name + "_fallback" : name
  }
}
