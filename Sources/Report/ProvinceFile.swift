internal import CSV
public import Definitions
public import Figures
internal import Statistics

/// `provinces.csv` and `top.csv`: one row a province, the KPIs side by side.
public enum ProvinceFile {
  /// All provinces: for each KPI that is known by province its display, where ranked its rank, and of a
  /// survey what it is.
  public static func csv(
    _ figures: [Figure], rankings: [Ranking], of definition: PipelineDefinition
  ) -> [UInt8] {
    let table = ProvinceTable(figures, of: definition)
    let ranks = Dictionary(
      rankings.map { ($0.kpi, $0.ranks) }, uniquingKeysWith: { first, _ in first })
    var writer = CSVWriter(
      header: ["province_code", "province"]
        + table.kpis.flatMap {
          (ranks[$0] == nil ? [$0] : [$0, $0 + "_rank"]) + table.basisColumn(of: $0)
        })
    for province in definition.reference.provinces {
      writer.append(
        [province.code, province.name]
          + table.kpis.flatMap { kpi in
            let display = table[kpi, province.code]?.display ?? ""
            let rank = ranks[kpi].map { [$0[province.code].map { "\($0)" } ?? ""] } ?? []
            return [display] + rank + table.basis(of: kpi, province.code)
          })
    }
    return writer.bytes
  }

  /// The provinces in the top of the first ranking, with numerators and denominators of every KPI.
  ///
  /// A province is a row here too, so that the names of the columns do not depend on who leads: CSV is
  /// read by column name. `hailong show` sets provinces in columns for people.
  public static func topCSV(
    _ figures: [Figure], rankings: [Ranking], of definition: PipelineDefinition
  ) -> [UInt8] {
    let table = ProvinceTable(figures, of: definition)
    var writer = CSVWriter(
      header: ["rank", "province_code", "province"]
        + table.kpis.flatMap {
          [$0, $0 + "_numerator", $0 + "_denominator"] + table.basisColumn(of: $0)
        })
    for row in rankings.first?.top ?? [] {
      let place = row.figure.subject
      writer.append(
        [row.rank.map { "\($0)" } ?? "", place.provinceCode, place.province]
          + table.kpis.flatMap { kpi -> [String] in
            let figure = table[kpi, place.provinceCode]
            return [
              figure?.display ?? "", figure?.numerator?.text ?? "",
              figure?.denominator.map { "\($0)" } ?? "",
            ] + table.basis(of: kpi, place.provinceCode)
          })
    }
    return writer.bytes
  }
}

/// The figures of the provinces by KPI.
public struct ProvinceTable: Sendable {
  /// The published ids that have figures by province, in catalog order.
  public let kpis: [String]
  private let figures: [String: [String: Figure]]

  public init(_ figures: [Figure], of definition: PipelineDefinition) {
    var table: [String: [String: Figure]] = [:]
    for index in figures.indices where figures[index].subject.grouping == .byProvince {
      table[figures[index].kpi, default: [:]][figures[index].subject.provinceCode] = figures[index]
    }
    self.figures = table
    kpis = definition.kpis.flatMap(\.publishedIDs).filter { table[$0] != nil }
  }

  /// The column that says what survey a KPI is from; none of a KPI that is from none.
  fileprivate func basisColumn(of kpi: String) -> [String] {
    isOfSurvey(kpi) ? [kpi + "_basis"] : []
  }

  fileprivate func basis(of kpi: String, _ provinceCode: String) -> [String] {
    isOfSurvey(kpi) ? [self[kpi, provinceCode]?.basis ?? ""] : []
  }

  private func isOfSurvey(_ kpi: String) -> Bool {
    figures[kpi]?.values.contains { $0.uncertainty != nil } ?? false
  }

  public subscript(kpi: String, provinceCode: String) -> Figure? { figures[kpi]?[provinceCode] }
}

extension Ranking {
  /// The ranks by province code.
  fileprivate var ranks: [String: Int] {
    Dictionary(
      rows.compactMap { row in row.rank.map { (row.figure.subject.provinceCode, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
