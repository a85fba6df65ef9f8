internal import Definitions
internal import Statistics
internal import Synchronization

/// A survey's records made ready for estimates: units, strata and weights, and what each KPI counts.
final class SurveyFrame: Sendable {
  let plan: CountingPlan
  let instrument: Instrument
  let sample: Sample
  let columns: SampledColumns
  let clusters: ClusteredSample
  let calibration: CalibrationSummary?
  /// Strata whose number of units contradicts itself or the sample; they count as of many units.
  let doubtfulStrata: Int
  private let domains = Mutex<[Grouping: SurveyDomains]>([:])
  /// What was estimated of single KPIs.
  let knownRatios = Mutex<[RatioKey: [DomainRatio]]>([:])
  /// The design effects of the questionnaire's items by province, once they are asked for.
  let effectsOfItems = Mutex<[Int32: ItemEffects]?>(nil)

  /// `nil` where the dataset declares no sampling design, or no record of it was kept.
  ///
  /// O(records × columns of the design).
  init?(_ plan: CountingPlan, sample: Sample?, cells: [Cells], of definition: PipelineDefinition) {
    guard let sample, let instrument = plan.schema.instrument, let design = instrument.design else {
      return nil
    }
    let columns = SampledColumns(sample, of: plan)
    let units = SurveyUnits(sample, design, columns: columns)
    let weights = SurveyWeights(
      sample, design, columns: columns, of: plan, population: (cells, definition.datasets))
    let fractions = design.unitCount.map {
      units.fractions(of: columns.numbers(of: $0))
    }
    self.plan = plan
    self.instrument = instrument
    self.sample = sample
    self.columns = columns
    calibration = weights.summary
    doubtfulStrata = fractions?.count { $0 == nil } ?? 0
    clusters = ClusteredSample(
      units: units.ofRecord, strata: units.strata, weights: weights.values,
      fractions: fractions?.map { $0 ?? 0 } ?? Array(repeating: 0, count: units.stratumCount),
      groups: weights.groups, lonelyUnit: design.lonelyUnit.rule)
  }

  /// The domains of a grouping, found once.
  func domains(by grouping: Grouping) -> SurveyDomains {
    if let known = domains.withLock({ $0[grouping] }) { return known }
    let found = SurveyDomains(grouping, of: self)
    domains.withLock { $0[grouping] = found }
    return found
  }

  struct RatioKey: Hashable {
    let kpi: String
    let grouping: Grouping
  }

  /// What a KPI adds up above and below for each record; `nil` where its kind has no ratio.
  func term(_ kpi: KPI, weight: Double = 1) -> RatioTerm? {
    func measure(_ part: Measure.Part) -> Sample.Counted {
      let id = Measure.ID(kpi: kpi.id, part: part)
      return plan.measures.firstIndex { $0.id == id }.map { sample.measures[$0] } ?? .nothing
    }
    switch kpi.kind {
    case .share:
      guard case .truths(let above) = measure(.numerator),
        case .truths(let below) = measure(.denominator)
      else { return nil }
      return RatioTerm(
        weight: weight, numerators: above.map(Double.init), denominators: below.map(Double.init))
    case .mean:
      guard case .values(let values) = measure(.values) else { return nil }
      let numbers = values.doubles
      return RatioTerm(
        weight: weight, numerators: numbers.map { $0.isNaN ? 0 : $0 },
        denominators: numbers.map { $0.isNaN ? 0 : 1 })
    case .quantiles, .count, .countDistinct, .coverage, .composite: return nil
    }
  }

  /// The share of satisfied answers to a question.
  func term(_ question: Instrument.Question) -> RatioTerm? {
    guard let column = columns[question.column] else { return nil }
    let satisfied = Set(instrument.satisfied.map(\.description))
    let levels = column.levels.map { level -> (above: Double, below: Double) in
      level == Sample.notApplicable ? (0, 0) : (satisfied.contains(level) ? 1 : 0, 1)
    }
    return RatioTerm(
      numerators: column.codes.map { $0 < 0 ? 0 : levels[Int($0)].above },
      denominators: column.codes.map { $0 < 0 ? 0 : levels[Int($0)].below })
  }
}

extension SamplingDesign.LonelyUnit {
  fileprivate var rule: ClusteredSample.LonelyUnit {
    switch self {
    case .adjust: .adjust
    case .average: .average
    case .certainty: .certainty
    }
  }
}

extension SurveyUnits {
  /// The part of each stratum's units that is in the sample, from how many it has; `nil` where the
  /// records of a stratum do not agree, or it has fewer than are in the sample.
  ///
  /// A number of at most 1 is the part itself.
  func fractions(of counts: [Double]) -> [Double?] {
    var inSample = [Double](repeating: 0, count: stratumCount)
    for stratum in strata { inSample[Int(stratum)] += 1 }
    var told = [Double?](repeating: nil, count: stratumCount)
    var isDoubtful = [Bool](repeating: false, count: stratumCount)
    for (unit, count) in zip(ofRecord, counts) {
      let stratum = Int(strata[Int(unit)])
      if let known = told[stratum], known != count { isDoubtful[stratum] = true }
      if !(count > 0) { isDoubtful[stratum] = true }
      told[stratum] = count
    }
    return (0..<stratumCount).map { stratum in
      guard let count = told[stratum], !isDoubtful[stratum] else { return nil }
      if count <= 1 { return count }
      return count < inSample[stratum] ? nil : inSample[stratum] / count
    }
  }
}

extension Sample.Column {
  /// The values as numbers; not a number for null and for what is none.
  var doubles: [Double] {
    let numbers = levels.map { level in
      Exact(level).map { Double($0.numerator) / Double($0.denominator) } ?? .nan
    }
    return codes.map { $0 < 0 ? .nan : numbers[Int($0)] }
  }
}

/// The cells of a sample by grouping: which records are in each.
final class SurveyDomains: Sendable {
  /// The domain of each cell with a record.
  let indices: [CellKey: Int32]
  let order: DomainOrder

  fileprivate init(_ grouping: Grouping, of frame: SurveyFrame) {
    let sample = frame.sample
    let members =
      grouping.category.map(frame.columns.members) ?? Array(repeating: -1, count: sample.count)
    var indices: [CellKey: Int32] = [:]
    let ofRecord = (0..<sample.count).map { record -> Int32 in
      let key = CellKey(
        province: sample.provinces[record], ward: sample.wards[record], member: members[record],
        period: sample.periods[record]
      ).coarsened(to: grouping)
      let index = indices[key] ?? Int32(indices.count)
      if index == indices.count { indices[key] = index }
      return index
    }
    self.indices = indices
    order = DomainOrder(ofRecord, count: indices.count, in: frame.clusters)
  }
}
