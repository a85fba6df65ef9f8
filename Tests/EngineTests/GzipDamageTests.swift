import Definitions
import Foundation
import Testing

@testable import Engine

private let remedy = "; fetch it again, and try it with gzip -t"

/// Gzip files that cannot be unpacked to their end: nothing of them may count.
@Suite struct GzipDamageTests {
  private let text = LawTests().messy(6, seed: 3)
  private let sound = LawTests().messy(30, seed: 4)

  /// What ingest makes of a sound file before and after a damaged one, and of the two alone.
  private func withNeighbours(
    _ damaged: [UInt8], _ plan: CountingPlan = .unkeyed, threads: Int = 2
  ) throws -> (all: Campaign.Outcome, alone: Campaign.Outcome) {
    let campaign = try Campaign(plan)
    defer { campaign.remove() }
    let alone = try campaign.ingest([sound, [], sound], threads: threads)
    return (try campaign.ingest([sound, damaged, sound], threads: threads), alone)
  }

  private func expectRefused(
    _ damaged: [UInt8], _ reason: String? = nil, at location: SourceLocation = #_sourceLocation
  ) throws {
    let (all, alone) = try withNeighbours(damaged)
    #expect(all.fingerprint == alone.fingerprint, sourceLocation: location)
    #expect(all.result.refused.map(\.path) == ["b.csv"], sourceLocation: location)
    if let reason {
      #expect(all.result.refused.map(\.reason) == [reason], sourceLocation: location)
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a file cut anywhere is refused`() throws {
    let packed = gzipped(text)
    for end in 2..<packed.count {
      try expectRefused(Array(packed[..<end]), "its gzip data breaks off" + remedy)
    }
    try expectRefused(Array(packed[..<1]))
  }

  @Test(.timeLimit(.minutes(5)))
  func `a file with a byte that is not what it was is refused, or reads the same`() throws {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let packed = gzipped(text)
    let plain = try campaign.ingest([text])
    var same = 0
    for index in packed.indices {
      for change: UInt8 in [1, 0x80, 0xFF] {
        var damaged = packed
        damaged[index] ^= change
        let outcome = try campaign.ingest([damaged])
        if outcome.result.refused.isEmpty {
          #expect(outcome.content == plain.content, "byte \(index) ^ \(change)")
          same += 1
        } else {
          #expect(outcome.result.files.isEmpty && outcome.rejects.isEmpty)
          #expect(outcome.count("received") == 0)
        }
      }
    }
    // The time of packing, the level, the system, and whether it is text.
    #expect(same == 6 * 3 + 1)
  }

  @Test func `a file with something after its gzip data is refused`() throws {
    let packed = gzipped(text)
    for rest in [Array("\n".utf8), [0], text] {
      try expectRefused(
        packed + rest,
        "after its gzip data, from byte \(packed.count) on, comes something else" + remedy)
    }
    try expectRefused(
      packed + [0x1F, 0x8C],
      "its gzip data is damaged (near byte \(packed.count + 2), incorrect header check)" + remedy)
    try expectRefused(packed + [0x1F, 0x8B], "its gzip data breaks off" + remedy)
    try expectRefused(packed + packed.dropLast(), "its gzip data breaks off" + remedy)
  }

  @Test(.timeLimit(.minutes(5)), arguments: [1, 2, 7])
  func `damage at the end of a large file takes all its rows back, and its rejects`(
    threads: Int
  ) throws {
    var packed = gzipped((0..<200).flatMap { LawTests().messy(100, seed: $0) })
    let last = packed.count - 8
    packed[last] ^= 1
    let reason = "its gzip data is damaged (near byte \(last + 4), incorrect data check)" + remedy
    for plan in [CountingPlan.unkeyed, .dossiers] {
      let (all, alone) = try withNeighbours(packed, plan, threads: threads)
      #expect(all.fingerprint == alone.fingerprint)
      #expect(all.result.refused.map(\.reason) == [reason])
    }
  }

  @Test func `of several damaged files each is refused for its own damage`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let packed = gzipped((0..<150).flatMap { LawTests().messy(100, seed: $0) })
    var restarts = 0
    let files = [
      packed + [0], packed, Array(packed.dropLast()), sound, Array(gzipped(sound).dropLast()),
    ]
    _ = try campaign.ingest(files)
    let inputs = "abcde".map {
      InputFile(name: "\($0).csv", path: campaign.folder.appending(path: "\($0).csv").path)
    }
    let result = try Engine.ingest(campaign.plan, files: inputs, options: IngestOptions()) { _ in
    } restart: {
      restarts += 1
    }
    #expect(restarts == 1)
    #expect(result.files.map(\.path) == ["b.csv", "d.csv"])
    #expect(result.refused.map(\.path) == ["a.csv", "c.csv", "e.csv"])
    #expect(result.refused.map(\.byteCount) == [0, 2, 4].map { Int64(files[$0].count) })
  }

  @Test(.timeLimit(.minutes(5)), arguments: [0, 10] as [UInt8])
  func `a file that unpacks to a hundred megabytes of one byte is refused`(byte: UInt8) throws {
    let member = gzipped([UInt8](repeating: byte, count: 1 << 20))
    let bomb = gzipped(sound) + (0..<100).flatMap { _ in member }
    try expectRefused(
      bomb,
      "it unpacks to more than 200 times its size, which no table of records does; "
        + "if it is what you expect, unpack it with gunzip, or set limits: {expansion: …} in "
        + "the pipeline")
  }

  @Test func `gzip in gzip is refused`() throws {
    try expectRefused(
      gzipped(gzipped(text)), "what it unpacks to is compressed, too; unpack it with gunzip")
  }

  @Test func `the head of a damaged file tells of the damage`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    _ = try campaign.ingest([Array(gzipped(text).dropLast(20))])
    let file = InputFile(name: "a.csv", path: campaign.folder.appending(path: "a.csv").path)
    let reason = "its gzip data breaks off" + remedy
    #expect(throws: IngestFailure.damaged(file: "a.csv", reason: reason)) {
      _ = try TextHead(of: file, count: 10)
    }
    #expect(throws: FileShape.Refusal(reason: reason)) {
      _ = try inspect(file, as: campaign.plan.dataset).get()
    }
  }
}
