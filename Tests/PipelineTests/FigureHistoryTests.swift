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
    #expect(late.revised.map(\.cause) == [.lateData(files: ["../dossiers/hue.csv"])])
    #expect(late.revised.map(\.datasets) == [["dossiers"]])
    #expect(late.revised[0].figures.contains(key("online_rate")))
    #expect(!late.revised[0].figures.contains(key("score")))
    let read = try PublishedRun(folder: history.releases[1].folder).figures.count
    #expect(late.sameCount + late.revisedCount + late.added.count == read)
    #expect(late.vanished.isEmpty)
  }

  @Test func `a figure is never blamed on a file of another dataset, and all files are named`()
    throws
  {
    try campaign.run()
    try campaign.write("responses/all.csv", Campaign.responses + "46,2025-07-07,1,\n")
    for name in ["a", "b"] {
      try campaign.write(
        "dossiers/\(name).csv",
        """
        dossier_id,province_code,ward_code,field,channel,received_at,completed_at,updated_at
        \(name),46,,land,in_person,2025-07-02T08:00:00,,2025-07-02T08:00:00

        """)
    }
    try campaign.run()
    let catalog = CatalogOfRun(of: try PublishedRun(folder: folder + "/latest"))
    let history = FigureHistory(of: folder)
    let revised = history.ledger(from: 0, to: 1, datasets: catalog.datasets).revised
    let files = Dictionary(
      revised.map { ($0.datasets ?? [], $0.cause.files) }, uniquingKeysWith: { $0 + $1 })
    #expect(files[["dossiers"]] == ["../dossiers/a.csv", "../dossiers/b.csv"])
    #expect(files[["responses"]] == ["../responses/all.csv"])
    let scores = revised.filter { $0.figures.contains { $0.kpi == "score" } }
    #expect(scores.map(\.datasets) == [["responses"]])
  }

  @Test func `what the newest release withholds is told of no earlier one`() throws {
    try campaign.run()
    try campaign.write(
      "pipelines/nightly.yml", Campaign.pipeline() + "disclosure: {responses: {min_count: 3}}\n")
    try campaign.run()
    let history = FigureHistory(of: folder)
    let score = history.revisions(of: key("score"), datasets: ["responses"])
    #expect(score.map(\.kind) == [.first, .revised])
    #expect(score.allSatisfy { $0.figure?.isWithheld == true && $0.figure?.denominator == "" })
    #expect(score.allSatisfy { $0.figure?.value == "" && $0.figure?.display == "" })
    #expect(score.last?.earlier?.value == "")
    #expect(history.entries(of: key("score")).allSatisfy { $0.figure.display.isEmpty })
    let rate = history.revisions(of: key("online_rate"), datasets: ["dossiers"])
    #expect(rate.map(\.figure?.denominator) == ["3", "3"])
    let (first, last) = (
      try PublishedRun(folder: history.releases[0].folder),
      try PublishedRun(folder: history.releases[1].folder)
    )
    let changed = Comparison(first, last).changed.filter { $0.new.key == key("score") }
    #expect(changed.count == 1 && changed.allSatisfy { $0.old.value.isEmpty })
  }

  @Test func `a run without figures takes no part, and is named`() throws {
    let without = Campaign.pipeline() + "outputs: []\n"
    try campaign.write("pipelines/nightly.yml", without)
    let bare = try campaign.run().runID
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline())
    let whole = try campaign.run().runID
    let history = FigureHistory(of: folder)
    #expect(history.releases.map(\.runID) == [whole])
    #expect(
      history.faults == ["run \(bare) published no kpis.csv or kpis.json: add csv to outputs"])
  }

  @Test func `causes have no English in Vietnamese`() throws {
    try publishSix()
    let history = FigureHistory(of: folder)
    let dates = history.difference(from: 3, to: 4).causes(for: ["dossiers"])
    #expect(
      dates.first?.label.vietnamese
        == "kỳ khác: tính đến 31/08/2025 → 31/07/2025, kỳ từ 01/07/2025 đến 31/08/2025 theo tháng "
        + "→ từ 01/07/2025 đến 31/07/2025 theo tháng")
    let late = RevisionCause.lateData(files: ["a.csv", "b.csv", "c.csv", "d.csv"])
    #expect(late.label.vietnamese == "số liệu bổ sung: a.csv, b.csv và 2 tệp khác")
    #expect(late.label.english == "late data: a.csv, b.csv and 2 more")
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
    #expect(history.releases.map(\.isMadeAgain) == [true, false])
    #expect(history.releases[0].publishedBy == history.releases[1].finishedAt)
    #expect(FigureHistory(of: folder, without: second.runID).releases.map(\.runID) == [first.runID])
  }
}
