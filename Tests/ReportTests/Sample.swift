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
