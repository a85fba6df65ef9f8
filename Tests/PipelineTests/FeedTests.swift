import Definitions
import Figures
import Foundation
import Testing

@testable import Pipeline

/// Nights of a small campaign whose feeds are watched.
@Suite struct FeedTests {
  let campaign: Campaign

  init() throws {
    campaign = try Campaign()
    try campaign.write(
      "pipelines/nightly.yml",
      Campaign.pipeline(gates: "{feeds: {warn: 0, stop: 1}}")
        .replacing("as_of: 2025-08-31", with: "as_of: today")
        + "feeds: {watch: {dossiers: {files: nightly}}}\n")
  }

  private func night(_ number: Int, rows: Int, of provinces: [String] = ["46", "01"]) throws {
    for province in ["46", "01"] {
      let path = "dossiers/\(province == "46" ? "hue" : "ha_noi").csv"
      guard provinces.contains(province) else {
        try FileManager.default.removeItem(atPath: campaign.folder + "/" + path)
        continue
      }
      let ward = province == "46" ? "19815" : "00004"
      let lines = (0..<rows).map { row in
        "D\(number)-\(province)-\(row),\(province),\(ward),land,online,2025-07-01T08:00:00,,"
          + "2025-07-02T08:00:00\n"
      }
      try campaign.write(
        path,
        "dossier_id,province_code,ward_code,field,channel,received_at,completed_at,updated_at\n"
          + lines.joined())
    }
  }

  private func run(_ number: Int, force: Bool = false) throws -> RunOutcome {
    let today = CivilDate(daysSinceEpoch: 20_300 + Int32(number))
    let definition = try PipelineDefinition.read(path: campaign.pipelineFile, today: today)
    return try Run(definition, RunOptions(out: campaign.out, threads: 2, force: force)).execute()
  }

  private func nights(_ count: Int) throws {
    for number in 0..<count {
      try night(number, rows: 20 + number % 3)
      #expect(try run(number).status == .published)
    }
  }

  @Test func `a province that sends nothing is missed, and the same run gives the same bytes`()
    throws
  {
    try nights(30)
    try night(30, rows: 20, of: ["01"])
    let outcome = try run(30)
    #expect(outcome.status == .published)
    #expect(outcome.feeds?.findings.map(\.kind.rawValue) == ["feed_missing"])
    #expect(outcome.feeds?.findings.map(\.feed.province) == ["46"])
    #expect(outcome.findings.map(\.gate) == ["feeds"])
    #expect(outcome.feedWarnings.first?.hasPrefix("feeds, feed_missing: Hue") == true)
    let path = outcome.folder + "/feeds.json"
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let bytes = FileManager.default.contents(atPath: path)
    // Another run of an earlier night would now be chosen; the one of the first time is.
    // Runs are told apart by the second in which they were finished.
    Thread.sleep(forTimeInterval: 1.1)
    try night(29, rows: 25)
    let again = try run(29)
    #expect(again.runID != outcome.feeds?.previous)
    try night(30, rows: 20, of: ["01"])
    let forced = try run(30, force: true)
    #expect(forced.runID == outcome.runID)
    #expect(FileManager.default.contents(atPath: path) == bytes)
    // Of the night before there are two runs now; the last counts for whoever asks anew.
    try night(31, rows: 20)
    #expect(try run(31).feeds?.comparedWith.map(\.runID).contains(again.runID) == true)
  }

  @Test func `a gate stops the night, which is then no measure for the next`() throws {
    try nights(30)
    try campaign.write(
      "pipelines/nightly.yml",
      (campaign.text("pipelines/nightly.yml") ?? "").replacing("stop: 1", with: "stop: 0"))
    try night(30, rows: 20, of: ["01"])
    let stopped = try run(30)
    #expect(stopped.exitCode == 65)
    #expect(
      campaign.text("out/nightly/\(stopped.runID)/feeds.json")?.contains(
        "\"status\": \"failed\"") == true)
    #expect(FileSystem.linkTarget(campaign.out + "/nightly/latest") != stopped.runID)
    try night(31, rows: 20)
    let next = try run(31)
    #expect(next.status == .published)
    #expect(next.feeds?.previous == stopped.runID)
    #expect(next.feeds?.comparedWith.map(\.runID).contains(stopped.runID) == false)
  }

  @Test func `what is not watched leaves no trace`() throws {
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline())
    let outcome = try campaign.run()
    #expect(outcome.feeds == nil)
    #expect(!campaign.names("out/nightly/latest").contains("feeds.json"))
    #expect(
      campaign.names("out/nightly/.stages").allSatisfy { stage in
        campaign.text("out/nightly/.stages/\(stage)/quality.json")?.contains("delivery") != true
      })
  }

  @Test func `what an earlier stage counted is read back as it was`() throws {
    try night(0, rows: 20)
    let first = try run(0)
    let path = first.folder + "/feeds.json"
    let bytes = FileManager.default.contents(atPath: path)
    try FileManager.default.removeItem(atPath: path)
    let second = try run(0)
    #expect(second.stages.filter { $0.stage == .ingest }.allSatisfy { $0.action == .reuse })
    #expect(FileManager.default.contents(atPath: path) == bytes)
  }

  @Test func `only what the nights brought is in the memory`() throws {
    try nights(3)
    let feeds = try #require(PublishedFeeds(in: campaign.out + "/nightly/latest"))
    #expect(feeds.compared_with.count == 2)
    let night = try #require(feeds.night)
    #expect(night.delivered.values.filter { $0.parts.isEmpty }.count == 2)
    #expect(night.gap == 1)
    let head = try #require(FeedHead(in: campaign.out + "/nightly/latest"))
    #expect(head.day == night.day && head.runID == night.runID && head.isPublished)
  }
}
