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
  }

  /// Estimates a share, a mean or a composite, given itself or its parts.
  ///
  /// `keys` are for each dataset the cells of the rows. `nil` where no part comes from one of the
  /// `frames`, the surveys with a sampling design by dataset, or one that does has no ratio.
  init?(
    _ kpi: KPI, parts: [(kpi: KPI, weight: Exact)], frames: [String: SurveyFrame],
    grouping: Grouping, keys: [String: [CellKey?]]
  ) {
    var terms: [(name: String, frame: SurveyFrame, terms: [RatioTerm])] = []
    for part in parts {
      guard let name = part.kpi.dataset, let frame = frames[name] else { continue }
      guard let term = frame.term(part.kpi, weight: WideRatio(part.weight).double) else {
        return nil
      }
      if let place = terms.firstIndex(where: { $0.name == name }) {
        terms[place].terms.append(term)
      } else {
        terms.append((name, frame, [term]))
      }
    }
    guard !terms.isEmpty else { return nil }
    self.kpi = kpi
    let bases = terms.map(\.frame.instrument.basis)
    basis = bases.contains(.quickSurvey) ? .quickSurvey : .probabilitySample
    sources = terms.map { name, frame, terms in
      let domains = frame.domains(by: grouping)
      let ratios = frame.ratios(terms, in: domains)
      return Source(
        frame: frame,
        ratios: (keys[name] ?? []).map { key in
          key.flatMap { domains.indices[$0] }.map { ratios[Int($0)] }
        })
    }
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
    case .composite: refineComposite(&estimate, found.map(\.1), counted: counted)
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
    let rows = Double(ratio.elements)
    estimate.weigh(by: [ratio], as: ratio.estimate)
    // The variance of a single answer; that of the mean is less by the effective size.
    let single = rows > 1 ? ratio.meanSquare * rows / (rows - 1) : 0
    let isEstimated =
      ratio.degrees > 0 && single > 0 && ratio.variance > 1e-12 * single / max(1, rows)
    let fallback = isEstimated ? nil : source.frame.fallback(for: ratio, province: province)
    let effect = fallback?.value ?? ratio.variance * rows / single
    let size = rows / effect
    let variance = isEstimated ? ratio.variance : single / size
    let degrees = isEstimated ? Double(ratio.degrees) : size - 1
    if single > 0, degrees > 0, kpi.interval != nil, let centre = ratio.estimate {
      let half = Student(degrees: degrees).reach(kpi.level) * variance.squareRoot()
      estimate.interval = Interval(lower: centre - half, upper: centre + half)
      estimate.method = isEstimated ? "student" : "student_fallback"
    }
    estimate.uncertainty = Uncertainty(
      basis: basis, responses: ratio.elements, weightedValue: ratio.estimate,
      standardError: isEstimated ? ratio.variance.squareRoot() : nil, level: kpi.level,
      effectiveSize: min(size, rows), designEffect: effect,
      rule: fallback.map { Uncertainty.Rule($0.rule) } ?? .estimated,
      weightingEffect: ratio.weightingEffect, degrees: ratio.degrees)
    estimate.flag(isSmall: size < Publishability.Thresholds().size, degrees: ratio.degrees)
  }

  // MARK: Composites

  private func refineComposite(
    _ estimate: inout Estimate, _ ratios: [DomainRatio], counted: Double
  ) {
    let centre = counted + ratios.reduce(0) { $0 + ($1.estimate ?? 0) }
    let variance = ratios.reduce(0) { $0 + $1.variance }
    let degrees = ratios.map(\.degrees).min() ?? 0
    let responses = ratios.map(\.elements).min() ?? 0
    let isEstimated = degrees > 0 && variance > 0
    estimate.weigh(by: ratios, as: centre)
    if isEstimated {
      let half = Student(degrees: Double(degrees)).reach(kpi.level) * variance.squareRoot()
      estimate.interval = Interval(lower: max(0, centre - half), upper: min(1, centre + half))
      estimate.method = "student"
    }
    estimate.uncertainty = Uncertainty(
      basis: basis, responses: responses, weightedValue: centre,
      standardError: isEstimated ? variance.squareRoot() : nil, level: kpi.level,
      degrees: degrees)
    estimate.flag(
      isSmall: !isEstimated || Double(responses) < Publishability.Thresholds().size,
      degrees: degrees)
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
  }

  fileprivate mutating func flag(isSmall: Bool, degrees: Int) {
    if isSmall || interval == nil { flags.insert(.unreliable) }
    if Double(degrees) < Publishability.Thresholds().degrees { flags.insert(.review) }
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
