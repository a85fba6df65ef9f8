public import Definitions
public import Statistics

/// A ranked composite taken apart: what each part adds in each province, and what other weights would do.
public struct CompositeBreakdown: Hashable, Sendable {
  /// The id that the composite is published under.
  public let kpi: String
  public let parts: [Part]
  /// In the order of the ranking.
  public let rows: [Row]
  /// `nil` where no province is ranked.
  public let sensitivity: WeightSensitivity?

  /// A KPI of the composite.
  public struct Part: Hashable, Sendable {
    public let kpi: String
    public let weight: Exact

    /// O(1).
    public var weightText: String { weight.decimalText }
  }

  /// A province.
  public struct Row: Hashable, Sendable {
    public let figure: Figure
    /// Of the composite; `nil` where the province is not ranked.
    public let rank: Int?
    public let isInTop: Bool
    /// In the order of the parts.
    public let parts: [PartValue]
  }

  /// What one part adds in a province.
  public struct PartValue: Hashable, Sendable {
    /// The part by itself; `nil` where it has none here.
    public let figure: Figure?
    /// Weight times value; `nil` without a value.
    public let contribution: Quantity?
    /// Among the provinces by this part alone, those with a value; competition ranking.
    public let rank: Int?
  }

  /// Takes a ranking apart; `figures` hold those of the provinces by each part.
  ///
  /// Where a part is withheld in a province, so is the composite here: the two together would tell it.
  /// `nil` where the KPI is no composite. O(provinces × parts + draws × provinces log provinces).
  init?(_ ranking: Ranking, of definition: PipelineDefinition, figures: [String: [String: Figure]])
  {
    guard let composite = definition.kpi(publishing: ranking.kpi), composite.isComposite else {
      return nil
    }
    let known = definition.parts(of: composite)
    guard !known.isEmpty else { return nil }
    kpi = ranking.kpi
    let parts = known.map { Part(kpi: $0.kpi.id, weight: $0.weight) }
    self.parts = parts
    let codes = ranking.rows.map(\.figure.subject.provinceCode)
    let columns = parts.map { part in
      PartColumn(codes.map { figures[part.kpi]?[$0] }, weight: part.weight)
    }
    rows = ranking.rows.enumerated().map { place, row in
      let values = columns.map { $0.values[place] }
      let isHidden = values.contains { $0.figure?.flags.contains(.suppressed) ?? false }
      return Row(
        figure: isHidden ? row.figure.withheldWhole : row.figure, rank: isHidden ? nil : row.rank,
        isInTop: row.isInTop && !isHidden, parts: values)
    }
    sensitivity = WeightSensitivity(
      rows, parts: parts, top: ranking.definition.top, better: composite.better,
      by: ranking.definition.weights ?? WeightVariation())
  }
}

/// One part in all provinces.
private struct PartColumn {
  let values: [CompositeBreakdown.PartValue]

  init(_ figures: [Figure?], weight: Exact) {
    let ranks = [Quantity?].competitionRanks(of: figures.map { $0?.value }, better: .higher)
    values = zip(figures, ranks).map { figure, rank in
      CompositeBreakdown.PartValue(
        figure: figure, contribution: figure?.value?.times(weight), rank: rank)
    }
  }
}

extension Figure {
  /// The same without anything that its parts could be told by.
  fileprivate var withheldWhole: Figure {
    Figure(
      kpi: kpi, subject: subject, flags: flags.union([.suppressed]),
      uncertainty: uncertainty.map { Uncertainty(basis: $0.basis) })
  }
}

extension Array where Element == Quantity? {
  /// The ranks "1224" of values, `nil` for those that are not there.
  ///
  /// O(n log n).
  static func competitionRanks(of values: [Quantity?], better: KPI.Direction) -> [Int?] {
    let found = values.indices.compactMap { place in values[place].map { (place, $0) } }
    let order = found.sorted { a, b in better == .higher ? b.1 < a.1 : a.1 < b.1 }
    var ranks = [Int?](repeating: nil, count: values.count)
    var rank = 0
    for (index, entry) in order.enumerated() {
      if index == 0 || order[index - 1].1 < entry.1 || entry.1 < order[index - 1].1 {
        rank = index + 1
      }
      ranks[entry.0] = rank
    }
    return ranks
  }
}

extension Quantity {
  /// The product; exact as long as integers hold it.
  func times(_ weight: Exact) -> Quantity {
    exact.flatMap { WideRatio.product(WideRatio(weight), $0) }.map(Quantity.exact)
      ?? .approximate(WideRatio(weight).double * double)
  }

  /// The sum; exact as long as integers hold it.
  func plus(_ other: Quantity) -> Quantity {
    guard let a = exact, let b = other.exact, let sum = WideRatio.sum(a, b) else {
      return .approximate(double + other.double)
    }
    return .exact(sum)
  }
}

extension PipelineDefinition {
  /// The ranked composites taken apart, in the order of the rankings.
  ///
  /// `figures` are those of the provinces by the parts that the pipeline publishes, `components` by the
  /// others: see `components(from:completeness:files:surveys:)`.
  public func breakdowns(
    of rankings: [Ranking], figures: [Figure], components: [Figure]
  ) -> [CompositeBreakdown] {
    let parts = Set(rankedComposites.flatMap { self.parts(of: $0).map(\.kpi.id) })
    var byPart: [String: [String: Figure]] = [:]
    // What is published counts where both are there: it may be withheld for reasons of its own.
    for figure in components + figures
    where figure.subject.grouping == .byProvince && parts.contains(figure.kpi) {
      byPart[figure.kpi, default: [:]][figure.subject.provinceCode] = figure
    }
    return rankings.compactMap { CompositeBreakdown($0, of: self, figures: byPart) }
  }

  /// The figures of the provinces by the parts of ranked composites that the pipeline does not publish.
  ///
  /// What disclosure withholds is empty. O(cells + provinces × parts).
  func components(of measurement: inout Measurement) throws(MissingCells) -> [Figure] {
    var series: [Series] = []
    for part in componentIDs.compactMap({ kpi($0) }) {
      if let one = try measurement.series(part, published: 0, by: .byProvince) {
        series.append(one)
      }
    }
    return Series.figures(of: series)
  }

  /// The parts of ranked composites that the pipeline does not publish.
  public var componentIDs: [String] {
    let published = Set(kpis.map(\.id))
    var ids: [String] = []
    for id in rankedComposites.flatMap({ parts(of: $0).map(\.kpi.id) })
    where !published.contains(id) && !ids.contains(id) {
      ids.append(id)
    }
    return ids
  }

  private var rankedComposites: [KPI] {
    rankings.compactMap { kpi($0.kpi) }.filter(\.isComposite)
  }
}
