import Definitions
import Foundation
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

private func record(_ id: Int, channel: String = "online") -> String {
  "\(id),46,,,\(channel),2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00\n"
}

/// Files that somebody writes while they are read, and files that somebody did not write to their end.
@Suite struct ChangedFileTests {
  enum Change: CaseIterable {
    case appended, cut, emptied, overwritten, replaced, replacedBySame, removed
  }

  private func change(_ url: URL, _ change: Change) throws {
    let handle = try FileHandle(forUpdating: url)
    defer { try? handle.close() }
    switch change {
    case .appended:
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(record(0).utf8))
    case .cut: try handle.truncate(atOffset: 3 << 20)
    case .emptied: try handle.truncate(atOffset: 0)
    case .overwritten: try handle.write(contentsOf: Data(header.utf8))
    case .replaced: try Data(header.utf8).write(to: url, options: .atomic)
    case .replacedBySame: try Data(contentsOf: url).write(to: url, options: .atomic)
    case .removed: try FileManager.default.removeItem(at: url)
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: Change.allCases, [1, 2])
  func `a file that changes while it is read ends ingest, and is named`(
    how: Change, threads: Int
  ) throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    // More than what may be read ahead of the reject below.
    let text = header + record(1, channel: "fax") + (2..<60_000).map { record($0) }.joined()
    let url = campaign.folder.appending(path: "a.csv")
    try Data(text.utf8).write(to: url)
    var changes = 0
    #expect(throws: IngestFailure.changedWhileRead(file: "a.csv")) {
      _ = try Engine.ingest(
        campaign.plan, files: [InputFile(name: "a.csv", path: url.path)],
        options: IngestOptions(threads: threads, temporaryDirectory: campaign.folder.path)
      ) { _ in
        changes += 1
        try? change(url, how)
      } restart: {
      }
    }
    #expect(changes == 1)
  }

  @Test func `a file cut off at any byte of its last records keeps those that are whole`() throws {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let last = [
      record(2),
      "\"3\",Huế,,\"An Cựu\",\"Trực tuyến\",22/07/2025 08:00,có,5,\"1,5\",\"Lê \"\"A\"\"\",2025-07-03T08:00:00\r\n",
      record(4),
    ]
    let text = Array((header + record(1) + last.joined()).utf8)
    let start = (header + record(1)).utf8.count
    let ends = last.indices.map { start + last[...$0].joined().utf8.count }
    for length in start..<text.count {
      let outcome = try campaign.ingest([Array(text[..<length])])
      let whole = 1 + ends.count { $0 <= length }
      let isBetween = length == start || ends.contains(length)
      let accounting = outcome.accounting
      // Where the line end alone is missing, or a moment is cut to a shorter one that is none the worse.
      let isKept = accounting.accepted == whole + 1
      #expect(isKept || accounting.accepted == whole, "\(length)")
      #expect(accounting.rowsRead == (isBetween ? whole : whole + 1), "\(length)")
      // Half of a line end is one.
      let hasLineEnd = text[length - 1] == UInt8(ascii: "\r")
      #expect(
        accounting.warnings == (isKept && !hasLineEnd ? ["no_line_end": 1] : [:]), "\(length)")
      if !isBetween, !isKept {
        #expect(outcome.rejectCodes.count == 1, "\(length)")
        #expect(outcome.rejects.first?.code == .truncated, "\(length) \(outcome.rejectCodes)")
      }
      if isKept {
        let rest = text[length...].prefix { $0 != UInt8(ascii: "\n") }
        #expect(rest.count <= "3T08:00:00\"\r".utf8.count, "\(length)")
      }
    }
  }
}
