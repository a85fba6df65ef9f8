import Definitions
import Foundation
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

/// Files that are gzip.
@Suite struct GzipTests {
  private func record(_ id: String, channel: String = "online", applicant: String = "x") -> String {
    "\(id),46,,,\(channel),2025-07-02T08:00:00,1,5,1,\(applicant),2025-07-03T08:00:00\n"
  }

  /// A file of several blocks, with rejects in each, and records that cross from one to the next.
  private func large(_ megabytes: Int) -> [UInt8] {
    let lines = String(repeating: "Lê \"\"A\"\"\n", count: 300)
    let rows = (0..<(megabytes * 270)).map { index in
      record(
        "a\(index % 200)", channel: index % 50 == 0 ? "fax" : "online", applicant: "\"\(lines)\"")
    }
    return Array((header + rows.joined()).utf8)
  }

  private let cuts = [(1, 1 << 20), (1, 100), (2, 333), (7, 64), (2, 1000), (7, 4096), (3, 17)]

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func `gzipped and plain files give the same cells, rejects and accounting`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    for plan in [CountingPlan.dossiers, .unkeyed] {
      let campaign = try Campaign(plan)
      defer { campaign.remove() }
      let files = [
        LawTests().messy(200, seed: seed), LawTests().messy(50, seed: seed + 100),
        LawTests().messy(20, seed: seed + 200),
      ]
      let plain = try campaign.ingest(files, threads: 1)
      #expect(plain.rejects.count > 10)
      for (threads, shardBytes) in cuts {
        let members = Int.random(in: 1...9, using: &generator)
        let packed = [
          gzippedInMembers(files[0], members, using: &generator), files[1],
          gzipped(files[2], level: Int32.random(in: 0...9, using: &generator)),
        ]
        let outcome = try campaign.ingest(packed, threads: threads, shardBytes: shardBytes)
        #expect(outcome.content == plain.content, "\(threads) threads, \(shardBytes) bytes")
      }
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a gzipped file of many blocks reads as if unpacked`() throws {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let file = large(5)
    let plain = try campaign.ingest([file])
    #expect(file.count > 3 << 20 && plain.accounting.rowsRead == 5 * 270)
    for (threads, shardBytes) in [(1, 1 << 20), (2, 1 << 20), (7, 99_999)] {
      let outcome = try campaign.ingest([gzipped(file)], threads: threads, shardBytes: shardBytes)
      #expect(outcome.content == plain.content, "\(threads) threads, \(shardBytes) bytes")
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: [-1, 0, 1])
  func `a gzipped file may end with a block`(more: Int) throws {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let start = Array((header + record("a")).utf8)
    for blocks in 1...2 {
      let rest = String(repeating: " ", count: blocks * Digest.blockBytes - start.count + more - 1)
      let file = start + Array((rest + "\n").utf8)
      let plain = try campaign.ingest([file])
      #expect(try campaign.ingest([gzipped(file)]).content == plain.content)
      #expect(try campaign.ingest([gzipped(file)], threads: 1).content == plain.content)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a gzipped record that is too long is one reject, as in a plain file`() throws {
    let line = String(repeating: "xyzxyzab", count: InputLimits().longestRecord.bytes / 8)
    let text =
      record("a") + line + "y\n" + record("b", applicant: "\"\(line)\"") + record("c")
      + record("d", applicant: line)
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let file = Array((header + text).utf8)
    let plain = try campaign.ingest([file])
    #expect(plain.rejectCodes == ["3 too_long", "4 too_long", "6 too_long"])
    // Stored, since so much of the same would be taken for a bomb.
    let outcome = try campaign.ingest([gzipped(file, level: 0)], shardBytes: 77_777)
    #expect(outcome.content == plain.content)
  }

  @Test func `the digest and the size are those of the file as it lies`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let packed = gzipped(LawTests().messy(100, seed: 1))
    let report = try #require(try campaign.ingest([packed]).result.files.first)
    let path = campaign.folder.appending(path: "a.csv").path
    #expect(try digest(of: InputFile(name: "a.csv", path: path)).digest == report.digest)
    #expect(report.byteCount == Int64(packed.count))
  }

  @Test func `empty members do not matter, and a file of nothing else is empty`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let (text, empty) = (LawTests().messy(20, seed: 1), gzipped([]))
    let plain = try campaign.ingest([text])
    for file in [empty + gzipped(text), gzipped(text) + empty + empty] {
      #expect(try campaign.ingest([file]).content == plain.content)
    }
    let refused = try campaign.ingest([empty + empty]).result.refused
    #expect(
      refused.map(\.reason) == ["it is empty; a file without records still needs its header"])
  }

  @Test func `the head of a gzipped file is that of its text`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let text = LawTests().messy(100, seed: 1)
    _ = try campaign.ingest([gzipped(text)])
    let file = InputFile(name: "a.csv", path: campaign.folder.appending(path: "a.csv").path)
    let head = try TextHead(of: file, count: 1000)
    #expect(head.bytes == Array(text[..<1000]) && !head.isWhole && head.packing == .gzip)
    let whole = try TextHead(of: file, count: text.count)
    #expect(whole.bytes == text && whole.isWhole)
    #expect(try inspect(file, as: campaign.plan.dataset).get().header.count == 11)
  }
}

extension Campaign.Outcome {
  /// The fingerprint without the digests, which are those of the files as they lie.
  var content: String {
    result.files.reduce(fingerprint) { $0.replacing($1.digest, with: "") }
  }
}
