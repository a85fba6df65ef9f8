internal import Definitions
internal import Statistics

/// What the samples behind one KPI say of it, for each row of a grid.
struct SurveyEstimator: Sendable {
  private let kpi: KPI
  private let basis: Instrument.Basis
  /// Whether no part is a mean, whose values may lie anywhere.
  private let isProportion: Bool
  /// Of each survey that the KPI draws on.
  private let sources: [Source]

  private struct Source: Sendable {
    let frame: SurveyFrame
    /// For each row what the sample says; `nil` where it has no record.
    let ratios: [DomainRatio?]
    /// Of a composite its parts in this survey, each by itself.
    let parts: [(kpi: KPI, weight: Double, ratios: [DomainRatio?])]
  }

  /// Estimates a share, a mean or a composite, given itself or its parts.
  ///
  /// `keys` are for each dataset the cells of the rows. `nil` where no part comes from one of the
  /// `frames`, the surveys with a sampling design by dataset, or one that does has no ratio.
  init?(
    _ kpi: KPI, parts: [(kpi: KPI, weight: Exact)], frames: [String: SurveyFrame],
    grouping: Grouping, keys: [String: [CellKey?]]
  ) {
    let sampled = parts.filter { $0.kpi.dataset.map { frames[$0] != nil } ?? false }
    guard !sampled.isEmpty, sampled.allSatisfy(\.kpi.isRatio) else { return nil }
    self.kpi = kpi
    isProportion = parts.allSatisfy { part in
      if case .mean = part.kpi.kind { false } else { true }
    }
    sources = frames.keys.sorted().compactMap { name -> Source? in
      guard let frame = frames[name] else { return nil }
      let own = sampled.filter { $0.kpi.dataset == name }
        .map { (kpi: $0.kpi, weight: WideRatio($0.weight).double) }
      guard !own.isEmpty else { return nil }
      let domains = frame.domains(by: grouping)
      func rows(_ ratios: [DomainRatio]) -> [DomainRatio?] {
        (keys[name] ?? []).map { key in
          key.flatMap { domains.indices[$0] }.map { ratios[Int($0)] }
        }
      }
      guard kpi.isComposite else {
        return Source(
          frame: frame, ratios: rows(frame.ratios(of: own[0].kpi, by: grouping)), parts: [])
      }
      return Source(
        frame: frame,
        ratios: rows(
          frame.ratios(own.compactMap { frame.term($0.kpi, weight: $0.weight) }, in: domains)),
        parts: own.map { ($0.kpi, $0.weight, rows(frame.ratios(of: $0.kpi, by: grouping))) })
    }
    let bases = sources.map(\.frame.instrument.basis)
    basis = bases.contains(.quickSurvey) ? .quickSurvey : .probabilitySample
  }

  /// Puts what the samples say of a row into its estimate.
  ///
  /// `counted` is what the parts of a composite add that are no survey's.
  func refine(_ estimate: inout Estimate, row: Int, province: Int32, counted: Double) {
    guard estimate.value != nil else { return }
    let found = sources.compactMap { source in
      source.ratios[row].flatMap { $0.estimate == nil ? nil : (source, $0) }
    }
    guard found.count == sources.count else { return }
    switch kpi.kind {
    case .share: refineShare(&estimate, found[0].1, of: found[0].0, province: province)
    case .mean: refineMean(&estimate, found[0].1, of: found[0].0, province: province)
    case .composite:
      refineComposite(&estimate, found, row: row, province: province, counted: counted)
    case .quantiles, .count, .countDistinct, .coverage: break
    }
  }

  // MARK: Shares

  private func refineShare(
    _ estimate: inout Estimate, _ ratio: DomainRatio, of source: Source, province: Int32
  ) {
    let share = SurveyShare(
      ratio, of: source.frame, province: province, by: kpi.interval, level: kpi.level)
    estimate.weigh(by: [ratio], as: share.estimate)
    (estimate.interval, estimate.method) = (share.interval, share.methodName)
    estimate.uncertainty = share.uncertainty(
      basis, successes: (estimate.numerator?.integer).map { Int64($0) }, of: estimate.denominator)
    estimate.flags.formUnion(share.flags)
  }

  // MARK: Means

  private func refineMean(
    _ estimate: inout Estimate, _ ratio: DomainRatio, of source: Source, province: Int32
  ) {
    let mean = SurveyMean(ratio, of: source.frame, province: province, level: kpi.level)
    estimate.weigh(by: [ratio], as: ratio.estimate)
    if kpi.interval != nil, let interval = mean.interval {
      (estimate.interval, estimate.method) = (interval, mean.methodName)
    }
    estimate.uncertainty = mean.uncertainty(basis)
    estimate.flags.formUnion(mean.flags)
  }

  // MARK: Composites

  private func refineComposite(
    _ estimate: inout Estimate, _ found: [(source: Source, ratio: DomainRatio)], row: Int,
    province: Int32, counted: Double
  ) {
    let composite = SurveyComposite(
      found.map(\.ratio),
      parts: found.flatMap { source, _ in
        source.parts.map { part in
          SurveyPart(
            part.kpi, part.ratios[row], of: source.frame, province: province, weight: part.weight,
            level: kpi.level)
        }
      }, counted: counted, isProportion: isProportion, of: found[0].source.frame,
      province: province, level: kpi.level)
    estimate.weigh(by: found.map(\.ratio), as: composite.estimate)
    (estimate.interval, estimate.method) = (composite.interval, composite.methodName)
    estimate.uncertainty = composite.uncertainty(basis)
    estimate.flags.formUnion(composite.flags)
  }
}

extension DomainRatio {
  /// Whether answers weigh differently, but for rounding.
  var isWeighted: Bool { weightingEffect > 1 + 1e-9 }
}

extension Estimate {
  /// Takes the weighted value where weights differ: what was counted, each answer alike, is no estimate
  /// of the population then.
  fileprivate mutating func weigh(by ratios: [DomainRatio], as weighted: Double?) {
    guard let weighted, ratios.contains(where: \.isWeighted) else { return }
    value = .approximate(weighted)
    flags.insert(.weighted)
    let carried = ratios.map { Double($0.counted) / $0.weightingEffect }.min() ?? 0
    // As few responses as this carry it, whatever their variance says.
    if carried < Publishability.Thresholds().size { flags.insert(.unreliable) }
  }
}

extension Uncertainty.Rule {
  init(_ rule: FallbackDesignEffect.Rule) {
    switch rule {
    case .medianOfItems: self = .medianOfItems
    case .kish: self = .kish
    case .standard: self = .standard
    }
  }
}
