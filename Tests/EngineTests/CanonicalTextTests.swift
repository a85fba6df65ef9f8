import CSV
import Definitions
import Statistics
import Testing

@testable import Engine

@Suite struct CanonicalTextTests {
  /// Every column of the first record as it is written in its one form.
  private func canonical(
    _ cells: [String], of schema: Schema, offset: UTCOffset = .vietnam
  ) throws -> [String] {
    let buffer = BlockBuffer(capacity: 16)
    buffer.append(Array((cells.map { "\"\($0)\"" }.joined(separator: ",") + "\n").utf8)[...])
    let batch = RecordBatch(width: cells.count)
    var reader = RecordReader(
      delimiter: UInt8(ascii: ","), width: cells.count, position: 0,
      parser: CSVParser(delimiter: UInt8(ascii: ",")))
    _ = reader.fill(batch, from: buffer.bytes, to: buffer.count, isFileEnd: true)
    try #require(batch.count == 1)
    let counting = CountingPlan.dossiers.with(schema)
    let plan = RowPlan(
      CountingPlan(
        dataset: counting.dataset, measures: [], tables: [], reference: .small, offset: offset,
        asOf: counting.asOf))
    let shown = ShownValue(schema: schema, reference: .small)
    let fields = cells.indices.map { Int?.some($0) }
    let columns = cells.map { _ in TypedColumn() }
    let habits = FileHabits(.dayFirst, .vietnamese)
    var faults = RowFaults()
    for index in cells.indices {
      try ColumnReader(index: index, field: index, rowPlan: plan, shown: shown).read(
        batch, buffer.bytes, habits: habits, into: columns[index], faults: &faults,
        doubts: RowDoubts())
    }
    PlaceReader(plan: plan.plan, fields: fields, shown: shown)
      .read(batch, buffer.bytes, columns: columns, faults: &faults)
    #expect(faults.inOrder.isEmpty)
    let writer = CanonicalText(reference: .small, offset: offset)
    return cells.indices.map { index in
      var text: [UInt8] = []
      writer.append(
        0, of: schema.columns[index], columns[index], batch.places(of: index, in: buffer.bytes),
        to: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }

  private static let columns =
    CountingPlan.dossiers.schema.columns
    + [
      Column(name: "due", type: .date), Column(name: "code", type: .text, form: .procedureCode),
    ]
  private static let schema = Schema(
    dataset: "dossiers", columns: columns, key: 0, version: 10, provinceColumns: [1, 2],
    wardColumns: [3], time: 5)

  @Test func `each value has one form, whatever form it had`() throws {
    let tidy = [
      "A1", "46", "46", "19815", "online", "2025-07-02T08:15:00", "1", "5", "1250.75",
      "Nguyễn Văn An", "2025-07-03T08:15:00.25", "2025-07-01", "1.004253",
    ]
    #expect(
      try canonical(
        [
          " A1\u{FEFF}", "Thừa Thiên Huế", "TP Huế".replacing("TP ", with: ""), "Phường An Cựu",
          "Trực tuyến", "02/07/2025 8:15", "Có", "5,0", "1.250,75", "Nguye\u{302}\u{303}n Văn An ",
          "2025-07-03 01:15:00.25Z", "45839", "1004253",
        ], of: Self.schema) == tidy)
    let again = tidy.map { $0 == "1250.75" ? "1250,75" : $0 }
    #expect(try canonical(again, of: Self.schema) == tidy, "a tidy record stays as it is")
  }

  @Test func `no value is nothing, and nothing is not zero`() throws {
    let cells = [
      "A1", "46", "", "", "in_person", "2025-07-02", "", "", "", "", "2025-07-03", "01/01/0001",
      "what?",
    ]
    #expect(
      try canonical(cells, of: Self.schema)
        == [
          "A1", "46", "", "", "in_person", "2025-07-02T00:00:00", "", "", "", "",
          "2025-07-03T00:00:00", "", "what?",
        ])
    let zeros = cells.enumerated().map { [6: "không", 7: "1", 8: "-0,50"][$0] ?? $1 }
    #expect(try canonical(zeros, of: Self.schema)[6...8] == ["0", "1", "-0.5"])
  }

  @Test func `a moment is written by the clocks of the place`() throws {
    var cells = ["A1", "46", "", "", "online", "2025-07-02T00:00:00Z", "", "", "", "", "", "", ""]
    cells[10] = "1969-12-31 23:59:59.000001"
    #expect(try canonical(cells, of: Self.schema)[5] == "2025-07-02T07:00:00")
    let utc = try canonical(cells, of: Self.schema, offset: UTCOffset(seconds: 0))
    #expect(utc[5] == "2025-07-02T00:00:00")
    #expect(utc[10] == "1969-12-31T23:59:59.000001")
  }
}
