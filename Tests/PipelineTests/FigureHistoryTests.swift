import Definitions
import Foundation
import Testing

@testable import Pipeline

@Suite struct FigureHistoryTests {
  let campaign: Campaign
  private var folder: String { campaign.out + "/nightly" }

  init() throws { campaign = try Campaign() }

  private func key(
    _ kpi: String, _ grouping: String = "province", province: String = "46"
  ) -> PublishedFigure.Key {
    PublishedFigure.Key(
      kpi: kpi, grouping: grouping, provinceCode: province, wardCode: "", category: "", member: "",
      period: "")
  }

  /// Runs as of another day than the pipeline's, which is no change of a definition.
  private func run(asOf day: Int32) throws {
    let definition = try PipelineDefinition.read(
      path: campaign.pipelineFile, today: CivilDate(daysSinceEpoch: 20_331),
      asOf: CivilDate(daysSinceEpoch: day))
    _ = try Run(definition, RunOptions(out: campaign.out)).execute()
  }

  /// Six runs, each of which changes one thing about the dossiers of Huế.
  private func publishSix() throws {
    try campaign.write(
      "pipelines/nightly.yml",
      Campaign.pipeline().replacing("to: 2025-08-31", with: "to: today"))
    try campaign.run()
    // Late data: one row more in a file that was there.
    try campaign.write(
      "dossiers/hue.csv",
      Campaign.hue + "H5,46,,land,in_person,2025-08-03T08:00:00,,2025-08-03T08:00:00,x\n")
    try campaign.run()
    // A corrected row.
    try campaign.write(
      "dossiers/hue.csv",
      Campaign.hue + "H5,46,,land,online,2025-08-03T08:00:00,,2025-08-03T08:00:00,x\n")
    try campaign.run()
    // Another definition.
    try campaign.write(
      "pipelines/kpis.yml",
      Campaign.catalog.replacing(
        "numerator: \"channel = 'online'\"", with: "numerator: \"channel = 'in_person'\""))
    try campaign.run()
    // The same files, up to an earlier day: H5 and H3 lie after it.
    try run(asOf: 20_300)
    // A new file.
    try campaign.write(
      "dossiers/late.csv",
      """
      dossier_id,province_code,ward_code,field,channel,received_at,completed_at,updated_at
      H9,46,,land,in_person,2025-07-02T08:00:00,,2025-07-02T08:00:00

      """)
    try run(asOf: 20_300)
  }

  @Test func `a figure is followed over six runs, each change with its cause`() throws {
    try publishSix()
    let history = FigureHistory(of: folder)
    #expect(history.faults.isEmpty)
    let revisions = history.revisions(of: key("online_rate"), datasets: ["dossiers"])
    let lines = revisions.map { revision in
      "\(revision.kind) \(revision.figure?.numerator ?? "")/\(revision.figure?.denominator ?? "") "
        + revision.causes.map(\.words).joined(separator: "; ")
    }
    #expect(
      lines == [
        "first 3/3 ", "revised 3/4 late data: ../dossiers/hue.csv",
        "revised 4/4 corrected rows: ../dossiers/hue.csv",
        "revised 0/4 changed definition: kpis.yml",
        "revised 0/2 other dates: as of 2025-08-31 → 2025-07-31, "
          + "2025-07-01 to 2025-08-31 by month → 2025-07-01 to 2025-07-31 by month",
        "revised 1/3 late data: ../dossiers/late.csv",
      ])
    #expect(Set(revisions.map(\.release.runID)).count == 6)
  }

  @Test func `files of other datasets are no cause`() throws {
    try campaign.run()
    try campaign.write(
      "responses/all.csv", Campaign.responses + "46,2025-07-07,1,\n")
    try campaign.write(
      "pipelines/kpis.yml", Campaign.catalog.replacing("en: Online", with: "en: On line"))
    try campaign.run()
    let history = FigureHistory(of: folder)
    let score = history.revisions(of: key("score"), datasets: ["responses"])
    #expect(score.map(\.kind) == [.first, .revised])
    #expect(score.last?.causes.map(\.code) == ["late_data", "changed_definition"])
    let rate = history.revisions(of: key("online_rate"), datasets: ["dossiers"])
    #expect(rate.map(\.kind) == [.first, .unchanged])
    #expect(
      history.difference(from: 0, to: 1).causes(for: ["dossiers"]).map(\.code) == [
        "changed_definition"
      ])
  }

  @Test func `withdrawn files and another program version are told`() throws {
    try campaign.run()
    let run = try #require(campaign.text("out/nightly/latest/run.json"))
    let id = try #require(FileSystem.linkTarget(folder + "/latest"))
    try campaign.write(
      "out/nightly/\(id)/run.json",
      run.replacing("\"program\": \"\(Program.version)\"", with: "\"program\": \"0.0.1\""))
    try FileManager.default.removeItem(atPath: campaign.folder + "/dossiers/ha_noi.csv")
    try campaign.run()
    let causes = FigureHistory(of: folder).difference(from: 0, to: 1).causes(for: ["dossiers"])
    #expect(
      causes == [
        .withdrawnData(files: ["../dossiers/ha_noi.csv"]),
        .programVersion(old: "0.0.1", new: Program.version),
      ])
  }

  @Test func `a file of another name with the same bytes brings nothing`() throws {
    try campaign.run()
    try FileManager.default.moveItem(
      atPath: campaign.folder + "/dossiers/hue.csv", toPath: campaign.folder + "/dossiers/h.csv")
    try campaign.run()
    let causes = FigureHistory(of: folder).difference(from: 0, to: 1).causes(for: ["dossiers"])
    #expect(causes == [.unknown])
  }

  @Test func `the ledger of two runs counts what was revised by its cause`() throws {
    try publishSix()
    let history = FigureHistory(of: folder)
    let datasets = ["online_rate": Set(["dossiers"]), "score": ["responses"]]
    let late = history.ledger(from: 0, to: 1) { datasets[$0] ?? ["dossiers"] }
    #expect(late.revised.keys.sorted() == ["late_data"])
    #expect(late.revised["late_data"]?.contains(key("online_rate")) == true)
    #expect(late.revised["late_data"]?.contains(key("score")) == false)
    #expect(late.causes == ["late_data": "late data: ../dossiers/hue.csv"])
    let read = try PublishedRun(folder: history.releases[1].folder).figures.count
    #expect(late.sameCount + late.revisedCount + late.added.count == read)
    #expect(late.vanished.isEmpty)
  }

  @Test func `only the figures that are asked for are read`() throws {
    try campaign.run()
    let all = FigureHistory(of: folder)
    let some = FigureHistory(of: folder, kpis: ["score"], groupings: ["province", "national"])
    #expect(Set(some.keys.map(\.kpi)) == ["score"])
    #expect(Set(some.keys.map(\.grouping)) == ["province", "national"])
    for key in some.keys {
      #expect(some.entries(of: key).map(\.figure) == all.entries(of: key).map(\.figure))
    }
    #expect(some.keys.count == 4)
  }

  @Test func `a run that is made again keeps its place, and one that failed has none`() throws {
    let first = try campaign.run()
    try campaign.write("dossiers/hue.csv", Campaign.hue + "\n")
    let second = try campaign.run()
    try campaign.write("dossiers/hue.csv", Campaign.hue)
    Thread.sleep(forTimeInterval: 1.1)
    try campaign.run { $0.force = true }
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(gates: "{provinces: {stop: 3}}"))
    #expect(try campaign.run().status == .failed)
    let history = FigureHistory(of: folder)
    #expect(history.releases.map(\.runID) == [first.runID, second.runID])
    #expect(history.releases[0].finishedAt > history.releases[1].finishedAt)
    #expect(FigureHistory(of: folder, without: second.runID).releases.map(\.runID) == [first.runID])
  }
}
