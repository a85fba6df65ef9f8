import Definitions
import Figures
import Statistics
import Testing

/// How shares went from period to period, of full counts and of samples without a design.
struct TrendTests {
  private func campaign(_ interval: KPI.IntervalMethod? = nil) -> Campaign {
    var campaign = Campaign()
    campaign.kpis = [Campaign.kpi("rate", Campaign.share, interval: interval)]
    campaign.groupings = [
      .national, .byProvince, Grouping(period: true), Grouping(province: true, period: true),
    ]
    return campaign
  }

  /// A figure of a place and period; without a province of the nation.
  private func figure(
    _ province: String, _ period: String, _ numerator: Int64, of denominator: Int64,
    isSample: Bool = false
  ) -> Figure {
    Figure(
      kpi: "rate",
      subject: Figure.Subject(
        Grouping(province: !province.isEmpty, period: true), provinceCode: province,
        period: period), numerator: .integer(numerator), denominator: denominator,
      value: WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact),
      interval: isSample ? .wilson(numerator, of: denominator, level: 0.95) : nil)
  }

  private func trends(_ campaign: Campaign, _ figures: [Figure]) -> [Trend] {
    campaign.definition.trends(of: figures, surveys: Surveys([], of: campaign.definition))
  }

  @Test(arguments: [(3, 4, Trend.Verdict.increase), (3, 2, .decrease), (3, 3, .noChange)])
  func `a full count goes by its sign`(_ old: Int64, _ new: Int64, _ verdict: Trend.Verdict) throws
  {
    let found = trends(
      campaign(), [figure("", "2025-07", old, of: 7), figure("", "2025-08", new, of: 7)])
    #expect(found.map(\.verdict) == [verdict])
    let difference = try #require(found.first?.difference)
    #expect(difference.interval == nil && difference.probability == nil)
    #expect(difference.value == WideRatio(Int128(new - old), over: 7).map(Quantity.exact))
    #expect(found.first?.kind == .previousPeriod && found.first?.isIncomplete == false)
  }

  @Test func `a sample rises only where that is beyond chance among all provinces`() {
    let codes = Campaign.reference.provinces.map(\.code)
    var figures: [Figure] = []
    for (index, code) in codes.enumerated() {
      figures.append(figure(code, "2025-07", 50, of: 100, isSample: true))
      // p = 0.032 alone; three times that is no finding.
      figures.append(figure(code, "2025-08", index == 0 ? 65 : 51, of: 100, isSample: true))
    }
    let all = trends(campaign(.wilson), figures)
    #expect(all.map(\.verdict) == [.noClearChange, .noClearChange, .noClearChange])
    let alone = trends(campaign(.wilson), Array(figures.prefix(2)))
    #expect(alone.map(\.verdict) == [.increase])
    #expect(all[0].difference?.probability == alone[0].difference?.probability)
    #expect(all[0].difference?.method == .newcombe)
  }

  @Test func `everybody in one period is no certainty`() throws {
    func sampled(_ period: String, _ share: Double, size: Double) -> Figure {
      Figure(
        kpi: "rate", subject: Figure.Subject(Grouping(period: true), period: period),
        value: .approximate(share), interval: Interval(lower: 0, upper: 1),
        uncertainty: Uncertainty(
          basis: .quickSurvey, responses: 30, weightedValue: share, effectiveSize: size,
          rule: .kish, degrees: 3))
    }
    let found = trends(
      campaign(.wilson), [sampled("2025-07", 0.9, size: 20), sampled("2025-08", 1, size: 12)])
    let difference = try #require(found.first?.difference)
    #expect(difference.method == .independent)
    // p̃ = (m p + ½)/(m + 1), by hand: 18.5/21 of 20 and 12.5/13 of 12.
    let (a, b) = (18.5 / 21 * (2.5 / 21) / 20, 12.5 / 13 * (0.5 / 13) / 12)
    let error = try #require(difference.standardError)
    #expect(abs(error - (a + b).squareRoot()) < 1e-15)
    let degrees = try #require(difference.degrees)
    #expect(abs(degrees - (a + b) * (a + b) / (a * a / 19 + b * b / 11)) < 1e-9)
    #expect(found.first?.verdict == .noClearChange)
  }

  @Test func `what is withheld or has no data gives nothing`() {
    var hidden = figure("01", "2025-08", 3, of: 4)
    (hidden.numerator, hidden.denominator, hidden.value) = (nil, nil, nil)
    hidden.flags = [.suppressed]
    let found = trends(
      campaign(),
      [
        figure("01", "2025-07", 1, of: 4), hidden, figure("25", "2025-07", 0, of: 0),
        figure("25", "2025-08", 1, of: 2),
      ])
    #expect(found.count == 2)
    #expect(found.allSatisfy { $0.difference == nil && $0.verdict == nil && $0.display.isEmpty })
  }

  @Test func `a period that is not over is said to be incomplete, and the year before is found`() {
    var campaign = campaign()
    let dataset = campaign.datasets[0]
    // From August 2024 to 20 August 2025; the pipeline speaks of 31 August.
    guard let from = CivilDate(year: 2024, month: 8, day: 1),
      let to = CivilDate(year: 2025, month: 8, day: 20)
    else { return }
    campaign.datasets[0] = PipelineDefinition.Dataset(
      name: dataset.name, schema: dataset.schema, files: [],
      period: PeriodRange(from: from, to: to, grain: .month))
    let figures = ["2024-08", "2025-07", "2025-08"].enumerated().map {
      figure("", $1, Int64($0), of: 4)
    }
    let found = trends(campaign, figures)
    #expect(found.map(\.kind) == [.previousPeriod, .yearBefore])
    #expect(found.map(\.before.subject.period) == ["2025-07", "2024-08"])
    #expect(found.map(\.isIncomplete) == [true, true])
    #expect(found.map(\.display) == ["+25.00", "+50.00"])
  }

  @Test func `what the pipeline does not publish by period has no trend`() {
    var campaign = campaign()
    campaign.groupings = [.national, .byProvince]
    let figures = [figure("", "2025-07", 1, of: 4), figure("", "2025-08", 2, of: 4)]
    #expect(trends(campaign, figures).isEmpty)
  }
}
