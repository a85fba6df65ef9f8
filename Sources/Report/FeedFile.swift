public import Definitions
public import Figures

/// `feeds.json`: what arrived tonight beside earlier nights, what was found about it, and all that later
/// nights need to know of it.
///
/// For analysts: counts of few records stand in it.
public enum FeedFile {
  public static let name = "feeds.json"

  /// The document.
  ///
  /// The members that later runs look for first come first, each on a line of its own.
  /// O(feeds × members).
  public static func json(_ report: FeedReport, of pipeline: PipelineDefinition, isStopped: Bool)
    -> [UInt8]
  {
    let night = report.night
    let document: [JSON.Member] = [
      (name: "schema_version", value: .integer(1)),
      (name: "pipeline", value: .string(pipeline.name)),
      (name: "run_id", value: .string(night.runID)),
      (name: "as_of", value: .string(night.day.description)),
      (name: "status", value: .string(isStopped ? "failed" : "published")),
      (name: "previous", value: .text(report.previous)),
      (name: "gap", value: .count(night.gap)),
      (
        name: "compared_with",
        value: .array(
          report.comparedWith.map {
            ["run_id": .string($0.runID), "as_of": .string($0.day.description)]
          })
      ),
      (name: "false_alarms", value: .number(report.falseAlarms)),
      (
        name: "tests",
        value: .object(
          report.tests.map { (name: $0.family.rawValue, value: .count($0.count)) })
      ),
      (name: "incidents", value: .count(report.incidents)),
      (name: "findings", value: .array(report.findings.map(json))),
      (name: "feeds", value: .array(report.readings.map(json))),
      (name: "delivered", value: list(night.delivered)),
      (name: "held", value: list(night.held)),
      (
        name: "files",
        value: .array(
          night.files.map { file in
            [
              "dataset": .string(file.dataset), "file": .string(file.path),
              "digest": .string(file.digest), "rows": .count(file.rows),
              "columns": .string(file.columns.joined(separator: " ")),
            ]
          })
      ),
    ]
    return JSONWriter.bytes(of: .object(document))
  }

  /// The members that describe a delivery; counts of nothing are left out.
  public static func members(of counts: FeedCounts) -> [(name: String, value: JSON)] {
    [
      (name: "rows", value: .count(counts.rows)),
      (name: "rejected", value: .count(counts.rejected)),
      (
        name: "parts",
        value: .object(
          counts.parts.sorted { $0.key.precedes($1.key) }
            .map { (name: $0.key, value: .counts($0.value)) })
      ),
      (name: "empty", value: .counts(counts.empty)),
      (name: "yes", value: .counts(counts.yes)),
    ]
  }

  private static func list(_ counts: [FeedKey: FeedCounts]) -> JSON {
    .array(
      counts.sorted { $0.key < $1.key }
        .map { key, counts in
          let rows: [JSON.Member] = [
            (name: "rows", value: .count(counts.rows)),
            (name: "rejected", value: .count(counts.rejected)),
          ]
          // What a delivery is made of is told once, of all files of a province.
          return .object(members(of: key) + (key.file.isEmpty ? members(of: counts) : rows))
        })
  }

  private static func members(of feed: FeedKey) -> [JSON.Member] {
    [
      (name: "dataset", value: .string(feed.dataset)),
      (name: "province_code", value: .key(feed.province)),
      (name: "file", value: .key(feed.file)),
    ]
  }

  private static func json(_ reading: FeedReport.Reading) -> JSON {
    .object(
      members(of: reading.feed) + [
        (name: "state", value: .string(reading.state.rawValue)),
        (name: "rows", value: .count(reading.rows)),
        (name: "expected", value: .number(reading.expected)),
        (name: "spread", value: .number(reading.spread)),
        (name: "statistic", value: .number(reading.statistic)),
        (name: "p", value: .number(reading.probability)),
        (name: "p_adjusted", value: .number(reading.adjusted)),
      ])
  }

  private static func json(_ finding: FeedFinding) -> JSON {
    .object(
      [
        (name: "incident", value: .count(finding.incident)),
        (name: "kind", value: .string(finding.kind.rawValue)),
      ] + members(of: finding.feed) + [
        (name: "files", value: .array(finding.files.map { .string($0) })),
        (name: "series", value: .key(finding.series)),
        (name: "member", value: .key(finding.member)),
        (name: "observed", value: .number(finding.observed)),
        (name: "expected", value: .number(finding.expected)),
        (name: "statistic", value: .number(finding.statistic)),
        (name: "p", value: .number(finding.probability)),
        (name: "p_adjusted", value: .number(finding.adjusted)),
        (name: "message", value: .string(finding.message.english)),
        (name: "message_vi", value: .string(finding.message.vietnamese)),
      ])
  }
}

extension JSON {
  fileprivate static func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
}
