import Definitions
import Foundation
import Testing

@testable import Engine

private let remedy = "; fetch it again, and try it with zstd -t"

/// Files that are packed with zstd, sound and damaged.
@Suite struct ZstdTests {
  private let text = LawTests().messy(6, seed: 3)

  private func outcome(
    _ files: [[UInt8]], _ plan: CountingPlan = .unkeyed, threads: Int = 2
  ) throws -> Campaign.Outcome {
    let campaign = try Campaign(plan)
    defer { campaign.remove() }
    return try campaign.ingest(files, threads: threads)
  }

  private func refusal(_ file: [UInt8]) throws -> String {
    let outcome = try outcome([text, file, text])
    #expect(outcome.fingerprint == (try self.outcome([text, [], text])).fingerprint)
    #expect(outcome.result.refused.map(\.path) == ["b.csv"])
    return outcome.result.refused.first?.reason ?? ""
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `files packed with zstd read as if they were not`(seed: UInt64) throws {
    let files = [LawTests().messy(200, seed: seed), LawTests().messy(50, seed: seed + 100)]
    for plan in [CountingPlan.dossiers, .unkeyed] {
      let plain = try outcome(files, plan, threads: 1)
      #expect(plain.rejects.count > 5)
      for level: Int32 in [-5, 1, 3, 19] {
        let cut = files[0].count / 3
        let packed = [
          skippableFrame(7) + zstandard(files[0][..<cut], level: level) + zstandard([])
            + zstandard(files[0][cut...]) + skippableFrame(0),
          zstandard(files[1], level: level),
        ]
        #expect(try outcome(packed, plan).content == plain.content)
      }
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a file of many blocks, and one that ends with a block, read as if unpacked`() throws {
    let header = Array(text.prefix(while: { $0 != 0x0A })) + [0x0A]
    for size in [2 << 20, (2 << 20) - 1, (2 << 20) + 1, 5 << 19] {
      var file = header
      for index in header.count..<(size - 1) {
        file.append(index % 97 == 96 ? 0x0A : UInt8(truncatingIfNeeded: 0x61 + index % 26))
      }
      file.append(0x0A)
      let plain = try outcome([file])
      #expect(try outcome([zstandard(file)]).content == plain.content)
    }
  }

  @Test func `the digest and the size are those of the file as it lies`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let packed = zstandard(text)
    let report = try #require(try campaign.ingest([packed]).result.files.first)
    let path = campaign.folder.appending(path: "a.csv").path
    #expect(try digest(of: InputFile(name: "a.csv", path: path)).digest == report.digest)
    #expect(report.byteCount == Int64(packed.count))
  }

  @Test(.timeLimit(.minutes(5))) func `a file cut anywhere is refused`() throws {
    let packed = skippableFrame(5) + zstandard(text)
    for end in 4..<packed.count where end != 13 {
      #expect(
        try refusal(Array(packed[..<end])) == "its zstd data breaks off" + remedy, "\(end)")
    }
    // Nothing but a frame to pass over is nothing.
    #expect(try refusal(Array(packed[..<13])).hasPrefix("it is empty"))
  }

  @Test(.timeLimit(.minutes(5)))
  func `a file with a byte that is not what it was is refused, or reads the same`() throws {
    let packed = zstandard(text)
    let plain = try outcome([text])
    for index in packed.indices {
      for change: UInt8 in [1, 0x80, 0xFF] {
        var damaged = packed
        damaged[index] ^= change
        let outcome = try outcome([damaged])
        #expect(!outcome.result.refused.isEmpty || outcome.content == plain.content, "\(index)")
      }
    }
  }

  @Test func `what follows the data, and what is packed twice, is refused`() throws {
    let packed = zstandard(text)
    for rest in [Array("\n".utf8), [0], text] {
      #expect(
        try refusal(packed + rest)
          == "after its zstd data, from byte \(packed.count) on, comes something else" + remedy)
    }
    #expect(try refusal(packed + [0x28]) == "its zstd data breaks off" + remedy)
    #expect(try refusal(packed + [0x28, 0xB5, 0x2F, 0xFC]).contains("is damaged (near byte"))
    for twice in [zstandard(packed), gzipped(packed)] {
      #expect(
        try refusal(twice) == "what it unpacks to is compressed, too; unpack it with unzstd")
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a file that unpacks to hundreds of times its size is refused, unless that is allowed`()
    throws
  {
    let bomb = zstandard(text + [UInt8](repeating: 10, count: 20 << 20))
    #expect(try refusal(bomb).hasPrefix("it unpacks to more than 200 times its size"))
    let plan = CountingPlan.unkeyed.reading(nil, limits: InputLimits(expansionRatio: 100_000))
    let read = try outcome([bomb], plan)
    #expect(read.result.refused.isEmpty && read.accounting.skipped["blank"] ?? 0 > 20 << 20 - 10)
  }

  @Test func `a frame that asks for more memory than any table needs is refused`() throws {
    #expect(
      try refusal(zstandard(text, windowLog: 28)).hasPrefix(
        "to unpack it takes a window of more than 128 MiB; unpack it with unzstd --long=31"))
    let largest = try outcome([zstandard(text, windowLog: 27)])
    #expect(largest.content == (try outcome([text])).content)
  }
}
