import Foundation
import Testing

/// Survey figures of the real program against those of R's survey package, which `Survey/make.R` made
/// from the same invented forms.
struct SurveyTests {
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Survey")

  static let catalog = """
    kpis:
      satisfaction: {dataset: forms, numerator: "overall >= 4", denominator: "overall is not null"}
      satisfaction_staff: {dataset: forms, numerator: "staff >= 4", denominator: "staff is not null"}
      satisfaction_access: {dataset: forms, numerator: "access >= 4", denominator: "access is not null"}
      score: {dataset: forms, mean: "(overall - 1) / 4"}
      index: {composite: {satisfaction_access: 0.5, satisfaction_staff: 0.5}}

    """

  static func schema(_ design: String) -> String {
    """
    dataset: forms
    key: response_id
    place: {province: province_code, ward: ward_code}
    time: surveyed_at
    instrument:
      basis: probability_sample
      factors: {access: access, staff: staff}
      overall: overall
      design: {strata: province_code, psu: site_id, weight: weight, fpc: sites\(design)}
    columns:
      response_id: {type: id, required: true}
      province_code: {type: province, required: true}
      ward_code: {type: ward, required: true}
      site_id: {type: text, required: true}
      surveyed_at: {type: timestamp, required: true}
      field: {type: category, values: [land, post, tax]}
      weight: {type: decimal, required: true, range: [0.1, 10]}
      sites: {type: integer, required: true, range: [1, 1000]}
      access: {type: integer, range: [1, 5]}
      staff: {type: integer, range: [1, 5]}
      overall: {type: integer, range: [1, 5]}

    """
  }

  static let population = """
    , population: [
          {field: land, count: 5200}, {field: post, count: 2300}, {field: tax, count: 2950}]
    """

  /// The figures of a run over the invented forms.
  private func figures(_ design: String, _ options: String...) throws -> Table {
    let workdir = try Workdir()
    let reference = Workdir.project.appending(path: "surveys/reference").path
    try workdir.write("schema.yml", Self.schema(design))
    try workdir.write("kpis.yml", Self.catalog)
    try workdir.write(
      "forms.csv", try Data(contentsOf: Self.fixtures.appending(path: "responses.csv")))
    try workdir.write(
      "survey.yml",
      """
      pipeline: survey
      catalog: kpis.yml
      reference: \(reference)
      as_of: 2025-08-31
      period: {from: 2025-08-01, to: 2025-08-31}
      datasets: {forms: {schema: schema.yml, files: [forms.csv]}}
      groupings: [national, province, ward, field]

      """)
    let outcome = try workdir.run(["run", "survey.yml", "--quiet"] + options)
    try #require(outcome.status == 0, "\(outcome)")
    return try Table(workdir.url.appending(path: "out/survey/latest/kpis.csv"))
  }

  @Test(arguments: [("design", ""), ("population", population)])
  func `estimates, errors and degrees of freedom are those of R's survey package`(
    _ name: String, _ design: String
  ) throws {
    let rows = try figures(design).rows
    let expected = try Table(Self.fixtures.appending(path: "expected.csv")).rows
      .filter { $0["design"] == name }
    #expect(expected.count > 70)
    for row in expected {
      let key = row["key"] ?? ""
      let place = "\(name) \(row["kpi"] ?? "") \(key)"
      let found = try #require(
        rows.first {
          $0["kpi"] == row["kpi"]
            && [$0["province_code"], $0["ward_code"], $0["member"]].contains(key)
            && $0["grouping"] == row["grouping"]?.replacing("_code", with: "")
        }, "\(place)")
      #expect(found["n"] == row["n"], "\(place)")
      #expect(try isClose(found["weighted_value"], row["estimate"]), "\(place): \(found)")
      #expect(found["df"] == row["df"], "\(place)")
      // What people read is what the interval is about.
      #expect(try isClose(found["value"], row["estimate"]), "\(place): \(found)")
      let isWeighted = found["flag"]?.contains("weighted") ?? false
      let counted = Double(found["numerator"] ?? "").map { $0 / (Double(row["n"] ?? "") ?? 1) }
      let isCounted = try counted.map { try isClose("\($0)", row["estimate"]) } ?? false
      #expect(isWeighted || isCounted, "\(place): \(found)")
      guard let error = Double(row["se"] ?? ""), error > 0, row["df"] != "0" else {
        // R takes its variance of 0 for the truth.
        #expect(found["standard_error"] == "", "\(place)")
        // Of a mean of answers that are all the same, nothing tells how they spread.
        let isFlat = row["kpi"] == "score" && found["ci_low"] == ""
        #expect(isFlat || found["ci_method"]?.hasSuffix("_fallback") == true, "\(place): \(found)")
        #expect(!isFlat || found["flag"]?.contains("unreliable") == true, "\(place)")
        #expect(found["flag"]?.contains("review") ?? false, "\(place)")
        continue
      }
      #expect(try isClose(found["standard_error"], row["se"]), "\(place): \(found)")
      guard row["ci_low"] != "" else { continue }
      #expect(found["ci_method"] == (row["kpi"] == "score" ? "student" : "korn_graubard"))
      #expect(try isClose(found["ci_low"], row["ci_low"]), "\(place): \(found)")
      #expect(try isClose(found["ci_high"], row["ci_high"]), "\(place): \(found)")
    }
  }

  /// R writes 15 digits.
  private func isClose(_ found: String?, _ expected: String?) throws -> Bool {
    let (a, b) = (try #require(Double(found ?? "")), try #require(Double(expected ?? "")))
    return abs(a - b) <= 1e-11 * max(1, abs(b))
  }

  @Test func `everybody satisfied at one site leaves room for doubt`() throws {
    let rows = try figures("").rows.filter { $0["kpi"] == "satisfaction" }
    let site = try #require(
      rows.first { $0["grouping"] == "province" && $0["province_code"] == "82" })
    #expect(site["display"] == "100.00")
    #expect(site["ci_method"] == "korn_graubard_fallback")
    #expect(site["design_effect_rule"] == "kish")
    #expect(site["flag"] == "unreliable;review")
    let (n, effect) = (
      try #require(Double(site["n"] ?? "")), try #require(Double(site["design_effect"] ?? ""))
    )
    #expect(abs(effect - (1 + (n - 1) * 0.05)) < 1e-12)
    // Clopper–Pearson at all of m: the m-th root of half of 5 %.
    let low = try #require(Double(site["ci_low"] ?? ""))
    #expect(abs(low - pow(0.025, effect / n)) < 1e-12)
    #expect(low < (try #require(Double(site["plain_ci_low"] ?? ""))))
  }

  @Test func `the same forms give the same bytes, whatever the threads and from where`() throws {
    let whole = try figures(Self.population, "--threads", "1")
    let again = try figures(Self.population, "--threads", "2")
    #expect(whole.rows == again.rows)
  }

  /// The figures of satisfaction, given forms and dossiers of fields a and b in one province or two.
  private func calibrated(_ forms: [String], _ dossiers: [String]) throws -> (Table, notes: String)
  {
    let workdir = try Workdir()
    let reference = Workdir.project.appending(path: "surveys/reference").path
    try workdir.write(
      "forms.yml",
      """
      dataset: forms
      place: {province: province_code}
      instrument: {basis: quick_survey, overall: overall, design: {strata: province_code, psu: []}}
      columns:
        province_code: {type: province, required: true}
        field: {type: category, values: [a, b]}
        overall: {type: integer, range: [1, 5]}
      """)
    try workdir.write(
      "dossiers.yml",
      """
      dataset: dossiers
      place: {province: province_code}
      columns:
        province_code: {type: province, required: true}
        field: {type: category, values: [a, b]}
      """)
    try workdir.write(
      "kpis.yml",
      """
      kpis:
        satisfaction: {dataset: forms, numerator: "overall >= 4", denominator: "overall is not null"}
      """)
    let header = "province_code,field"
    try workdir.write("forms.csv", ([header + ",overall"] + forms).joined(separator: "\n") + "\n")
    try workdir.write("dossiers.csv", ([header] + dossiers).joined(separator: "\n") + "\n")
    try workdir.write(
      "p.yml",
      """
      pipeline: p
      catalog: kpis.yml
      reference: \(reference)
      as_of: 2025-08-31
      period: {from: 2025-08-01, to: 2025-08-31}
      datasets:
        forms: {schema: forms.yml, files: [forms.csv], calibrate: {to: dossiers, by: [province, field]}}
        dossiers: {schema: dossiers.yml, files: [dossiers.csv]}
      groupings: [national, province]

      """)
    let outcome = try workdir.run(["run", "p.yml", "--json"])
    try #require(outcome.status == 0, "\(outcome)")
    let table = try Table(workdir.url.appending(path: "out/p/latest/kpis.csv"))
    return (table, try workdir.read("out/p/latest/run.json"))
  }

  private func lines(_ count: Int, _ line: String) -> [String] {
    Array(repeating: line, count: count)
  }

  @Test(arguments: [19, 20, 40])
  func `responses without a category stand for their part of the province, however many`(
    _ unknown: Int
  ) throws {
    let forms = lines(50, "46,a,5") + lines(50, "46,a,2") + lines(unknown, "46,,1")
    let (table, notes) = try calibrated(forms, lines(300, "46,a") + lines(700, "46,b"))
    let nation = try #require(table.rows.first { $0["grouping"] == "national" })
    // Half of those whose field is known, nobody of the others, each alike: the plain share.
    #expect(try isClose(nation["weighted_value"], "\(50.0 / Double(100 + unknown))"), "\(nation)")
    #expect(notes.contains("\(unknown) responses of forms lack one of province, field"))
  }

  @Test func `a province without dossiers keeps its part of the nation`() throws {
    let forms = lines(30, "46,a,5") + lines(30, "46,a,2") + lines(60, "79,a,5")
    let (table, notes) = try calibrated(forms, lines(6000, "46,a"))
    let nation = try #require(table.rows.first { $0["grouping"] == "national" })
    #expect(try isClose(nation["weighted_value"], "0.75"), "\(nation)")
    #expect(notes.contains("60 responses of forms are of provinces without population"))
  }

  @Test func `weights add up to the dossiers of each cell`() throws {
    let forms =
      lines(20, "46,a,5") + lines(20, "46,a,1") + lines(30, "46,b,5") + lines(10, "46,b,1")
    let (table, _) = try calibrated(forms, lines(900, "46,a") + lines(100, "46,b"))
    let nation = try #require(table.rows.first { $0["grouping"] == "national" })
    // Half of nine parts and three quarters of one.
    #expect(try isClose(nation["weighted_value"], "0.525"), "\(nation)")
    #expect(try isClose(nation["value"], "0.525"))
    #expect(nation["numerator"] == "50")
    #expect(nation["flag"] == "weighted")
  }

  @Test func `no dossier at all calibrates nothing, and says so`() throws {
    let (table, notes) = try calibrated(lines(40, "46,a,5") + lines(10, "46,b,1"), [])
    let nation = try #require(table.rows.first { $0["grouping"] == "national" })
    #expect(nation["value"] == "0.8")
    #expect(notes.contains("forms was not calibrated"))
  }

  @Test func `a composite of all satisfied and of half has an interval from its parts`() throws {
    let rows = try figures("").rows
    let site = try #require(
      rows.first {
        $0["kpi"] == "index" && $0["province_code"] == "82" && $0["grouping"] == "province"
      })
    #expect(site["ci_method"] == "sum_of_parts")
    #expect(site["design_effect_rule"] != "estimated")
    #expect(site["flag"] == "unreliable;review")
    let (low, value) = (Double(site["ci_low"] ?? ""), Double(site["value"] ?? ""))
    #expect(try #require(low) < (try #require(value)))
    let nation = try #require(rows.first { $0["kpi"] == "index" && $0["grouping"] == "national" })
    #expect(nation["design_effect_rule"] == "estimated")
    let (n, effective, effect) = (
      Double(nation["n"] ?? ""), Double(nation["effective_n"] ?? ""),
      Double(nation["design_effect"] ?? "")
    )
    let size = min(try #require(n), try #require(n) / (try #require(effect)))
    #expect(abs(try #require(effective) - size) < 1e-9)
  }
}
