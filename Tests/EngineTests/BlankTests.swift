import Definitions
import Statistics
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

@Suite struct BlankTests {
  private static let blanks = [
    "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{3000}", "\u{202F}", "\u{2060}", "\u{AD}", "\u{1680}",
    "\u{A0}\u{200B} \u{FEFF}", " \u{3000}\t",
  ]
  private static let full = [
    "A1", "46", "Huế", "19815", "online", "2025-07-02T08:00:00", "1", "5", "10.5", "An",
    "2025-07-03T08:00:00",
  ]

  private func ingest(_ records: [[String]]) throws -> Campaign.Outcome {
    let campaign = try Campaign()
    defer { campaign.remove() }
    return try campaign.ingest(
      header + records.map { $0.joined(separator: ",") + "\n" }.joined())
  }

  @Test(arguments: blanks)
  func `a cell of nothing but blanks is empty in every column`(blank: String) throws {
    for column in Self.full.indices {
      for quoted in [blank, "\"\(blank)\""] {
        var (empty, blankRecord) = (Self.full, Self.full)
        empty[column] = ""
        blankRecord[column] = quoted
        let (expected, found) = (try ingest([empty]), try ingest([blankRecord]))
        #expect(found.rejectCodes == expected.rejectCodes, "column \(column)")
        #expect(found.cells == expected.cells, "column \(column)")
      }
    }
  }

  @Test(arguments: blanks)
  func `blanks at the ends of a cell are none of its value`(blank: String) throws {
    let expected = try ingest([Self.full])
    for column in Self.full.indices {
      var record = Self.full
      record[column] = blank + record[column] + blank
      let found = try ingest([record])
      #expect(found.rejects.isEmpty)
      #expect(found.cells == expected.cells, "column \(column)")
    }
    // A key is the same key.
    var again = Self.full
    again[0] = blank + "A1" + blank
    #expect(try ingest([Self.full, again]).accounting.superseded == 1)
    again[0] = "A\(blank)1"
    #expect(try ingest([Self.full, again]).accounting.superseded == 0)
  }

  @Test func `what is taken off a cell is what is taken off a text, for every character`() {
    for scalar in (0x80...0xFFFF).lazy.compactMap(Unicode.Scalar.init) {
      let bytes = Array(String(scalar).utf8)
      let buffer = BlockBuffer(capacity: 16)
      buffer.append(bytes[...])
      let isBlank = String(scalar).normalized.isEmpty
      let count = isBlank ? bytes.count : 0
      #expect(Blank.count(at: 0, in: buffer.bytes, to: bytes.count) == count, "\(scalar.value)")
      #expect(Blank.count(before: bytes.count, in: buffer.bytes, from: 0) == count)
    }
  }
}

extension Campaign.Outcome {
  /// The cells alone, whatever the files were called and how large they were.
  var cells: String {
    result.cells.tables.flatMap { table in
      table.cells.map { key, cell in "\(key) \(cell.records) \(cell.tallies.map(\.text))" }
    }.sorted().joined(separator: "\n")
  }
}

extension Tally {
  fileprivate var text: String {
    switch self {
    case .count(let count): "\(count)"
    case .values(let values): "\(values.bins)"
    case .codes(let codes): "\(codes.sorted())"
    }
  }
}
