import Definitions
import Engine
import Foundation
import Pipeline
import Report
import Statistics
import Testing

/// Every case of the survey files, through what `hailong estimate` runs.
@Suite(GoldenFolder.isGiven)
struct GoldenSurveyTests {
  @Test func `estimates of every survey case are the golden ones`() throws {
    try SurveyCases(#require(GoldenFolder.given).files(.survey)).check()
  }
}

/// The same for the project's own sample, whose expected numbers R made (Tests/PipelineTests/R).
struct SurveyFixtureTests {
  @Test func `estimates of the invented sample are those of R`() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let url = tests.appending(path: "PipelineTests/R/estimates.json")
    let file = try GoldenFile(path: "survey/estimates.json", url: url)
    try #require(file.kind == .survey && file.cases.count > 20)
    try SurveyCases([file]).check()
  }
}

/// The cases of survey files, compared one by one.
struct SurveyCases {
  private let files: [GoldenFile]

  init(_ files: [GoldenFile]) { self.files = files }

  /// Compares, and prints a line for each kind of statistic.
  func check() throws {
    var scores: [String: GoldenScore] = [:]
    for file in files {
      let outcomes = try EstimateOutcome.all(
        of: EstimateSpec.read(path: file.url.path), options: IngestOptions(),
        interruption: { nil })
      try #require(outcomes.count == file.cases.count)
      for (row, outcome) in zip(file.cases, outcomes) {
        #expect(outcome.id == row["id"]?.text)
        let kind = row["statistic"]?["type"]?.text ?? "?"
        var score = scores[kind] ?? GoldenScore("survey, \(kind)")
        try check(file.path, row, outcome, &score)
        scores[kind] = score
      }
    }
    for score in scores.values.sorted(by: { $0.kind < $1.kind }) { score.report() }
  }

  private func check(
    _ path: String, _ row: GoldenValue, _ outcome: EstimateOutcome, _ score: inout GoldenScore
  ) throws {
    let expected = try #require(row["expected"])
    let place = "\(path) \(outcome.id)"
    guard case .text(let reason)? = expected["error"] else {
      if case .failure(let refusal) = outcome.result, isOptional(row) {
        Issue.record("golden optional: \(place): \(refusal.message)", severity: .warning)
        return
      }
      let got = try JSONDecoder().decode(
        GoldenValue.self, from: Data(JSONWriter.bytes(of: outcome.json)))
      let tolerance = expected["tolerance_rel"]?.number ?? 1e-8
      score.check(place, got, withoutRemarks(expected)) { place in
        // R iterates these.
        place.contains(".methods.logit") || place.contains(".methods.likelihood") ? 1e-6 : tolerance
      }
      return
    }
    guard case .failure(let refusal) = outcome.result else {
      Issue.record("\(place) is not refused: \(reason)")
      return
    }
    // The cause that the golden file puts in parentheses, or says and no more.
    let cause = reason.firstMatch(of: /\((.+?)\)/).map { String($0.1) } ?? reason
    score.check(
      place, .truth(refusal.message.contains(cause)), .truth(true), tolerance: { _ in 0 })
    #expect(refusal.message.contains(cause), "\(place): \(refusal.message)")
  }

  private func isOptional(_ row: GoldenValue) -> Bool {
    row["r_call"]?.text?.contains("optional tier") ?? false
  }

  /// What is expected, without how far R's own iteration may be off.
  private func withoutRemarks(_ expected: GoldenValue) -> GoldenValue {
    .object((expected.object ?? [:]).filter { $0.key != "tolerance_rel" })
  }
}
