import Definitions
import Foundation
import Testing

@testable import Engine

/// Files in the encodings that spreadsheets and old programs write.
@Suite struct EncodingTests {
  private static let header =
    "Mã hồ sơ,Province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,"
    + "updated_at"
  private static let rows = [
    "Đ1,46,Huế,An Cựu,Trực tuyến,2025-07-02T08:00:00,có,5,1.5,Nguyễn Thị Bưởi,2025-07-03",
    "Đ2,Thừa Thiên Huế,,Tân An,Trực tiếp,2025-07-03T08:00:00,không,4,2,\"Lê, Văn \"\"Ổi\"\"\",2025-07-04",
    "Đ1,46,Huế,,Trực tiếp,2025-07-02T08:00:00,0,5,1,Đặng Ẩn,2025-07-05",
    "Đ4,Quảng Bình,,,qua fax,2025-08-02T08:00:00,,5,1,Trần Vũ,2025-08-03",
    "Đ5,44,,,Trực tuyến,2025-08-02T08:00:00,,5,1,Trần ước mơ ỹ,2025-08-03",
  ]
  static let text = ([header] + rows).joined(separator: "\r\n") + "\r\n"

  /// Bytes of the same text, what they are called, and what has to be declared for them.
  struct Form: CustomTestStringConvertible, Sendable {
    let name: String
    let declared: TextEncoding?
    let bytes: [UInt8]

    var testDescription: String { name + (declared == nil ? "" : ", declared") }
  }

  static let forms: [Form] = {
    // TCVN3 has the capitals of its fonts alone, and these are small letters in another font.
    let lower = text.replacing("Ổ", with: "ổ").replacing("Ẩ", with: "ẩ")
    let table: [(String, TextEncoding?, () throws -> [UInt8])] = [
      ("utf-8", nil, { Array(text.utf8) }), ("utf-8", .utf8, { Array(text.utf8) }),
      ("utf-8-bom", nil, { SourceEncoding.utf8Mark + Array(text.utf8) }),
      ("utf-8-bom", .utf8, { SourceEncoding.utf8Mark + Array(text.utf8) }),
      (
        "utf-8", nil, { Array(text.decomposedStringWithCanonicalMapping.utf8) }
      ),
      ("utf-16le", nil, { [0xFF, 0xFE] + (try encoded(text, as: "UTF-16LE")) }),
      ("utf-16le", .utf16, { [0xFF, 0xFE] + (try encoded(text, as: "UTF-16LE")) }),
      ("utf-16le", .utf16LittleEndian, { try encoded(text, as: "UTF-16LE") }),
      ("utf-16be", nil, { [0xFE, 0xFF] + (try encoded(text, as: "UTF-16BE")) }),
      ("utf-16be", .utf16BigEndian, { try encoded(text, as: "UTF-16BE") }),
      ("windows-1258", .windows1258, { try encoded(halfComposed(text), as: "CP1258") }),
      ("tcvn3", .tcvn3, { try encoded(lower, as: "TCVN") }),
      ("double-utf-8", .doubleUTF8, { encodedTwice(text) }),
      ("double-utf-8", .doubleUTF8, { SourceEncoding.utf8Mark + encodedTwice(text) }),
      ("double-utf-8", .doubleUTF8, { encodedTwice("\u{FEFF}" + text) }),
    ]
    return table.compactMap { name, declared, bytes in
      (try? bytes()).map { Form(name: name, declared: declared, bytes: $0) }
    }
  }()

  @Test func `the system knows every encoding`() { #expect(Self.forms.count == 15) }

  @Test(arguments: forms)
  func `the same text gives the same cells in every encoding, packed or not`(form: Form) throws {
    for plan in [CountingPlan.dossiers, .unkeyed] {
      let campaign = try Campaign(plan)
      defer { campaign.remove() }
      let plain = try campaign.ingest(Self.text)
      #expect(plain.accounting.rowsRead == 5 && plain.rejectCodes == ["5 unknown_category"])
      var declaring = campaign
      declaring.plan = plan.reading(form.declared)
      for bytes in [form.bytes, gzipped(form.bytes), zstandard(form.bytes)] {
        let outcome = try declaring.ingest([bytes])
        #expect(outcome.content == plain.content)
        #expect(outcome.result.files.map(\.encoding) == [form.name])
      }
      let report = try #require(try declaring.ingest([form.bytes]).result.files.first)
      let path = campaign.folder.appending(path: "a.csv").path
      #expect(try digest(of: InputFile(name: "a.csv", path: path)).digest == report.digest)
    }
  }

  @Test func `the half-composed letters of windows-1258 are the same keys, words and places`()
    throws
  {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let row = "Mã ế1,Thừa Thiên Huế,Huế,An Cựu,Trực tuyến,2025-07-02T08:00:00,có,5,1,x,2025-07-03"
    let halves = halfComposed(row)
    #expect(Array(halves.utf8) != Array(row.utf8) && halves.unicodeScalars.contains("\u{301}"))
    let text = [Self.header, row, halves, row.decomposedStringWithCanonicalMapping]
    let outcome = try campaign.ingest(text.joined(separator: "\n") + "\n")
    #expect(outcome.accounting.superseded == 2 && outcome.accounting.accepted == 1)
    // From the bytes of windows-1258 come the same half-composed letters.
    let table = try #require(LetterTable.windows1258)
    var (decoder, decoded) = (LetterDecoder(table), DecodedText())
    decoder.decode(try encoded(halves, as: "CP1258"), isLast: true, into: &decoded)
    #expect(decoded.bytes == Array(halves.utf8))
  }

  @Test(arguments: forms.filter { $0.declared != nil && !$0.name.hasPrefix("utf-8") })
  func `a file of several blocks is decoded as if it were one`(form: Form) throws {
    let campaign = try Campaign(CountingPlan.unkeyed.reading(form.declared))
    defer { campaign.remove() }
    let lines = form.bytes
    let unit = form.name.hasPrefix("utf-16") ? 2 : 1
    let headBytes = try #require(headerEnd(lines, unit: unit))
    let body = Array(lines[headBytes...])
    var file = Array(lines[..<headBytes])
    while file.count < 2 << 20 { file += body }
    let one = try campaign.ingest([lines])
    let times = (file.count - headBytes) / body.count
    let outcome = try campaign.ingest([file])
    #expect(outcome.accounting.rowsRead == times * 5)
    #expect(outcome.accounting.accepted == times * one.accounting.accepted)
    #expect(outcome.rejects.allSatisfy { $0.code == .unknownCategory })
    let packed = try campaign.ingest([zstandard(file)], threads: 7, shardBytes: 77_777)
    #expect(packed.content == outcome.content)
  }

  /// Where the first line ends, in whole units.
  private func headerEnd(_ bytes: [UInt8], unit: Int) -> Int? {
    let feed = bytes.indices.first { index in
      guard bytes[index] == 0x0A else { return false }
      return unit == 1 || bytes[index ^ 1] == 0
    }
    return feed.map { $0 / unit * unit + unit }
  }

  @Test(arguments: [
    (TextEncoding.utf16LittleEndian, "UTF-16LE"), (.utf16BigEndian, "UTF-16BE"),
    (.doubleUTF8, ""), (.windows1258, "CP1258"), (.tcvn3, "TCVN"),
  ])
  func `a character that is cut anywhere between blocks is whole`(
    encoding: TextEncoding, name: String
  ) throws {
    let text = encoding == .tcvn3 ? "Huế đặng" : "aĐ“Huế”ữ"
    let more = encoding == .utf16LittleEndian || encoding == .utf16BigEndian ? "😀b" : "b"
    let bytes =
      encoding == .doubleUTF8
      ? encodedTwice(text + more + "😀") : try encoded(halfComposed(text) + more, as: name)
    func decoded(_ parts: [[UInt8]]) throws -> DecodedText {
      var decoder = try #require(SourceEncoding([], declared: encoding).decoder())
      var text = DecodedText()
      for (index, part) in parts.enumerated() {
        decoder.decode(part, isLast: index == parts.count - 1, into: &text)
      }
      return text
    }
    let whole = try decoded([bytes])
    #expect(String(decoding: whole.bytes, as: UTF8.self).hasPrefix(text) && whole.faults.isEmpty)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        let parts = [Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]
        let cut = try decoded(parts)
        #expect(cut.bytes == whole.bytes && cut.faults.isEmpty, "\(first) \(second)")
      }
    }
    // Whatever is missing at the end is told, and nothing else.
    for end in 0...bytes.count {
      let cut = try decoded([Array(bytes[..<end])])
      #expect(cut.faults.count <= 2)
      #expect(cut.bytes.count { $0 == 0xFF } == cut.faults.count)
      let sound = cut.bytes.prefix { $0 != 0xFF }
      #expect(whole.bytes.starts(with: sound))
    }
  }

  @Test func `halves of pairs, NUL and an odd byte of UTF-16 are told with their offsets`() {
    var (decoder, text) = (UTF16Decoder(isBigEndian: false, offset: 2), DecodedText())
    decoder.decode(
      [0x61, 0, 0x00, 0xDC, 0x3D, 0xD8, 0x62, 0, 0, 0, 0x3D], isLast: false, into: &text)
    decoder.decode([0xD8, 0x00, 0xDE, 0x3D, 0xD8, 0x63], isLast: true, into: &text)
    #expect(text.bytes == [0x61, 0xFF, 0xFF, 0x62, 0xFF] + Array("😀".utf8) + [0xFF, 0xFF])
    #expect(
      text.faults.map(\.detail)
        == ["0xDC00 4", "0xD83D 6", "0x0000 10", "0xD83D 16", "0x63 18"])
    #expect(text.faults.map(\.textOffset) == [1, 2, 4, 9, 10])
  }

  @Test func `what windows-1252 does not have, and what is no UTF-8 after it, is told`() throws {
    let table = try #require(LetterTable.windows1252)
    func faults(_ bytes: [UInt8]) -> (text: String, details: [String]) {
      var (decoder, text) = (DoubleUTF8Decoder(table, offset: 0), DecodedText())
      decoder.decode(bytes, isLast: true, into: &text)
      return (String(decoding: text.bytes, as: UTF8.self), text.faults.map(\.detail))
    }
    let sound = faults(encodedTwice("Huế \u{81}\u{8D}\u{8F}\u{90}\u{9D} ữ"))
    #expect(sound.text == "Huế \u{81}\u{8D}\u{8F}\u{90}\u{9D} ữ" && sound.details.isEmpty)
    #expect(faults(Array("aế".utf8)).details == ["U+1EBF 1"])
    #expect(faults(Array("aé b".utf8)).details == ["U+00E9 1"])
    #expect(faults([0x61, 0xC3]).details == ["0xC3 1"])
    #expect(faults([0x61, 0xFF, 0x62, 0]).details == ["0xFF 1", "0x00 3"])
    #expect(faults(encodedTwice("ế").dropLast(2)).details == ["U+00E1 0"])
  }

  @Test(arguments: [
    (TextEncoding?.none, "", [0xE6] as [UInt8], "0xE6"), (nil, "", [0xC3, 0x28], "0xC3"),
    (nil, "", [0], "0x00"), (nil, "", [0xED, 0xA0, 0x80], "0xED"), (nil, "", [0xC0, 0x80], "0xC0"),
    (.windows1258, "CP1258", [0xD2], ""), (.windows1258, "CP1258", [0], "0x00"),
    (.windows1258, "CP1258", [0x8A], "0x8A"),
    (.tcvn3, "TCVN", [0], "0x00"),
    (.utf16LittleEndian, "UTF-16LE", [0x00, 0xD8], "0xD800"),
    (.utf16BigEndian, "UTF-16BE", [0xDF, 0xFF], "0xDFFF"),
    (.utf16LittleEndian, "UTF-16LE", [0, 0], "0x0000"),
    (.doubleUTF8, "", Array("ế".utf8), "U+1EBF"), (.doubleUTF8, "", [0xE6], "0xE6"),
  ])
  func `a record with what its encoding does not have is rejected, with the offset in the file`(
    declared: TextEncoding?, name: String, wrong: [UInt8], unit: String
  ) throws {
    let lines = Self.text.replacing("Ổ", with: "ổ").replacing("Ẩ", with: "ẩ")
    func bytes(_ text: String) throws -> [UInt8] {
      switch declared {
      case .none: Array(text.utf8)
      case .doubleUTF8: encodedTwice(text)
      default: try encoded(declared == .windows1258 ? halfComposed(text) : text, as: name)
      }
    }
    let place = try #require(lines.range(of: "Bưởi")).upperBound
    let before = try bytes(String(lines[..<place]))
    let file = try before + wrong + bytes(String(lines[place...]))
    let campaign = try Campaign(CountingPlan.unkeyed.reading(declared))
    defer { campaign.remove() }
    for packed in [file, gzipped(file), zstandard(file)] {
      let outcome = try campaign.ingest([packed])
      #expect(outcome.result.refused.isEmpty)
      let reject = try #require(outcome.rejects.first)
      guard !unit.isEmpty else {
        // A mark without a letter is odd, and text.
        #expect(reject.code == .unknownCategory)
        continue
      }
      #expect(outcome.rejectCodes == ["2 bad_encoding", "5 unknown_category"])
      #expect(reject.detail == "\(unit) \(before.count)" && reject.column == nil)
    }
  }

  @Test func `far into a file the offset is still that of the file`() throws {
    let campaign = try Campaign(CountingPlan.unkeyed.reading(.utf16LittleEndian))
    defer { campaign.remove() }
    let (row, header) = (Self.rows[4] + "\n", Self.header + "\n")
    let start = try encoded(header, as: "UTF-16LE")
    let line = try encoded(row, as: "UTF-16LE")
    var file = start
    while file.count < 3 << 20 { file += line }
    let offset = file.count
    file += [0x00, 0xD8] + line
    let outcome = try campaign.ingest([file])
    #expect(outcome.rejects.map(\.detail) == ["0xD800 \(offset)"])
    #expect(outcome.rejects.map(\.line) == [2 + (offset - start.count) / line.count])
  }

  @Test func `more faults than are told one by one are rejects all the same`() throws {
    let campaign = try Campaign(CountingPlan.unkeyed.reading(.windows1258))
    defer { campaign.remove() }
    let good = try encoded(halfComposed(Self.text), as: "CP1258")
    let row =
      Array("x,46,,,online,2025-07-02T08:00:00,1,5,1,".utf8) + [0x8A]
      + Array(",2025-07-03\r\n".utf8)
    let rows = [[UInt8]](repeating: row, count: 5000)
    let outcome = try campaign.ingest([good + rows.flatMap(\.self)])
    #expect(outcome.accounting.rejects["bad_encoding"] == 5000)
    #expect(outcome.rejects.count { !$0.detail.isEmpty } == DecodedText.longestFaults)
    #expect(outcome.rejects.last?.detail == "")
  }

  @Test func `a NUL in a quoted field, and one beside a letter, is a reject`() throws {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let start = Self.header + "\n" + Self.rows[0] + "\n"
    let text =
      start + Self.rows[4].replacing("Trần ước mơ ỹ", with: "\"Tr\0\nần\"") + "\n" + Self.rows[4]
    let outcome = try campaign.ingest(text)
    #expect(outcome.rejectCodes == ["3 bad_encoding"])
    let offset = try #require(Array(text.utf8).firstIndex(of: 0))
    #expect(outcome.rejects.map(\.detail) == ["0x00 \(offset)"])
  }

  @Test func `letters that were lost are counted, and questions are not`() throws {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    func row(_ applicant: String, channel: String = "online") -> String {
      "x,46,,,\(channel),2025-07-02T08:00:00,1,5,1,\(applicant),2025-07-03\n"
    }
    let lost = ["Tr?n Th?nh", "Nguy??n", "\"a, b?c\"", "Đ?ng", "Ai?à"]
    let sound = [
      "Ai?", "? x", "http://a.vn/x?y=z", "Thế à??? b", "\"x ?\"\"y\"\"\"", "x.y?z", "a ?b",
    ]
    let text = Self.header + "\n" + (lost + sound).map { row($0) }.joined()
    let outcome = try campaign.ingest(text + row("Tr?n", channel: "fax"))
    #expect(outcome.accounting.warnings == ["lost_letters": lost.count])
    #expect(outcome.accounting.accepted == lost.count + sound.count)
    for shardBytes in [64, 100, 4096] {
      #expect(
        try campaign.ingest(text + row("Tr?n", channel: "fax"), shardBytes: shardBytes).fingerprint
          == outcome.fingerprint)
    }
  }
}

extension CountingPlan {
  /// The same for files of an encoding.
  func reading(_ encoding: TextEncoding?, limits: InputLimits = InputLimits()) -> CountingPlan {
    CountingPlan(
      dataset: PipelineDefinition.Dataset(
        name: dataset.name, schema: schema, files: [], encoding: encoding, period: dataset.period,
        limits: limits),
      measures: measures, tables: tables, reference: reference, offset: offset, asOf: asOf)
  }
}
