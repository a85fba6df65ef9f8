/// What ingest must count on one dataset: everything it needs of the definitions, and nothing else.
public struct CountingPlan: Sendable {
  public let dataset: PipelineDefinition.Dataset
  public let measures: [Measure]
  /// The finest groupings; every other grouping of the run adds up from one of them.
  public let tables: [Grouping]
  public let reference: Reference
  public let offset: UTCOffset
  public let asOf: CivilDate
  /// The columns that are kept of every accepted record, besides its place, time and measures; `nil`
  /// where cells say all, since there is no sampling design.
  public let sampledColumns: [Int]?
  /// Whether it is counted what each file delivers.
  public let countsDeliveries: Bool

  public var schema: Schema { dataset.schema }

  public init(
    dataset: PipelineDefinition.Dataset, measures: [Measure], tables: [Grouping],
    reference: Reference, offset: UTCOffset, asOf: CivilDate, sampledColumns: [Int]? = nil,
    countsDeliveries: Bool = false
  ) {
    self.dataset = dataset
    self.measures = measures
    self.tables = tables
    self.reference = reference
    self.offset = offset
    self.asOf = asOf
    self.sampledColumns = sampledColumns
    self.countsDeliveries = countsDeliveries
  }

  /// Plans the counting of one dataset for the KPIs and groupings of a pipeline.
  public init(_ dataset: PipelineDefinition.Dataset, of pipeline: PipelineDefinition) {
    let groupings = pipeline.groupings.filter { $0.missingKeys(in: dataset.schema).isEmpty }
    // By province and period, so that a province whose records stop midway is noticed.
    let watched = Grouping(province: true, period: dataset.period.grain != .day)
    let population = pipeline.datasets.flatMap { $0.populationCounts(in: dataset) }
    let needed = Set(
      [.national, .byProvince, watched] + groupings + population.map(\.grouping)
        + pipeline.datasets.compactMap { $0.coverageGrouping(in: dataset) }
    )
    .filter { $0.missingKeys(in: dataset.schema).isEmpty }
    let finest = needed.filter { grouping in
      !needed.contains { $0 != grouping && grouping.isCoarser(thanOrEqualTo: $0) }
    }
    self.init(
      dataset: dataset,
      measures: pipeline.countedKPIs.filter { $0.dataset == dataset.name }.flatMap(\.measures)
        + population.map(\.measure),
      tables: finest.sorted { $0.description < $1.description },
      reference: pipeline.reference, offset: pipeline.offset, asOf: pipeline.asOf,
      sampledColumns: dataset.sampledColumns(groupings),
      countsDeliveries: pipeline.feeds?.datasets[dataset.name] != nil)
  }
}

/// One thing that is counted in every cell of a dataset.
public struct Measure: Hashable, Sendable {
  public let id: ID
  public let content: Content

  public struct ID: Hashable, Sendable {
    public let kpi: String
    public let part: Part

    public init(kpi: String, part: Part) {
      self.kpi = kpi
      self.part = part
    }
  }

  public enum Part: String, Hashable, Sendable {
    case numerator, denominator, count, values, codes
  }

  public enum Content: Hashable, Sendable {
    /// How many records satisfy it.
    case records(Condition)
    /// How often each value occurs, null left out.
    case values(Number)
    /// The different values of a column in the records that satisfy the condition.
    case codes(column: Int, where: Condition)
    /// The different units in the records that satisfy the condition.
    case units(PlaceLevel, where: Condition)
  }

  public init(id: ID, content: Content) {
    self.id = id
    self.content = content
  }
}

extension KPI {
  /// What must be counted for it; none for a composite.
  public var measures: [Measure] {
    func measure(_ part: Measure.Part, _ content: Measure.Content) -> Measure {
      Measure(id: Measure.ID(kpi: id, part: part), content: content)
    }
    switch kind {
    case .share(let numerator, let denominator):
      let denominator = denominator ?? .constant(true)
      return [
        measure(.numerator, .records(.and(denominator, numerator))),
        measure(.denominator, .records(denominator)),
      ]
    case .mean(let number), .quantiles(_, of: let number):
      return [measure(.values, .values(number))]
    case .count(let condition): return [measure(.count, .records(condition))]
    case .countDistinct(let column):
      return [measure(.codes, .codes(column: column, where: .constant(true)))]
    case .coverage(let level, where: let condition):
      return [measure(.codes, .units(level, where: condition))]
    case .composite: return []
    }
  }
}

extension PipelineDefinition {
  /// The KPIs to publish and the parts of composites among them, in catalog order, each once.
  public var countedKPIs: [KPI] {
    var ids = Set(kpis.map(\.id))
    for kpi in kpis {
      if case .composite(let parts) = kpi.kind { ids.formUnion(parts.map(\.kpi)) }
    }
    return catalog.kpis.filter { ids.contains($0.id) }
  }
}
