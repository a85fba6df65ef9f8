internal import Definitions
internal import Dispatch
internal import Statistics
internal import Synchronization

/// What the samples behind one KPI say of it, for each row of a grid.
struct SurveyEstimator: Sendable {
  private let kpi: KPI
  private let basis: Instrument.Basis
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
    if estimate.interval == nil { estimate.flags.insert(.unreliable) }
  }

  // MARK: Composites

  /// A composite's error is that of the whole sum.
  ///
  /// Where a part's own variance says nothing, the part's interval stands in: the sum of the parts' intervals holds whatever they have to do with each other.
  private func refineComposite(
    _ estimate: inout Estimate, _ found: [(source: Source, ratio: DomainRatio)], row: Int,
    province: Int32, counted: Double
  ) {
    let ratios = found.map(\.ratio)
    let centre = counted + ratios.reduce(0) { $0 + ($1.estimate ?? 0) }
    let variance = ratios.reduce(0) { $0 + $1.variance }
    let degrees = ratios.map(\.degrees).min() ?? 0
    let responses = ratios.map(\.elements).min() ?? 0
    // The variance of as many people drawn one by one.
    let simple = ratios.reduce(0) { sum, ratio in
      ratio.counted > 1 ? sum + ratio.meanSquare / Double(ratio.counted - 1) : sum
    }
    let parts = found.flatMap { source, _ in
      source.parts.map { part in
        SurveyPart(
          part.kpi, part.ratios[row], of: source.frame, province: province, weight: part.weight,
          level: kpi.level)
      }
    }
    let isEstimated =
      degrees > 0 && simple > 0 && variance > 1e-12 * simple
      && parts.allSatisfy { !$0.isFallback }
    let fallback =
      isEstimated ? nil : found[0].source.frame.fallback(for: ratios[0], province: province)
    let effect = fallback?.value ?? variance / simple
    let size = min(Double(responses), Double(responses) / effect)
    estimate.weigh(by: ratios, as: centre)
    if isEstimated {
      let half = Student(degrees: Double(degrees)).reach(kpi.level) * variance.squareRoot()
      estimate.interval = Interval(lower: max(0, centre - half), upper: min(1, centre + half))
      estimate.method = "student"
    } else {
      let intervals = parts.compactMap(\.weighted)
      if intervals.count == parts.count {
        estimate.interval = Interval(
          lower: max(0, counted + intervals.reduce(0) { $0 + $1.lower }),
          upper: min(1, counted + intervals.reduce(0) { $0 + $1.upper }))
        estimate.method = "sum_of_parts"
      }
    }
    estimate.uncertainty = Uncertainty(
      basis: basis, responses: responses, weightedValue: centre,
      standardError: isEstimated ? variance.squareRoot() : nil, level: kpi.level,
      effectiveSize: size, designEffect: effect,
      rule: fallback.map { Uncertainty.Rule($0.rule) } ?? .estimated,
      weightingEffect: ratios.map(\.weightingEffect).max(), degrees: degrees)
    let judged = Publishability(
      estimate: centre, size: size, interval: estimate.interval, degrees: Double(degrees))
    for reason in judged.reasons {
      estimate.flags.insert(reason.verdict == .suppress ? .unreliable : .review)
    }
    if parts.contains(where: \.isFallback) { estimate.flags.insert(.review) }
  }
}

/// One survey part of a composite by itself.
private struct SurveyPart {
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

extension SurveyFrame {
  /// So many domains are one piece of work.
  private static let domainsTogether = 64

  /// The ratios of a share or mean in all domains of a grouping, found once.
  func ratios(of kpi: KPI, by grouping: Grouping) -> [DomainRatio] {
    let key = RatioKey(kpi: kpi.id, grouping: grouping)
    if let known = knownRatios.withLock({ $0[key] }) { return known }
    let found = term(kpi).map { ratios([$0], in: domains(by: grouping)) } ?? []
    knownRatios.withLock { $0[key] = found }
    return found
  }

  /// The ratios of all domains, made on all cores.
  func ratios(_ terms: [RatioTerm], in domains: SurveyDomains) -> [DomainRatio] {
    let count = domains.order.domainCount
    let pieces = (count + Self.domainsTogether - 1) / Self.domainsTogether
    let made = Mutex([[DomainRatio]](repeating: [], count: pieces))
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let start = piece * Self.domainsTogether
      let some = clusters.ratios(
        terms, in: domains.order, domains: start..<min(start + Self.domainsTogether, count))
      made.withLock { $0[piece] = some }
    }
    return made.withLock { Array($0.joined()) }
  }

  /// The design effect that stands in for a variance that says nothing.
  ///
  /// That of the questionnaire's items in the province holds for sites of the size that they have there:
  /// where more people were asked at each, as in one ward's only site, Kish's may be larger, and counts.
  func fallback(for ratio: DomainRatio, province: Int32) -> FallbackDesignEffect {
    let rowsPerUnit = Double(ratio.elements) / Double(max(1, ratio.units))
    let byKish = FallbackDesignEffect(
      rowsPerUnit: ratio.units > 0 ? rowsPerUnit : nil,
      relativeWeightVariance: max(0, ratio.weightingEffect - 1))
    guard let items = itemEffects(province: province), !items.effects.isEmpty else { return byKish }
    let byItems = FallbackDesignEffect(items: items.effects)
    return rowsPerUnit > items.rowsPerUnit && byKish.value > byItems.value ? byKish : byItems
  }

  /// The design effects of the satisfied shares of the questionnaire's items in a province, of all
  /// respondents together for −1.
  private func itemEffects(province: Int32) -> ItemEffects? {
    effectsOfItems.withLock { known in
      if known == nil { known = makeItemEffects() }
      return known?[province]
    }
  }

  private func makeItemEffects() -> [Int32: ItemEffects] {
    var found: [Int32: ItemEffects] = [:]
    let terms = instrument.questions.compactMap { term($0) }
    for grouping in [Grouping.national, .byProvince] {
      let domains = domains(by: grouping)
      for term in terms {
        let ratios = ratios([term], in: domains)
        for (key, index) in domains.indices {
          let ratio = ratios[Int(index)]
          let proportion = SurveyProportion(
            estimate: ratio.estimate ?? 0, variance: ratio.variance, rows: ratio.elements,
            degrees: Double(ratio.degrees))
          let rows = Double(ratio.elements)
          guard let size = proportion.effectiveSize else { continue }
          found[grouping == .national ? -1 : key.province, default: ItemEffects()]
            .add(rows / size, rowsPerUnit: rows / Double(ratio.units))
        }
      }
    }
    return found
  }
}

/// The design effects of a questionnaire's items in one place.
struct ItemEffects {
  private(set) var effects: [Double] = []
  /// The most respondents a site that any of them is from.
  private(set) var rowsPerUnit = 0.0

  fileprivate mutating func add(_ effect: Double, rowsPerUnit rows: Double) {
    effects.append(effect)
    rowsPerUnit = max(rowsPerUnit, rows)
  }
}
