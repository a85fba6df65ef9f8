public import Definitions
internal import Statistics

/// The provinces in order of one KPI.
///
/// Competition ranking ("1224") on the unrounded value, exactly compared where it is exact; where lower
/// is better, upward. Provinces under `min_denominator`, without data or withheld come last without a
/// rank. Ties and the unranked are in order of province code.
///
/// `rankLow` and `rankHigh` are the best and the worst rank that the data leave possible. Full counts
/// leave only the rank itself. Where values have intervals the bounds are conservative: a province can
/// only be behind those whose whole interval is better than its own, and only ahead of those whose
/// whole interval is worse. They are not a simultaneous confidence set of ranks.
public struct Ranking: Hashable, Sendable {
  /// The id that its figures are published under.
  public let kpi: String
  public let definition: RankingDefinition
  public let rows: [Row]

  public struct Row: Hashable, Sendable {
    public let figure: Figure
    /// `nil` for the unranked.
    public let rank: Int?
    public let rankLow: Int?
    public let rankHigh: Int?
    /// Whether it is among the first k; ties at k are all in.
    public let isInTop: Bool
  }

  /// The first k and their ties.
  public var top: [Row] { rows.filter(\.isInTop) }

  /// Ranks figures, which are those of the provinces by one KPI.
  ///
  /// O(n log n), with intervals O(n²).
  public init(
    _ figures: [Figure], kpi: String, better: KPI.Direction, by definition: RankingDefinition
  ) {
    self.kpi = kpi
    self.definition = definition
    let figures = figures.filter { !$0.subject.provinceCode.isEmpty }.sorted { a, b in
      a.subject.provinceCode.utf8.lexicographicallyPrecedes(b.subject.provinceCode.utf8)
    }
    let ranked = figures.filter(\.isRanked)
    let values = ranked.compactMap(\.value)
    func isBetter(_ a: Int, _ b: Int) -> Bool {
      better == .higher ? values[b] < values[a] : values[a] < values[b]
    }
    // The sort is stable: equal values stay in order of province code.
    let order = ranked.indices.sorted(by: isBetter)
    var rows: [Row] = []
    var rank = 0
    for (place, index) in order.enumerated() {
      if place == 0 || isBetter(order[place - 1], index) { rank = place + 1 }
      let bounds = ranked[index].rankBounds(rank: rank, among: ranked, better: better)
      rows.append(
        Row(
          figure: ranked[index], rank: rank, rankLow: bounds.lowerBound,
          rankHigh: bounds.upperBound, isInTop: rank <= definition.top))
    }
    rows += figures.filter { !$0.isRanked }
      .map { Row(figure: $0, rank: nil, rankLow: nil, rankHigh: nil, isInTop: false) }
    self.rows = rows
  }
}

extension Figure {
  /// Whether it takes part in a ranking.
  fileprivate var isRanked: Bool {
    value != nil && flags.isDisjoint(with: [.lowCount, .suppressed, .missing])
  }

  fileprivate func rankBounds(
    rank: Int, among ranked: [Figure], better: KPI.Direction
  ) -> ClosedRange<Int> {
    // Nothing is known of a survey's figure that nothing says how sure it is.
    guard let own = interval else { return uncertainty == nil ? rank...rank : 1...ranked.count }
    let others = ranked.compactMap(\.interval)
    let above = others.count { $0.lower > own.upper }
    let below = others.count { $0.upper < own.lower }
    let (ahead, behind) = better == .higher ? (above, below) : (below, above)
    return (1 + ahead)...(ranked.count - behind)
  }
}

extension PipelineDefinition {
  /// The rankings in the pipeline's order, from the figures of the provinces.
  public func rankings(of figures: [Figure]) -> [Ranking] {
    rankings.map { definition in
      let id = publishedID(definition.kpi)
      return Ranking(
        figures.filter { $0.kpi == id && $0.subject.grouping == .byProvince }, kpi: id,
        better: kpi(publishing: id)?.better ?? .higher, by: definition)
    }
  }
}
