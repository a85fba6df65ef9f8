import Definitions
import Foundation
import Glibc
import Testing

@testable import Pipeline

/// One file in every form that it may come in gives one result.
@Suite struct FormTests {
  /// How a file is written, and what a pipeline has to say of it.
  struct Encoding: CustomTestStringConvertible, Sendable {
    let name: String
    var declared: String?
    var mark: [UInt8] = []
    let encode: @Sendable (String) throws -> [UInt8]

    var testDescription: String { name }
  }

  static let encodings = [
    Encoding(name: "UTF-8") { Array($0.utf8) },
    Encoding(name: "UTF-8, decomposed") { Array($0.decomposedStringWithCanonicalMapping.utf8) },
    Encoding(name: "UTF-8 with mark", mark: [0xEF, 0xBB, 0xBF]) { Array($0.utf8) },
    Encoding(name: "UTF-16LE with mark", mark: [0xFF, 0xFE]) { text in
      text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    },
    Encoding(name: "UTF-16BE with mark", mark: [0xFE, 0xFF]) { text in
      text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    },
    Encoding(name: "UTF-16LE", declared: "utf-16le") { text in
      text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    },
    Encoding(name: "windows-1258", declared: "windows-1258") { try converted($0, to: "CP1258") },
    Encoding(name: "TCVN3", declared: "tcvn3") { try converted($0, to: "TCVN") },
    Encoding(name: "double UTF-8", declared: "double-utf-8") { text in
      try text.utf8.flatMap { byte in
        // The five bytes that windows-1252 has no letter for are read as control characters.
        let isControl = [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte)
        return isControl ? [0xC2, byte] : try converted([byte], from: "CP1252", to: "UTF-8")
      }
    },
  ]

  /// How a moment is written.
  struct Form: CustomTestStringConvertible, Sendable {
    let name: String
    let write:
      @Sendable (_ day: (year: Int, month: Int, day: Int), _ hour: Int, _ minute: Int) -> String

    var testDescription: String { name }
  }

  static let forms = [
    Form(name: "ISO with T") { "\(iso($0))T\(pad($1)):\(pad($2)):00" },
    Form(name: "ISO with a space") { "\(iso($0)) \(pad($1)):\(pad($2))" },
    Form(name: "ISO with an offset") { "\(iso($0))T\(pad($1)):\(pad($2)):00.000+07:00" },
    Form(name: "day first") { "\(pad($0.day))/\(pad($0.month))/\($0.year) \(pad($1)):\(pad($2))" },
    Form(name: "day first, short") { "\($0.day)/\($0.month)/\($0.year) \($1):\(pad($2)):00" },
    Form(name: "month first") {
      "\(pad($0.month))/\(pad($0.day))/\($0.year) \(pad($1)):\(pad($2))"
    },
    Form(name: "time first") { "\(pad($1)):\(pad($2)) \(pad($0.day))/\(pad($0.month))/\($0.year)" },
    Form(name: "digits alone") { "\(iso($0).replacing("-", with: ""))\(pad($1))\(pad($2))00" },
    Form(name: "serial of a spreadsheet") { day, hour, minute in
      let date = CivilDate(year: day.year, month: day.month, day: day.day)
      let serial = 25_569 + Int(date?.daysSinceEpoch ?? 0)
      let fraction = String(format: "%.10f", Double(hour * 60 + minute) / 1440).dropFirst()
      return "\(serial)\(fraction)"
    },
  ]

  @Test(.timeLimit(.minutes(10)), arguments: encodings, forms)
  func `encoding, delimiter, line end and form of dates do not show in any figure`(
    encoding: Encoding, form: Form
  ) throws {
    let campaign = try Campaign()
    try campaign.write("pipelines/kpis.yml", Self.catalog)
    let expected = try Self.figures(
      of: campaign, Self.rows(Self.forms[0]), delimiter: ",", lineEnd: "\n", Self.encodings[0])
    let rows = Self.rows(form)
    for delimiter in [",", ";", "\t", "|"] {
      for lineEnd in ["\n", "\r\n", "\r"] {
        let figures = try Self.figures(
          of: campaign, rows, delimiter: delimiter, lineEnd: lineEnd, encoding)
        #expect(figures == expected, "\(delimiter.debugDescription) \(lineEnd.debugDescription)")
      }
    }
  }

  private static func figures(
    of campaign: Campaign, _ rows: [[String]], delimiter: String, lineEnd: String,
    _ encoding: Encoding
  ) throws -> [UInt8] {
    let text = rows.map { row in
      row.map { $0.contains(delimiter) ? "\"\($0)\"" : $0 }.joined(separator: delimiter) + lineEnd
    }.joined()
    try Data(encoding.mark + encoding.encode(text)).write(
      to: URL(filePath: campaign.folder + "/dossiers/hue.csv"))
    let declared = encoding.declared.map { ", encoding: \($0)" } ?? ""
    try campaign.write(
      "pipelines/nightly.yml",
      """
      pipeline: nightly
      catalog: kpis.yml
      reference: ../reference
      as_of: 2025-08-31
      period: {from: 2025-07-01, to: 2025-08-31}
      datasets:
        dossiers: {schema: ../schemas/dossiers.yml, files: ["../dossiers/hue.csv"]\(declared)}
      groupings: [national, province, province+ward, province+field+period]

      """)
    let outcome = try campaign.run()
    // A run of the same bytes as the one before does nothing.
    #expect(outcome.exitCode == 0 && outcome.quality?.total.accepted ?? 500 == 500)
    return try #require(campaign.bytes("out/nightly/latest/kpis.csv"))
  }

  private static let catalog = """
    kpis:
      online_rate: {dataset: dossiers, numerator: "channel = 'online'"}
      received: {dataset: dossiers, count: "true"}
      handling_days: {dataset: dossiers, quantiles: [0.5, 0.9], of: "days(received_at, completed_at)"}
      places: {dataset: dossiers, count_distinct: dossier_id}

    """

  /// A header and 500 records of July and August, moments in one form.
  private static func rows(_ form: Form) -> [[String]] {
    let header = [
      "dossier_id", "Tỉnh", "ward_code", "field", "channel", "received_at", "completed_at",
      "updated_at", "Ghi chú",
    ]
    let provinces = [
      ("Thành phố Huế", "An Cựu"), ("TP Huế", "19815"), ("Hà Nội", "Ba Đình"), ("01", ""),
    ]
    return [header]
      + (0..<500).map { number in
        let (province, ward) = provinces[number % 4]
        let received = (year: 2025, month: 7 + number % 2, day: 1 + number % 28)
        let done = (year: 2025, month: 8 + number % 2, day: 1 + (number * 7) % 28)
        return [
          "H\(number)", province, ward, ["Đất đai", "Thuế", ""][number % 3],
          ["online", "in_person"][number % 2], form.write(received, 8 + number % 9, number % 60),
          number % 5 == 0 ? "" : form.write(done, 9, 30), form.write(done, 10, number % 60),
          "đã trả; kết quả, lần | \(number)",
        ]
      }
  }
}

private func pad(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }

private func iso(_ day: (year: Int, month: Int, day: Int)) -> String {
  "\(day.year)-\(pad(day.month))-\(pad(day.day))"
}

private func converted(_ text: String, to encoding: String) throws -> [UInt8] {
  try converted(Array(text.utf8), from: "UTF-8", to: encoding)
}

/// Text in another encoding, made by the C library.
private func converted(_ bytes: [UInt8], from source: String, to target: String) throws -> [UInt8] {
  let converter = iconv_open(target, source)
  try #require(converter != iconv_t(bitPattern: -1))
  defer { iconv_close(converter) }
  var input = bytes.map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: 4 * bytes.count + 16)
  var (left, room) = (input.count, output.count)
  let status = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var (from, to) = (input.baseAddress, output.baseAddress)
      return iconv(converter, &from, &left, &to, &room)
    }
  }
  try #require(status != Int.max && left == 0, "\(target) cannot write this text")
  return output[..<(output.count - room)].map { UInt8(bitPattern: $0) }
}
