import Definitions
import Figures
import Report
import Statistics

/// A country of some provinces and one KPI, whose releases are made up number by number.
struct Country {
  var names: [String] = ["Huế", "Phú Thọ", "Sơn La", "Cà Mau"]
  var better = KPI.Direction.higher
  var isSurvey = false
  /// What its schema says that it is.
  var basis: Instrument.Basis?
  var top = 2
  var tiles: [Reference.Tile] = []
  var periods = false
  var rankings = true
  /// Whether the pipeline lists figures of wards.
  var hasWards = false
  /// The last day of the period, counted from 1970: 31 August 2025.
  var lastDay: Int32 = 20_331

  var reference: Reference {
    Reference(
      provinces: names.enumerated().map { index, name in
        Reference.Province(
          code: "\(10 + index)", name: name, fullName: name, englishName: "EN \(name)")
      }, wards: [], aliases: [], tiles: tiles)
  }

  var kpi: KPI {
    KPI(
      id: "online_rate", label: Label(english: "Online rate", vietnamese: "Tỷ lệ trực tuyến"),
      dataset: "dossiers", kind: .share(numerator: .flag(0), denominator: nil), better: better,
      target: 0.5, source: "Decision <1> & \"2\"", interval: isSurvey ? .wilson : nil,
      formulas: [("numerator", "channel = 'online' and 1 < 2")])
  }

  var definition: PipelineDefinition {
    let day = CivilDate(daysSinceEpoch: lastDay)
    let period = PeriodRange(from: day.advanced(by: -61), to: day, grain: .month)
    return PipelineDefinition(
      name: "country", title: Label(english: "A country", vietnamese: "Một nước"),
      catalog: Catalog(kpis: [kpi]), reference: reference, offset: .vietnam, asOf: day,
      period: period,
      datasets: [
        PipelineDefinition.Dataset(
          name: "dossiers",
          schema: Schema(
            dataset: "dossiers", columns: [], instrument: basis.map { Instrument(basis: $0) }),
          files: [], period: period)
      ],
      kpis: [kpi],
      groupings: [.national, .byProvince] + (periods ? [Grouping(period: true)] : [])
        + (hasWards ? [Grouping(province: true, ward: true)] : []),
      rankings: rankings
        ? [RankingDefinition(kpi: "online_rate", top: top, minDenominator: 10)] : [],
      gates: Gates(), disclosure: [:], rounding: Rounding(), language: .vietnamese,
      outputs: [.csv, .html], path: "country.yml", sources: [])
  }

  /// A share of a place; a province by its index, the nation without.
  func share(
    _ province: Int?, _ numerator: Int64, of denominator: Int64, period: String = "",
    flags: Set<Figure.Flag> = []
  ) -> Figure {
    let value = WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact)
    let grouping =
      province != nil ? Grouping.byProvince : period.isEmpty ? .national : Grouping(period: true)
    return Figure(
      kpi: "online_rate",
      subject: Figure.Subject(
        grouping, provinceCode: province.map { "\(10 + $0)" } ?? "",
        province: province.map { names[$0] } ?? "", period: period),
      numerator: .integer(numerator), denominator: denominator, value: value,
      interval: isSurvey ? .wilson(numerator, of: denominator, level: 0.95) : nil,
      intervalMethod: isSurvey ? "wilson" : nil,
      display: value.map { Rounding().percent($0) } ?? "",
      flags: flags.union(denominator < 10 ? [.lowCount] : []),
      uncertainty: basis.map { basis in
        Uncertainty(
          basis: basis, responses: Int(denominator), weightedValue: value?.double,
          effectiveSize: Double(denominator) / 2, designEffect: 2, rule: .kish, degrees: 3,
          plain: .wilson(numerator, of: denominator, level: 0.95))
      })
  }

  /// A share of a ward of a province.
  func share(_ province: Int, ward: String, _ numerator: Int64, of denominator: Int64) -> Figure {
    let whole = share(province, numerator, of: denominator)
    return Figure(
      kpi: whole.kpi,
      subject: Figure.Subject(
        Grouping(province: true, ward: true), provinceCode: whole.subject.provinceCode,
        province: whole.subject.province, wardCode: "c\(ward)", ward: ward),
      numerator: whole.numerator, denominator: whole.denominator, value: whole.value,
      interval: whole.interval, intervalMethod: whole.intervalMethod, display: whole.display,
      uncertainty: whole.uncertainty)
  }

  /// A release of the numerators of all provinces, out of 100 each.
  func release(
    _ numerators: [Int64], of denominator: Int64 = 100, flags: [Int: Set<Figure.Flag>] = [:],
    more: [Figure] = [], findings: [GateFinding] = [], changes: Changes? = nil,
    files: [FileReport] = [], missing: Completeness? = nil, bounds: [Int: Interval] = [:]
  ) -> Release {
    let nation = share(
      nil, numerators.reduce(0, +), of: denominator * Int64(numerators.count))
    let provinces = numerators.enumerated().map { place, numerator in
      var figure = share(place, numerator, of: denominator, flags: flags[place] ?? [])
      figure.bounds = bounds[place]
      return figure
    }
    let figures = [nation] + provinces + more
    let definition = definition
    return Release(
      definition: definition, runID: "00112233aabbccdd", program: "1.2.3", figures: figures,
      rankings: definition.rankings(of: figures), completeness: [missing].compactMap(\.self),
      files: files, refused: [],
      findings: findings, notes: [], changes: changes, wards: definition.wards(of: figures))
  }
}
