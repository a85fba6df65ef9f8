/// What becomes of a record of the sample campaign when it is ingested.
enum SampleFate: Equatable, Sendable {
  case accepted
  case superseded
  case outOfPeriod
  /// The column is nil where the fault is one of the whole record.
  case rejected(column: String?, code: String)
}

/// One record of a sample file, with its fate.
struct SampleRow: Sendable {
  var cells: [String]
  var fate: SampleFate = .accepted
  /// A cell that is written as it stands, although it would need quotes.
  var verbatim: Int?
}

/// One sample file before it becomes bytes: a header, records, and how they are written down.
struct SampleSheet: Sendable {
  /// Relative to the campaign's folder.
  let path: String
  let dataset: String
  var dialect = SampleDialect()
  var header: [String]
  var rows: [SampleRow] = []

  /// The bytes of the file, and where its wrong records begin.
  func rendered() -> SampleFile {
    var bytes: [UInt8] = dialect.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    var line = 1
    func append(_ record: String) {
      bytes += Array(record.utf8)
      bytes += dialect.hasCarriageReturns ? [0x0D, 0x0A] : [0x0A]
      line += 1 + record.utf8.count { $0 == 0x0A }
    }
    append(header.map(quoted).joined(separator: dialect.delimiter))
    var ledger = SampleLedger()
    for row in rows {
      ledger.enter(row.fate, line: line)
      let cells = row.cells.indices.map { index in
        row.verbatim == index ? row.cells[index] : quoted(row.cells[index])
      }
      append(cells.joined(separator: dialect.delimiter))
    }
    return SampleFile(path: path, dataset: dataset, bytes: bytes, ledger: ledger)
  }

  private func quoted(_ cell: String) -> String {
    let special = Array((dialect.delimiter + "\"\n").utf8)
    guard cell.utf8.contains(where: special.contains) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// How a sample file is written down.
struct SampleDialect: Sendable {
  var delimiter = ","
  var hasByteOrderMark = false
  var hasCarriageReturns = false

  static let spreadsheet = SampleDialect(
    delimiter: ";", hasByteOrderMark: true, hasCarriageReturns: true)
}

/// How many records of a file should end which way.
struct SampleLedger: Equatable, Sendable {
  struct Fault: Equatable, Sendable {
    let line: Int
    let column: String?
    let code: String
  }

  private(set) var accepted = 0
  private(set) var superseded = 0
  private(set) var outOfPeriod = 0
  private(set) var faults: [Fault] = []

  var rowsRead: Int { accepted + superseded + outOfPeriod + faults.count }

  mutating func enter(_ fate: SampleFate, line: Int) {
    switch fate {
    case .accepted: accepted += 1
    case .superseded: superseded += 1
    case .outOfPeriod: outOfPeriod += 1
    case .rejected(let column, let code):
      faults.append(Fault(line: line, column: column, code: code))
    }
  }
}

/// A file of the sample campaign, ready to be written.
struct SampleFile: Sendable {
  let path: String
  let dataset: String
  let bytes: [UInt8]
  let ledger: SampleLedger
}
