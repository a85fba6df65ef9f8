import Definitions
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

@Suite struct PlaceSpellingTests {
  private func ingest(
    _ province: String, _ name: String = "", ward: String = "", on time: String = "2025-07-02"
  ) throws -> Campaign.Outcome {
    let campaign = try Campaign()
    defer { campaign.remove() }
    return try campaign.ingest(
      header + "A,\(province),\(name),\"\(ward)\",online,\(time),,,,,2025-09-01\n")
  }

  @Test(arguments: [
    "19815", "An Cựu", "an cuu", "Phường An Cựu", "phuong an cuu", "P. An Cựu", "P.An Cựu",
    "UBND phường An Cựu", "UBND P. An Cựu", "An Cựu, Thành phố Huế", "Phường An Cựu, Huế",
    "An Cựu,Thừa Thiên Huế",
  ])
  func `a ward is read in every spelling`(ward: String) throws {
    let outcome = try ingest("46", ward: ward)
    #expect(outcome.rejects.isEmpty)
    #expect(outcome.result.cells.tables[0].cells.keys.map(\.ward) == [1])
  }

  @Test(arguments: ["4", "00004", "Xã Tân An", "X. Tân An", "UBND xã Tân An"])
  func `a commune is read in every spelling, and with the zeros that it lost`(ward: String) throws {
    let outcome = try ingest("44", ward: ward)
    #expect(outcome.rejects.isEmpty)
    #expect(outcome.result.cells.tables[0].cells.keys.map(\.ward) == [0])
  }

  @Test(arguments: [
    ("46", "Tân An, Quảng Trị", "ward_outside_province"), ("46", "Xã An Cựu", "unknown_ward"),
    ("46", "An Cựu, Atlantis", "unknown_ward"), ("46", "An Cựu, Hương Thủy, Huế", "unknown_ward"),
    ("46", ", Huế", "unknown_ward"),
  ])
  func `a ward elsewhere, or one that is not there, is rejected`(
    province: String, ward: String, code: String
  ) throws {
    #expect(try ingest(province, ward: ward).rejectCodes == ["2 \(code)"])
  }

  @Test(arguments: [
    // 44 was Quảng Bình until the merger, and is Quảng Trị since, which both are part of.
    ("44", "Quảng Bình", "2025-06-30T23:59:59", 0), ("44", "Quảng Bình", "30/06/2025 23:59", 0),
    ("44", "Quảng Trị", "2025-06-30T23:59:59", 1), ("44", "Quảng Trị", "2025-07-01T00:00:00", 0),
    ("44", "Quảng Trị", "2025-06-30T17:00:00Z", 0), ("44", "Quảng Trị", "2025-06-30T16:59:59Z", 1),
    ("45", "Quảng Trị", "2025-06-30T08:00:00", 0), ("45", "Quảng Bình", "2025-07-02T08:00:00", 0),
  ])
  func `what an old code meant is decided by the record's time`(
    code: String, name: String, time: String, warnings: Int
  ) throws {
    let outcome = try ingest(code, name, on: time)
    #expect(outcome.rejects.isEmpty)
    #expect(outcome.accounting.rowsRead == 1)
    #expect(outcome.accounting.warnings["reused_code"] ?? 0 == warnings)
    #expect(outcome.accounting.provinces.keys.allSatisfy { $0 == "44" })
  }
}
