import Foundation
import Testing

@testable import Synth

@Suite struct `A synthetic campaign` {
  private func data(dossiers: Int, responses: Int, seed: UInt64) throws -> [String: [UInt8]] {
    try Repository.withTemporaryFolder { folder in
      try SyntheticCampaign(dossiers: dossiers, responses: responses, seed: seed)
        .write(to: folder.path())
      let names = try Repository.files(under: folder)
      return try Dictionary(
        uniqueKeysWithValues: names.map { name in
          (name, try Array(Data(contentsOf: folder.appending(path: name))))
        })
    }
  }

  @Test func `has the same bytes for the same seed and others for another`() throws {
    let first = try data(dossiers: 2_000, responses: 500, seed: 7)
    #expect(try data(dossiers: 2_000, responses: 500, seed: 7) == first)
    let other = try data(dossiers: 2_000, responses: 500, seed: 8)
    #expect(other["dossiers.csv"] != first["dossiers.csv"])
    #expect(other["responses.csv"] != first["responses.csv"])
    #expect(other["kpis.yml"] == first["kpis.yml"])
  }

  @Test func `brings every file that its pipeline names`() throws {
    let files = try data(dossiers: 1, responses: 1, seed: 1)
    #expect(
      files.keys.sorted() == [
        "dossiers.csv", "kpis.yml", "pipeline.yml", "reference/admin_changes.csv",
        "reference/province_agency_codes.csv", "reference/province_aliases.csv",
        "reference/provinces.csv", "reference/wards.csv", "responses.csv", "schemas/dossiers.yml",
        "schemas/responses.yml",
      ])
  }

  @Test func `keeps of the catalog what its two files can answer`() {
    let catalog = SyntheticDefinitions.catalog
    for id in ["received", "online_rate", "handling_days", "satisfaction", "service_index"] {
      #expect(catalog.contains("\n  \(id):\n"), "\(id)")
    }
    for word in ["dataset: tasks", "synced", "returns_document", "has_petition"] {
      #expect(!catalog.contains(word), "\(word)")
    }
    #expect(catalog.contains("\nkpis:\n"))
    #expect(catalog.hasSuffix("\n") && !catalog.hasSuffix("\n\n"))
  }

  @Test(arguments: [0, 1, 2, 53, 1_000])
  func `has as many sound records as were asked for`(count: Int) throws {
    let files = try data(dossiers: count, responses: count, seed: 3)
    let dossiers = LittleCSV(try #require(files["dossiers.csv"]))
    #expect(dossiers.header.count == 15)
    #expect(dossiers.rows.count == count)
    #expect(dossiers.records.count == count)
    let responses = LittleCSV(try #require(files["responses.csv"]))
    #expect(responses.header.count == 14)
    #expect(responses.rows.count == count)
    #expect(Set(responses.rows.map { $0["response_id"] }).count == count)
  }

  @Test func `repeats six dossiers in a hundred, later versions anywhere`() throws {
    let files = try data(dossiers: 10_600, responses: 0, seed: 5)
    let rows = LittleCSV(try #require(files["dossiers.csv"])).rows
    let versions = Dictionary(grouping: rows, by: { $0["dossier_id", default: ""] })
    #expect(versions.count == 10_000)
    let repeated = versions.values.filter { $0.count == 2 }
    #expect(repeated.count == 600)
    #expect(repeated.allSatisfy { $0[0]["updated_at"] != $0[1]["updated_at"] })
    #expect(repeated.allSatisfy { $0[0]["status"] != $0[1]["status"] })
    #expect(repeated.allSatisfy { $0[0]["received_at"] == $0[1]["received_at"] })
    let laterFirst = repeated.filter {
      $0[0]["updated_at", default: ""] > $0[1]["updated_at", default: ""]
    }
    #expect((240...360).contains(laterFirst.count))
    let special = rows.map { $0["applicant", default: ""] }
    #expect(special.contains { $0.contains("\"") })
    #expect(special.contains { $0.contains(",") })
  }

  @Test func `puts wards in their provinces and moments in their order`() throws {
    let files = try data(dossiers: 2_000, responses: 0, seed: 11)
    var province: [String: String] = [:]
    for row in EmbeddedFile.wards.records {
      province[row["code", default: ""]] = row["province_code"]
    }
    for row in LittleCSV(try #require(files["dossiers.csv"])).rows {
      #expect(province[row["ward_code", default: ""]] == row["province_code"])
      let completed = row["completed_at", default: ""]
      #expect((row["status"] == "completed") == !completed.isEmpty)
      #expect(row["received_at", default: ""] < row["updated_at", default: ""])
      #expect(completed <= row["updated_at", default: ""])
    }
  }

  @Test func `is refused below zero and where no folder can be made`() throws {
    #expect(throws: SynthesisError.negativeCount("dossiers", -1)) {
      try SyntheticCampaign(dossiers: -1, responses: 0, seed: 1)
    }
    try Repository.withTemporaryFolder { folder in
      let file = folder.appending(path: "file").path()
      try Data().write(to: URL(filePath: file))
      let campaign = try SyntheticCampaign(dossiers: 1, responses: 1, seed: 1)
      let refused = SynthesisError.cannotCreate(path: "\(file)/below", reason: "Not a directory")
      #expect(throws: refused) { try campaign.write(to: "\(file)/below") }
      #expect(refused.description == "\(file)/below: cannot be created: Not a directory")
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `says that the disk is full`() throws {
    try Repository.withTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "dossiers.csv").path(), withDestinationPath: "/dev/full")
      let campaign = try SyntheticCampaign(dossiers: 1, responses: 1, seed: 1)
      let path = folder.path() + "/dossiers.csv"
      let full = SynthesisError.cannotWrite(path: path, reason: "No space left on device")
      #expect(throws: full) { try campaign.write(to: folder.path()) }
    }
  }
}
