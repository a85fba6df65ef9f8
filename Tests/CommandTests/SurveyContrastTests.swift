import Foundation
import Testing

/// trends.csv of the real program against the contrasts that R's survey package finds in the same
/// invented forms, two months of them: `Survey/contrasts.R`.
struct SurveyContrastTests {
  /// The trends of a run over the forms, the days from the 15th on taken for those of September.
  private func trends(_ design: String) throws -> [[String: String]] {
    let workdir = try Workdir()
    let forms = try String(
      contentsOf: SurveyTests.fixtures.appending(path: "responses.csv"), encoding: .utf8)
    let dated = forms.replacing(/2025-08-(\d\d)T/) { match in
      let day = Int(match.1) ?? 0
      return day < 15 ? String(match.0) : "2025-09-\(match.1)T"
    }
    try workdir.write("schema.yml", SurveyTests.schema(design))
    try workdir.write("kpis.yml", SurveyTests.catalog)
    try workdir.write("forms.csv", dated)
    try workdir.write(
      "survey.yml",
      """
      pipeline: survey
      catalog: kpis.yml
      reference: \(Workdir.project.appending(path: "surveys/reference").path)
      as_of: 2025-09-30
      period: {from: 2025-08-01, to: 2025-09-30}
      datasets: {forms: {schema: schema.yml, files: [forms.csv]}}
      groupings: [national, province, period, province+period]

      """)
    let outcome = try workdir.run(["run", "survey.yml", "--quiet"])
    try #require(outcome.status == 0, "\(outcome)")
    return try Table(workdir.url.appending(path: "out/survey/latest/trends.csv")).rows
  }

  @Test(arguments: [("design", ""), ("population", SurveyTests.population)])
  func `the change of a survey has the error and degrees of freedom of R's contrast`(
    _ name: String, _ design: String
  ) throws {
    let found = try trends(design)
    let expected = try Table(SurveyTests.fixtures.appending(path: "contrasts.csv")).rows
      .filter { $0["design"] == name }
    #expect(expected.count == 24)
    var compared = 0
    for row in expected {
      let place = "\(name) \(row["kpi"] ?? "") \(row["province_code"] ?? "")"
      let trend = try #require(
        found.first {
          $0["kpi"] == row["kpi"] && $0["province_code"] == row["province_code"]
        }, "\(place)")
      #expect(try isClose(trend["difference"], row["difference"]), "\(place): \(trend)")
      let values = [row["before"], row["now"]].compactMap { Double($0 ?? "") }
      let error = try #require(Double(row["se"] ?? ""))
      guard trend["ci_method"] == "student_shared_sites" else {
        // R takes the variance of everybody or nobody, or of a census of sites, for the truth.
        let isBare = values.contains { $0 <= 1e-12 || $0 >= 1 - 1e-12 } || error < 1e-9
        #expect(isBare, "\(place): \(trend)")
        #expect(trend["ci_method"] != "student_independent" || trend["standard_error"] != "0")
        continue
      }
      compared += 1
      #expect(try isClose(trend["standard_error"], row["se"]), "\(place): \(trend)")
      #expect(trend["df"] == row["df"], "\(place): \(trend)")
    }
    #expect(compared >= 15)
  }

  /// R writes 15 digits.
  private func isClose(_ found: String?, _ expected: String?) throws -> Bool {
    let (a, b) = (try #require(Double(found ?? "")), try #require(Double(expected ?? "")))
    return abs(a - b) <= 1e-11 * max(1, abs(b))
  }
}
