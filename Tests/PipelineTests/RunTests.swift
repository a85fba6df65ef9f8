import Definitions
import Figures
import Foundation
import Synchronization
import Testing

@testable import Pipeline

@Suite struct RunTests {
  let campaign: Campaign

  init() throws { campaign = try Campaign() }

  @Test func `a run publishes every file and accounts for every row`() throws {
    let outcome = try campaign.run()
    #expect(outcome.status == .published)
    #expect(outcome.exitCode == 0)
    #expect(
      campaign.names("out/nightly/latest") == [
        "changes.csv", "kpis.csv", "kpis.json", "provinces.csv", "quality.json", "rankings.csv",
        "rankings.json", "rejects.csv", "run.json", "top.csv", "top.json", "wards.csv",
      ])
    let total = try #require(outcome.quality).total
    #expect(total.rowsRead == 13)
    #expect(total.accepted == 9)
    #expect(total.superseded == 1)
    #expect(total.outOfPeriod == 1)
    #expect(total.rejects == ["unknown_category": 1, "out_of_range": 1])
    #expect(outcome.completeness.map(\.missing) == [["79"], ["79"]])
    #expect(outcome.rankings.first?.rows.first?.figure.subject.provinceCode == "46")
    #expect(outcome.notes.contains { $0.contains("note (1 file)") })
    #expect(FileSystem.linkTarget(campaign.out + "/nightly/latest") == outcome.runID)
    #expect(campaign.names("out/nightly").contains(".tmp") == false)
    let mode = try FileManager.default.attributesOfItem(
      atPath: outcome.folder + "/rejects.csv")[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let texts = campaign.published().values.map { String(decoding: $0, as: UTF8.self) }
    #expect(!texts.contains { $0.contains("Canary") })
  }

  @Test func `a finished run is not repeated`() throws {
    let first = try campaign.run()
    let before = campaign.text("out/nightly/latest/run.json")
    let second = try campaign.run()
    #expect(second.status == .unchanged)
    #expect(second.runID == first.runID)
    #expect(second.stages.allSatisfy { $0.action == .reuse })
    #expect(campaign.text("out/nightly/latest/run.json") == before)
    #expect(try campaign.plan().isDone)
  }

  @Test func `force gives the same bytes`() throws {
    try campaign.run()
    try campaign.write(
      "dossiers/hue.csv", Campaign.hue + "H9,46,,tax,online,2025-07-02,,2025-07-02,\n")
    let first = try campaign.run()
    let before = campaign.published()
    #expect(campaign.text("out/nightly/latest/changes.csv")?.split(separator: "\n").count ?? 0 > 1)
    let forced = try campaign.run { $0.force = true }
    #expect(forced.status == .published)
    #expect(forced.runID == first.runID)
    #expect(forced.stages.allSatisfy { $0.action == .run })
    #expect(campaign.published() == before)
    #expect(campaign.names("out/nightly").filter { !$0.hasPrefix(".") }.count == 3)
  }

  @Test func `reused stages give the bytes that stages made anew give`() throws {
    try campaign.run()
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(language: "vi"))
    try campaign.run()
    let fresh = try Campaign()
    try fresh.write("pipelines/nightly.yml", Campaign.pipeline(language: "vi"))
    try fresh.run()
    var (reused, made) = (campaign.published(), fresh.published())
    reused["changes.csv"] = nil
    made["changes.csv"] = nil
    #expect(reused == made)
  }

  @Test func `neither threads nor folders nor the time of the files change a run`() throws {
    let first = try campaign.run { $0.threads = 1 }
    let other = try Campaign()
    try other.write("dossiers/hue.csv", Campaign.hue)
    let second = try other.run {
      $0.threads = 7
      $0.memoryLimit = 1 << 16
    }
    #expect(first.runID == second.runID)
    #expect(campaign.published() == other.published())
  }

  @Test func `a stopped run leaves latest and ends in 65 every time`() throws {
    let good = try campaign.run()
    try campaign.write(
      "pipelines/nightly.yml",
      Campaign.pipeline(gates: "{expect: [{kpi: received, equals: 7}]}"))
    for attempt in 0..<3 {
      let failed = try campaign.run { $0.force = attempt == 2 }
      #expect(failed.status == .failed)
      #expect(failed.exitCode == 65)
      #expect(failed.findings.map(\.gate) == ["expect"])
      #expect(campaign.text("out/nightly/\(failed.runID)/run.json")?.contains("\"failed\"") == true)
      #expect(FileSystem.linkTarget(campaign.out + "/nightly/latest") == good.runID)
    }
  }

  @Test func `a warning is published`() throws {
    try campaign.write(
      "pipelines/nightly.yml", Campaign.pipeline(gates: "{reject_share: {warn: 0.1}}"))
    let outcome = try campaign.run()
    #expect(outcome.status == .published)
    #expect(outcome.findings.map(\.severity) == ["warn", "warn"])
  }

  @Test func `a damaged stage is noticed and made again`() throws {
    let first = try campaign.run()
    let before = campaign.published()
    let stages = campaign.names("out/nightly/.stages")
    for stage in stages {
      for file in campaign.names("out/nightly/.stages/\(stage)") {
        try campaign.write("out/nightly/.stages/\(stage)/\(file)", "x")
        let outcome = try campaign.run()
        #expect(outcome.notes.contains { $0.contains("damaged") }, "\(file)")
        #expect(outcome.runID == first.runID)
        #expect(campaign.published() == before)
        #expect(campaign.names("out/nightly/.stages") == stages)
        #expect(try campaign.run().status == .unchanged)
      }
    }
  }

  @Test func `a damaged run is noticed and made again`() throws {
    let first = try campaign.run()
    let before = campaign.published()
    for file in ["kpis.csv", "run.json"] {
      try FileManager.default.removeItem(atPath: first.folder + "/" + file)
      let outcome = try campaign.run()
      #expect(outcome.status == .published)
      #expect(outcome.notes.contains { $0.contains("damaged") })
      #expect(campaign.published() == before)
    }
  }

  @Test func `what dead runs left is removed, and their traps lead nowhere`() throws {
    let root = campaign.out + "/nightly"
    try FileManager.default.createDirectory(
      atPath: root + "/.tmp/0123", withIntermediateDirectories: true)
    try campaign.write("out/nightly/.tmp/0123/kpis.csv", "half")
    try campaign.write("victim", "mine")
    symlink(campaign.folder + "/victim", root + "/latest.new")
    try campaign.run()
    try FileManager.default.createSymbolicLink(
      atPath: root + "/.tmp", withDestinationPath: campaign.folder + "/dossiers")
    try campaign.run { $0.force = true }
    #expect(campaign.text("victim") == "mine")
    #expect(campaign.names("dossiers") == ["ha_noi.csv", "hue.csv"])
    #expect(!campaign.names("out/nightly").contains(".tmp"))
  }

  @Test func `stages that the latest run does not rest on are removed`() throws {
    try campaign.run()
    try campaign.write(
      "dossiers/hue.csv", Campaign.hue + "H9,46,,tax,online,2025-07-02,,2025-07-02,\n")
    try campaign.run()
    #expect(campaign.names("out/nightly/.stages").count == 4)
  }

  @Test func `going back to an earlier state of the inputs leads latest back`() throws {
    let first = try campaign.run()
    try campaign.write(
      "dossiers/hue.csv", Campaign.hue + "H9,46,,tax,online,2025-07-02,,2025-07-02,\n")
    let second = try campaign.run()
    #expect(second.comparedWith == first.runID)
    try campaign.write("dossiers/hue.csv", Campaign.hue)
    let before = campaign.published(first.runID)
    let third = try campaign.run()
    #expect(third.status == .unchanged)
    #expect(FileSystem.linkTarget(campaign.out + "/nightly/latest") == first.runID)
    #expect(try campaign.run { $0.force = true }.comparedWith == nil)
    #expect(campaign.published() == before)
  }

  @Test func `a run from measure reads no input`() throws {
    let none = #expect(throws: RunFailure.self) { try campaign.run { $0.from = .measure } }
    #expect(none?.exitCode == 66)
    let first = try campaign.run()
    try FileManager.default.removeItem(atPath: campaign.folder + "/dossiers")
    #expect(try campaign.run { $0.from = .measure }.runID == first.runID)
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(minDenominator: 3))
    let outcome = try campaign.run { $0.from = .measure }
    #expect(outcome.status == .published)
    #expect(outcome.stages.map(\.action) == [.reuse, .reuse, .run, .run, .run])
    try campaign.write("schemas/dossiers.yml", Campaign.dossierSchema + "# changed\n")
    let stale = #expect(throws: RunFailure.self) { try campaign.run { $0.from = .measure } }
    #expect(stale?.exitCode == 66)
    #expect(stale?.message.contains("schema ../schemas/dossiers.yml changed") == true)
  }

  @Test func `cells of another engine are taken, and what they do not say is taken on trust`()
    throws
  {
    try campaign.run()
    let before = campaign.published()
    let stages = campaign.out + "/nightly/.stages/"
    for stage in campaign.names("out/nightly/.stages") {
      let path = stages + stage + "/stage.json"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      guard text.contains("\"ingest ") else {
        try FileManager.default.removeItem(atPath: stages + stage)
        continue
      }
      let start = try #require(text.range(of: "\"made_from\": {"))
      let end = try #require(text.range(of: "}", range: start.upperBound..<text.endIndex))
      let trusted = text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: "")
      try trusted.write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.moveItem(atPath: stages + stage, toPath: stages + "other-" + stage)
    }
    let outcome = try campaign.run {
      $0.from = .measure
      $0.force = true
    }
    #expect(outcome.stages.map(\.action) == [.reuse, .reuse, .run, .run, .run])
    #expect(campaign.published() == before)
  }

  @Test(arguments: [Stage.rank, .publish])
  func `a run from a later stage takes the figures as they are`(stage: Stage) throws {
    try campaign.run()
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(language: "vi"))
    let stale = #expect(throws: RunFailure.self) { try campaign.run { $0.from = stage } }
    #expect(stale?.exitCode == 66)
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(gates: "{provinces: {warn: 3}}"))
    let outcome = try campaign.run { $0.from = stage }
    #expect(outcome.findings.map(\.gate) == ["provinces"])
    #expect(outcome.stages.map(\.action) == [.reuse, .reuse, .reuse, .reuse, .run])
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(minDenominator: 2))
    #expect(throws: RunFailure.self) { try campaign.run { $0.from = stage } }
  }

  @Test func `an interrupted run leaves all as it was`() throws {
    try campaign.run()
    let before = campaign.published()
    try campaign.write(
      "dossiers/hue.csv", Campaign.hue + "H9,46,,tax,online,2025-07-02,,2025-07-02,\n")
    // The run that asks less often than this comes to its end.
    var failures = 0
    var calls = 0
    while failures < 200 {
      let limit = calls
      let count = Atomic(0)
      do {
        try campaign.run {
          $0.force = true
          $0.threads = 1
          $0.interruption = {
            count.wrappingAdd(1, ordering: .relaxed).newValue > limit ? 15 : nil
          }
        }
        break
      } catch let failure as RunFailure {
        failures += 1
        // Ingest asks before each of its many partitions: the later ones are not all tried.
        calls += 1 + calls / 16
        #expect(failure.exitCode == 143)
        #expect(campaign.published() == before)
        #expect(!campaign.names("out/nightly").contains(".tmp"))
      }
    }
    #expect(failures > 20)
    #expect(campaign.published() != before)
  }

  @Test func `an output folder that cannot be made ends the run before any work`() throws {
    try campaign.write("file", "")
    let failure = #expect(throws: RunFailure.self) {
      try campaign.run { $0.out = campaign.folder + "/file/out" }
    }
    #expect(failure?.exitCode == 73)
    let proc = #expect(throws: RunFailure.self) { try campaign.run { $0.out = "/proc/out" } }
    #expect(proc?.exitCode == 73)
  }

  @Test func `a run that is under way keeps the second one out`() throws {
    try campaign.run()
    let lock = try RunLock(campaign.out + "/nightly/.lock")
    let failure = #expect(throws: RunFailure.self) { try campaign.run() }
    #expect(failure?.exitCode == 75)
    lock.release()
    #expect(try campaign.run().status == .unchanged)
  }
}
