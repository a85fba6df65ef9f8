import Foundation
import Testing

/// The wards of the sample: every published share of a ward, and none that is withheld.
struct WardTests {
  private let header: [Substring]
  private let rows: [[Substring]]

  init() throws {
    let text = try String(contentsOf: SampleRun.get().file("wards.csv"), encoding: .utf8)
    try #require(!text.contains("\""))
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    header = try #require(lines.first)
    rows = Array(lines.dropFirst())
  }

  private func fields(_ row: [Substring]) -> [String: String] {
    Dictionary(zip(header.map(String.init), row.map(String.init))) { first, _ in first }
  }

  @Test func `wards have the counts and values of kpis.csv, and none is withheld there`() throws {
    let figures = try SampleRun.figures()
    let place = try [
      "kpi", "province_code", "ward_code", "numerator", "denominator", "value", "flag",
    ]
    .map { column in try #require(header.firstIndex { $0 == column }) }
    for row in rows {
      let cells = place.map { row[$0] }
      let figure = try figures(
        cells[0], by: "province+ward", province: cells[1], ward: cells[2])
      let published = [figure.numerator, figure.denominator, figure.value, figure.flag]
      #expect(Array(cells[3...]) == published)
      #expect(!figure.flag.contains("suppressed"))
    }
    let shares = Set(rows.map { $0[0] })
    let expected = figures.all.count { key, figure in
      let parts = key.split(separator: "|", omittingEmptySubsequences: false)
      return parts[1] == "province+ward" && shares.contains(parts[0]) && !parts[3].isEmpty
        && (Int(figure.denominator) ?? 0) > 0
    }
    #expect(rows.count == expected && shares.contains("satisfaction") && shares.count > 15)
  }

  @Test func `what docs say of the sample's wards is so`() throws {
    let wards = rows.filter { $0[0] == "online_rate" }.map(fields)
    let (all, none) = (wards.filter { $0["value"] == "1" }, wards.filter { $0["value"] == "0" })
    #expect(wards.count == 3_006 && all.count == 1_357 && none.count == 202)
    let most = (all + none).compactMap { Int($0["denominator"] ?? "") }.max()
    #expect(most == 10)
    func likely(_ name: String) throws -> Double {
      let row = try #require(
        wards.first { $0["ward"] ?? "" == name && $0["province_code"] == "19" })
      #expect(row["prior_strength"]?.hasPrefix("13.2") == true && row["prior_from"] == "19")
      return try #require(Double(row["eb_value"] ?? ""))
    }
    #expect(abs(try likely("Thần Sa") - 0.8064) < 0.00005)
    #expect(abs(try likely("Phú Xuyên") - 0.5855) < 0.00005)
  }
}
