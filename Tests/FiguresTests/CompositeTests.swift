import Definitions
import Figures
import Statistics
import Testing

/// Ranked composites taken apart.
struct CompositeTests {
  private var campaign: Campaign {
    var campaign = Campaign()
    let parts = [("rate", "3/4"), ("other", "1/4")].compactMap { kpi, weight in
      Exact(weight).map { (kpi: kpi, weight: $0) }
    }
    campaign.kpis = [
      Campaign.kpi("rate", Campaign.share),
      Campaign.kpi("other", Campaign.share, dataset: "responses"),
      Campaign.kpi("index", .composite(parts), dataset: nil),
    ]
    campaign.rankings = [
      RankingDefinition(kpi: "index", top: 1, weights: WeightVariation(draws: 500, seed: 3))
    ]
    return campaign
  }

  private func measured(
    _ campaign: Campaign, _ seed: UInt64
  ) throws -> (figures: [Figure], breakdown: CompositeBreakdown) {
    let cells = ["dossiers", "responses"].enumerated().map { index, dataset in
      Campaign.cells(
        Campaign.entries(60, seed: seed + UInt64(index)), kpis: campaign.kpis, dataset: dataset)
    }
    let definition = campaign.definition
    let completeness = definition.completeness(of: cells, files: [])
    let surveys = Surveys(cells, of: definition)
    let published = try definition.publishable(
      from: cells, completeness: completeness, files: [], surveys: surveys)
    let figures = published.figures
    let breakdowns = definition.breakdowns(
      of: definition.rankings(of: figures), figures: figures, components: published.components)
    #expect(breakdowns.count == 1)
    return (figures, try #require(breakdowns.first))
  }

  @Test(arguments: 1...30)
  func `contributions add up to the index, exactly`(seed: UInt64) throws {
    let (_, breakdown) = try measured(campaign, seed)
    for row in breakdown.rows {
      let parts = row.parts.compactMap(\.contribution?.exact)
      let sum = parts.reduce(WideRatio(0) as WideRatio?) { sum, part in
        sum.flatMap { WideRatio.sum($0, part) }
      }
      #expect(parts.count == 2 && sum == row.figure.value?.exact)
    }
    #expect(Set(breakdown.rows.compactMap { $0.parts[0].rank }).contains(1))
  }

  @Test func `a part that is not published has the figures that it would have`() throws {
    let (all, whole) = try measured(campaign, 5)
    var hidden = campaign
    hidden.published = ["rate", "index"]
    let (figures, breakdown) = try measured(hidden, 5)
    #expect(all.contains { $0.kpi == "other" } && !figures.contains { $0.kpi == "other" })
    #expect(
      breakdown.rows.map { $0.parts[1].figure?.value }
        == whole.rows.map {
          $0.parts[1].figure?.value
        })
    #expect(hidden.definition.componentIDs == ["other"])
    #expect(campaign.definition.componentIDs.isEmpty)
  }

  @Test func `where a part is withheld the index is, too, and neither is among the draws`() throws {
    var campaign = campaign
    campaign.disclosure = ["responses": 15]
    let (_, breakdown) = try measured(campaign, 2)
    let hidden = breakdown.rows.filter { row in
      row.parts.contains { $0.figure?.flags.contains(.suppressed) ?? false }
    }
    try #require(!hidden.isEmpty && hidden.count < breakdown.rows.count)
    for row in hidden {
      #expect(row.figure.value == nil && row.figure.display.isEmpty && row.rank == nil)
      #expect(row.parts[1].contribution == nil)
    }
    let drawn = try #require(breakdown.sensitivity).provinces.map(\.code)
    #expect(Set(drawn).isDisjoint(with: hidden.map(\.figure.subject.provinceCode)))
  }

  @Test(arguments: 1...30)
  func `leaving one part out ranks by the other, and the best of all leads in every draw`(
    seed: UInt64
  ) throws {
    let (_, breakdown) = try measured(campaign, seed)
    let sensitivity = try #require(breakdown.sensitivity)
    #expect(sensitivity.scenarios.map(\.without) == [nil, "rate", "other"])
    let rows = sensitivity.provinces.compactMap { province in
      breakdown.rows.first { $0.figure.subject.provinceCode == province.code }
    }
    #expect(sensitivity.scenarios[1].ranks == rows.compactMap { $0.parts[1].rank })
    #expect(sensitivity.scenarios[2].ranks == rows.compactMap { $0.parts[0].rank })
    for (province, row) in zip(sensitivity.provinces, rows)
    where row.parts.allSatisfy({ $0.rank == 1 }) {
      #expect(province.leadingShare == 1 && province.ranks.lowerBound == 1)
    }
    for province in sensitivity.provinces {
      #expect(province.ranks.contains(province.usualRanks.lowerBound))
      #expect(province.ranks.contains(province.usualRanks.upperBound))
    }
  }
}
