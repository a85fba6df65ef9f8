import Definitions
import Statistics
import Testing

@testable import Figures

/// Nights of a small country, put together by hand.
struct FeedReportTests {
  private static let start: Int32 = 20_270
  private var holidays: Set<CivilDate> = []
  private var disclosure: [String: Int] = [:]

  private func pipeline(asOf night: Int, mode: FeedWatch.Delivery = .nightly) -> PipelineDefinition
  {
    let campaign = Campaign()
    let definition = campaign.definition
    return PipelineDefinition(
      name: "test", title: Label("Test"), catalog: Catalog(kpis: []),
      reference: Campaign.reference, offset: .vietnam, asOf: day(night), period: Campaign.period(),
      datasets: definition.datasets, kpis: [], groupings: [.national], rankings: [],
      gates: Gates(), disclosure: disclosure, rounding: Rounding(), language: .english,
      outputs: [.csv], path: "test.yml", sources: [],
      feeds: FeedWatch(datasets: ["dossiers": mode, "responses": mode], holidays: holidays))
  }

  private func day(_ night: Int) -> CivilDate {
    CivilDate(daysSinceEpoch: Self.start + Int32(night))
  }

  /// So many rows, of which wards and fields get their parts.
  private func counts(_ rows: Int, gone: String? = nil) -> FeedCounts {
    var counts = FeedCounts()
    counts.rows = rows
    counts.parts["ward"] = ["19774": rows * 6 / 10, "19815": rows - rows * 6 / 10]
    if let gone, let lost = counts.parts["ward"]?.removeValue(forKey: gone) { counts.rows -= lost }
    counts.parts["field"] = ["radio": counts.rows / 2, "post": counts.rows - counts.rows / 2]
    return counts
  }

  private func file(
    _ dataset: String, _ province: String, night: Int, _ counts: FeedCounts,
    columns: [String] = ["province", "ward", "field", "at"], digest: String? = nil,
    name: String? = nil
  ) -> FileReport {
    var accounting = Accounting()
    accounting.accepted = counts.rows
    let path = name ?? "\(dataset)-\(province)-\(day(night)).csv"
    return FileReport(
      path: path, dataset: dataset, encoding: "utf-8", delimiter: 44, headerLine: 1,
      accounting: accounting, ignoredColumns: [], byteCount: 0, digest: digest ?? "\(path)",
      delivery: FileDelivery(columns: columns, provinces: [province: counts]))
  }

  private func usual(_ night: Int) -> [FileReport] {
    let rows = 200 + night * 7 % 11
    return ["01", "25", "46"].flatMap { province in
      ["dossiers", "responses"].map { file($0, province, night: night, counts(rows)) }
    }
  }

  private func history(_ count: Int) -> [FeedNight] {
    var nights: [FeedNight] = []
    for night in 0..<count {
      nights.append(
        FeedNight(
          runID: "run\(night)", usual(night), of: pipeline(asOf: night), after: nights.last))
    }
    return nights
  }

  private func report(
    _ files: [FileReport], after nights: [FeedNight], mode: FeedWatch.Delivery = .nightly
  ) throws -> FeedReport {
    let pipeline = pipeline(asOf: nights.count, mode: mode)
    let night = FeedNight(runID: "now", files, of: pipeline, after: nights.last)
    return try #require(
      pipeline.feedReport(of: night, after: nights, previous: nights.last?.runID))
  }

  private func kinds(_ report: FeedReport) -> [String] {
    report.findings.map { "\($0.feed.dataset) \($0.feed.province) \($0.kind.rawValue)" }
  }

  @Test func `a night like the others raises nothing`() throws {
    let report = try report(usual(70), after: history(70))
    #expect(kinds(report) == [])
    #expect(report.incidents == 0)
    #expect(report.readings.count == 6)
    #expect(
      report.readings.allSatisfy { $0.state == .tested && $0.expected.map { $0 > 199 } == true })
    #expect(report.comparedWith.count == 70)
  }

  @Test func `a file that does not come is missing, and both of a province are one incident`()
    throws
  {
    let report = try report(
      usual(70).filter { !$0.path.contains("-46-") }, after: history(70))
    #expect(kinds(report) == ["dossiers 46 feed_missing", "responses 46 feed_missing"])
    #expect(report.incidents == 1)
    #expect(
      report.findings[0].message.english.hasPrefix("Hue, dossiers: nothing arrived where 20"))
  }

  @Test func `a file without a record is a count of none, and no missing file`() throws {
    let empty = usual(70).map { report in
      report.path.hasPrefix("dossiers-46")
        ? file("dossiers", "46", night: 70, FeedCounts()) : report
    }
    let report = try report(empty, after: history(70))
    #expect(kinds(report) == ["dossiers 46 feed_missing"])
    #expect(report.findings[0].adjusted.map { $0 < 0.05 } == true)
    #expect(kinds(try self.report(usual(20), after: history(20))) == [])
  }

  @Test func `half a file is a drop, twice a file a surge`() throws {
    let changed = usual(70).map { report in
      report.path.hasPrefix("dossiers-46")
        ? file("dossiers", "46", night: 70, counts(100))
        : report.path.hasPrefix("dossiers-01")
          ? file("dossiers", "01", night: 70, counts(400)) : report
    }
    let report = try report(changed, after: history(70))
    #expect(kinds(report) == ["dossiers 01 feed_surge", "dossiers 46 feed_drop"])
    #expect(report.incidents == 2)
    #expect(report.findings.allSatisfy { $0.adjusted.map { $0 <= 0.05 } == true })
  }

  @Test func `yesterday's file again is no delivery`() throws {
    let nights = history(70)
    let old = usual(69).filter { $0.path.hasPrefix("dossiers-46") }
    let files = usual(70).filter { !$0.path.hasPrefix("dossiers-46") } + old
    #expect(kinds(try report(files, after: nights)) == ["dossiers 46 feed_missing"])
  }

  @Test func `the bytes of an earlier file under a new name are told`() throws {
    let nights = history(70)
    let files = usual(70).map { report in
      report.path.hasPrefix("dossiers-46")
        ? file("dossiers", "46", night: 70, counts(203), digest: "dossiers-46-\(day(60)).csv")
        : report
    }
    let report = try report(files, after: nights)
    #expect(kinds(report) == ["dossiers 46 feed_repeated"])
    #expect(report.findings[0].message.english.contains("dossiers-46-\(day(60)).csv"))
  }

  @Test func `a full-size file without one of its wards is found by that`() throws {
    let files = usual(70).map { report in
      report.path.hasPrefix("dossiers-46")
        ? file("dossiers", "46", night: 70, counts(340, gone: "19815")) : report
    }
    let report = try report(files, after: history(70))
    #expect(
      kinds(report) == ["dossiers 46 composition_shift", "dossiers 46 member_missing"])
    #expect(report.findings[1].message.english.contains("An Cựu (19815)"))
    #expect(report.incidents == 1)
  }

  @Test func `a column that is gone is told once, and its return not at all`() throws {
    var nights = history(70)
    let without = usual(70).map { report in
      report.path.hasPrefix("dossiers-46")
        ? file("dossiers", "46", night: 70, counts(203), columns: ["province", "ward", "at"])
        : report
    }
    let report = try report(without, after: nights)
    #expect(kinds(report) == ["dossiers 46 schema_change"])
    #expect(report.findings[0].message.english.hasSuffix("the columns changed: gone: field."))
    nights.append(report.night)
    #expect(kinds(try self.report(usual(71), after: nights)) == [])
  }

  @Test func `more than half of the provinces falling is one incident`() throws {
    let report = try report(
      usual(70).filter { !$0.path.hasPrefix("dossiers") || $0.path.contains("-01-") },
      after: history(70))
    #expect(report.findings.count == 2)
    #expect(report.incidents == 1)
  }

  @Test func `on a holiday nothing is expected, and no other day is held against it`() throws {
    var country = self
    country.holidays = [day(70), day(63), day(56)]
    let report = try country.report([], after: country.history(70))
    #expect(report.findings.isEmpty)
    #expect(report.readings.allSatisfy { $0.state == .holiday })
  }

  @Test func `the first weeks warm up`() throws {
    let report = try report([], after: history(20))
    #expect(report.findings.isEmpty)
    #expect(report.readings.count == 6 && report.readings.allSatisfy { $0.state == .warmingUp })
  }

  @Test func `growing files deliver what they grew by`() {
    let files = (0..<3).map { night in
      [
        file(
          "dossiers", "46", night: 0, counts(100 * (night + 1)), digest: "\(night)", name: "all.csv"
        )
      ]
    }
    var night: FeedNight?
    var grown: [Int?] = []
    for (number, reports) in files.enumerated() {
      let next = FeedNight(
        runID: "\(number)", reports, of: pipeline(asOf: number, mode: .growing), after: night)
      grown.append(next.delivered[FeedKey(dataset: "dossiers", province: "46")]?.rows)
      night = next
    }
    #expect(grown == [nil, 100, 100])
    #expect(night?.held[FeedKey(dataset: "dossiers", province: "46")]?.rows == 300)
  }

  @Test func `of a protected dataset the public is told no number`() throws {
    var country = self
    country.disclosure = ["dossiers": 10]
    let files = country.usual(70).map { report in
      report.path.hasPrefix("dossiers-46")
        ? country.file("dossiers", "46", night: 70, country.counts(40, gone: "19815")) : report
    }
    let report = try country.report(files, after: country.history(70))
    #expect(report.findings.contains { $0.message.english.contains("24 rows arrived") })
    for finding in report.findings {
      for text in [finding.publicMessage.english, finding.publicMessage.vietnamese] {
        #expect(!text.replacing("(19815)", with: "").contains { $0.isNumber }, "\(text)")
      }
    }
  }

  @Test(arguments: [
    ("dossiers-46-2025-08-01.csv", "dossiers-46-*.csv"), ("2025-08-01/hue.csv", "*/hue.csv"),
    ("hue_20250801_1.csv", "hue_*_1.csv"), ("46/01.08.2025.csv", "46/*.csv"),
    ("hue-2025-08-01T101500.csv", "hue-*.csv"), ("hue.csv", "hue.csv"),
    ("4-2025/p25.csv", "4-2025/p25.csv"),
  ])
  func `dates and long numbers are taken out of names`(path: String, folded: String) {
    #expect(FeedName.folded(path) == folded)
    #expect(FeedName.folded(folded) == folded)
  }
}
