import Definitions
import Engine
import Foundation
import Testing

@testable import Pipeline

@Suite struct ExplanationTests {
  let campaign: Campaign
  private var latest: String { campaign.out + "/nightly/latest" }

  init() throws { campaign = try Campaign() }

  private func explain(
    _ kpi: String, province: String = "", grouping: String? = nil, ward: String = "",
    member: String = "", period: String = ""
  ) throws -> Explanation {
    let run = try PublishedRun(folder: latest)
    let ids = run.kpis.values.first { $0.id == kpi }?.publishedAs ?? [kpi]
    let grouping = grouping ?? (province.isEmpty ? "national" : "province")
    let figures = run.figures.filter {
      ids.contains($0.key.kpi) && $0.key.grouping == grouping && $0.key.provinceCode == province
        && $0.key.wardCode == ward && $0.key.member == member && $0.key.period == period
    }
    return try Explanation(of: figures, in: run, options: IngestOptions())
  }

  /// `../dossiers/hue.csv 2 3 5 | 2 5`: the lines of records, and those in the numerator.
  private func lines(_ explanation: Explanation) throws -> [String] {
    try explanation.origin.get().files.map { file in
      func words(_ lines: LineSet) -> String {
        (1...99).filter(lines.contains).map(String.init).joined(separator: " ")
      }
      return "\(file.file) \(words(file.records))"
        + (file.numerator.map { " | \(words($0))" } ?? "")
    }
  }

  @Test func `a share's records are told by file and line, superseded and rejected ones left out`()
    throws
  {
    try campaign.run()
    let hue = try explain("online_rate", province: "46")
    #expect(try lines(hue) == ["../dossiers/hue.csv 2 3 5 | 2 3 5"])
    let all = try explain("online_rate")
    #expect(
      try lines(all) == ["../dossiers/ha_noi.csv 2 3 | 2", "../dossiers/hue.csv 2 3 5 | 2 3 5"])
    #expect(try all.origin.get().addsUp)
    #expect(try all.origin.get().recounted["online_rate"]?.denominator == "5")
  }

  @Test func `every kind of KPI adds up, by every grouping`() throws {
    try campaign.run()
    #expect(try lines(explain("received", province: "01")) == ["../dossiers/ha_noi.csv 2 3"])
    let days = try explain("handling_days", province: "46")
    #expect(days.figures.map(\.key.kpi) == ["handling_days_p50", "handling_days_p90"])
    #expect(try lines(days) == ["../dossiers/hue.csv 2 3"])
    #expect(
      try days.origin.get().spread
        == FigureOrigin.Spread(
          least: "2.0416666666666665", median: "2.0416666666666665", greatest: "2.5"))
    let wards = try explain("wards_served", province: "01")
    #expect(try lines(wards) == ["../dossiers/ha_noi.csv 2"])
    #expect(try wards.origin.get().uncovered == ["Ngọc Hà"])
    #expect(try lines(explain("score", province: "46")) == ["../responses/all.csv 2 3"])
    let field = try explain(
      "online_rate", province: "46", grouping: "province+field+period", member: "land",
      period: "2025-07")
    #expect(try lines(field) == ["../dossiers/hue.csv 2 | 2"])
    let nowhere = try explain(
      "received", province: "46", grouping: "province+ward")
    #expect(try lines(nowhere) == ["../dossiers/hue.csv 3"])
    for explanation in [days, wards, field, nowhere] {
      #expect(try explanation.origin.get().addsUp)
    }
    let index = try explain("index", province: "46")
    #expect(index.parts.map(\.figure.key.kpi) == ["online_rate", "satisfaction"])
    #expect(index.parts.map(\.weight) == ["0.5", "0.5"])
    #expect(try index.parts.allSatisfy { try $0.origin.get().addsUp })
    #expect(index.datasets == ["dossiers", "responses"])
  }

  @Test(arguments: [true, false], ["\n", "\r\n"])
  func `fields of several lines are told by the line that the record begins in`(
    quotesAll: Bool, lineEnd: String
  ) throws {
    let rows = [
      ["dossier_id", "province_code", "channel", "received_at", "updated_at", "note"],
      ["Q1", "46", "online", "2025-07-01", "2025-07-01", "one\(lineEnd)two \"three\"\(lineEnd)"],
      ["Q2", "46", "in_person", "2025-07-01", "2025-07-01", "x, y"],
      ["Q1", "46", "in_person", "2025-07-01", "2025-07-02", "again\(lineEnd)"],
      ["Q3", "46", "by_pigeon", "2025-07-01", "2025-07-02", "\(lineEnd)"],
      ["Q4", "46", "online", "2025-07-01", "2025-07-02", ""],
    ]
    let text = rows.map { row in
      row.map { field in
        quotesAll || field.contains { "\",\n\r\r\n".contains($0) }
          ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
      }.joined(separator: ",")
    }.joined(separator: lineEnd)
    try campaign.write("dossiers/hue.csv", text + lineEnd)
    try campaign.run()
    let hue = try explain("online_rate", province: "46")
    #expect(try lines(hue) == ["../dossiers/hue.csv 5 6 10 | 10"])
    #expect(try hue.origin.get().addsUp)
    #expect(hue.rejects.map { "\($0.code) \($0.lines)" } == ["unknown_category [\"8\"]"])
  }

  @Test func `rejects are those of the province and those that may be of any`() throws {
    try campaign.write(
      "dossiers/mixed.csv",
      """
      dossier_id,province_code,ward_code,field,channel,received_at,completed_at,updated_at
      M1,46,,,online,2025-07-01,,2025-07-01
      M2,01,,,online,2025-07-01,,2025-07-01
      M3,01,,,online,soon,,2025-07-01
      M4,Atlantis,,,online,2025-07-01,,2025-07-01
      M5

      """)
    try campaign.run()
    let hue = try explain("online_rate", province: "46")
    #expect(
      Set(hue.rejects.map { "\($0.file) \($0.code) \($0.lines[0])" }) == [
        "../dossiers/hue.csv unknown_category 6", "../dossiers/mixed.csv unknown_province 5",
        "../dossiers/mixed.csv field_count 6",
      ])
    #expect(hue.files.map(\.file) == ["../dossiers/hue.csv", "../dossiers/mixed.csv"])
    #expect(hue.files[0].tally.superseded == 1)
    let haNoi = try explain("online_rate", province: "01")
    #expect(Set(haNoi.rejects.map(\.code)) == ["bad_timestamp", "unknown_province", "field_count"])
    #expect(try explain("score", province: "46").rejects.isEmpty)
  }

  @Test func `an input that changed or is gone is named, and the counts are not said to add up`()
    throws
  {
    try campaign.run()
    try campaign.write(
      "dossiers/hue.csv", Campaign.hue.replacing("H2,46,,tax,online", with: "H2,46,,tax,in_person"))
    let changed = try explain("online_rate", province: "46").origin.get()
    #expect(!changed.addsUp)
    #expect(changed.changedFiles == ["../dossiers/hue.csv"])
    #expect(changed.recounted["online_rate"]?.numerator == "2")
    try FileManager.default.removeItem(atPath: campaign.folder + "/dossiers/hue.csv")
    let gone = try explain("online_rate", province: "46").origin.get()
    #expect(!gone.addsUp)
    #expect(gone.missingFiles == ["../dossiers/hue.csv"])
    #expect(gone.changedFiles.isEmpty)
    #expect(gone.files.isEmpty)
  }

  @Test func `a definition that changed is named, and no lines are told by it`() throws {
    try campaign.run()
    try campaign.write("schemas/responses.yml", Campaign.responseSchema + "\n")
    #expect(try explain("online_rate", province: "46").origin.get().addsUp)
    #expect(
      try explain("score", province: "46").origin.gap
        == "the definition file ../schemas/responses.yml changed since the run, or cannot be read")
    try campaign.write("pipelines/kpis.yml", "kpis: [")
    let broken = try explain("online_rate", province: "46")
    #expect(
      broken.origin.gap?.hasPrefix("the definition files ../schemas/responses.yml, kpis.yml")
        == true)
    #expect(broken.kpi?.definition["numerator"] == "channel = 'online'")
  }

  @Test func `nothing is told of what is withheld, nor of single values where little may be told`()
    throws
  {
    try campaign.write(
      "pipelines/nightly.yml",
      Campaign.pipeline() + "disclosure: {dossiers: {min_count: 2}, responses: {min_count: 3}}\n")
    try campaign.run()
    let withheld = try explain("score", province: "46")
    #expect(withheld.origin.gap == "it is withheld: too few records stand behind it to be told")
    #expect(withheld.files.isEmpty && withheld.hidesFiles)
    let days = try explain("handling_days", province: "46").origin.get()
    #expect(days.addsUp)
    #expect(days.spread == nil)
    let index = try explain("index", province: "46")
    #expect(index.files.isEmpty && index.hidesFiles)
    #expect(index.parts.map { $0.origin.gap == nil } == [true, false])
  }

  @Test func `what is withheld now is not told by what it was before`() throws {
    try campaign.run()
    try campaign.write(
      "pipelines/nightly.yml", Campaign.pipeline() + "disclosure: {responses: {min_count: 3}}\n")
    let second = try campaign.run()
    for isThinned in [false, true] {
      if isThinned { try FileManager.default.removeItem(atPath: second.folder + "/changes.csv") }
      let change = try #require(try explain("score", province: "46").changes.first)
      #expect(change.kind == .withheld)
      #expect(change.old == FigureOrigin.Recount(numerator: "", denominator: "", value: ""))
      #expect(change.oldDisplay.isEmpty)
    }
    #expect(try explain("online_rate", province: "46").changes.first?.kind == .unchanged)
  }

  @Test func `the change since the earlier run is told with its cause`() throws {
    try campaign.run()
    try campaign.write(
      "dossiers/hue.csv", Campaign.hue.replacing("H2,46,,tax,online", with: "H2,46,,tax,in_person"))
    let second = try campaign.run()
    let change = try #require(try explain("online_rate", province: "46").changes.first)
    #expect(change.kind == .changed)
    #expect(change.old == FigureOrigin.Recount(numerator: "3", denominator: "3", value: "1"))
    #expect(change.causes == [.correctedRows(files: ["../dossiers/hue.csv"])])
    #expect(try explain("score", province: "46").changes.first?.kind == .unchanged)
    // The same by the earlier run's figures, where changes.csv was thinned.
    try FileManager.default.removeItem(atPath: second.folder + "/changes.csv")
    let again = try #require(try explain("online_rate", province: "46").changes.first)
    #expect(again.kind == .changed && again.old == change.old && again.causes == change.causes)
  }
}

extension Result where Failure == FigureOrigin.Gap {
  fileprivate var gap: String? {
    guard case .failure(let gap) = self else { return nil }
    return gap.reason
  }
}
