import Definitions
import Testing

@testable import Engine

/// What stands in a column of procedure codes, as keys, in conditions and in distinct counts.
@Suite struct ProcedureCodeTests {
  private static let plan: CountingPlan = {
    let columns = [
      Column(name: "code", type: .id, required: true, form: .procedureCode),
      Column(name: "other", type: .text, form: .procedureCode),
    ]
    let schema = Schema(dataset: "dossiers", columns: columns, key: 0)
    let base = CountingPlan.dossiers.with(schema)
    func measure(_ name: String, _ content: Measure.Content) -> Measure {
      Measure(id: Measure.ID(kpi: name, part: .count), content: content)
    }
    return CountingPlan(
      dataset: base.dataset,
      measures: [
        measure("these", .records(.textEquals(column: 1, "1.010700"))),
        measure("codes", .codes(column: 1, where: .constant(true))),
      ],
      tables: [.national], reference: .small, offset: .vietnam, asOf: base.asOf)
  }()

  @Test func `a mangled code is the code that it was, wherever it is compared`() throws {
    let campaign = try Campaign(Self.plan)
    defer { campaign.remove() }
    let outcome = try campaign.ingest(
      """
      code,other
      1.004253,1.010700
      1004253,1.0107
      1.004254,"1,0107"
      1.004255,1010700
      1.004256,1.010700.000.00.00.H38
      1.004257,
      no code,1.01070

      """)
    #expect(outcome.rejects.isEmpty)
    #expect(outcome.accounting.accepted == 6)
    #expect(outcome.accounting.superseded == 1)
    // One a record, also where both of its codes are mended; and one for each kind.
    #expect(outcome.accounting.warnings == ["mended_code": 4, "bad_code": 1])
    // The later of the two with one key counts.
    #expect(outcome.count("these") == 4)
    let cell = try #require(outcome.result.cells.tables.first?.cells.values.first)
    guard case .codes(let codes) = cell.tallies[1] else { return #expect(Bool(false)) }
    #expect(codes.count == 2)
  }
}
