import Definitions
import Testing

@testable import Engine

@Suite struct DossierCodeTests {
  private func parsed(_ text: String) -> DossierCode? {
    let buffer = BlockBuffer(capacity: 16)
    buffer.append(Array(text.utf8)[...])
    return DossierCode(FieldPlace(bytes: buffer.bytes, start: 0, end: buffer.count))
  }

  @Test(arguments: [
    ("000.00.12.H62-201105-0004", 62, "2020-11-05"), ("H57.34-250801-0012", 57, "2025-08-01"),
    ("000.00.34.H57-250801-0012", 57, "2025-08-01"), ("H44.100-250801-12345", 44, "2025-08-01"),
    ("H55.242-250801-0001", 55, "2025-08-01"), ("G09.20-250801-0001", 0, "2025-08-01"),
    ("H01-250801-0001", 1, "2025-08-01"), ("H63.00.000-240229-0001", 63, "2024-02-29"),
    ("000.00.G15-250801-0001", 0, "2025-08-01"),
  ])
  func `codes of both generations tell their province and day`(
    text: String, province: Int, day: String
  ) throws {
    let code = try #require(parsed(text))
    #expect(code.province == (province == 0 ? nil : province))
    #expect(code.day?.description == day)
  }

  @Test func `a day that the calendar does not have is none`() throws {
    for day in ["250230", "251301", "250700", "250732"] {
      let code = try #require(parsed("H57.34-\(day)-0012"))
      #expect(code.day == nil)
    }
  }

  @Test(arguments: [
    "", "A1", "250801-0012", "-250801-0012", "H57.34-250801-012", "H57.34-25081-0012",
    "H57.34-250801-", "H57.34-250801-00x2", "H57.34-250801-0012 ", "H00.34-250801-0012",
    "H64.34-250801-0012", "G00.34-250801-0012", "H5.34-250801-0012", "H57.3-250801-0012",
    "H57.3456-250801-0012", "00.H57.34-250801-0012", "00.00.00.00.H57-250801-0012",
    "H57.H57-250801-0012", "000.00.34-250801-0012", "H57.34/250801-0012", "h57.34-250801-0012",
    "H57.34-2508010-0012", "H57..34-250801-0012", ".H57-250801-0012", "H57.-250801-0012",
  ])
  func `ids of another shape are no codes`(_ text: String) {
    #expect(parsed(text) == nil)
  }

  private static let header =
    "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

  /// How many records of these codes, days and provinces are kept with a warning.
  private func mismatches(_ records: [(String, String, String)]) throws -> Int {
    var plan = CountingPlan.unkeyed
    let schema = Schema(
      dataset: "dossiers", columns: plan.schema.columns, key: 0, provinceColumns: [1, 2],
      wardColumns: [3], time: 5)
    plan = plan.with(schema, reference: .withAgencies)
    let campaign = try Campaign(plan)
    defer { campaign.remove() }
    let text = records.map { code, time, province in
      "\(code),\(province),,,online,\(time),,,,,2025-09-01\n"
    }
    let outcome = try campaign.ingest(Self.header + text.joined())
    #expect(outcome.rejects.isEmpty)
    return outcome.accounting.warnings["code_mismatch"] ?? 0
  }

  @Test(arguments: [
    ("000.00.34.H57-250801-0012", "2025-08-01T08:00:00", "46", 0),
    ("000.00.34.H57-250801-0012", "2025-08-01T00:00:00", "46", 0),
    ("000.00.34.H57-250801-0012", "2025-08-01T23:59:59", "46", 0),
    ("000.00.34.H57-250801-0012", "2025-07-31T23:59:59", "46", 1),
    ("000.00.34.H57-250801-0012", "2025-08-02T00:00:00", "46", 1),
    ("000.00.34.H57-250801-0012", "2025-07-31T17:00:00Z", "46", 0),
    ("000.00.34.H57-250801-0012", "13/08/2025", "46", 1),
    ("000.00.34.H57-250801-0012", "2025-08-01T08:00:00", "44", 1),
    ("000.00.34.H50-250801-0012", "2025-08-01T08:00:00", "44", 0),
    ("000.00.34.G09-250801-0012", "2025-08-01T08:00:00", "44", 0),
    ("000.00.34.H01-250801-0012", "2025-08-01T08:00:00", "44", 0),
    ("000.00.34.H57-250231-0012", "2025-08-01T08:00:00", "46", 1),
    ("H57.34-250801-0012", "2025-08-01T08:00:00", "46", 0),
    ("H57.34-250801-0012", "2025-08-02T08:00:00", "46", 1),
    ("H57.34-250801-0012", "2025-08-01T08:00:00", "44", 1),
    ("H57.34-250801-123456", "2025-08-01T08:00:00", "46", 0),
    ("H57.34-250801-123456", "2025-08-02T08:00:00", "46", 1),
    ("\"H57.34-250801-0012\"", "2025-08-02T08:00:00", "46", 1),
    ("A-250801-0012", "2025-08-02T08:00:00", "44", 0),
    ("000.00.34.H64-250801-0012", "2025-08-02T08:00:00", "44", 0),
    ("000.00.34.H5x-250801-0012", "2025-08-02T08:00:00", "44", 0),
    ("x00.00.34.H57-250801-0012", "2025-08-02T08:00:00", "44", 0),
  ])
  func `a code that says another day or province than the record is a warning`(
    code: String, time: String, province: String, count: Int
  ) throws {
    #expect(try mismatches([(code, time, province)]) == count)
    // And again when its day and agency are known from other records.
    let known = [
      ("000.00.34.H57-250801-0001", "2025-08-01T08:00:00", "46"),
      ("H57.34-250801-0002", "2025-08-01T08:00:00", "46"),
      ("H57.35-250801-0003", "2025-08-01T08:00:00", "46"),
    ]
    #expect(try mismatches(known + [(code, time, province), (code, time, province)]) == 2 * count)
  }
}

extension CountingPlan {
  /// The same counting of records of another schema or reference.
  func with(
    _ schema: Schema? = nil, reference: Reference? = nil, numbers: NumberStyle? = nil,
    dates: DateOrder? = nil
  ) -> CountingPlan {
    CountingPlan(
      dataset: PipelineDefinition.Dataset(
        name: dataset.name, schema: schema ?? self.schema, files: [], numbers: numbers,
        dates: dates, period: dataset.period),
      measures: measures, tables: tables, reference: reference ?? self.reference, offset: offset,
      asOf: asOf)
  }
}

extension Reference {
  /// The small reference, with the agency codes of its provinces.
  static let withAgencies = Reference(
    provinces: small.provinces, wards: small.wards, aliases: [("Quảng Bình", 0), ("45", 0)],
    agencies: ["H46": 0, "H50": 0, "H57": 1])
}
