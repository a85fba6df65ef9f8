import Definitions
import Foundation
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

/// Files that are made to hang ingest, to fill its memory, or to take its descriptors.
@Suite struct HostileTests {
  private func record(
    _ id: String, province: String = "46", channel: String = "online", applicant: String = "x"
  ) -> String {
    "\(id),\(province),,,\(channel),2025-07-02T08:00:00,1,5,1,\(applicant),2025-07-03T08:00:00\n"
  }

  private func ingest(
    _ text: String, threads: Int = 2, shardBytes: Int = 1 << 20
  ) throws -> Campaign.Outcome {
    let campaign = try Campaign()
    defer { campaign.remove() }
    return try campaign.ingest(header + text, threads: threads, shardBytes: shardBytes)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a megabyte where a word is expected is rejected at once`() throws {
    let long = String(repeating: "y", count: 1_000_000)
    let rows = (0..<20).map { record("a\($0)", channel: "\($0)" + long) }
    let outcome = try ingest(rows.joined() + record("b", province: long) + record("c"))
    #expect(outcome.accounting.rejects == ["unknown_category": 20, "unknown_province": 1])
    #expect(outcome.accounting.accepted == 1)
    #expect(outcome.rejects.allSatisfy { $0.value.count <= 80 })
  }

  @Test(.timeLimit(.minutes(5)))
  func `marks without end on one letter do not hold a run up`() throws {
    let marks = "o" + String(repeating: "\u{301}\u{323}", count: 200_000)
    let outcome = try ingest(record(marks) + record("a", channel: marks) + record("b"))
    #expect(outcome.accounting.rejects == ["unknown_category": 1])
    #expect(outcome.accounting.accepted == 2)
  }

  @Test(.timeLimit(.minutes(5)))
  func `twenty thousand unknown words, all different, do not hold a run up`() throws {
    let rows = (0..<20_000).map { record("a\($0)", channel: "onl\($0)ne") }
    #expect(try ingest(rows.joined()).accounting.rejected == 20_000)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a line longer than a record may be is one reject, whatever the shards`() throws {
    let line = String(repeating: "x", count: InputLimits().longestRecord.bytes)
    let text =
      record("a") + line + "y\n" + record("b", applicant: "\"\(line)\"") + record("c")
      + record("d", applicant: line)
    let whole = try ingest(text, threads: 1, shardBytes: 1 << 20)
    #expect(whole.rejectCodes == ["3 too_long", "4 too_long", "6 too_long"])
    #expect(whole.accounting.accepted == 2)
    let cut = try ingest(text, threads: 7, shardBytes: 77_777)
    #expect(cut.fingerprint == whole.fingerprint)
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["x", "\"", "\"x\",", "\"\""])
  func `one endless line is one reject, and what follows it is read`(content: String) throws {
    let line = String(repeating: content, count: (11 << 20) / content.utf8.count)
    let endless = try ingest(record("a") + line)
    #expect(endless.rejects.map(\.line) == [3])
    #expect(endless.accounting.accepted == 1)
    let text = record("a") + line + "\n" + record("b") + record("c", channel: "fax") + line + "\n"
    let whole = try ingest(text + record("d"), threads: 1)
    #expect(whole.rejectCodes == ["3 too_long", "5 unknown_category", "6 too_long"])
    #expect(whole.accounting.accepted == 3)
    let cut = try ingest(text + record("d"), threads: 3, shardBytes: 300_000)
    #expect(cut.fingerprint == whole.fingerprint)
  }

  @Test func `how long a record may be is the pipeline's to say`() throws {
    var campaign = try Campaign()
    defer { campaign.remove() }
    campaign.plan = campaign.plan.reading(
      nil, limits: InputLimits(longestRecord: ByteSize(bytes: 2 << 10)))
    let (fits, long) = (String(repeating: "x", count: 1900), String(repeating: "x", count: 2100))
    let outcome = try campaign.ingest(
      header + record("a", applicant: fits) + record("b", applicant: long)
        + record("c", applicant: "\"\n\(long)\"") + record("d"))
    #expect(outcome.rejectCodes.prefix(2) == ["3 too_long", "4 too_long"])
    #expect(outcome.rejects.prefix(2).map(\.detail) == ["2 KiB", "2 KiB"])
    #expect(outcome.accounting.accepted == 2)
  }

  @Test(.timeLimit(.minutes(5)))
  func `fields that are opened on every line and never closed do not hold a run up`() throws {
    let rows = String(repeating: "A,\"a\"b\"c\"d,e\n", count: 20_000)
    let outcome = try ingest(record("a") + rows + record("b"))
    #expect(outcome.accounting.rejects == ["bad_quote": 20_000])
    #expect(outcome.accounting.accepted == 2)
  }

  @Test func `a header of thousands of columns is read like any other`() throws {
    let wide = String(repeating: ",z", count: 5000)
    let campaign = try Campaign()
    defer { campaign.remove() }
    let rows = (0..<500).map { String(record("a\($0)").dropLast()) + wide + "\n" }
    let text = String(header.dropLast()) + wide + "\n" + rows.joined()
    #expect(try campaign.ingest(text).accounting.accepted == 500)
  }

  @Test func `files that are read are closed, however many there are`() throws {
    func openFiles() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
    let campaign = try Campaign()
    defer { campaign.remove() }
    let content = Array((header + record("a", channel: "fax")).utf8)
    let files = try (0..<300).map { index in
      let url = campaign.folder.appending(path: "\(index).csv")
      try Data(content).write(to: url)
      return InputFile(name: "\(index).csv", path: url.path)
    }
    let before = try openFiles()
    var most = 0
    // Every file has a record that is rejected, and rejects are handed on while files are read.
    let result = try Engine.ingest(
      campaign.plan, files: files, options: IngestOptions(threads: 2)
    ) { _ in
      most = max(most, (try? openFiles()) ?? 0)
    } restart: {
    }
    #expect(result.files.count == 300)
    // Other tests run at the same time and have files open, too.
    #expect(most > before && most < before + 150)
  }
}
