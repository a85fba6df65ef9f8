internal import Definitions
public import Statistics

/// How the leaders of a composite depend on the weights of its parts.
public struct WeightSensitivity: Hashable, Sendable {
  public let variation: WeightVariation
  public let top: Int
  /// The codes of the provinces that lead with the weights as they are stated, ties included.
  public let leaders: [String]
  /// The share of draws in which the very same provinces lead.
  public let sameShare: Double
  /// The ranked provinces in the order of the ranking.
  public let provinces: [Province]
  /// Equal weights, then each part left out.
  public let scenarios: [Scenario]

  /// What draws of the weights make of a province.
  public struct Province: Hashable, Sendable {
    public let code: String
    public let name: String
    /// The share of draws in which it is among the leaders.
    public let leadingShare: Double
    /// The best and the worst rank of any draw.
    public let ranks: ClosedRange<Int>
    /// The ranks that 5 % and 95 % of the draws do not exceed.
    public let usualRanks: ClosedRange<Int>
  }

  /// Other weights that have a name.
  public struct Scenario: Hashable, Sendable {
    /// The part that is left out; `nil` for all of them with equal weights.
    public let without: String?
    /// In the order of `provinces`.
    public let ranks: [Int]
    /// The codes of the provinces that lead then.
    public let leaders: [String]
  }

  /// `nil` where no province is ranked with a value of every part.
  ///
  /// O(draws × provinces log provinces).
  init?(
    _ rows: [CompositeBreakdown.Row], parts: [CompositeBreakdown.Part], top: Int,
    better: KPI.Direction, by variation: WeightVariation
  ) {
    let ranked = rows.filter { row in
      row.rank != nil && row.parts.allSatisfy { $0.figure?.value != nil }
    }
    guard !ranked.isEmpty else { return nil }
    let values = ranked.map { $0.parts.compactMap { $0.figure?.value } }
    let codes = ranked.map(\.figure.subject.provinceCode)
    let leading = ranked.indices.filter { ranked[$0].isInTop }
    let drawn = variation.ranks(
      of: values.map { $0.map(\.double) }, weights: parts.map { WideRatio($0.weight).double },
      greatestFirst: better == .higher, top: top, leaders: Set(leading))
    self.variation = variation
    self.top = top
    leaders = leading.map { codes[$0] }
    sameShare = drawn.sameShare
    provinces = ranked.indices.map { index in
      let ranks = drawn.extremes(index) ?? 1...1
      return Province(
        code: codes[index], name: ranked[index].figure.subject.province,
        leadingShare: drawn.leadingShare(index), ranks: ranks,
        usualRanks: (drawn.quantile(0.05, index) ?? 1)...(drawn.quantile(0.95, index) ?? 1))
    }
    func scenario(without left: Int?, _ weight: (Int) -> Exact) -> Scenario {
      let kept = parts.indices.filter { $0 != left }
      let sums = values.map { values in
        kept.reduce(Quantity.integer(0)) { $0.plus(values[$1].times(weight($1))) }
      }
      // All have a value, and so a rank.
      let ranks = [Quantity?].competitionRanks(of: sums, better: better).compactMap(\.self)
      return Scenario(
        without: left.map { parts[$0].kpi }, ranks: ranks,
        leaders: ranks.indices.filter { ranks[$0] <= top }.map { codes[$0] })
    }
    let equal = scenario(without: nil) { _ in Exact(1) }
    // Of what is left of two parts or more the stated weights keep their proportion to one another.
    let others =
      parts.count > 1
      ? parts.indices.map { left in scenario(without: left) { parts[$0].weight } } : []
    scenarios = [equal] + others
  }

  /// Whether other weights have the same leaders.
  public func hasSameLeaders(_ scenario: Scenario) -> Bool {
    Set(scenario.leaders) == Set(leaders)
  }
}
