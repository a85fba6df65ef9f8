internal import Definitions
internal import Dispatch
internal import Statistics
internal import Synchronization

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
