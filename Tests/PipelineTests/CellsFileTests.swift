import Definitions
import Statistics
import Testing

@testable import Pipeline

@Suite struct CellsFileTests {
  let campaign: Campaign
  let plan: CountingPlan
  let cells: Cells

  init() throws {
    campaign = try Campaign()
    let definition = try campaign.definition()
    let dossiers = try #require(definition.dataset("dossiers"))
    plan = CountingPlan(dossiers, of: definition)
    cells = Self.sample(plan)
  }

  /// Cells of every key, null ones included, with every kind of tally, empty ones included.
  static func sample(_ plan: CountingPlan) -> Cells {
    let tables = plan.tables.map { grouping in
      var table = CellTable(grouping: grouping, measures: plan.measures.map(\.id))
      for province in Int32(-1)...1 {
        for other in Int32(-1)...1 {
          let key = CellKey(province: province, ward: other, member: other, period: other)
            .coarsened(to: grouping)
          let seed = Int64(province + 1) * 3 + Int64(other + 1)
          table.cells[key] = Cell(
            records: seed, tallies: plan.measures.map { tally(of: $0, seed) })
        }
      }
      return table
    }
    return Cells(dataset: plan.dataset.name, tables: tables)
  }

  static func tally(of measure: Measure, _ seed: Int64) -> Tally {
    switch measure.content {
    case .records: return .count(seed * seed)
    case .values:
      let values = (0..<seed).compactMap { Exact($0 * 7 - 11, over: $0 + 1) }
      return .values(
        ValueCounts(
          Dictionary(values.map { ($0, seed + 1) }, uniquingKeysWith: { first, _ in first })))
    case .codes, .units: return .codes(Set((0..<seed).map { "mã, \"số\" \($0)\n" }))
    }
  }

  private func write(_ cells: Cells) throws -> String {
    let file = try DurableFile(campaign.folder + "/cells.csv")
    CellsFile.write(cells, of: plan, to: file)
    _ = try file.finish()
    return try #require(campaign.text("cells.csv"))
  }

  private func read(_ text: String) throws -> Cells {
    try campaign.write("read.csv", text)
    return try CellsFile.read(campaign.folder + "/read.csv", of: plan)
  }

  private func expectEqual(_ a: Cells, _ b: Cells) {
    #expect(a.dataset == b.dataset)
    #expect(a.tables.map(\.grouping) == b.tables.map(\.grouping))
    #expect(a.tables.map(\.measures) == b.tables.map(\.measures))
    #expect(a.tables.map(\.cells) == b.tables.map(\.cells))
  }

  @Test func `what is written is read back, whatever the tally and the key`() throws {
    #expect(
      Set(plan.measures.map(\.id.part)) == [.numerator, .denominator, .count, .values, .codes])
    expectEqual(try read(write(cells)), cells)
  }

  @Test func `a dataset without records is read back`() throws {
    let empty = Cells(
      dataset: "dossiers",
      tables: plan.tables.map { CellTable(grouping: $0, measures: plan.measures.map(\.id)) })
    let text = try write(empty)
    #expect(text == "table,province_code,ward_code,member,period,kpi,part,value,count\n")
    expectEqual(try read(text), empty)
  }

  @Test func `counts that could overflow when they are added up are refused`() throws {
    let rows = ["tax", "land"].map {
      "province+field+period,46,,\($0),2025-08,,records,,\(Int64.max / 2)\n"
    }
    let text = "table,province_code,ward_code,member,period,kpi,part,value,count\n" + rows.joined()
    #expect {
      try read(text)
    } throws: { "\($0)".contains("the counts add up to more than") }
  }

  @Test func `the file is sorted and the order of columns and cells is free`() throws {
    let text = try write(cells)
    #expect(text.contains("\nprovince+field+period,01,,land,2025-07,,records,,4\n"))
    let reordered = """
      count,kpi,part,value,table,province_code,ward_code,member,period
      2,online_rate,numerator,,province+field+period,46,,tax,2025-08
      5,,records,,province+field+period,46,,tax,2025-08
      7,,records,,province+field+period,,,,

      """
    let found = try read(reordered)
    let table = try #require(found.tables.first { $0.grouping.category != nil })
    #expect(table.cells[CellKey(province: 1, member: 1, period: 1)]?.records == 5)
    #expect(table.cells[CellKey()]?.records == 7)
    #expect(table.cells.count == 2)
  }

  @Test(arguments: [
    ("province+field+period,99,,,,,records,,1", "province_code \"99\""),
    ("province+field+period,01,00004,,,,records,,1", "ward_code \"00004\""),
    ("province+field+period,01,,water,,,records,,1", "member \"water\""),
    ("province+field+period,01,,,2025-09,,records,,1", "period \"2025-09\""),
    ("province+season,01,,,,,records,,1", "province+season"),
    ("province+ward,01,,,,,records,,-1", "\"-1\" is not a count"),
    ("province+ward,01,,,,,records,,1e3", "\"1e3\" is not a count"),
    ("province+ward,01,,,,nothing,count,,1", "no measure \"nothing\""),
    ("province+ward,01,,,,handling_days,values,1/0,1", "\"1/0\" is not a number"),
    ("province+ward,01,,,,received,count,7,1", "a count has no value"),
    ("province+ward,01,,,,received,count,,1", "how many records"),
    ("province+ward,01", "fields"),
    ("province+ward,01,,,,\"x\"y,records,,1", "quote"),
  ])
  func `a wrong row is named with its record`(row: String, message: String) throws {
    let header = "table,province_code,ward_code,member,period,kpi,part,value,count\n"
    let failure = #expect(throws: RunFailure.self) {
      try read(header + "province+ward,46,,,,,records,,1\n" + row + "\n")
    }
    #expect(failure?.exitCode == 65)
    #expect(failure?.message.contains(message) == true)
    #expect(failure?.message.contains("record 3") == true)
  }

  /// A file of one cell with the values of handling_days in these rows.
  private func days(_ rows: [String]) -> String {
    let cell = "province+ward,46,,,,"
    return "table,province_code,ward_code,member,period,kpi,part,value,count\n"
      + "\(cell),records,,9\n" + rows.map { "\(cell)handling_days,values,\($0)\n" }.joined()
  }

  private func handlingDays(_ cells: Cells) throws -> Tally {
    let table = try #require(cells.tables.first { $0.grouping.ward })
    let place = try #require(table.measures.firstIndex { $0.kpi == "handling_days" })
    return try #require(table.cells.values.first).tallies[place]
  }

  @Test(arguments: [
    ["-1/2 1 1*3 2,6"], ["-2/4 2*1 2*3 4,6"], ["3/2,1", "0/2 1*3,4", "-1/2,1"],
    ["0,1", "-1/2,1", "1/2,3", "3/2,1"],
  ])
  func `values stand in lists or in rows of their own`(rows: [String]) throws {
    let cells = try read(days(rows))
    let half = try #require(Exact(1, over: 2))
    let values = try [Exact(-1, over: 2), Exact(0), half, Exact(3, over: 2)].map {
      try #require($0)
    }
    let expected = Dictionary(uniqueKeysWithValues: zip(values, [1, 1, 3, 1] as [Int64]))
    #expect(try handlingDays(cells) == .values(ValueCounts(expected)))
    #expect(try write(cells).contains(",-1/2 1 1*3 2,6\n"))
  }

  @Test func `a long list is cut into rows, and put together again`() throws {
    let rows = (0..<3_000).map { "\($0 * $0)/7,\($0 % 3 + 1)" }
    let cells = try read(days(rows))
    let text = try write(cells)
    #expect(text.split(separator: "\n").count == 2 + 3)
    expectEqual(try read(text), cells)
  }

  @Test(arguments: [
    "1/2 1,3", "1/2 1*2,2", "1 0,2", "1 -1,2", "1 1*0,1", "1  1,2", "1/0 1,2", "1*x 1,2",
    "1 9223372036854775807,2", "1 99999999999999999999,2", "1*9223372036854775807 1,1",
    "1*2,2",
  ])
  func `a list that is none, or has another count, is refused`(row: String) {
    #expect {
      try read(days([row]))
    } throws: { "\($0)".contains("record 3") && "\($0)".contains("is not a number") }
  }

  @Test(arguments: [["1 1,2", "2,1"], ["1 1,2", "3/2 1/2,2"], ["1 1,2", "4/2 1,2"]])
  func `a value that stands in two rows is refused`(rows: [String]) {
    #expect(throws: RunFailure.self) { try read(days(rows)) }
  }

  @Test func `no number counts twice`() throws {
    let lines = try write(cells).split(separator: "\n", omittingEmptySubsequences: false)
    let index = try #require(lines.firstIndex { $0.contains("denominator") })
    var doubled = lines
    doubled.insert(lines[index], at: index)
    #expect(throws: RunFailure.self) { try read(doubled.joined(separator: "\n")) }
  }
}
