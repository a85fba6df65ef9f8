import CSV
import Definitions
import Figures
import Report
import Statistics
import Testing

struct WardFileTests {
  private static let byWard = Grouping(province: true, ward: true)

  private func rows(_ figures: [Figure]) throws -> [[String: String]] {
    let base = Sample.definition
    let definition = PipelineDefinition(
      name: base.name, title: base.title, catalog: base.catalog, reference: base.reference,
      offset: base.offset, asOf: base.asOf, period: base.period, datasets: base.datasets,
      kpis: base.kpis, groupings: [.national, Self.byWard], rankings: [], gates: base.gates,
      disclosure: [:], rounding: base.rounding, language: .english, outputs: base.outputs,
      path: base.path, sources: [])
    let table = try CSVTable(
      Sample.document { WardFile.csv(definition.wards(of: figures), to: $0) })
    #expect(table.header == WardFile.columns)
    return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0)) }
  }

  private func ward(_ code: String, _ numerator: Int64, of denominator: Int64) -> Figure {
    let value = WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact)
    return Figure(
      kpi: "online_rate",
      subject: Figure.Subject(
        Self.byWard, provinceCode: "46", province: "Huế", wardCode: code, ward: "W\(code)"),
      numerator: .integer(numerator), denominator: denominator, value: value, flags: [.partial])
  }

  @Test func `a ward has its counts and value beside what is likely`() throws {
    let rows = try rows([ward("b", 9, of: 10), ward("a", 1, of: 10)])
    #expect(rows.map { $0["ward_code"] } == ["b", "a"])
    let first = try #require(rows.first)
    let expected = [
      "kpi": "online_rate", "province": "Huế", "ward": "Wb", "numerator": "9",
      "denominator": "10", "value": "0.9", "basis": "full_count", "effective_n": "",
      "eb_order": "1", "prior_from": "", "funnel_target": "0.5", "funnel_flag": "",
      "flag": "partial",
    ]
    for (column, text) in expected { #expect(first[column] == text, "\(column)") }
    func number(_ column: String) throws -> Double {
      try #require(Double(first[column] ?? ""), "\(column)")
    }
    let (weight, mean) = (try number("eb_weight"), try number("prior_mean"))
    #expect(abs(try number("eb_value") - (weight * 0.9 + (1 - weight) * mean)) < 1e-12)
    #expect(abs(weight - 10 / (10 + (try number("prior_strength")))) < 1e-12)
    #expect(try number("eb_low") < number("eb_value"))
    #expect(try number("funnel_low998") <= number("funnel_low95"))
  }

  @Test func `where wards do not differ, no order, interval or strength stands`() throws {
    let row = try #require(try rows([ward("a", 5, of: 10), ward("b", 5, of: 10)]).first)
    for column in ["eb_low", "eb_high", "eb_order", "prior_strength"] {
      #expect(row[column] == "", "\(column)")
    }
    #expect(row["eb_value"] == "0.5" && row["eb_weight"] == "0")
  }
}
