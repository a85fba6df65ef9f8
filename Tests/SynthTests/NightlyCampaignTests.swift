import Foundation
import Testing

@testable import Synth

@Suite struct `Invented nights` {
  private func data(nights: Int, faults: Int, seed: UInt64) throws -> [String: [UInt8]] {
    try Repository.withTemporaryFolder { folder in
      try NightlyCampaign(nights: nights, faults: faults, seed: seed).write(to: folder.path())
      let names = try Repository.files(under: folder)
      return try Dictionary(
        uniqueKeysWithValues: names.map { name in
          (name, try Array(Data(contentsOf: folder.appending(path: name))))
        })
    }
  }

  @Test func `have the same bytes for the same seed and others for another`() throws {
    let first = try data(nights: 3, faults: 0, seed: 7)
    #expect(try data(nights: 3, faults: 0, seed: 7) == first)
    #expect(try data(nights: 3, faults: 0, seed: 8) != first)
    #expect(first.keys.filter { $0.hasPrefix("nights/") }.count == 3 * 34 * 2)
    #expect(first["reference/holidays.csv"] != nil)
  }

  @Test func `differ from sound ones in what was planted, and in nothing else`() throws {
    let (sound, spoilt) = (
      try data(nights: 66, faults: 10, seed: 5), try data(nights: 66, faults: 0, seed: 5)
    )
    let planted = LittleCSV(try #require(sound["faults.csv"])).rows
    #expect(Set(planted.map { $0["kind", default: ""] }).count == 10)
    let names = Set(
      planted.map {
        "nights/\($0["night", default: ""])/\($0["dataset", default: ""])-\($0["province_code", default: ""]).csv"
      })
    let differing = Set(spoilt.keys).union(sound.keys)
      .filter { $0.hasPrefix("nights/") && sound[$0] != spoilt[$0] }
    #expect(Set(differing).isSubset(of: names))
    #expect(differing.count >= 9)
    #expect(planted.allSatisfy { $0["night", default: ""] >= "2025-08-30" })
  }
}
