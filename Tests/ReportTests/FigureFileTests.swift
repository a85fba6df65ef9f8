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
        kpi,grouping,province_code,province,ward_code,ward,category,member,period,numerator,denominator,value,ci_low,ci_high,ci_method,display,flag,basis,n,weighted_value,standard_error,ci_level,effective_n,design_effect,design_effect_rule,weighting_effect,df,plain_ci_low,plain_ci_high,bound_low,bound_high
        online_rate,national,,,,,,,,2115,2278,0.9284460052677788,,,,92.84,,full_count,,,,,,,,,,,,,
        online_rate,province,25,Phú Thọ,,,,,,75,91,0.8241758241758241,,,,82.42,partial,full_count,,,,,,,,,,,,,
        online_rate,province,46,Huế,,,,,,2040,2187,0.9327846364883402,,,,93.28,,full_count,,,,,,,,,,,,,
        satisfaction,province,25,Phú Thọ,,,,,,0,0,,,,,,low_count;missing,full_count,,,,,,,,,,,,,
        satisfaction,province,46,Huế,,,,,,30,30,1,\(lower),1,wilson,100.00,,,,,,,,,,,,,,,
        score,province+ward+field+period,46,Huế,19815,An Cựu,field,radio_frequency,2025-07,6.5,3,4.333333333333333,,,,4.33,,full_count,,,,,,,,,,,,,
        score,province,46,Huế,,,,,,0.1,3,0.03333333333333333,,,,0.03,,full_count,,,,,,,,,,,,,
        score,national,,,,,,,,,,,,,,,suppressed,full_count,,,,,,,,,,,,,

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
            {"kpi": "online_rate", "grouping": "national", "province_code": null, "province": null, "ward_code": null, "ward": null, "category": null, "member": null, "period": null, "numerator": 2115, "denominator": 2278, "value": 0.9284460052677788, "ci_low": null, "ci_high": null, "ci_method": null, "display": "92.84", "flags": [], "basis": "full_count", "survey": null, "bounds": null},
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
              "flags": ["partial"],
              "basis": "full_count",
              "survey": null,
              "bounds": null
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
    for (place, column) in FigureFile.columns.enumerated() {
      var header = FigureFile.columns
      header.remove(at: place)
      guard FigureFile.firstColumns.contains(column) else {
        #expect(try FigureFile.figures(header: header, rows: []).isEmpty)
        continue
      }
      #expect(throws: FigureFile.Fault(record: 1, column: column, text: "")) {
        try FigureFile.figures(header: header, rows: [])
      }
    }
    var row = table.rows[0]
    row[10] = "many"
    #expect(throws: FigureFile.Fault(record: 2, column: "denominator", text: "many")) {
      try FigureFile.figures(header: table.header, rows: [row])
    }
  }

  @Test func `a release with the first seventeen columns alone is still read`() throws {
    let older = """
      kpi,grouping,province_code,province,ward_code,ward,category,member,period,numerator,denominator,value,ci_low,ci_high,ci_method,display,flag
      online_rate,province,46,Huế,,,,,,2040,2187,0.9327846364883402,,,,93.28,
      satisfaction,province,46,Huế,,,,,,30,30,1,0.8865,1,wilson,100.00,low_count

      """
    let table = try CSVTable(Array(older.utf8))
    let figures = try FigureFile.figures(header: table.header, rows: table.rows)
    #expect(figures.map(\.display) == ["93.28", "100.00"])
    #expect(figures[0].value?.exact == WideRatio(2040, over: 2187))
    #expect(figures[1].interval == Interval(lower: 0.8865, upper: 1))
    #expect(figures.allSatisfy { $0.uncertainty == nil && $0.bounds == nil })
  }

  @Test func `what tells how sure a figure is stands in the last columns, and is read back`() throws
  {
    let written = Sample.csv(Sample.sure, exact: true)
    let lines = text(Sample.csv(Sample.sure)).split(separator: "\n")
    #expect(
      lines.dropFirst() == [
        "satisfaction,province,46,Huế,,,,,,30,30,1,0.76,1,wilson_effective_n_fallback,100.00,"
          + "unreliable;review,quick_survey,30,1,,0.95,12.25,2.45,kish,1,0,0.8865,1,,",
        "online_rate,province,46,Huế,,,,,,2040,2187,0.9327846364883402,,,,93.28,,full_count,"
          + ",,,,,,,,,,,0.93,0.94",
        "satisfaction,province,25,Phú Thọ,,,,,,,,,,,,,suppressed,quick_survey,,,,,,,,,,,,,",
      ])
    let table = try CSVTable(written)
    #expect(try FigureFile.figures(header: table.header, rows: table.rows) == Sample.sure)
  }

  @Test func `an odd field of the last columns is named`() throws {
    let table = try CSVTable(Sample.csv(Sample.sure))
    for (column, odd) in [("n", "many"), ("design_effect_rule", "guess"), ("bound_low", "x")] {
      var row = table.rows[column == "bound_low" ? 1 : 0]
      row[try #require(table.header.firstIndex(of: column))] = odd
      #expect(throws: FigureFile.Fault(record: 2, column: column, text: odd)) {
        try FigureFile.figures(header: table.header, rows: [row])
      }
    }
  }

  @Test func `rankings.csv is written to the letter`() {
    #expect(
      text(RankingFile.csv(Sample.rankings, of: Sample.definition)) == """
        kpi,rank,province_code,province,numerator,denominator,value,ci_low,ci_high,rank_low,rank_high,in_top,display,flag,ci_method,basis,n,weighted_value,standard_error,ci_level,effective_n,design_effect,design_effect_rule,weighting_effect,df,plain_ci_low,plain_ci_high,bound_low,bound_high,own_rank_low,own_rank_high,best_rank,worst_rank,confident_top,certain_top,confident_bottom,top_probability,expected_rank,comparison_error,sentence_vi,sentence_en
        online_rate,1,46,Huế,2040,2187,0.9327846364883402,,,1,1,1,93.28,,,full_count,,,,,,,,,,,,,,1,1,1,1,1,1,0,1,,,"Huế: hạng 1 trong 2 tỉnh, thành phố được xếp hạng theo “Tỷ lệ trực tuyến” (93,28%); là địa phương dẫn đầu.",Hue: rank 1 of 2 ranked provinces by “Online rate” (93.28%); it is the best.
        online_rate,2,25,Phú Thọ,75,91,0.8241758241758241,,,2,2,0,82.42,partial,,full_count,,,,,,,,,,,,,,2,2,2,2,0,0,1,0,,,"Phú Thọ: hạng 2 trong 2 tỉnh, thành phố được xếp hạng theo “Tỷ lệ trực tuyến” (82,42%); không phải là địa phương dẫn đầu.",Phu Tho: rank 2 of 2 ranked provinces by “Online rate” (82.42%); it is not the best.

        """)
  }

  @Test func `top.json is written to the letter`() {
    #expect(
      text(RankingFile.topJSON(Sample.rankings, of: Sample.definition)) == """
        {
          "online_rate": {
            "k": 1,
            "provinces": [
              {
                "rank": 1,
                "province_code": "46",
                "province": "Huế",
                "numerator": 2040,
                "denominator": 2187,
                "value": 0.9327846364883402,
                "ci_low": null,
                "ci_high": null,
                "display": "93.28",
                "basis": "full_count",
                "survey": null,
                "bounds": null,
                "flags": [],
                "rank_low": 1,
                "rank_high": 1,
                "in_top": true,
                "own_rank_low": 1,
                "own_rank_high": 1,
                "best_rank": 1,
                "worst_rank": 1,
                "confident_top": true,
                "certain_top": true,
                "confident_bottom": false,
                "top_probability": 1,
                "expected_rank": null,
                "comparison_error": null,
                "sentence": {"en": "Hue: rank 1 of 2 ranked provinces by “Online rate” (93.28%); it is the best.", "vi": "Huế: hạng 1 trong 2 tỉnh, thành phố được xếp hạng theo “Tỷ lệ trực tuyến” (93,28%); là địa phương dẫn đầu."}
              }
            ],
            "is_settled": true,
            "confident_top": ["46"],
            "certain_top": ["46"],
            "confident_bottom": ["25"],
            "rank_bounds": "full_count",
            "level": 0.95,
            "statement": {"en": "The best province: Hue; full counts, and no rejected or missing record could change it.", "vi": "Địa phương dẫn đầu: Huế; theo số liệu đếm đầy đủ, các bản ghi bị loại hay còn thiếu không làm thay đổi."}
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
    let changes = Changes(
      from: old, of: "5f3a", to: new,
      in: Changes.Context(
        Sample.definition, causes: ["online_rate": ["late_data", "corrected_rows"]]))
    #expect(text(ChangeFile.csv(nil)) == header)
    #expect(
      text(ChangeFile.csv(changes)) == header
        + "5f3a,changed,online_rate,province,46,Huế,,,,,,2039,2040,2187,2187,"
        + "0.9323273891175126,0.9327846364883402,93.23,93.28,full_count,"
        + "0.0004572473708276177,,,,,,,late_data;corrected_rows,restated\n")
  }
}
