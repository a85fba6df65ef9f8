import Foundation
import Testing

@testable import Pipeline

@Suite struct PlanTests {
  let campaign: Campaign

  init() throws { campaign = try Campaign() }

  private func reasons(_ name: String, of plan: Plan) -> [String] {
    plan.stages.first { $0.name == name && $0.action == .run }?.reasons ?? []
  }

  @Test func `at first everything is to be made, and asking makes nothing`() throws {
    let plan = try campaign.plan()
    #expect(plan.runID == nil)
    #expect(plan.stages.allSatisfy { $0.action == .run })
    #expect(
      plan.stages.map(\.name)
        == ["ingest dossiers", "ingest responses", "measure", "rank", "publish"])
    #expect(!FileManager.default.fileExists(atPath: campaign.out))
  }

  @Test func `a changed, a new and a missing input are named`() throws {
    try campaign.run()
    try campaign.write("dossiers/hue.csv", Campaign.hue + "\n\n")
    try campaign.write("dossiers/new.csv", Campaign.haNoi)
    try FileManager.default.removeItem(atPath: campaign.folder + "/dossiers/ha_noi.csv")
    let plan = try campaign.plan()
    #expect(
      reasons("ingest dossiers", of: plan) == [
        "input ../dossiers/hue.csv changed", "input ../dossiers/new.csv is new",
        "input ../dossiers/ha_noi.csv is gone",
      ])
    #expect(plan.stages.map(\.action) == [.run, .reuse, .run, .run, .run])
  }

  @Test func `a changed definition concerns only the stages that it matters to`() throws {
    try campaign.run()
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(minDenominator: 2))
    var plan = try campaign.plan()
    #expect(plan.stages.map(\.action) == [.reuse, .reuse, .run, .run, .run])
    #expect(
      reasons("measure", of: plan) == ["min_denominator of online_rate changed: 1 → 2"])
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(from: "2025-06-01"))
    plan = try campaign.plan()
    #expect(
      reasons("ingest dossiers", of: plan).contains { $0.hasPrefix("period changed") })
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline())
    try campaign.write(
      "pipelines/kpis.yml",
      Campaign.catalog.replacing("overall >= 4", with: "overall >= 3"))
    plan = try campaign.plan()
    #expect(plan.stages.map(\.action) == [.reuse, .run, .run, .run, .run])
    #expect(reasons("ingest responses", of: plan) == ["measure satisfaction numerator changed"])
  }

  @Test func `how a dataset's files write dates and numbers concerns its ingest`() throws {
    try campaign.run()
    let declared = Campaign.pipeline().replacing(
      "dossiers.yml, files", with: "dossiers.yml, dates: mdy, numbers: vi, files")
    try campaign.write("pipelines/nightly.yml", declared)
    let plan = try campaign.plan()
    #expect(plan.stages.map(\.action) == [.run, .reuse, .run, .run, .run])
    #expect(reasons("ingest dossiers", of: plan) == ["dates is new", "numbers is new"])
  }

  @Test func `a label is published without counting anything again`() throws {
    try campaign.run()
    try campaign.write(
      "pipelines/kpis.yml", Campaign.catalog.replacing("en: Online", with: "en: On line"))
    #expect(try campaign.plan().stages.map(\.action) == [.reuse, .reuse, .reuse, .reuse, .run])
    #expect(try campaign.run().stages.map(\.action) == [.reuse, .reuse, .reuse, .reuse, .run])
  }

  @Test func `a plan says what the run then does`() throws {
    for change in [Campaign.hue, Campaign.hue + "\n", Campaign.hue] {
      try campaign.write("dossiers/hue.csv", change)
      let plan = try campaign.plan()
      let outcome = try campaign.run()
      #expect(zip(plan.stages, outcome.stages).allSatisfy { $0.name == $1.name })
      if let id = plan.runID { #expect(id == outcome.runID) }
    }
  }
}
