import CSV
import Definitions
import Figures
@testable import Report
import Statistics
import Testing

@Suite struct FigureFileTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `kpis.csv is written to the letter`() throws {
    let lower = try #require(Interval.wilson(30, of: 30, level: 0.95)).lower
    #expect(
      text(Sample.csv(Sample.figures)) == """
        kpi,grouping,province_code,province,ward_code,ward,category,member,period,numerator,denominator,value,ci_low,ci_high,ci_method,display,flag
        online_rate,national,,,,,,,,2115,2278,0.9284460052677788,,,,92.84,
        online_rate,province,25,Phú Thọ,,,,,,75,91,0.8241758241758241,,,,82.42,partial
        online_rate,province,46,Huế,,,,,,2040,2187,0.9327846364883402,,,,93.28,
        satisfaction,province,25,Phú Thọ,,,,,,0,0,,,,,,low_count;missing
        satisfaction,province,46,Huế,,,,,,30,30,1,\(lower),1,wilson,100.00,
        score,province+ward+field+period,46,Huế,19815,An Cựu,field,radio_frequency,2025-07,6.5,3,4.333333333333333,,,,4.33,
        score,province,46,Huế,,,,,,0.1,3,0.03333333333333333,,,,0.03,
        score,national,,,,,,,,,,,,,,,suppressed

        """)
  }

  @Test func `kpis.csv holds the figures of the groupings that are listed`() {
    let written = Sample.document { FigureFile.csv(Sample.figures, of: [.national], to: $0) }
    let lines = text(written).split(separator: "\n")
    #expect(lines.dropFirst().allSatisfy { $0.contains(",national,") })
    #expect(lines.count == 3)
  }

  @Test func `rows of kpis.json are written to the letter`() {
    let written = Sample.document {
      FigureFile.json(Array(Sample.figures.prefix(2)), of: Sample.definition, to: $0)
    }
    #expect(
      text(written).hasSuffix(
        """
          "figures": [
            {"kpi": "online_rate", "grouping": "national", "province_code": null, "province": null, "ward_code": null, "ward": null, "category": null, "member": null, "period": null, "numerator": 2115, "denominator": 2278, "value": 0.9284460052677788, "ci_low": null, "ci_high": null, "ci_method": null, "display": "92.84", "flags": []},
            {
              "kpi": "online_rate",
              "grouping": "province",
              "province_code": "25",
              "province": "Phú Thọ",
              "ward_code": null,
              "ward": null,
              "category": null,
              "member": null,
              "period": null,
              "numerator": 75,
              "denominator": 91,
              "value": 0.8241758241758241,
              "ci_low": null,
              "ci_high": null,
              "ci_method": null,
              "display": "82.42",
              "flags": ["partial"]
            }
          ]
        }

        """))
  }

  @Test func `figures read back from a stage file are the same`() throws {
    let table = try CSVTable(Sample.csv(Sample.figures, exact: true))
    #expect(try FigureFile.figures(header: table.header, rows: table.rows) == Sample.figures)
  }

  @Test func `figures read back from a published file write the same file`() throws {
    let written = Sample.csv(Sample.figures)
    let table = try CSVTable(written)
    let figures = try FigureFile.figures(header: table.header, rows: table.rows)
    #expect(Sample.csv(figures) == written)
    #expect(figures[2].value?.exact == WideRatio(2040, over: 2187))
  }

  @Test func `columns are found by name, and a missing one or odd text is named`() throws {
    let table = try CSVTable(Sample.csv(Sample.figures, exact: true))
    let turned = try FigureFile.figures(
      header: table.header.reversed(), rows: table.rows.map { $0.reversed() })
    #expect(turned == Sample.figures)
    #expect(throws: FigureFile.Fault(record: 1, column: "flag", text: "")) {
      try FigureFile.figures(header: FigureFile.columns.dropLast(), rows: [])
    }
    var row = table.rows[0]
    row[10] = "many"
    #expect(throws: FigureFile.Fault(record: 2, column: "denominator", text: "many")) {
      try FigureFile.figures(header: table.header, rows: [row])
    }
  }

  @Test func `rankings.csv is written to the letter`() {
    #expect(
      text(RankingFile.csv(Sample.rankings)) == """
        kpi,rank,province_code,province,numerator,denominator,value,ci_low,ci_high,rank_low,rank_high,in_top,display,flag
        online_rate,1,46,Huế,2040,2187,0.9327846364883402,,,1,1,1,93.28,
        online_rate,2,25,Phú Thọ,75,91,0.8241758241758241,,,2,2,0,82.42,partial

        """)
  }

  @Test func `top.json is written to the letter`() {
    #expect(
      text(RankingFile.topJSON(Sample.rankings)) == """
        {
          "online_rate": {
            "k": 1,
            "provinces": [
              {"rank": 1, "province_code": "46", "province": "Huế", "numerator": 2040, "denominator": 2187, "value": 0.9327846364883402, "ci_low": null, "ci_high": null, "display": "93.28"}
            ]
          }
        }

        """)
  }

  @Test func `provinces.csv and top.csv have a row a province`() {
    let (figures, rankings, definition) = (Sample.figures, Sample.rankings, Sample.definition)
    #expect(
      text(ProvinceFile.csv(figures, rankings: rankings, of: definition)) == """
        province_code,province,online_rate,online_rate_rank,satisfaction,score
        25,Phú Thọ,82.42,2,,
        46,Huế,93.28,1,100.00,0.03

        """)
    #expect(
      text(ProvinceFile.topCSV(figures, rankings: rankings, of: definition)) == """
        rank,province_code,province,online_rate,online_rate_numerator,online_rate_denominator,satisfaction,satisfaction_numerator,satisfaction_denominator,score,score_numerator,score_denominator
        1,46,Huế,93.28,2040,2187,100.00,30,30,0.03,0.1,3

        """)
  }

  @Test func `changes.csv names the run it was compared with`() {
    let old = [Sample.share("online_rate", Sample.hue, 2_039, of: 2_187)]
    let new = [Sample.share("online_rate", Sample.hue, 2_040, of: 2_187)]
    let header = ChangeFile.columns.joined(separator: ",") + "\n"
    #expect(text(ChangeFile.csv(nil)) == header)
    #expect(
      text(ChangeFile.csv(Changes(from: old, of: "5f3a", to: new))) == header
        + "5f3a,changed,online_rate,province,46,Huế,,,,,,2039,2040,2187,2187,"
        + "0.9323273891175126,0.9327846364883402,93.23,93.28\n")
  }
}
