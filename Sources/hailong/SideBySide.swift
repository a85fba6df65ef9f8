internal import Pipeline
internal import Report

/// Provinces in columns, KPIs in rows.
struct SideBySide {
  private let run: PublishedRun
  private let provinces: [(code: String, name: String)]
  private let kpis: [String]
  private let figures: [String: [String: PublishedFigure]]
  private let ranks: [String: [String: String]]

  init(_ run: PublishedRun, provinces: [String], kpis: [String]) throws {
    self.run = run
    let names = Dictionary(
      run.provinces.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    self.provinces = try provinces.map { text in
      let code = try run.code(ofProvince: text)
      return (code: code, name: names[code] ?? code)
    }
    self.kpis = kpis
    var figures: [String: [String: PublishedFigure]] = [:]
    for figure in run.figures where figure.key.grouping == "province" {
      figures[figure.key.kpi, default: [:]][figure.key.provinceCode] = figure
    }
    self.figures = figures
    var ranks: [String: [String: String]] = [:]
    for rank in run.ranks { ranks[rank.kpi, default: [:]][rank.provinceCode] = rank.rank }
    self.ranks = ranks
  }

  /// The KPIs that are published by province.
  private var rows: [String] { kpis.filter { figures[$0] != nil } }

  func print(on console: Console) throws {
    try run.printHeading(on: console)
    try console.print()
    var table = Listing(["kpi"] + provinces.flatMap { [">\($0.name)", "interval", ">n", ">rank"] })
    for kpi in rows {
      table.add(
        [kpi]
          + provinces.flatMap { province -> [String] in
            guard let figure = figures[kpi]?[province.code] else { return ["–", "", "", ""] }
            return [
              run.text(figure), figure.interval(percent: run.isPercent(kpi)), figure.denominator,
              ranks[kpi]?[province.code] ?? "",
            ]
          })
    }
    guard !table.isEmpty else {
      try console.print("the run publishes no figure by province")
      return
    }
    try console.print(table)
    let shown = rows.flatMap { kpi in provinces.compactMap { figures[kpi]?[$0.code] } }
    try run.printFootnotes(of: shown, on: console)
  }

  var json: JSON {
    [
      "run": run.headJSON,
      "provinces": .array(
        provinces.map { ["province_code": .string($0.code), "province": .string($0.name)] }),
      "kpis": .array(
        rows.map { kpi in
          [
            "kpi": .string(kpi),
            "figures": .array(
              provinces.map { province in
                guard let figure = figures[kpi]?[province.code] else { return .null }
                return .object(
                  [("province_code", .string(province.code))] + figure.contentJSON
                    + [("rank", JSON(number: ranks[kpi]?[province.code] ?? ""))])
              }),
          ]
        }),
    ]
  }
}
