import Definitions
import Foundation
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"
private let record = "A,46,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00\n"

/// Where the header is, whatever stands above it.
@Suite struct HeaderRowsTests {
  private func ingest(_ text: String, delimiter: String = ",") throws -> Campaign.Outcome {
    let campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    return try campaign.ingest(text.replacing(",", with: delimiter))
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func `title lines above the header are passed, whatever the delimiter`(delimiter: String) throws {
    let titles =
      "BÁO CÁO TÌNH HÌNH\n\"Từ ngày 01/07/2025\nđến ngày 31/07/2025\",,,,,,,,,,\n\n,,,,,,,,,,\n"
    let outcome = try ingest(titles + header + record + record, delimiter: delimiter)
    #expect(outcome.accounting.accepted == 2)
    #expect(outcome.accounting.skipped == ["title": 2, "blank": 2, "header": 1])
    #expect(outcome.result.files.map(\.headerLine) == [6])
    #expect(outcome.result.files.map(\.delimiter) == Array(delimiter.utf8))
  }

  @Test func `a title with a stray quote is a title`() throws {
    let outcome = try ingest("Đơn vị \"Sở Y tế\n\"Tên \"lạ\"\n" + header + record)
    #expect(outcome.accounting.skipped == ["title": 2, "header": 1])
    #expect(outcome.accounting.accepted == 1)
  }

  @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n", "\r"])
  func `a line that names the delimiter is obeyed`(delimiter: String, lineEnd: String) throws {
    let text = "sep=,\n" + header + record
    let outcome = try ingest(text.replacing("\n", with: lineEnd), delimiter: delimiter)
    #expect(outcome.accounting.accepted == 1)
    #expect(outcome.accounting.skipped == ["sep": 1, "header": 1])
    #expect(outcome.result.files.map(\.headerLine) == [2])
  }

  @Test func `two rows with merged cells make one header`() throws {
    let upper = "STT,id,Nơi,,channel,Thời gian,,digitized,mark,fee,applicant\n"
    let lower = ",,province,ward,,received_at,updated_at,,,,\n"
    let row = "1,A,46,,online,2025-07-02T08:00:00,2025-07-03T08:00:00,1,5,1,x\n"
    let outcome = try ingest("DANH SÁCH,,,,,,,,,,\n" + upper + lower + row)
    #expect(outcome.accounting.accepted == 1)
    #expect(outcome.accounting.skipped == ["title": 1, "header": 2])
    #expect(outcome.result.files.map(\.headerLine) == [2])
    #expect(outcome.count("online") == 1)
  }

  @Test func `three rows and a row of numbers make one header`() throws {
    let rows = """
      STT,id,Nơi nộp,,channel,Thời gian,,digitized,mark,fee,applicant
      ,,Địa bàn,,,Hồ sơ,,,,,
      ,,province,ward,,received_at,updated_at,,,,
      (1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11)
      1,A,46,,online,2025-07-02T08:00:00,2025-07-03T08:00:00,1,5,1,x

      """
    let outcome = try ingest(rows)
    #expect(outcome.accounting.accepted == 1)
    #expect(outcome.accounting.skipped == ["header": 4])
  }

  @Test func `a record is no second row of a header, though its values are names of columns`()
    throws
  {
    let row = "channel,46,,,online,2025-07-02T08:00:00,1,5,1,fee,2025-07-03T08:00:00\n"
    let outcome = try ingest(header + row + record)
    #expect(outcome.accounting.accepted == 2 && outcome.accounting.skipped == ["header": 1])
  }

  @Test func `delimiters at the end of every record, or of the header alone, make no columns`()
    throws
  {
    let longRecords = try ingest(header + (record + record).replacing("\n", with: ",,\n"))
    #expect(longRecords.accounting.accepted == 2)
    let longHeader = try ingest(header.replacing("\n", with: ",,,\n") + record + record)
    #expect(longHeader.accounting.accepted == 2)
    let both = try ingest((header + record + record).replacing("\n", with: ",,,\n"))
    #expect(both.accounting.accepted == 2)
  }

  @Test func `a record with one field more is not cut, though that is empty`() throws {
    let shifted = "A,46,,,,online,2025-07-02T08:00:00,1,5,1,x,\n"
    let outcome = try ingest(header + record + shifted + record)
    #expect(outcome.rejectCodes == ["3 field_count"])
    #expect(try ingest(header + shifted).rejectCodes == ["2 field_count"])
  }

  @Test func `a hundred thousand columns are read, and a line of ten megabytes is no header`()
    throws
  {
    let wide = String(repeating: ",z", count: 100_000)
    let text = String(header.dropLast()) + wide + "\n" + String(record.dropLast()) + wide + "\n"
    #expect(try ingest(text).accounting.accepted == 1)
    let endless = try ingest(String(repeating: "z,", count: 5 << 20) + "\n" + record)
    #expect(endless.result.refused.count == 1)
    #expect(
      endless.result.refused.first?.reason.contains("first line is longer than 4 MiB") == true)
  }
}
