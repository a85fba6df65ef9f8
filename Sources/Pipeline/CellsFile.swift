internal import Definitions
internal import Report
internal import Statistics

/// The stage file of cells: what any engine must write so that `run --from measure` can go on.
///
/// One row a cell × measure × value, under the header `table,province_code,ward_code,member,period,kpi,part,value,count`:
/// - `table` is the grouping, such as `province+field+period`. Keys that it does not use are empty, and so
///   are those that are null in the records.
/// - A row without `kpi`, with the part `records`, says how many records the cell has. Every cell has one.
/// - A share has the parts `numerator` and `denominator`, a count the part `count`: `value` is empty.
/// - A mean or quantile has one row of the part `values` for each value that occurs, `7` or `7/2`, with
///   how often it does.
/// - A distinct count or coverage has one row of the part `codes` for each code that occurs.
/// Rows with a count of 0 may be left out, and are. Rows are sorted by table, province, ward, member,
/// period (null last), measure in catalog order, and value; a reader takes them in any order.
enum CellsFile {
  static let header = [
    "table", "province_code", "ward_code", "member", "period", "kpi", "part", "value", "count",
  ]
  static let recordsPart = "records"

  /// Writes a dataset's cells, sorted.
  ///
  /// O(rows log rows).
  static func write(_ cells: Cells, of plan: CountingPlan, to file: DurableFile) {
    var rows = CellRows { file.write($0) }
    let tables = cells.tables.sorted { $0.grouping.description < $1.grouping.description }
    for table in tables {
      let words = CellWords(table.grouping, of: plan)
      let name = table.grouping.description
      let records = CellRows.text(["", recordsPart])
      let measures = table.measures.map { CellRows.text([$0.kpi, $0.part.rawValue]) }
      for (key, cell) in table.cells.sorted(by: { $0.key.precedes($1.key) }) {
        rows.cell = CellRows.text([name] + words.text(of: key))
        rows.append(records, "", cell.records)
        for (measure, tally) in zip(measures, cell.tallies) { rows.append(measure, tally) }
      }
    }
    rows.end()
  }
}

/// The rows of a cells file; what many of them begin with is made once.
private struct CellRows {
  /// The fields of the cell that the next rows are of, as `text` gives them.
  var cell: [UInt8] = []
  private var writer: BlockWriter

  init(_ handOn: @escaping ([UInt8]) -> Void) {
    writer = BlockWriter(handOn)
    CSVWriter.append(CellsFile.header, to: &writer.bytes)
  }

  /// Some fields, a comma behind each.
  static func text(_ fields: [String]) -> [UInt8] {
    var text: [UInt8] = []
    for field in fields {
      CSVWriter.append(field: field, to: &text)
      text.append(UInt8(ascii: ","))
    }
    return text
  }

  /// Appends the rows of a measure: its KPI and part, as `text` gives them, and its tally.
  mutating func append(_ measure: [UInt8], _ tally: Tally) {
    switch tally {
    case .count(let count):
      if count != 0 { append(measure, "", count) }
    case .values(let counts):
      for (value, count) in counts.sorted(by: { $0.key < $1.key }) where count != 0 {
        append(measure, value.description, count)
      }
    case .codes(let codes):
      for code in codes.sorted(by: { $0.precedes($1) }) {
        append(measure, code, 1)
      }
    }
  }

  mutating func append(_ measure: [UInt8], _ value: String, _ count: Int64) {
    writer.bytes += cell
    writer.bytes += measure
    CSVWriter.append(field: value, to: &writer.bytes)
    writer.bytes.append(UInt8(ascii: ","))
    writer.bytes.append(count)
    writer.bytes.append(UInt8(ascii: "\n"))
    writer.endRow()
  }

  mutating func end() { writer.endBlock() }
}

/// How the keys of one table's cells are written.
struct CellWords {
  private let provinces: [String]
  private let wards: [String]
  private let members: [String]
  private let periods: [String]
  private let indices: [[String: Int32]]

  init(_ grouping: Grouping, of plan: CountingPlan) {
    provinces = grouping.province ? plan.reference.provinces.map(\.code) : []
    wards = grouping.ward ? plan.reference.wards.map(\.code) : []
    members = grouping.category.flatMap { plan.schema.categoryMembers($0) } ?? []
    periods = grouping.period ? plan.dataset.period.periods.map(\.description) : []
    indices = [provinces, wards, members, periods].map { words in
      Dictionary(
        words.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Province code, ward code, member and period; empty where null or not used.
  func text(of key: CellKey) -> [String] {
    [
      key.province < 0 ? "" : provinces[Int(key.province)],
      key.ward < 0 ? "" : wards[Int(key.ward)],
      key.member < 0 ? "" : members[Int(key.member)],
      key.period < 0 ? "" : periods[Int(key.period)],
    ]
  }

  /// The key of the four words, or the position of the one that is unknown.
  func key(of words: [String]) -> Result<CellKey, UnknownWord> {
    var found: [Int32] = [-1, -1, -1, -1]
    for (position, word) in words.enumerated() where !word.isEmpty {
      guard let index = indices[position][word] else {
        return .failure(UnknownWord(position: position))
      }
      found[position] = index
    }
    return .success(
      CellKey(province: found[0], ward: found[1], member: found[2], period: found[3]))
  }

  struct UnknownWord: Error {
    let position: Int
  }
}

extension CellKey {
  /// The order of cells in files: null comes last.
  func precedes(_ other: CellKey) -> Bool {
    func order(_ key: CellKey) -> (UInt32, UInt32, UInt32, UInt32) {
      (
        UInt32(bitPattern: key.province), UInt32(bitPattern: key.ward),
        UInt32(bitPattern: key.member), UInt32(bitPattern: key.period)
      )
    }
    return order(self) < order(other)
  }
}
