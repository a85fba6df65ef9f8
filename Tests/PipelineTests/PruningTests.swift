import Definitions
import Foundation
import Testing

@testable import Pipeline

@Suite struct PruningTests {
  let campaign: Campaign
  /// Four runs in order of publication; the second one was stopped by a gate in between.
  private let runs: [String]
  private var root: String { campaign.out + "/nightly" }
  private static let kept = ["kpis.csv", "quality.json", "rankings.csv", "run.json"]

  init() throws {
    campaign = try Campaign()
    var runs: [String] = []
    for lines in 0..<4 {
      try campaign.write("dossiers/hue.csv", Campaign.hue + String(repeating: "\n", count: lines))
      runs.append(try campaign.run().runID)
    }
    self.runs = runs
  }

  private func prune(_ count: Int, isDry: Bool = false) throws -> Pruning {
    try Pruning.prune("nightly", out: campaign.out, keeping: count, isDry: isDry)
  }

  @Test func `all but the newest are thinned, and their figures and accounting stay`() throws {
    let whole = campaign.names("out/nightly/" + runs[0])
    let before = campaign.published(runs[0])
    let found = try prune(2)
    #expect(found.thinned.map(\.runID) == Array(runs.prefix(2)))
    #expect(found.kept == Array(runs.suffix(2)))
    #expect(campaign.names("out/nightly/" + runs[0]) == Self.kept)
    #expect(campaign.names("out/nightly/" + runs[2]) == whole)
    let removed = whole.filter { !Self.kept.contains($0) }
    #expect(found.thinned[0].files.sorted() == removed)
    #expect(
      found.thinned[0].byteCount == removed.reduce(0) { $0 + Int64(before[$1]?.count ?? 0) })
    for name in Self.kept where name != "run.json" {
      #expect(campaign.bytes("out/nightly/\(runs[0])/\(name)") == before[name])
    }
    let manifest = try RunManifest(of: root + "/" + runs[0])
    #expect(manifest.pruned?.sorted() == removed)
    #expect(Set(manifest.outputs.map(\.path) + ["run.json"]) == Set(whole))
    #expect(campaign.names("out/nightly").contains(".tmp") == false)
    #expect(try prune(2).thinned.isEmpty)
  }

  @Test func `a thinned run is still verified, read, compared and followed`() throws {
    _ = try prune(1)
    let folder = root + "/" + runs[0]
    let verified = try Verification(folder: folder, includingInputs: false)
    #expect(verified.isIntact)
    #expect(verified.pruned.count == verified.outputCount - 3)
    let run = try PublishedRun(folder: root + "/" + runs[1])
    #expect(!run.figures.isEmpty && !run.ranks.isEmpty && !run.record.pruned.isEmpty)
    let fault = #expect(throws: PublishedRuns.Fault.self) { try PublishedRejects(of: run) }
    #expect(fault?.message.contains("was removed by prune") == true)
    #expect(Comparison(run, try PublishedRun(folder: root + "/latest")).isEmpty)
    let history = FigureHistory(of: root)
    #expect(history.releases.map(\.runID) == runs)
    #expect(history.releases.map(\.isPruned) == [true, true, true, false])
    try Data("x".utf8).write(to: URL(filePath: folder + "/kpis.csv"))
    #expect(try Verification(folder: folder).changed == ["kpis.csv"])
  }

  @Test func `a run whose figures would be lost is never thinned`() throws {
    try campaign.write(
      "pipelines/nightly.yml", Campaign.pipeline() + "outputs: []\n")
    let bare = try campaign.run().runID
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline())
    try campaign.write("dossiers/hue.csv", Campaign.hue + "\n\n\n\n\n")
    Thread.sleep(forTimeInterval: 1.1)
    let newest = try campaign.run().runID
    let files = campaign.names("out/nightly/" + bare)
    let found = try prune(1)
    #expect(found.irreplaceable == [bare])
    #expect(found.kept == [bare, newest])
    #expect(found.thinned.map(\.runID) == runs)
    #expect(campaign.names("out/nightly/" + bare) == files)
  }

  @Test func `latest is never thinned, even where it leads to an old run`() throws {
    try campaign.write("dossiers/hue.csv", Campaign.hue)
    try campaign.run()
    #expect(FileSystem.linkTarget(root + "/latest") == runs[0])
    let found = try prune(0)
    #expect(found.kept == [runs[0]])
    #expect(found.thinned.map(\.runID) == Array(runs.dropFirst()))
  }

  @Test func `a thinned run that is asked for again is made whole again, byte by byte`() throws {
    let before = campaign.published(runs[1])
    _ = try prune(1)
    try campaign.write("dossiers/hue.csv", Campaign.hue + "\n")
    #expect(
      try campaign.plan().stages.last?.reasons
        == ["the run \(runs[1]) was thinned by prune, and is made whole again"])
    let again = try campaign.run()
    #expect(again.runID == runs[1])
    #expect(again.status == .published)
    #expect(again.notes.contains { $0.contains("was thinned by prune") })
    #expect(campaign.published(runs[1]) == before)
    #expect(try RunManifest(of: root + "/" + runs[1]).pruned == nil)
  }

  @Test func `failed runs older than what stays whole are thinned, newer ones stay`() throws {
    func fail(_ stop: Int) throws -> String {
      try campaign.write(
        "pipelines/nightly.yml", Campaign.pipeline(gates: "{provinces: {stop: \(stop)}}"))
      let outcome = try campaign.run()
      #expect(outcome.status == .failed)
      return outcome.runID
    }
    let old = try fail(3)
    Thread.sleep(forTimeInterval: 1.1)
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline())
    try campaign.write("dossiers/hue.csv", Campaign.hue + "\n\n\n\n\n")
    let newest = try campaign.run().runID
    Thread.sleep(forTimeInterval: 1.1)
    let new = try fail(4)
    let found = try prune(1)
    #expect(found.thinned.map(\.runID) == runs + [old])
    #expect(found.thinned.last?.isFailed == true)
    #expect(found.kept == [newest, new])
    #expect(campaign.names("out/nightly/" + old) == Self.kept)
  }

  @Test func `what a kill left over goes the next time, and the run is sound in between`() throws {
    let folder = root + "/" + runs[0]
    let whole = campaign.names("out/nightly/" + runs[0])
    let rejects = try #require(campaign.bytes("out/nightly/\(runs[0])/rejects.csv"))
    _ = try prune(3)
    // As if the process had died after the first file was gone.
    try Data(rejects).write(to: URL(filePath: folder + "/rejects.csv"))
    #expect(try Verification(folder: folder).isIntact)
    let found = try prune(3)
    #expect(found.thinned.map(\.files) == [["rejects.csv"]])
    #expect(campaign.names("out/nightly/" + runs[0]) == Self.kept)
    #expect(whole.count > Self.kept.count)
  }

  @Test func `nothing changes where only a list is asked for, or another run holds the lock`()
    throws
  {
    let before = runs.map { campaign.names("out/nightly/" + $0) }
    #expect(try prune(1, isDry: true).thinned.count == 3)
    let lock = try RunLock(root + "/.lock")
    let failure = #expect(throws: RunFailure.self) { try prune(1) }
    #expect(failure?.exitCode == 75)
    lock.release()
    #expect(runs.map { campaign.names("out/nightly/" + $0) } == before)
  }

  @Test func `a run that cannot be read is left alone and named`() throws {
    try campaign.write("out/nightly/\(runs[0])/run.json", "{}")
    let found = try prune(1)
    #expect(found.thinned.map(\.runID) == Array(runs[1...2]))
    #expect(found.faults.count == 1 && found.faults[0].contains(runs[0]))
    #expect(campaign.names("out/nightly/" + runs[0]).count > Self.kept.count)
  }

  @Test func `files in folders go with their folders, and what is not of the run stays`() throws {
    let folder = root + "/" + runs[0]
    for path in ["figures", "figures/png"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/" + path, withIntermediateDirectories: true)
    }
    try campaign.write("out/nightly/\(runs[0])/figures/png/a.png", "a")
    try campaign.write("out/nightly/\(runs[0])/mine.txt", "mine")
    let text = try #require(campaign.text("out/nightly/\(runs[0])/run.json"))
    try campaign.write(
      "out/nightly/\(runs[0])/run.json",
      text.replacing(
        "\"outputs\": [",
        with:
          "\"outputs\": [{\"path\": \"figures/png/a.png\", \"bytes\": 1, \"sha256\": \"\", \"audience\": \"public\"},"
      ))
    _ = try prune(1)
    #expect(campaign.names("out/nightly/" + runs[0]) == (Self.kept + ["mine.txt"]).sorted())
  }
}
