internal import Definitions
internal import Statistics

/// A weighted sum of survey figures and full counts in one domain, with all that says how sure it is.
///
/// Its error is that of the whole sum. Where a part's own variance says nothing, the part's interval
/// stands in: the sum of the parts' intervals holds whatever they have to do with each other.
struct SurveyComposite {
  let estimate: Double
  private let ratios: [DomainRatio]
  private let parts: [SurveyPart]
  /// What full counts add.
  private let counted: Double
  private let isProportion: Bool
  private let level: Double
  private let variance: Double
  /// The variance of as many people drawn one by one.
  private let simple: Double
  /// Stands in where a variance says nothing.
  private let fallback: FallbackDesignEffect?

  /// Takes the joint ratio of each survey, and each of its parts alone.
  init(
    _ ratios: [DomainRatio], parts: [SurveyPart], counted: Double, isProportion: Bool,
    of frame: SurveyFrame, province: Int32, level: Double
  ) {
    self.ratios = ratios
    self.parts = parts
    self.counted = counted
    self.isProportion = isProportion
    self.level = level
    estimate = counted + ratios.reduce(0) { $0 + ($1.estimate ?? 0) }
    variance = ratios.reduce(0) { $0 + $1.variance }
    simple = ratios.reduce(0) { sum, ratio in
      ratio.counted > 1 ? sum + ratio.meanSquare / Double(ratio.counted - 1) : sum
    }
    let isEstimated =
      ratios.allSatisfy { $0.degrees > 0 } && simple > 0 && variance > 1e-12 * simple
      && parts.allSatisfy { !$0.isFallback }
    fallback = isEstimated ? nil : frame.fallback(for: ratios[0], province: province)
  }

  private var degrees: Int { ratios.map(\.degrees).min() ?? 0 }
  private var responses: Int { ratios.map(\.elements).min() ?? 0 }
  private var effect: Double { fallback?.value ?? variance / simple }
  private var size: Double { min(Double(responses), Double(responses) / effect) }

  /// `nil` where a part has none to stand in.
  var interval: Interval? {
    guard fallback != nil else {
      let half = Student(degrees: Double(degrees)).reach(level) * variance.squareRoot()
      return possible(estimate - half, estimate + half)
    }
    let intervals = parts.compactMap(\.weighted)
    guard intervals.count == parts.count else { return nil }
    return possible(
      counted + intervals.reduce(0) { $0 + $1.lower },
      counted + intervals.reduce(0) { $0 + $1.upper })
  }

  private func possible(_ lower: Double, _ upper: Double) -> Interval {
    isProportion
      ? Interval(lower: max(0, lower), upper: min(1, upper)) : Interval(lower: lower, upper: upper)
  }

  /// What a figure calls the method; `nil` where there is no interval.
  var methodName: String? {
    interval == nil ? nil : fallback == nil ? "student" : "sum_of_parts"
  }

  func uncertainty(_ basis: Instrument.Basis) -> Uncertainty {
    Uncertainty(
      basis: basis, responses: responses, weightedValue: estimate,
      standardError: fallback == nil ? variance.squareRoot() : nil, level: level,
      effectiveSize: size, designEffect: effect,
      rule: fallback.map { Uncertainty.Rule($0.rule) } ?? .estimated,
      weightingEffect: ratios.map(\.weightingEffect).max(), degrees: degrees)
  }

  /// What speaks against publishing it.
  var flags: Set<Figure.Flag> {
    let judged =
      isProportion
      ? Publishability(
        estimate: estimate, size: size, interval: interval, degrees: Double(degrees)
      ).flags : .ofMean(size: interval == nil ? 0 : size, degrees: degrees)
    return fallback == nil ? judged : judged.union([.review])
  }
}

/// One survey part of a composite by itself.
struct SurveyPart {
  /// Whether its own variance says nothing.
  let isFallback: Bool
  /// Its interval times its weight; `nil` where there is none.
  let weighted: Interval?

  init(
    _ kpi: KPI, _ ratio: DomainRatio?, of frame: SurveyFrame, province: Int32, weight: Double,
    level: Double
  ) {
    guard let ratio, ratio.estimate != nil else {
      (isFallback, weighted) = (true, nil)
      return
    }
    let interval: Interval?
    if case .share = kpi.kind {
      let share = SurveyShare(
        ratio, of: frame, province: province, by: kpi.interval ?? .kornGraubard, level: level)
      (isFallback, interval) = (share.isFallback, share.interval)
    } else {
      let mean = SurveyMean(ratio, of: frame, province: province, level: level)
      (isFallback, interval) = (mean.isFallback, mean.interval)
    }
    weighted = interval.map { Interval(lower: weight * $0.lower, upper: weight * $0.upper) }
  }
}
