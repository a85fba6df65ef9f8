import CSV
import Definitions
import Foundation
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"
private let good =
  "A1,46,Huế,19815,online,2025-07-02T08:00:00,1,5,10.50,Nguyễn Văn An,2025-07-03T08:00:00\n"

@Suite struct RejectTests {
  /// Ingests one record after a good one, and gives what was rejected.
  private func rejects(_ record: String) throws -> [Reject] {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let outcome = try campaign.ingest(header + good + record + "\n")
    #expect(outcome.accounting.rowsRead == 2)
    #expect(outcome.accounting.accepted + outcome.rejects.count == 2)
    return outcome.rejects
  }

  @Test(arguments: [
    ("B,46,,,online,2025-07-02T08:00:00,1,5,1,x", "field_count", ""),
    ("B,46,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00,y", "field_count", ""),
    ("B,46,,,on\"line,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "bad_quote", ""),
    ("B,46,,,\"online\"x,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "bad_quote", ""),
    ("B,46,,,\"online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "unterminated_quote", ""),
    (",46,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "missing_required", "id"),
    (
      "B,46,,,online,2025-13-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "bad_timestamp",
      "received_at"
    ),
    ("B,46,,,online,2025-07-02T08:00:00,maybe,5,1,x,2025-07-03T08:00:00", "bad_flag", "digitized"),
    ("B,46,,,online,2025-07-02T08:00:00,1,five,1,x,2025-07-03T08:00:00", "bad_integer", "mark"),
    ("B,46,,,online,2025-07-02T08:00:00,1,6,1,x,2025-07-03T08:00:00", "out_of_range", "mark"),
    ("B,46,,,online,2025-07-02T08:00:00,1,5,12;5,x,2025-07-03T08:00:00", "bad_decimal", "fee"),
    ("B,46,,,onlin,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "unknown_category", "channel"),
    (
      "B,99,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "unknown_province",
      "province"
    ),
    ("B,46,,99999,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "unknown_ward", "ward"),
    (
      "B,46,,00004,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "ward_outside_province",
      "ward"
    ),
    (
      "B,46,Quảng Trị,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "place_mismatch",
      "province_name"
    ),
    ("B,99,,,onlin,2025,9,9,z,x,", "unknown_province", "province"),
  ])
  func `a record that cannot be read is rejected by its first fault in schema order`(
    record: String, code: String, column: String
  ) throws {
    let rejects = try rejects(record)
    #expect(rejects.map(\.code.rawValue) == [code])
    #expect(rejects.map(\.line) == [3])
    #expect(rejects.map { $0.column ?? "" } == [column])
  }

  @Test(arguments: [
    ("B,46,,,onlin,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "46"),
    (",Huế,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "46"),
    // An old name means the unit of today, and one column suffices.
    ("B,99,Quảng Bình,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "44"),
    ("B,46,,00004,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "46"),
    // A ward tells its province where nothing else does.
    ("B,99,,19815,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", "46"),
    // Nobody knows which of two is meant, whatever else is wrong.
    ("B,46,Quảng Trị,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", nil),
    (",46,Quảng Trị,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", nil),
    ("B,99,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00", nil),
    ("B,46,,,online,2025-07-02T08:00:00,1,5,1,x", nil),
  ])
  func `a reject names its province where the record tells it`(
    record: String, province: String?
  ) throws {
    #expect(try rejects(record).map(\.province) == [province])
  }

  @Test func `a record that is cut off names no province`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let cut = "B,46,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-0"
    let rejects = try campaign.ingest(header + good + cut).rejects
    #expect(rejects.map(\.code) == [.truncated])
    #expect(rejects.map(\.province) == [nil])
  }

  @Test func `a ward is not blamed for the fault of its province, whatever else is wrong`() throws {
    let plan = CountingPlan.dossiers
    let columns = plan.schema.columns
    // The ward first and the province last, as a province may list its columns.
    let order = [3] + columns.indices.filter { $0 != 3 && $0 != 1 } + [1]
    let schema = Schema(
      dataset: "dossiers", columns: order.map { columns[$0] }, provinceColumns: [10],
      wardColumns: [0], time: 4)
    let campaign = try Campaign(
      CountingPlan(
        dataset: PipelineDefinition.Dataset(
          name: "dossiers", schema: schema, files: [], period: .summer),
        measures: [], tables: [], reference: plan.reference, offset: plan.offset, asOf: plan.asOf))
    defer { campaign.remove() }
    let outcome = try campaign.ingest(
      """
      ward,id,channel,received_at,updated_at,mark,province
      An Cựu,A,online,2025-07-02,2025-07-03,9,Atlantis
      An Cựu,B,online,2025-07-02,2025-07-03,9,
      An Cựu,C,online,2025-07-02,2025-07-03,5,Atlantis
      Nowhere,D,online,2025-07-02,2025-07-03,9,46
      99999,E,online,2025-07-02,2025-07-03,5,

      """)
    #expect(
      outcome.rejects.map { "\($0.column ?? "") \($0.code.rawValue)" } == [
        "mark out_of_range", "mark out_of_range", "province unknown_province", "ward unknown_ward",
        "province missing_required",
      ])
  }

  @Test(arguments: [",", ";"])
  func `a row of nothing but separators is blank, whatever its width`(delimiter: String) throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let row = String(repeating: delimiter, count: 10)
    let text =
      (header + good).replacing(",", with: delimiter) + row + "\r\n \n" + row + row + "\n \(row) \n"
      + good.replacing(",", with: delimiter) + "\"\"\(row)\n" + row
    let outcome = try campaign.ingest(text)
    #expect(outcome.accounting.rowsRead == 2)
    #expect(outcome.accounting.skipped == ["header": 1, "blank": 6])
    #expect(outcome.rejects.isEmpty)
    #expect(outcome.accounting.warnings.isEmpty)
  }

  @Test func `a record with bytes that are not UTF-8 is rejected as a whole`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    var bytes = Array((header + good).utf8)
    bytes += Array("B,46,,,online,2025-07-02T08:00:00,1,5,1,".utf8) + [0xC3, 0x28]
    bytes += Array(",2025-07-03T08:00:00\n".utf8)
    #expect(try campaign.ingest([bytes]).rejectCodes == ["3 bad_encoding"])
  }

  @Test func `numbers that another program might guess at are rejected`() throws {
    for text in ["１２", "1e9", "NaN", "0x10", "1.", ".5", "--1", "1 2"] {
      let record =
        "B,46,,,online,2025-07-02T08:00:00,1,5,\"\(text)\",x,2025-07-03T08:00:00"
      #expect(try rejects(record).map(\.code) == [.badDecimal], "\(text)")
    }
  }

  @Test func `a file cut at any byte of its last record keeps whole records and rejects the rest`()
    throws
  {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let records = header + good + good + good
    let bytes = Array(records.utf8)
    for cut in (bytes.count - good.utf8.count + 1)..<bytes.count {
      let outcome = try campaign.ingest([Array(bytes[..<cut])])
      let accounting = outcome.accounting
      #expect(accounting.rowsRead == 3)
      if accounting.accepted == 3 {
        #expect(accounting.warnings == ["no_line_end": 1])
      } else {
        #expect(outcome.rejectCodes == ["4 truncated"])
      }
    }
  }

  @Test func `a shifted row shows no name in any column`() throws {
    let name = "Nguyễn Thị Canary"
    let cells = ["46", "Huế", "19815", "online", "2025-07-02T08:00:00", "1", "5", "1", name, "x"]
    for shift in 0..<cells.count {
      let moved = cells.indices.map { cells[($0 + shift) % cells.count] }
      for reject in try rejects("B," + moved.joined(separator: ",")) {
        #expect(!"\(reject)".contains("Canary"))
      }
    }
  }

  @Test func `a hopeless file is rejected line by line`() throws {
    // Every line opens a quote that the next line breaks: no record can be found any more.
    let buffer = BlockBuffer(capacity: 16)
    buffer.append(Array(String(repeating: "\"abc\n", count: 1000).utf8)[...])
    let batch = RecordBatch(width: 3)
    var reader = RecordReader(
      delimiter: UInt8(ascii: ","), width: 3, position: 0, parser: CSVParser())
    let step = reader.fill(batch, from: buffer.bytes, to: buffer.count, isFileEnd: true)
    #expect(step == .advanced)
    #expect(batch.count == 0)
    #expect(reader.faults.map(\.line) == Array(0..<1000))
    #expect(reader.line == 1000)
  }

  @Test(arguments: [
    ("2025-02-30T08:15:00", true), ("31/06/2025 08:15", true), ("2025-13-02 08:00:00.123456", true),
    ("2025-13-02T08:00:00+07:00", true), ("13/13/2025", true), ("12345678", true),
    ("0912345678", false), ("0912-345-678", false), ("0912.345.678", false),
    ("079-123-456789", false), ("+84 912 345 678", false), ("09-12-34-56-78", false),
    ("2025-07-01 0912345678", false), ("2025-07-01T08:0912345678", false),
  ])
  func `a date that cannot be read is shown, a number that may be a person's is not`(
    value: String, isShown: Bool
  ) throws {
    let reject = try #require(
      try rejects("B,46,,,online,\(value),1,5,1,x,2025-07-03T08:00:00").first)
    #expect(reject.code == .badTimestamp)
    #expect(reject.value == (isShown ? value : ""))
  }

  @Test func `one stray quote costs one record`() throws {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let stray = "B,46,,,on\"line,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00\n"
    let open = "B,46,,,\"online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00\n"
    let quoted = good.replacing("Nguyễn Văn An", with: "\"Nguyễn, Văn \"\"An\"\"\"")
    let text = header + good + stray + good + open + good + quoted + good
    let outcome = try campaign.ingest(text)
    #expect(outcome.rejectCodes == ["3 bad_quote", "5 bad_quote"])
    #expect(outcome.accounting.accepted == 5)
  }

  @Test func `an open quote costs one record, the field that it breaks over lines costs its lines`()
    throws
  {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    func outcome(_ applicant: String) throws -> [String] {
      let broken = good.replacing("Nguyễn Văn An", with: applicant)
      let text = header + good + broken + good + good + good + good + good
      return try campaign.ingest(text).rejects.map { "\($0.line) \($0.code.rawValue) \($0.detail)" }
    }
    #expect(try outcome("\"Lê") == ["3 unterminated_quote "])
    #expect(try outcome("\"Lê \"B\" C\"") == ["3 bad_quote "])
    #expect(try outcome("\"Lê \"B\", C\"") == ["3 bad_quote "])
    #expect(try outcome("\"Lê\nnói \"B\" rồi\nC\"") == ["3 bad_quote 3–5"])
    // A line of the text that looks like a record is none.
    #expect(try outcome("\"Lê \"B\n\(good)C\"") == ["3 bad_quote 3–5"])
  }

  @Test func `two quotes too many do not make one record of many`() throws {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let open = good.replacing("Nguyễn", with: "\"Nguyễn")
    let close = good.replacing("Nguyễn Văn An", with: "Nguyễn Văn An\"")
    let text = header + good + open + good + good + good + close + good
    let outcome = try campaign.ingest(text)
    #expect(outcome.rejectCodes == ["3 unterminated_quote", "7 bad_quote"])
    #expect(outcome.accounting.accepted == 5)
  }

  @Test(arguments: [
    "\"x \"bad\"\nBAD\nend\"", "\"he said \"no\", ok\nBAD\nend\"", "\"\"aa bb\nBAD\ncc dd\"",
    "\"b\n\"c,d\n\"",
  ])
  func `no line of a broken field is kept, though it looks like a record`(applicant: String) throws
  {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let broken = good.replacing(
      "Nguyễn Văn An", with: applicant.replacing("BAD", with: String(good.dropLast())))
    let outcome = try campaign.ingest(header + good + broken + good + good + good)
    #expect(outcome.rejects.first?.line == 3 && outcome.accounting.accepted == 4)
  }
}
