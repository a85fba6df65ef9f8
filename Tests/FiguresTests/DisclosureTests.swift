import Definitions
import Figures
import Statistics
import Testing

@Suite struct DisclosureTests {
  private static let kpis = [
    Campaign.kpi("rate", Campaign.share, interval: .wilson),
    Campaign.kpi("received", .count(.flag(0))),
    Campaign.kpi("open", Campaign.share, dataset: "responses"),
    Campaign.kpi(
      "index",
      .composite([("rate", Exact(1, over: 2) ?? Exact(0)), ("open", Exact(1, over: 2) ?? Exact(0))]
      ),
      dataset: nil),
  ]

  /// Figures where province 01 has `count` answers, all yes, and province 25 has 40.
  private func figures(_ count: Int, minCount: Int) throws -> ([Figure], PipelineDefinition) {
    var campaign = Campaign(kpis: Self.kpis)
    campaign.disclosure = ["dossiers": minCount]
    campaign.complements = ["dossiers"]
    campaign.rankings = [
      RankingDefinition(kpi: "rate", top: 5), RankingDefinition(kpi: "index", top: 5),
    ]
    let few = [Entry](repeating: Entry(province: 0, yes: true), count: count)
    let many = [Entry](repeating: Entry(province: 1, yes: true), count: 40)
    let others = (0..<3).flatMap { [Entry](repeating: Entry(province: $0, yes: true), count: 3) }
    let definition = campaign.definition
    let cells = [
      Campaign.cells(few + many, kpis: Self.kpis),
      Campaign.cells(others, kpis: Self.kpis, dataset: "responses"),
    ]
    return (
      try definition.figures(
        from: cells, completeness: definition.completeness(of: cells, files: [])),
      definition
    )
  }

  @Test func `a cell is small strictly between nothing and the bound`() throws {
    for count in 0...12 {
      let (figures, _) = try figures(count, minCount: 10)
      for kpi in ["rate", "received"] {
        let figure = try #require(
          figures.first { $0.kpi == kpi && $0.subject.provinceCode == "01" })
        #expect(figure.flags.contains(.suppressed) == (1..<10 ~= count))
      }
    }
  }

  @Test func `what is withheld shows nowhere`() throws {
    let (figures, definition) = try figures(7, minCount: 10)
    // Province 25 is all the rest of the nation, and would tell it.
    #expect(
      figures.contains { $0.kpi == "rate" && $0.subject.grouping == .national && $0.value != nil })
    let withheld = figures.filter { $0.subject.provinceCode == "01" && $0.kpi != "open" }
    #expect(withheld.map(\.kpi) == ["rate", "received", "index"])
    for figure in withheld {
      #expect(figure.flags.contains(.suppressed))
      #expect(figure.numerator == nil && figure.denominator == nil && figure.value == nil)
      #expect(figure.interval == nil && figure.intervalMethod == nil && figure.display.isEmpty)
    }
    for ranking in definition.rankings(of: figures) {
      let row = try #require(ranking.rows.first { $0.figure.subject.provinceCode == "01" })
      #expect(row.rank == nil && row.rankLow == nil && row.rankHigh == nil && !row.isInTop)
      #expect(row.figure.value == nil && row.figure.denominator == nil)
      #expect(ranking.top.isEmpty)
    }
  }

  @Test func `datasets that are not named are published in full`() throws {
    let (figures, _) = try figures(7, minCount: 10)
    let open = figures.filter { $0.kpi == "open" && $0.subject.grouping == .byProvince }
    #expect(open.map(\.denominator) == [3, 3, 3])
  }
}
