import Definitions
import Figures
import Pages
import Report
import Statistics
import Testing

/// A ranked composite and changes from period to period in the report.
struct CompositePageTests {
  private static let names = ["Huế", "Phú Thọ", "Sơn La"]

  private func definition(_ weights: WeightVariation) -> PipelineDefinition {
    let day = CivilDate(daysSinceEpoch: 20_331)
    let period = PeriodRange(from: day.advanced(by: -61), to: day, grain: .month)
    func share(_ id: String, _ interval: KPI.IntervalMethod? = nil) -> KPI {
      KPI(
        id: id, label: Label(english: "Part \(id)", vietnamese: "Phần \(id)"), dataset: "dossiers",
        kind: .share(numerator: .flag(0), denominator: nil), interval: interval)
    }
    let parts = [Exact("3/5"), Exact("2/5")].compactMap(\.self)
    let kpis = [
      share("a"), share("b"), share("asked", .wilson),
      KPI(
        id: "index", label: Label(english: "Index", vietnamese: "Chỉ số"), dataset: nil,
        kind: .composite(zip(["a", "b"], parts).map { ($0, $1) })),
    ]
    return PipelineDefinition(
      name: "country", title: Label("Country"), catalog: Catalog(kpis: kpis),
      reference: Reference(
        provinces: Self.names.enumerated().map { index, name in
          Reference.Province(
            code: "\(10 + index)", name: name, fullName: name, englishName: "EN \(name)")
        }, wards: [], aliases: []),
      offset: .vietnam, asOf: day, period: period,
      datasets: [
        PipelineDefinition.Dataset(
          name: "dossiers", schema: Schema(dataset: "dossiers", columns: []), files: [],
          period: period)
      ], kpis: kpis,
      groupings: [
        .national, .byProvince, Grouping(period: true), Grouping(province: true, period: true),
      ],
      rankings: [
        RankingDefinition(kpi: "index", top: 1, weights: weights), RankingDefinition(kpi: "asked"),
      ], gates: Gates(), disclosure: [:], rounding: Rounding(), language: .vietnamese,
      outputs: [.csv, .html], path: "country.yml", sources: [])
  }

  private func figure(
    _ kpi: String, _ province: Int?, _ value: Exact?, period: String = "", isSample: Bool = false
  ) -> Figure {
    let quantity = value.map { Quantity.exact(WideRatio($0)) }
    return Figure(
      kpi: kpi,
      subject: Figure.Subject(
        Grouping(province: province != nil, period: !period.isEmpty),
        provinceCode: province.map { "\(10 + $0)" } ?? "",
        province: province.map { Self.names[$0] } ?? "", period: period),
      numerator: value.map { .integer($0.numerator * (100 / $0.denominator)) },
      denominator: kpi == "index" ? nil : 100, value: quantity,
      interval: isSample ? Interval(lower: 0.1, upper: 0.9) : nil,
      display: quantity.map { Rounding().percent($0) } ?? "")
  }

  private func page(_ language: Language, weights: WeightVariation = WeightVariation()) -> String {
    let definition = definition(weights)
    // a 0.9 0.5 0.1, b 0.2 0.9 0.1: with 3 to 2 the second leads, 0.66 to 0.62.
    let values: [String: [String]] = [
      "a": ["9/10", "1/2", "1/10"], "b": ["1/5", "9/10", "1/10"],
      "index": ["31/50", "33/50", "1/10"],
    ]
    var figures: [Figure] = []
    for kpi in ["a", "b", "asked", "index"] {
      if kpi == "asked" {
        figures.append(figure(kpi, nil, Exact("1/2"), period: "2025-07", isSample: true))
        figures.append(figure(kpi, nil, Exact("3/5"), period: "2025-08", isSample: true))
      }
      for (index, value) in (values[kpi] ?? []).enumerated() {
        figures.append(figure(kpi, index, Exact(value)))
      }
    }
    for (month, value) in [("2025-07", "1/2"), ("2025-08", "3/5")] {
      figures.append(figure("asked", 0, Exact(value), period: month, isSample: true))
    }
    let rankings = definition.rankings(of: figures)
    let release = Release(
      definition: definition, runID: "00112233aabbccdd", program: "1.2.3", figures: figures,
      rankings: rankings, completeness: [], files: [], refused: [], findings: [], notes: [],
      changes: nil,
      composites: definition.breakdowns(of: rankings, figures: figures, components: []),
      trends: definition.trends(of: figures, surveys: Surveys([], of: definition)))
    return String(decoding: ReportPage(release, language: language).bytes, as: UTF8.self)
  }

  @Test func `the first screen says what hangs on the weights, in both languages`() throws {
    let still = WeightVariation(spread: 0, draws: 100)
    for (language, words) in [
      (
        Language.vietnamese,
        "Địa phương dẫn đầu giữ nguyên trong 100% của 100 lần chọn ngẫu nhiên trọng số trong khoảng ±0%."
      ),
      (.english, "The leader stays the same in 100% of 100 draws of weights within ±0%."),
    ] {
      let page = page(language, weights: still)
      let first = try #require(page.firstRange(of: words))
      let ranking = try #require(page.firstRange(of: #"<section id="ranking""#))
      #expect(first.lowerBound < ranking.lowerBound)
    }
    let shaken = page(.english, weights: WeightVariation(spread: 1, draws: 200, seed: 4))
    #expect(shaken.contains("of 200 draws of weights within ±100%"))
    #expect(!shaken.contains("stays the same in 100% of 200"))
  }

  @Test func `each part stands with its value, its weight and what it adds`() {
    let page = page(.vietnamese)
    #expect(page.contains(#"× 0,4</th>"#) && page.contains(#"× 0,6</th>"#))
    // 0.6 · 0.5 and 0.4 · 0.9 of the leader.
    #expect(page.contains(#"<td class="n">50,00%</td><td class="n">30,00</td>"#))
    #expect(page.contains(#"<td class="n">90,00%</td><td class="n">36,00</td>"#))
  }

  @Test func `who would lead with other weights is named`() {
    let page = page(.english)
    // Equal weights: 0.55 and 0.7. Only a: 0.9 and 0.5.
    #expect(page.contains("With equal weights: the same"))
    #expect(page.contains("Without “Part b”: in: EN Huế; out: EN Phú Thọ"))
    #expect(page.contains("Without “Part a”: the same"))
  }

  @Test func `a sample that rose within chance is not said to have risen`() throws {
    let page = page(.vietnamese)
    let start = try #require(page.firstRange(of: #"<section id="trend""#)).lowerBound
    let end = try #require(page[start...].firstRange(of: "</section>")).lowerBound
    let section = page[start..<end]
    #expect(section.contains("chưa thấy thay đổi rõ rệt"))
    #expect(!section.contains("<td>tăng</td>"))
  }
}
