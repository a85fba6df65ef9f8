import Definitions
import Figures
import Statistics
import Testing

@Suite struct RankingTests {
  private func figure(_ code: String, _ numerator: Int64, of denominator: Int64) -> Figure {
    Figure(
      kpi: "rate", subject: Figure.Subject(.byProvince, provinceCode: code),
      numerator: .integer(numerator), denominator: denominator,
      value: WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact),
      flags: denominator == 0 ? [.lowCount] : [])
  }

  /// Every assignment of four values (one of them none) to five provinces, in every top size.
  @Test func `ranks, ties and the top are as the definition says, for all small cases`() {
    let values: [(Int64, Int64)] = [(1, 2), (2, 4), (2, 3), (0, 0)]
    for code in 0..<1024 {
      let figures = (0..<5).map { place -> Figure in
        let (numerator, denominator) = values[(code >> (2 * place)) & 3]
        return figure("0\(place)", numerator, of: denominator)
      }
      for better in [KPI.Direction.higher, .lower] {
        let ranking = Ranking(
          figures.reversed(), kpi: "rate", better: better,
          by: RankingDefinition(kpi: "rate", top: 1 + code % 3))
        check(ranking, figures, better)
      }
    }
  }

  private func check(_ ranking: Ranking, _ figures: [Figure], _ better: KPI.Direction) {
    for row in ranking.rows {
      let own = row.figure.value?.double
      let ahead = figures.compactMap { $0.value?.double }
        .count { other in own.map { better == .higher ? other > $0 : other < $0 } ?? false }
      let rank = own == nil ? nil : ahead + 1
      #expect(row.rank == rank && row.rankLow == rank && row.rankHigh == rank)
      #expect(row.isInTop == (rank.map { $0 <= ranking.definition.top } ?? false))
    }
    let order = ranking.rows.map { ($0.rank ?? 99, $0.figure.subject.provinceCode) }
    #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ranking.rows.count == figures.count)
  }

  @Test func `shares that are one double are still told apart`() {
    let close = [
      figure("01", 9_007_199_254_740_992, of: 9_007_199_254_740_993),
      figure("02", 9_007_199_254_740_993, of: 9_007_199_254_740_994),
    ]
    #expect(close[0].value?.double == close[1].value?.double)
    let ranking = Ranking(close, kpi: "rate", better: .higher, by: RankingDefinition(kpi: "rate"))
    #expect(ranking.rows.map(\.figure.subject.provinceCode) == ["02", "01"])
    #expect(ranking.rows.map(\.rank) == [1, 2])
  }

  @Test func `provinces under the smallest denominator and without records are not ranked`() throws
  {
    let kpis = [
      Campaign.kpi("rate", Campaign.share), Campaign.kpi("late", .count(.flag(0)), better: .lower),
    ]
    var campaign = Campaign(kpis: kpis)
    campaign.rankings = [
      RankingDefinition(kpi: "rate", top: 2, minDenominator: 3),
      RankingDefinition(kpi: "late", top: 2),
    ]
    let entries =
      [Entry](repeating: Entry(province: 0, yes: true), count: 2)
      + [Entry](repeating: Entry(province: 2, period: 1), count: 3)
    let definition = campaign.definition
    let cells = [Campaign.cells(entries, kpis: kpis)]
    let figures = try definition.figures(
      from: cells, completeness: definition.completeness(of: cells, files: []))
    let rankings = definition.rankings(of: figures)
    #expect(rankings[0].rows.map(\.figure.subject.provinceCode) == ["46", "01", "25"])
    #expect(rankings[0].rows.map(\.rank) == [1, nil, nil])
    #expect(
      rankings[0].rows.map(\.figure.flagText) == [
        "partial", "low_count;partial", "low_count;missing",
      ])
    // No records are no reason to be first where few are better.
    #expect(rankings[1].rows.map(\.figure.subject.provinceCode) == ["46", "01", "25"])
    #expect(rankings[1].rows.map(\.rank) == [1, 2, nil])
  }
}
