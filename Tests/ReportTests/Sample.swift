import Definitions
import Figures
import Report
import Statistics

/// A few invented figures of two provinces, one ward and one field.
enum Sample {
  static let reference = Reference(
    provinces: [
      Reference.Province(
        code: "25", name: "Phú Thọ", fullName: "Tỉnh Phú Thọ", englishName: "Phu Tho"),
      Reference.Province(
        code: "46", name: "Huế", fullName: "Thành phố Huế", englishName: "Hue"),
    ], wards: [], aliases: [])

  static let kpis = [
    KPI(
      id: "online_rate", label: Label(english: "Online rate", vietnamese: "Tỷ lệ trực tuyến"),
      dataset: "dossiers", kind: .share(numerator: .flag(0), denominator: nil), target: 0.5,
      source: "invented", formulas: [("numerator", "channel = 'online'")]),
    KPI(
      id: "satisfaction", label: Label(english: "Satisfaction", vietnamese: "Mức độ hài lòng"),
      dataset: "responses", kind: .share(numerator: .flag(0), denominator: nil),
      interval: .wilson, formulas: [("numerator", "overall >= 4")]),
    KPI(
      id: "score", label: Label("Score"), dataset: "responses", kind: .mean(.column(0)),
      formulas: [("mean", "overall")]),
  ]

  static var definition: PipelineDefinition {
    let day = CivilDate(daysSinceEpoch: 20_331)
    let period = PeriodRange(from: day.advanced(by: -30), to: day, grain: .month)
    return PipelineDefinition(
      name: "sample", title: Label(english: "Sample", vietnamese: "Mẫu"),
      catalog: Catalog(kpis: kpis), reference: reference, offset: .vietnam, asOf: day,
      period: period,
      datasets: ["dossiers", "responses"].map {
        PipelineDefinition.Dataset(
          name: $0, schema: Schema(dataset: $0, columns: []), files: [], period: period)
      },
      kpis: kpis, groupings: [.national, .byProvince],
      rankings: [RankingDefinition(kpi: "online_rate", top: 1, minDenominator: 1)], gates: Gates(),
      disclosure: ["responses": 5], rounding: Rounding(), language: .english,
      outputs: [.csv, .json], path: "sample.yml", sources: [])
  }

  static func share(
    _ kpi: String, _ province: (code: String, name: String)?, _ numerator: Int64,
    of denominator: Int64, interval: Bool = false, flags: Set<Figure.Flag> = []
  ) -> Figure {
    let value = WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact)
    return Figure(
      kpi: kpi,
      subject: Figure.Subject(
        province == nil ? .national : .byProvince, provinceCode: province?.code ?? "",
        province: province?.name ?? ""),
      numerator: .integer(numerator), denominator: denominator, value: value,
      interval: interval ? .wilson(numerator, of: denominator, level: 0.95) : nil,
      intervalMethod: interval ? "wilson" : nil,
      display: value.map { Rounding().percent($0) } ?? "", flags: flags)
  }

  static let phuTho = (code: "25", name: "Phú Thọ")
  static let hue = (code: "46", name: "Huế")

  static let figures: [Figure] = {
    let ward = Figure.Subject(
      Grouping(province: true, ward: true, category: "field", period: true), provinceCode: "46",
      province: "Huế", wardCode: "19815", ward: "An Cựu", category: "field",
      member: "radio_frequency", period: "2025-07")
    let mean = WideRatio(13, over: 3).map(Quantity.exact)
    return [
      share("online_rate", nil, 2_115, of: 2_278),
      share("online_rate", phuTho, 75, of: 91, flags: [.partial]),
      share("online_rate", hue, 2_040, of: 2_187),
      share("satisfaction", phuTho, 0, of: 0, flags: [.lowCount, .missing]),
      share("satisfaction", hue, 30, of: 30, interval: true),
      Figure(
        kpi: "score", subject: ward, numerator: WideRatio(13, over: 2).map(Quantity.exact),
        denominator: 3, value: mean, display: "4.33"),
      Figure(
        kpi: "score", subject: share("", hue, 0, of: 0).subject, numerator: .approximate(0.1),
        denominator: 3, value: .approximate(0.1 / 3),
        display: "0.03"),
      Figure(kpi: "score", subject: Figure.Subject(.national), flags: [.suppressed]),
    ]
  }()

  /// A survey's figure of which all is known, a full count with rejected rows, and a survey's figure that
  /// is withheld.
  static let sure: [Figure] = {
    var asked = share("satisfaction", hue, 30, of: 30, flags: [.review, .unreliable])
    asked.interval = Interval(lower: 0.76, upper: 1)
    asked.intervalMethod = "wilson_effective_n_fallback"
    asked.uncertainty = Uncertainty(
      basis: .quickSurvey, responses: 30, weightedValue: 1, effectiveSize: 12.25,
      designEffect: 2.45, rule: .kish, weightingEffect: 1, degrees: 0,
      plain: Interval(lower: 0.8865, upper: 1))
    var counted = share("online_rate", hue, 2_040, of: 2_187)
    counted.bounds = Interval(lower: 0.93, upper: 0.94)
    let withheld = Figure(
      kpi: "satisfaction",
      subject: Figure.Subject(.byProvince, provinceCode: phuTho.code, province: phuTho.name),
      flags: [.suppressed], uncertainty: Uncertainty(basis: .quickSurvey))
    return [asked, counted, withheld]
  }()

  /// What was answered to two questions in two provinces, one of them withheld.
  static let questions: [QuestionAnswers] = {
    func answers(
      _ question: String, _ province: (code: String, name: String)?,
      _ numbers: QuestionAnswers.Numbers?
    ) -> QuestionAnswers {
      QuestionAnswers(
        dataset: "responses", question: question, factor: question == "overall" ? "" : question,
        provinceCode: province?.code ?? "", province: province?.name ?? "", basis: .quickSurvey,
        levels: numbers == nil ? [] : ["1", "2", "3", "4", "5"], numbers: numbers,
        flags: numbers == nil ? [.suppressed] : [.unreliable])
    }
    let known = QuestionAnswers.Numbers(
      counts: [1, 0, 2, 3, 4], noAnswer: 2, notApplicable: 1, satisfied: 7, mean: 3.9,
      interval: Interval(lower: 0.4, upper: 0.9), intervalMethod: "wilson_effective_n",
      uncertainty: Uncertainty(
        basis: .quickSurvey, responses: 10, weightedValue: 0.7, standardError: 0.15,
        effectiveSize: 9.5, designEffect: 1.05, rule: .estimated, weightingEffect: 1, degrees: 8,
        plain: Interval(lower: 0.41, upper: 0.88)),
      bounds: Interval(lower: 7.0 / 12, upper: 0.75))
    let none = QuestionAnswers.Numbers(
      counts: [0, 0, 0, 0, 0], noAnswer: 12, notApplicable: 0, satisfied: 0,
      bounds: Interval(lower: 0, upper: 1))
    return [
      answers("access", nil, known), answers("access", hue, known),
      answers("access", phuTho, nil), answers("overall", nil, none),
    ]
  }()

  /// A document that is handed on in blocks.
  static func document(_ write: (@escaping ([UInt8]) -> Void) -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    write { bytes += $0 }
    return bytes
  }

  static func csv(_ figures: [Figure], exact: Bool = false) -> [UInt8] {
    document { FigureFile.csv(figures, exact: exact, to: $0) }
  }

  static var rankings: [Ranking] { definition.rankings(of: figures) }
}
