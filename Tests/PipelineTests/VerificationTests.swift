import Foundation
import Testing

@testable import Pipeline

@Suite struct VerificationTests {
  let campaign: Campaign

  init() throws { campaign = try Campaign() }

  @Test func `a whole run is intact, with its inputs`() throws {
    let outcome = try campaign.run { $0.digestsInputs = true }
    let found = try Verification(
      folder: campaign.out + "/nightly/latest", includingInputs: true)
    #expect(found.isIntact)
    #expect(found.exitCode == 0)
    #expect(found.runID == outcome.runID)
    #expect(found.outputCount == 11)
  }

  @Test func `changed, missing and extra files are told apart`() throws {
    let folder = try campaign.run().folder
    try Data("x".utf8).write(to: URL(filePath: folder + "/kpis.csv"))
    try Data("x".utf8).write(to: URL(filePath: folder + "/extra"))
    try FileManager.default.removeItem(atPath: folder + "/top.csv")
    let found = try Verification(folder: folder)
    #expect(found.changed == ["kpis.csv"])
    #expect(found.missing == ["top.csv"])
    #expect(found.extra == ["extra"])
    #expect(found.changedInputs == nil)
    #expect(found.exitCode == 65)
  }

  @Test func `changed inputs and definitions are named`() throws {
    let folder = try campaign.run().folder
    try campaign.write("dossiers/hue.csv", Campaign.hue + "\n")
    try campaign.write("pipelines/kpis.yml", Campaign.catalog + "\n")
    let found = try Verification(folder: folder, includingInputs: true)
    #expect(found.changedInputs == ["kpis.yml", "../dossiers/hue.csv"])
    #expect(found.isPublicationIntact && !found.isIntact)
    #expect(found.missingInputs.isEmpty)
    try FileManager.default.removeItem(atPath: campaign.folder + "/dossiers/hue.csv")
    let gone = try Verification(folder: folder, includingInputs: true)
    #expect(gone.missingInputs == ["../dossiers/hue.csv"])
    #expect(try Verification(folder: folder).isIntact)
  }

  @Test func `what is no run is told so`() throws {
    let failure = #expect(throws: RunFailure.self) {
      try Verification(folder: campaign.folder + "/dossiers")
    }
    #expect(failure?.exitCode == 66)
  }
}
