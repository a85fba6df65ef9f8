internal import CSV
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
/// - A mean or quantile has rows of the part `values` for the values that occur: `7` or `7/2` with how
///   often it does, or several values as `ValueList` writes them with how many records have them.
/// - A distinct count or coverage has one row of the part `codes` for each code that occurs.
/// Rows with a count of 0 may be left out, and are. Rows are sorted by table, province, ward, member,
/// period (null last), measure in catalog order, and value; a reader takes them in any order.
enum CellsFile {
  static let header = [
    "table", "province_code", "ward_code", "member", "period", "kpi", "part", "value", "count",
  ]
  static let recordsPart = "records"

  /// So many cells are one piece of work.
  private static let cellsTogether = 32

  /// Writes a dataset's cells, sorted; several threads make the rows.
  ///
  /// O(rows log rows).
  static func write(_ cells: Cells, of plan: CountingPlan, to file: DurableFile) {
    var header: [UInt8] = []
    CSVWriter.append(Self.header, to: &header)
    file.write(header)
    let tables = cells.tables.sorted { $0.grouping.description < $1.grouping.description }
    for table in tables {
      let texts = CellTexts(table, of: plan)
      let sorted = table.cells.sorted { $0.key.precedes($1.key) }
      let starts = Array(stride(from: 0, to: sorted.count, by: cellsTogether))
      // Some at a time: the text of all cells never lies in memory as a whole.
      for wave in stride(from: 0, to: starts.count, by: 4 * Host.cores) {
        let some = starts[wave..<min(wave + 4 * Host.cores, starts.count)]
        let blocks = sideBySide(Array(some)) { start in
          var rows: [UInt8] = []
          for (key, cell) in sorted[start..<min(start + cellsTogether, sorted.count)] {
            texts.append(cell, key, to: &rows)
          }
          return rows
        }
        for block in blocks { file.write(block) }
      }
    }
  }
}

/// The rows of one table's cells.
private struct CellTexts {
  private let name: String
  private let words: CellWords
  private let records = text(["", CellsFile.recordsPart])
  /// The KPI and part of each measure, as `text` gives them.
  private let measures: [[UInt8]]

  init(_ table: CellTable, of plan: CountingPlan) {
    name = table.grouping.description
    words = CellWords(table.grouping, of: plan)
    measures = table.measures.map { Self.text([$0.kpi, $0.part.rawValue]) }
  }

  /// Some fields, a comma behind each.
  private static func text(_ fields: [String]) -> [UInt8] {
    var text: [UInt8] = []
    for field in fields {
      CSVWriter.append(field: field, to: &text)
      text.append(UInt8(ascii: ","))
    }
    return text
  }

  /// Appends the rows of a cell.
  func append(_ cell: Cell, _ key: CellKey, to rows: inout [UInt8]) {
    let start = Self.text([name] + words.text(of: key))
    Self.append(start, records, "", cell.records, to: &rows)
    for (measure, tally) in zip(measures, cell.tallies) {
      switch tally {
      case .count(let count):
        if count != 0 { Self.append(start, measure, "", count, to: &rows) }
      case .values(let counts):
        if let run = counts.unified {
          ValueList.append(run, after: start + measure, to: &rows)
        } else {
          for (value, count) in counts.bins {
            Self.append(start, measure, value.description, count, to: &rows)
          }
        }
      case .codes(let codes):
        for code in codes.sorted(by: { $0.precedes($1) }) {
          Self.append(start, measure, code, 1, to: &rows)
        }
      }
    }
  }

  private static func append(
    _ cell: [UInt8], _ measure: [UInt8], _ value: String, _ count: Int64, to rows: inout [UInt8]
  ) {
    rows += cell
    rows += measure
    CSVWriter.append(field: value, to: &rows)
    rows.append(UInt8(ascii: ","))
    rows.append(count)
    rows.append(UInt8(ascii: "\n"))
  }
}

/// How the keys of one table's cells are written.
struct CellWords: Sendable {
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
