internal import CSV
internal import Definitions
internal import Statistics

extension CellsFile {
  /// Reads what `write`, or another engine, wrote, and checks every row.
  ///
  /// O(rows).
  static func read(_ path: String, of plan: CountingPlan) throws(RunFailure) -> Cells {
    let bytes = try FileSystem.read(path, kind: .noInput)
    var reader = CellsReader(plan)
    do throws(CellsReader.Fault) {
      return try reader.read(bytes)
    } catch {
      throw RunFailure(.data, "\(shown(path)), record \(error.record): \(error.message)")
    }
  }
}

/// Puts the rows of a cells file together.
private struct CellsReader {
  struct Fault: Error {
    let record: Int
    let message: String
  }

  private struct Table {
    var cells: CellTable
    let words: CellWords
  }

  private struct Part: Hashable {
    let kpi: String
    let part: String
  }

  private let dataset: String
  private let measures: [Measure]
  private let measureOfPart: [Part: Int]
  private var tables: [Table]
  private let tableNames: [String]
  /// Where each column of the format stands in the file.
  private var order: [Int] = []
  private var record = 0
  /// The sum of all counts so far.
  private var total: Int64 = 0
  private static let mostRecords: Int64 = 1 << 53
  /// The cell of the rows read last, not yet put into its table.
  private var open: (table: Int, words: [String], key: CellKey, cell: Cell, counted: Bool)?
  /// The values of the open cell by measure.
  private var values: [Int: ValueRows] = [:]

  init(_ plan: CountingPlan) {
    dataset = plan.dataset.name
    measures = plan.measures
    let groupings = plan.tables.sorted { $0.description < $1.description }
    tables = groupings.map { grouping in
      Table(
        cells: CellTable(grouping: grouping, measures: plan.measures.map(\.id)),
        words: CellWords(grouping, of: plan))
    }
    tableNames = groupings.map(\.description)
    measureOfPart = Dictionary(
      plan.measures.enumerated().map { index, measure in
        (Part(kpi: measure.id.kpi, part: measure.id.part.rawValue), index)
      }, uniquingKeysWith: { first, _ in first })
  }

  mutating func read(_ bytes: [UInt8]) throws(Fault) -> Cells {
    try CSVParser().forEachRecord(in: bytes, fault: Fault.init) { number, fields throws(Fault) in
      record = number
      if number == 1 { try takeHeader(fields) } else { try take(fields) }
    }
    guard record > 0 else { throw fault("it has no header") }
    try close()
    return Cells(dataset: dataset, tables: tables.map(\.cells))
  }

  private func fault(_ message: String) -> Fault { Fault(record: record, message: message) }

  private mutating func takeHeader(_ fields: [String]) throws(Fault) {
    order = try CellsFile.header.map { name throws(Fault) in
      guard let index = fields.firstIndex(of: name) else {
        throw fault("the column \(name) is missing")
      }
      return index
    }
  }

  private mutating func take(_ row: [String]) throws(Fault) {
    guard order.allSatisfy({ $0 < row.count }) else {
      throw fault("it has \(row.count) fields, too few")
    }
    try openCell(
      name: row[order[0]], words: [row[order[1]], row[order[2]], row[order[3]], row[order[4]]])
    let (kpi, part, value) = (row[order[5]], row[order[6]], row[order[7]])
    guard let count = Int64(row[order[8]]), count >= 0 else {
      throw fault("\"\(row[order[8]])\" is not a count")
    }
    // Every figure adds up some of the counts; beyond this one of these sums could overflow.
    total = total.addingReportingOverflow(count).partialValue
    guard total >= 0, total <= Self.mostRecords else {
      throw fault("the counts add up to more than \(Self.mostRecords)")
    }
    if kpi.isEmpty, part == CellsFile.recordsPart {
      guard open?.counted == false else { throw fault("the records of its cell stand there twice") }
      open?.cell.records = count
      open?.counted = true
      return
    }
    guard let measure = measureOfPart[Part(kpi: kpi, part: part)] else {
      throw fault("\(dataset) has no measure \"\(kpi)\", part \"\(part)\"")
    }
    guard count > 0 else { return }
    if case .values = measures[measure].content {
      guard let isNew = values[measure, default: ValueRows()].take(value, count) else {
        throw fault("\"\(value.prefix(80))\" is not a number, nor a list of \(count) numbers")
      }
      guard isNew else { throw twice }
      return
    }
    let record = record
    let isNew = try open?.cell.tallies[measure].take(value, count) { message in
      Fault(record: record, message: message)
    }
    guard isNew ?? false else { throw twice }
  }

  private var twice: Fault { fault("its cell, measure and value stand there twice") }

  /// Goes on with the cell of a row.
  private mutating func openCell(name: String, words: [String]) throws(Fault) {
    if let open, tableNames[open.table] == name, open.words == words { return }
    try close()
    guard let table = tableNames.firstIndex(of: name) else {
      throw fault(
        "\(dataset) has no table \"\(name)\"; it has \(tableNames.joined(separator: ", "))")
    }
    let key: CellKey
    switch tables[table].words.key(of: words) {
    case .success(let found): key = found
    case .failure(let unknown):
      let column = CellsFile.header[unknown.position + 1]
      throw fault("the table \(name) has no \(column) \"\(words[unknown.position])\"")
    }
    guard tables[table].cells.cells[key] == nil else {
      throw fault("the rows of its cell do not stand together")
    }
    open = (table, words, key, Cell(records: 0, tallies: measures.map(\.emptyTally)), false)
  }

  private mutating func close() throws(Fault) {
    guard var cell = open?.cell, let open else { return }
    guard open.counted else {
      throw fault("the cell before it has no row that says how many records it has")
    }
    self.open = nil
    for (measure, rows) in values {
      guard let counts = rows.counts else {
        throw fault("a value of the cell before it stands there twice")
      }
      cell.tallies[measure] = .values(counts)
    }
    values.removeAll(keepingCapacity: true)
    tables[open.table].cells.cells[open.key] = cell
  }
}

extension Measure {
  /// The tally of no records.
  fileprivate var emptyTally: Tally {
    switch content {
    case .records: .count(0)
    case .values: .values(ValueCounts())
    case .codes, .units: .codes([])
    }
  }
}

extension Tally {
  /// Takes in one row; false if the same row was there before.
  fileprivate mutating func take(
    _ value: String, _ count: Int64, _ fault: (String) -> CellsReader.Fault
  ) throws(CellsReader.Fault) -> Bool {
    switch self {
    case .count(let known):
      guard value.isEmpty else { throw fault("a count has no value, and it says \"\(value)\"") }
      self = .count(count)
      return known == 0
    case .values: preconditionFailure("values are taken by ValueRows")
    case .codes(var codes):
      guard !value.isEmpty else { throw fault("the code is empty") }
      self = .count(0)
      let isNew = codes.insert(value).inserted
      self = .codes(codes)
      return isNew
    }
  }
}

/// The values of one measure in one cell, from rows in any order.
private struct ValueRows {
  private var single: [Exact: Int64] = [:]
  private var runs: [ValueRun] = []

  /// Takes in one row; false if the same row was there before, `nil` where it tells no values.
  mutating func take(_ text: String, _ count: Int64) -> Bool? {
    if let value = Exact(text) { return single.updateValue(count, forKey: value) == nil }
    guard let run = ValueList.run(text, count: count) else { return nil }
    runs.append(run)
    return true
  }

  /// All of them; `nil` where a value stands there twice.
  var counts: ValueCounts? {
    guard !runs.isEmpty else { return ValueCounts(single) }
    let all = ValueCounts(runs + ValueCounts(single).runs)
    let places = all.runs.reduce(0) { $0 + $1.numerators.count }
    guard let run = all.unified else { return all.bins.count == places ? all : nil }
    return run.numerators.count == places ? ValueCounts([run]) : nil
  }
}
