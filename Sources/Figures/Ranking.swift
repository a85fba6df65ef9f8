public import Definitions
internal import Dispatch
internal import Statistics
internal import Synchronization

/// The provinces in order of one KPI.
///
/// Competition ranking ("1224") on the unrounded value, exactly compared where it is exact; where lower
/// is better, upward. Provinces under `min_denominator`, without data or withheld come last without a
/// rank. Ties and the unranked are in order of province code. How far the order is settled is in the
/// `standing` of each.
public struct Ranking: Hashable, Sendable {
  /// The id that its figures are published under.
  public let kpi: String
  public let definition: RankingDefinition
  public let rows: [Row]
  /// Whether the figures have errors; else they are full counts, and the order is a fact.
  public let isEstimated: Bool
  /// Every two provinces beside each other, in the order of the ranks; none of full counts.
  public let comparisons: [ProvinceComparison]

  public struct Row: Hashable, Sendable {
    public let figure: Figure
    /// `nil` for the unranked.
    public let rank: Int?
    /// `nil` for the unranked.
    public let standing: Standing?
    /// Whether it is among the first k; ties at k are all in.
    public let isInTop: Bool

    public var rankLow: Int? { standing?.ranks.lowerBound }
    public var rankHigh: Int? { standing?.ranks.upperBound }
  }

  /// What is ranked.
  public enum Measure: Sendable {
    /// A part of something, from 0 to 1.
    case proportion
    case number
  }

  /// The first k and their ties.
  public var top: [Row] { rows.filter(\.isInTop) }

  /// All that may truly be among the first k: every one that is, is here.
  public var confidentTop: [Row] {
    rows.filter { $0.standing?.mayBeAmong(definition.top) == true }
  }

  /// All that are truly among the first k.
  public var certainTop: [Row] { rows.filter { $0.standing?.isAmong(definition.top) == true } }

  /// All that may truly be among the last k of the ranked.
  public var confidentBottom: [Row] {
    let ranked = rows.count { $0.rank != nil }
    return rows.filter { ($0.standing?.span.upperBound ?? 0) > ranked - definition.top }
  }

  /// Whether it is known what rejected and missing records could change; never where figures have errors.
  public var isBounded: Bool { rows.contains { $0.standing?.possible != nil } }

  /// Whether the data settle who the first k are.
  public var isTopSettled: Bool {
    top.allSatisfy { $0.standing?.isAmong(max(definition.top, top.count)) == true }
      && confidentTop.count == top.count
  }

  /// Ranks figures, which are those of the provinces by one KPI; `incomplete` are the codes of those of
  /// which nobody knows how many records are missing.
  ///
  /// O(n log n); with errors O(n² log n + n³ × nodes of the quadratures).
  public init(
    _ figures: [Figure], kpi: String, better: KPI.Direction, measure: Measure = .proportion,
    incomplete: Set<String> = [], by definition: RankingDefinition
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
    var ranks: [Int] = []
    for (place, index) in order.enumerated() {
      ranks.append(
        place > 0 && !isBetter(order[place - 1], index) ? ranks[place - 1] : place + 1)
    }
    let ordered = order.map { ranked[$0] }
    let standings = Standings(
      ordered, ranks: ranks, better: better, measure: measure, top: definition.top,
      incomplete: incomplete, missing: figures.count { $0.flags.contains(.missing) })
    isEstimated = standings.isEstimated
    comparisons = standings.comparisons
    rows =
      ordered.indices.map { place in
        Row(
          figure: ordered[place], rank: ranks[place], standing: standings.all[place],
          isInTop: ranks[place] <= definition.top)
      }
      + figures.filter { !$0.isRanked }
      .map { Row(figure: $0, rank: nil, standing: nil, isInTop: false) }
  }
}

extension Figure {
  /// Whether it takes part in a ranking.
  fileprivate var isRanked: Bool {
    value != nil && flags.isDisjoint(with: [.lowCount, .suppressed, .missing])
  }
}

extension KPI {
  /// What its values are to be compared as.
  var rankedMeasure: Ranking.Measure {
    if case .share = kind { .proportion } else { .number }
  }
}

extension PipelineDefinition {
  /// The rankings in the pipeline's order, from the figures of the provinces and what is known of gaps.
  public func rankings(
    of figures: [Figure], completeness: [Completeness] = []
  ) -> [Ranking] {
    let made = Mutex([Ranking?](repeating: nil, count: rankings.count))
    DispatchQueue.concurrentPerform(iterations: rankings.count) { place in
      let ranking = ranking(by: rankings[place], figures, completeness)
      made.withLock { $0[place] = ranking }
    }
    return made.withLock { $0.compactMap(\.self) }
  }

  private func ranking(
    by definition: RankingDefinition, _ figures: [Figure], _ completeness: [Completeness]
  ) -> Ranking {
    let id = publishedID(definition.kpi)
    let kpi = kpi(publishing: id)
    let datasets = Set(kpi.map { parts(of: $0).compactMap(\.kpi.dataset) } ?? [])
    let gaps = completeness.filter { datasets.contains($0.dataset) }.flatMap(\.partial)
    return Ranking(
      figures.filter { $0.kpi == id && $0.subject.grouping == .byProvince }, kpi: id,
      better: kpi?.better ?? .higher, measure: kpi?.rankedMeasure ?? .number,
      incomplete: Set(gaps.filter { !$0.periods.isEmpty }.map(\.province)), by: definition)
  }
}
