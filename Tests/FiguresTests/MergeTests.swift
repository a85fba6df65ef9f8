import Definitions
import Statistics
import Testing

@Suite struct MergeTests {
  private let cells: [Cell] = Campaign.entries(24, seed: 5).map { entry in
    let table = Campaign.table(
      [entry], .national,
      kpis: [
        Campaign.kpi("a", Campaign.share), Campaign.kpi("b", .mean(.column(0))),
        Campaign.kpi("c", .countDistinct(column: 0)),
      ])
    return table.cells.first?.value ?? Cell()
  }

  private func merged<Summary: Mergeable>(_ parts: some Sequence<Summary>) -> Summary {
    parts.reduce(into: Summary()) { $0.merge($1) }
  }

  @Test func `an empty cell changes nothing on either side`() {
    for cell in cells {
      #expect(merged([cell, Cell()]) == cell)
      #expect(merged([Cell(), cell]) == cell)
    }
  }

  @Test func `every cut of the cells merges back to the whole`() {
    let whole = merged(cells)
    for first in 0...cells.count {
      for second in first...cells.count {
        let parts = [cells[..<first], cells[first..<second], cells[second...]]
        #expect(merged(parts.map { merged($0) }) == whole)
      }
    }
    #expect(merged(cells.reversed()) == whole)
  }

  @Test func `accountings merge by the same laws and always add up`() {
    let parts = (0..<8).map { index in
      var accounting = Accounting()
      accounting.accepted = index
      accounting.superseded = index % 3
      accounting.outOfPeriod = index % 2
      accounting.rejects = index % 2 == 0 ? ["bad_date": index, "bad_flag": 1] : [:]
      accounting.skipped = ["blank": index]
      accounting.warnings = ["no_line_end": 1]
      accounting.provinces = ["0\(index % 3)": index]
      return accounting
    }
    let whole = merged(parts)
    for cut in 0...parts.count {
      let halves = merged([merged(parts[..<cut]), merged(parts[cut...])])
      #expect(halves == whole)
    }
    #expect(
      whole.rowsRead == whole.accepted + whole.superseded + whole.outOfPeriod + whole.rejected)
    #expect(merged([whole, Accounting()]) == whole)
  }
}
