import Definitions
import Figures
import Foundation
import Report
import Testing

/// docs/data-dictionary.md beside the code: each names what the other does, in the same order.
@Suite struct DataDictionaryTests {
  private static let docs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")

  /// The names in the first column of a chapter's table.
  private func names(under heading: String) throws -> [String] {
    let page = try String(
      contentsOf: Self.docs.appending(path: "data-dictionary.md"), encoding: .utf8)
    let chapters = page.components(separatedBy: "\n## ").dropFirst()
    let chapter = try #require(chapters.first { $0.hasPrefix(heading + "\n") }, "no \(heading)")
    return chapter.matches(of: /\n\| `([^`]+)` \|/).map { String($0.1) }
  }

  @Test(arguments: [
    ("kpis.csv", FigureFile.columns), ("rankings.csv", RankingFile.columns),
    ("comparisons.csv", ComparisonFile.columns),
    ("questions.csv", QuestionFile.columns), ("wards.csv", WardFile.columns),
    ("changes.csv", ChangeFile.columns),
    ("rejects.csv", RejectFile.columns), ("responses.csv", ResponseFile.columns),
    ("sensitivity.csv", SensitivityFile.columns), ("trends.csv", TrendFile.columns),
    ("composites.csv", CompositeFile.columns), ("weights.csv", WeightFile.columns),
  ])
  func `every column of a table has its line`(file: String, columns: [String]) throws {
    #expect(try names(under: file) == columns)
  }

  @Test func `the columns that every wide table has have their line`() throws {
    let wide = String(
      decoding: ProvinceFile.csv(Sample.figures, rankings: Sample.rankings, of: Sample.definition),
      as: UTF8.self)
    let top = String(
      decoding: ProvinceFile.topCSV(
        Sample.figures, rankings: Sample.rankings, of: Sample.definition),
      as: UTF8.self)
    for (file, text) in [("provinces.csv", wide), ("top.csv", top)] {
      let names = try names(under: file)
      #expect(text.hasPrefix(names.joined(separator: ",") + ","), "\(file): \(names)")
    }
  }

  @Test func `every flag and every code has its line`() throws {
    #expect(try names(under: "Flags") == Figure.Flag.allCases.map(\.rawValue))
    #expect(
      try names(under: "Design effect rules") == Uncertainty.Rule.allCases.map(\.rawValue))
    #expect(
      try names(under: "Differences") == FigureDifference.Method.allCases.map(\.rawValue))
    #expect(try names(under: "Verdicts") == Trend.Verdict.allCases.map(\.rawValue))
    #expect(try names(under: "Response flags") == ResponseFlag.allCases.map(\.rawValue))
    #expect(try names(under: "Reject codes") == Reject.Code.allCases.map(\.rawValue))
    #expect(try names(under: "Warning codes") == WarningCode.allCases.map(\.rawValue))
  }

  @Test func `what a reject code means stands there in both languages`() throws {
    let page = try String(
      contentsOf: Self.docs.appending(path: "data-dictionary.md"), encoding: .utf8)
    for code in Reject.Code.allCases {
      let message = code.message(detail: "")
      #expect(page.contains("| `\(code.rawValue)` | \(message.english) | \(message.vietnamese) |"))
    }
  }

  @Test(arguments: ["run", "kpis", "rankings", "top", "quality", "feeds"])
  func `every member that a schema describes has its line`(name: String) throws {
    let data = try Data(contentsOf: Self.docs.appending(path: "schemas/\(name).schema.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let described = try names(under: "\(name).json")
    #expect(Set(described) == Set(members(of: schema, root: schema, at: "")))
    #expect(Set(described).count == described.count)
  }

  /// `figures[].value`, and `*` for a member of any name.
  private func members(of schema: [String: Any], root: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    let prefix = path.isEmpty ? "" : path + "."
    if let name = (schema["$ref"] as? String)?.split(separator: "/").last,
      let target = (root["$defs"] as? [String: Any])?[String(name)] as? [String: Any]
    {
      found += members(of: target, root: root, at: path)
    }
    for choice in schema["anyOf"] as? [[String: Any]] ?? [] {
      found += members(of: choice, root: root, at: path)
    }
    for (name, member) in schema["properties"] as? [String: [String: Any]] ?? [:] {
      found.append(prefix + name)
      found += members(of: member, root: root, at: prefix + name)
    }
    if let items = schema["items"] as? [String: Any] {
      found += members(of: items, root: root, at: path + "[]")
    }
    if let further = schema["additionalProperties"] as? [String: Any] {
      found += members(of: further, root: root, at: prefix + "*")
    }
    return found
  }
}
