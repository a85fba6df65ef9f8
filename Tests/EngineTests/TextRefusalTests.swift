import Definitions
import Foundation
import Testing

@testable import Engine

/// Files that are refused as a whole for what they are written in, with the sentence that says why.
@Suite struct TextRefusalTests {
  private let text = EncodingTests.text

  private func refusal(_ bytes: [UInt8], _ declared: TextEncoding? = nil) throws -> String {
    let campaign = try Campaign(CountingPlan.unkeyed.reading(declared))
    defer { campaign.remove() }
    let outcome = try campaign.ingest([bytes])
    let reasons = outcome.result.refused.map(\.reason)
    for packed in [gzipped(bytes), zstandard(bytes)] {
      #expect(try campaign.ingest([packed]).result.refused.map(\.reason) == reasons)
    }
    return reasons.first ?? ""
  }

  @Test func `a mark that contradicts the declaration refuses the file`() throws {
    let wide = [0xFF, 0xFE] + (try encoded(text, as: "UTF-16LE"))
    for declared in [TextEncoding.utf8, .windows1258, .tcvn3, .utf16BigEndian, .doubleUTF8] {
      #expect(
        try refusal(wide, declared)
          == "its byte order mark says that it is utf-16le, and it is declared as "
          + "\(declared.rawValue); remove encoding: \(declared.rawValue)")
    }
    let marked = SourceEncoding.utf8Mark + Array(text.utf8)
    #expect(try refusal(marked, .utf16).hasPrefix("its byte order mark says that it is utf-8, "))
  }

  @Test func `UTF-8 that is declared as something else is refused`() throws {
    for declared in [TextEncoding.windows1258, .tcvn3, .utf16LittleEndian, .utf16BigEndian] {
      #expect(
        try refusal(Array(text.utf8), declared)
          == "it is UTF-8 already, and it is declared as \(declared.rawValue); remove encoding: "
          + declared.rawValue)
    }
    #expect(
      try refusal(Array(text.utf8), .doubleUTF8)
        == "it is not UTF-8 that was encoded twice: U+00E3 at offset 1, line 1, cannot be turned "
        + "back; remove encoding: double-utf-8; hailong sniff FILE names the likely encodings")
  }

  @Test func `plain ASCII reads the same whatever legacy encoding is declared`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let plain =
      "id,province,channel,received_at,updated_at\nA,46,online,2025-07-02,2025-07-03\n"
    let expected = try campaign.ingest(plain)
    #expect(expected.accounting.accepted == 1)
    for declared in [TextEncoding.windows1258, .tcvn3, .doubleUTF8, .utf8] {
      var declaring = campaign
      declaring.plan = campaign.plan.reading(declared)
      #expect(try declaring.ingest(plain).content == expected.content)
    }
  }

  @Test func `UTF-16 without a mark is refused by the name to declare`() throws {
    #expect(
      try refusal(try encoded(text, as: "UTF-16LE"))
        == "it is UTF-16 without a byte order mark; declare encoding: utf-16le")
    #expect(
      try refusal(try encoded(text, as: "UTF-16BE"), .utf8)
        == "it is UTF-16 without a byte order mark; declare encoding: utf-16be")
    #expect(
      try refusal(try encoded(text, as: "UTF-16BE"), .utf16)
        == "it has no byte order mark, which encoding: utf-16 needs; declare utf-16le or utf-16be")
  }

  @Test func `a file in a legacy encoding is refused with the place, whatever its header`() throws {
    let legacy = try encoded(halfComposed(text), as: "CP1258")
    #expect(
      try refusal(legacy)
        == "it is not utf-8: 0xDE at offset 2, line 1, cannot stand there; "
        + "hailong sniff FILE names the likely encodings; then declare encoding: … at the dataset, or "
        + "make UTF-8 of this file alone: hailong clean FILE --encoding … > NEW")
    let header = "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,x"
    let body = Array(legacy.drop { $0 != 0x0A }.dropFirst())
    #expect(try refusal(Array((header + "\n").utf8) + body).hasPrefix("it is not utf-8: 0xD0 at"))
    #expect(try refusal(body, .utf8).hasSuffix("FILE names the likely encodings"))
  }

  @Test(arguments: [
    (
      "PK\u{3}\u{4}\u{14}\0\0\0xl/workbook.xml", "an Excel workbook (.xlsx)", "StarCalc):44,34,76,1"
    ),
    ("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "(.ods)", "soffice"),
    ("PK\u{3}\u{4}\u{14}\0\0\0word/document.xml", "no table", "ask for the export"),
    ("PK\u{3}\u{4}\u{14}\0\0\0data.csv", "a zip archive", "unzip FILE"),
    (" \r\n<HTML xmlns:o=\"urn\"><body>", "an HTML page", "HTML (StarCalc)"),
    ("\u{FEFF}<table border=1><tr><td>Mã hồ sơ", "an HTML page", "Save As"),
    ("<?xml version=\"1.0\"?><!DOCTYPE html>", "an HTML page", "soffice"),
    (
      "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>", "SpreadsheetML",
      "soffice"
    ),
    (
      "<?xml version=\"1.0\"?><office:document xmlns:o=\"urn:oasis:names:tc:opendocument:x\">",
      "(.ods)", "soffice"
    ),
    ("<?xml version=\"1.0\"?><hoso/>", "an XML document", "ask for the export"),
    ("MIME-Version: 1.0\nX", "a web archive", "Excel"), ("{\\rtf1", "RTF", "ask for"),
    ("%PDF-1.7", "a PDF document", "ask for"), ("Rar!\u{1A}\u{7}\0", "a RAR archive", "unrar"),
    ("SQLite format 3\0", "an SQLite database", "sqlite3 -header -csv"),
    ("PAR1\u{15}", "a Parquet file", "duckdb"), ("BZh91AY&SY", "packed with bzip2", "bunzip2"),
    ("\0\u{1}\0\0Standard ACE DB\0", "an Access database", "mdb-export"),
  ])
  func `what is no text is told by its content, with the line that makes CSV of it`(
    content: String, kind: String, remedy: String
  ) throws {
    let reason = try refusal(Array(content.utf8))
    #expect(reason.hasPrefix("it is ") && reason.contains(kind) && reason.contains(remedy))
    #expect(!reason.contains("\n"))
  }

  @Test func `markup in UTF-16, and what begins with bytes that are no text, is told too`() throws {
    let page = try encoded("\u{FEFF}<html><table>", as: "UTF-16LE")
    #expect(try refusal(page).hasPrefix("it is an HTML page"))
    let binary: [([UInt8], String)] = [
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "a binary Excel workbook (.xls)"),
      (
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
          + (try encoded("EncryptedPackage", as: "UTF-16LE")), "locked with a password"
      ),
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "packed with xz"),
      ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "UTF-32"),
    ]
    for (bytes, kind) in binary {
      let reason = try refusal(bytes)
      #expect(reason.contains(kind), "\(reason)")
    }
  }

  @Test(arguments: ["xlsx", "xls", "ods", "html"])
  func `what LibreOffice writes is told by its content`(name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Foreign")
    let url = folder.appending(path: "small.\(name)")
    let reason = try refusal(Array(try Data(contentsOf: url)))
    let kinds = [
      "xlsx": "an Excel workbook (.xlsx)", "xls": "a binary Excel workbook (.xls)",
      "ods": "an OpenDocument spreadsheet (.ods)", "html": "an HTML page",
    ]
    #expect(reason.contains(kinds[name] ?? "?"), "\(reason)")
  }

  @Test(arguments: ["<1 tháng,b\n1,2\n", "PAR1,b\n", "BZh1,b\n", "(x),PK\u{3}\u{4}\n"])
  func `a header that begins like another kind of file is a header`(header: String) {
    #expect(ForeignFile(Array(header.utf8)) == nil)
  }
}
