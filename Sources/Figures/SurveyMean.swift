internal import Definitions
internal import Statistics

/// A weighted mean of a survey in one domain, with all that says how sure it is.
struct SurveyMean {
  private let ratio: DomainRatio
  private let level: Double
  /// The variance of a single answer; that of the mean is less by the effective size.
  private let single: Double
  /// Stands in where the variance says nothing.
  private let fallback: FallbackDesignEffect?

  init(_ ratio: DomainRatio, of frame: SurveyFrame, province: Int32, level: Double) {
    self.ratio = ratio
    self.level = level
    let rows = Double(ratio.elements)
    single = rows > 1 ? ratio.meanSquare * rows / (rows - 1) : 0
    let isEstimated =
      ratio.degrees > 0 && single > 0 && ratio.variance > 1e-12 * single / max(1, rows)
    fallback = isEstimated ? nil : frame.fallback(for: ratio, province: province)
  }

  /// Whether its own variance says nothing.
  var isFallback: Bool { fallback != nil }

  private var effect: Double {
    fallback?.value ?? ratio.variance * Double(ratio.elements) / single
  }

  private var size: Double { Double(ratio.elements) / effect }

  /// `nil` where all answers are the same: nothing tells how they spread.
  var interval: Interval? {
    let degrees = isFallback ? size - 1 : Double(ratio.degrees)
    guard single > 0, degrees > 0, let centre = ratio.estimate else { return nil }
    let variance = isFallback ? single / size : ratio.variance
    let half = Student(degrees: degrees).reach(level) * variance.squareRoot()
    return Interval(lower: centre - half, upper: centre + half)
  }

  /// What a figure calls the method.
  var methodName: String { isFallback ? "student_fallback" : "student" }

  func uncertainty(_ basis: Instrument.Basis) -> Uncertainty {
    Uncertainty(
      basis: basis, responses: ratio.elements, weightedValue: ratio.estimate,
      standardError: isFallback ? nil : ratio.variance.squareRoot(), level: level,
      effectiveSize: min(size, Double(ratio.elements)), designEffect: effect,
      rule: fallback.map { Uncertainty.Rule($0.rule) } ?? .estimated,
      weightingEffect: ratio.weightingEffect, degrees: ratio.degrees)
  }

  /// What speaks against publishing it.
  var flags: Set<Figure.Flag> { .ofMean(size: interval == nil ? 0 : size, degrees: ratio.degrees) }
}

extension Set<Figure.Flag> {
  /// What speaks against publishing a number that is no proportion: the rules that ask for no bounds.
  static func ofMean(size: Double, degrees: Int) -> Self {
    let thresholds = Publishability.Thresholds()
    var flags: Self = []
    if size < thresholds.size { flags.insert(.unreliable) }
    if Double(degrees) < thresholds.degrees { flags.insert(.review) }
    return flags
  }
}

extension KPI {
  /// Whether it is a ratio of totals of records, as shares and means are.
  var isRatio: Bool {
    switch kind {
    case .share, .mean: true
    case .quantiles, .count, .countDistinct, .coverage, .composite: false
    }
  }
}
