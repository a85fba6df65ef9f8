import Definitions
import Figures
import Statistics
import Testing

@Suite struct FigureTests {
  private static let half = Exact(1, over: 2) ?? Exact(0)
  private static let kpis = [
    Campaign.kpi("rate", Campaign.share),
    Campaign.kpi("score", .mean(.column(0))),
    Campaign.kpi("days", .quantiles([half, Exact(9, over: 10) ?? half], of: .column(0))),
    Campaign.kpi("received", .count(.flag(0))),
    Campaign.kpi("kinds", .countDistinct(column: 0)),
    Campaign.kpi("covered", .coverage(.ward, where: .flag(0))),
    Campaign.kpi("provinces", .coverage(.province, where: .flag(0))),
  ]

  private static let groupings: [Grouping] = [
    .national, .byProvince, Grouping(province: true, ward: true), Grouping(ward: true),
    Grouping(province: true, category: "field"), Grouping(province: true, period: true),
    Grouping(category: "field", period: true), Campaign.finest,
  ]

  private func figures(_ campaign: Campaign, _ cells: [Cells]) throws -> [Figure] {
    let definition = campaign.definition
    return try definition.figures(
      from: cells, completeness: definition.completeness(of: cells, files: []))
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `figures rolled up from the finest cells are those counted directly`(_ seed: UInt64) throws {
    let entries = Campaign.entries(Int(seed * seed * 9), seed: seed)
    let campaign = Campaign(kpis: Self.kpis, groupings: Self.groupings)
    let fromFinest = try figures(campaign, [Campaign.cells(entries, kpis: Self.kpis)])
    let direct = try figures(campaign, [Campaign.cells(entries, Self.groupings, kpis: Self.kpis)])
    #expect(fromFinest == direct)
    for figure in fromFinest { try check(figure, entries) }
  }

  /// Counts the records of a figure one by one.
  private func check(_ figure: Figure, _ entries: [Entry]) throws {
    let (reference, grouping) = (Campaign.reference, figure.subject.grouping)
    let own = entries.filter { entry in
      (!grouping.province
        || reference.provinces[Int(entry.province)].code == figure.subject.provinceCode)
        && (!grouping.ward
          || (entry.ward < 0 ? "" : reference.wards[Int(entry.ward)].code)
            == figure.subject.wardCode)
        && (grouping.category == nil
          || (entry.member < 0 ? "" : ["radio", "post"][Int(entry.member)]) == figure.subject.member)
        && (!grouping.period || ["2025-07", "2025-08"][Int(entry.period)] == figure.subject.period)
    }
    let counted = own.filter(\.counts)
    let numbers = own.compactMap(\.number).sorted()
    let name = Comment(rawValue: "\(figure)")
    switch figure.kpi {
    case "rate":
      #expect(figure.denominator == Int64(counted.count), name)
      #expect(figure.numerator == .integer(counted.count(where: \.yes)), name)
      #expect((figure.value == nil) == counted.isEmpty, name)
    case "score":
      #expect(figure.denominator == Int64(numbers.count), name)
      let sum = numbers.reduce(WideRatio(0) as WideRatio?) { sum, number in
        sum.flatMap { WideRatio.sum($0, WideRatio(number)) }
      }
      #expect(figure.numerator?.exact == sum, name)
    case "days_p50":
      #expect(
        figure.value?.exact
          == (numbers.isEmpty ? nil : WideRatio(numbers[(numbers.count + 1) / 2 - 1])), name)
      #expect(figure.numerator == nil && figure.denominator == Int64(numbers.count), name)
    case "received":
      #expect(figure.value == .integer(own.count(where: \.yes)), name)
      #expect(figure.numerator == nil && figure.denominator == nil, name)
    case "kinds":
      #expect(figure.value == .integer(Set(own.map(\.code)).count), name)
    case "covered":
      #expect(
        figure.numerator == .integer(Set(own.filter { $0.yes && $0.ward >= 0 }.map(\.ward)).count),
        name)
    default: break
    }
  }

  @Test func `rows are in catalog order, then groupings, then place, member and period`() throws {
    let entries = [
      Entry(province: 2, ward: 4, member: 1, period: 1, yes: true),
      Entry(province: 2, ward: -1, member: 0, period: 0), Entry(province: 0, ward: 0, member: -1),
    ]
    let kpis = [Campaign.kpi("b", Campaign.share), Campaign.kpi("a", Campaign.share)]
    let campaign = Campaign(
      kpis: kpis,
      groupings: [
        Grouping(province: true, category: "field"), .national,
        Grouping(province: true, ward: true),
      ])
    let rows = try figures(campaign, [Campaign.cells(entries, kpis: kpis)]).listed(
      in: campaign.definition)
    #expect(
      rows.map(\.kpi) == [String](repeating: "b", count: 14) + [String](repeating: "a", count: 14))
    let keys = rows.prefix(14).map {
      "\($0.subject.provinceCode) \($0.subject.wardCode) \($0.subject.member)"
    }
    #expect(
      keys == [
        "01  radio", "01  post", "01  energy", "01  ", "25  radio", "25  post", "25  energy",
        "46  radio", "46  post", "46  energy", "  ", "01 00004 ", "46 19815 ", "46  ",
      ])
    #expect(rows[4].denominator == 0 && rows[4].value == nil && rows[4].display == "")
    #expect(rows[4].subject.category == "field" && rows[10].subject.category == "")
  }

  @Test func `coverage counts units out of the reference and only by place`() throws {
    let entries = [Entry(province: 2, ward: 4, member: 0, yes: true), Entry(province: 0, ward: 1)]
    let kpis = [Self.kpis[5], Self.kpis[6]]
    let campaign = Campaign(kpis: kpis, groupings: Self.groupings)
    let rows = try figures(campaign, [Campaign.cells(entries, kpis: kpis)])
    let shown = rows.map {
      "\($0.kpi) \($0.subject.grouping) \($0.subject.provinceCode)\($0.subject.wardCode) \($0.numerator?.text ?? "")/\($0.denominator ?? -1)"
    }
    #expect(
      shown == [
        "covered national  1/5", "covered province 01 0/2", "covered province 25 0/1",
        "covered province 46 1/2", "covered province+ward 0100008 0/1",
        "covered province+ward 4619815 1/1", "covered ward 00008 0/1", "covered ward 19815 1/1",
        "provinces national  1/3", "provinces province 01 0/1", "provinces province 25 0/1",
        "provinces province 46 1/1",
      ])
  }

  @Test func `a share of survey answers carries Wilson, of full counts nothing`() throws {
    let kpis = [
      Campaign.kpi("survey", Campaign.share, interval: .wilson),
      Campaign.kpi("count", Campaign.share),
    ]
    let entries = [Entry](repeating: Entry(province: 2, yes: true), count: 30)
    let rows = try figures(Campaign(kpis: kpis), [Campaign.cells(entries, kpis: kpis)])
    let survey = try #require(rows.first { $0.kpi == "survey" && $0.subject.grouping == .national })
    #expect(survey.interval == Interval.wilson(30, of: 30, level: 0.95))
    #expect(survey.intervalMethod == "wilson" && survey.display == "100.00")
    #expect(
      rows.filter { $0.kpi == "count" }.allSatisfy {
        $0.interval == nil && $0.intervalMethod == nil
      })
    #expect(
      rows.filter { $0.value == nil }.allSatisfy { $0.interval == nil && $0.intervalMethod == nil })
  }

  @Test func `a composite is the exact weighted sum, over datasets too, and null with a null part`()
    throws
  {
    let third = try #require(Exact(1, over: 3))
    let twoThirds = try #require(Exact(2, over: 3))
    let kpis = [
      Campaign.kpi("online", Campaign.share),
      Campaign.kpi("happy", Campaign.share, dataset: "responses"),
      Campaign.kpi("index", .composite([("online", third), ("happy", twoThirds)]), dataset: nil),
    ]
    var campaign = Campaign(
      kpis: kpis, groupings: [.byProvince, Grouping(province: true, category: "field")])
    campaign.datasets[1] = Campaign.dataset("responses", members: ["post", "radio"])
    campaign.rankings = [RankingDefinition(kpi: "index", top: 2, minDenominator: 2)]
    let dossiers = [
      Entry(province: 0, member: 0, yes: true), Entry(province: 0, member: 0),
      Entry(province: 2, member: 1, yes: true),
    ]
    let responses = [
      Entry(province: 0, member: 1, yes: true), Entry(province: 2, member: 0, yes: true),
      Entry(province: 0, member: 1, yes: false), Entry(province: 0, member: 1, yes: true),
    ]
    let rows = try figures(
      campaign,
      [
        Campaign.cells(dossiers, kpis: kpis),
        Campaign.cells(responses, kpis: kpis, dataset: "responses"),
      ]
    ).filter { $0.kpi == "index" }
    let byProvince = rows.filter { $0.subject.grouping == .byProvince }
    // 1/3 · 1/2 + 2/3 · 2/3 = 11/18
    #expect(byProvince.map { $0.value?.exact?.description } == ["11/18", nil, "1"])
    #expect(byProvince.map(\.display) == ["61.11", "", "100.00"])
    #expect(byProvince.allSatisfy { $0.denominator == nil && $0.numerator == nil })
    #expect(byProvince.map(\.flagText) == ["", "low_count;missing", "low_count"])
    // The member's name decides, not its place in the schema.
    let radio = rows.filter { $0.subject.member == "radio" }
    #expect(radio.map { $0.value?.exact?.description } == ["11/18", nil, nil])
  }

  @Test func `cells made for another definition are refused`() throws {
    let kpis = [Campaign.kpi("rate", Campaign.share)]
    let coarse = Campaign.cells([Entry(province: 0)], [.byProvince], kpis: kpis)
    var campaign = Campaign(kpis: kpis, groupings: [Grouping(province: true, period: true)])
    #expect(throws: MissingCells.self) { try figures(campaign, [coarse]) }
    campaign = Campaign(kpis: kpis + [Campaign.kpi("other", Campaign.share)])
    #expect(throws: MissingCells.self) { try figures(campaign, [coarse]) }
  }

  @Test func `without any cells every province is there and missing`() throws {
    let kpis = [Campaign.kpi("rate", Campaign.share), Campaign.kpi("received", .count(.flag(0)))]
    let rows = try figures(Campaign(kpis: kpis), [])
    #expect(rows.count == 8)
    #expect(
      rows.filter { $0.subject.grouping == .byProvince }.allSatisfy { $0.flags == [.missing] })
    #expect(
      rows.filter { $0.kpi == "received" }.allSatisfy {
        $0.value == .integer(0) && $0.display == "0"
      })
  }
}
