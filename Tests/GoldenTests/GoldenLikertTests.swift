import CSV
import Foundation
import Statistics
import Testing

/// Items on a scale of five grades: what each says, how they hang together, and how forms were filled.
@Suite(GoldenFolder.isGiven)
struct GoldenLikertTests {
  @Test func `items, scores, reliability and quality are the golden ones`() throws {
    var score = GoldenScore("likert")
    for file in try #require(GoldenFolder.given).files(.likert) {
      let survey = try LikertSurvey(file)
      let forms = survey.rows.map { row in LikertForm(survey.items.map { $0[row] }) }
      var got = scores(of: forms, items: survey.items.count)
      got["items"] = .list(zip(survey.names, survey.items).map(item))
      got["cronbach"] = try reliability(of: survey)
      got["quality"] = quality(of: forms, items: survey.items.count)
      for part in ["items", "scores", "cronbach", "quality"] {
        let expected = survey.expected.filter {
          part == "scores"
            ? !["items", "cronbach", "quality", "design_based_composite"].contains($0.key)
            : $0.key == part
        }
        score.check("\(file.path) \(part)", .object(got), .object(expected))
      }
    }
    score.report()
  }

  private func item(_ name: String, _ answers: [Int?]) -> GoldenValue {
    let item = LikertItem(answers, grades: 5)
    let share = { (count: Int) in GoldenValue(Double(count) / Double(item.answered)) }
    let wilson = Interval.wilson(item.count(from: 4), of: item.answered, level: 0.95)
    return .object([
      "item": .text(name), "n": .number(Double(item.answered)),
      "missing": .number(Double(item.missing)),
      "counts_1_to_5": GoldenValue(item.counts.map(Double.init)),
      "mean": GoldenValue(item.mean), "sd": GoldenValue(item.deviation),
      "top2": share(item.count(from: 4)), "bottom2": share(item.count(upTo: 2)),
      "top2_wilson95": wilson.map { GoldenValue([$0.lower, $0.upper]) } ?? .undefined,
    ])
  }

  private func scores(of forms: [LikertForm], items: Int) -> [String: GoldenValue] {
    let scores = forms.compactMap(\.score)
    let mean = scores.reduce(0, +) / Double(scores.count)
    let fewest = (0...items).first { answered in
      LikertForm((0..<items).map { $0 < answered ? 3 : nil }).score != nil
    }
    return [
      "k": .number(Double(items)),
      "half_rule_min_answered": GoldenValue(fewest.map(Double.init)),
      "respondents_total": .number(Double(forms.count)),
      "respondents_used_half_rule": .number(Double(scores.count)),
      "respondent_mean_index": GoldenValue(mean),
      "respondent_mean_index_0_100": GoldenValue((mean - 1) / 4 * 100),
      "respondent_satisfied_share_mean_ge_4": GoldenValue(
        Double(scores.count { $0 >= 4 }) / Double(scores.count)),
    ]
  }

  private func reliability(of survey: LikertSurvey) throws -> GoldenValue {
    let items = survey.items.map { $0.map { $0.map(Double.init) } }
    let listwise = try #require(Reliability(listwise: items))
    let pairwise = try #require(Reliability(pairwise: items))
    let feldt = try #require(listwise.interval(level: 0.95))
    let dropped = survey.names.indices.map { GoldenValue(listwise.dropping($0)?.alpha) }
    return .object([
      "listwise_n": .number(Double(listwise.rows)), "alpha": GoldenValue(listwise.alpha),
      "feldt_ci95": GoldenValue([feldt.lower, feldt.upper]),
      "alpha_if_dropped": .object(
        Dictionary(uniqueKeysWithValues: zip(survey.names, dropped))),
      "alpha_pairwise": GoldenValue(pairwise.alpha),
      "standardized_alpha": GoldenValue(listwise.standardized),
    ])
  }

  private func quality(of forms: [LikertForm], items: Int) -> GoldenValue {
    let complete = forms.count(where: \.isComplete)
    let straight = forms.filter(\.isStraightLine)
    let variability = forms.compactMap(\.variability)
    return .object([
      "complete": .number(Double(complete)), "straight_line": .number(Double(straight.count)),
      "straight_line_share_of_complete": GoldenValue(Double(straight.count) / Double(complete)),
      "straight_line_by_value": GoldenValue(
        (1...5).map { grade in Double(straight.count { $0.grades[0] == grade }) }),
      "longstring_counts_0_to_k": GoldenValue(
        (0...items).map { run in Double(forms.count { $0.longestRun == run }) }),
      "irv_mean": GoldenValue(variability.reduce(0, +) / Double(variability.count)),
      "irv_zero": .number(Double(variability.count { $0 == 0 })),
      "irv_na": .number(Double(forms.count - variability.count)),
    ])
  }
}

/// A golden file about items, with the table of answers beside it: of the same name, or `items.csv`.
struct LikertSurvey {
  let expected: [String: GoldenValue]
  let names: [String]
  /// By item, by respondent.
  let items: [[Int?]]
  private let table: CSVTable

  init(_ file: GoldenFile) throws {
    expected = try #require(file.content["expected"]?.object)
    names = (expected["items"]?.list ?? []).compactMap { $0["item"]?.text }
    let input = file.content["input"]?.text ?? "items.csv"
    let same = file.url.deletingPathExtension().appendingPathExtension("csv")
    let url =
      FileManager.default.fileExists(atPath: same.path)
      ? same : file.url.deletingLastPathComponent().appending(path: input)
    let table = try CSVTable(Array(Data(contentsOf: url)))
    self.table = table
    items = try names.map { name in
      let column = try #require(table.column(name))
      return try table.rows.map { row in
        guard !row[column].isEmpty else { return nil }
        let answer: Int = try #require(Int(row[column]))
        return answer
      }
    }
  }

  var rows: Range<Int> { table.rows.indices }

  /// A column as it is written.
  func text(_ name: String) throws -> [String] {
    let column = try #require(table.column(name))
    return table.rows.map { $0[column] }
  }
}
