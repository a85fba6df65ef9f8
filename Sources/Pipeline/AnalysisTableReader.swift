internal import CSV
internal import Definitions
internal import Engine
internal import Report
internal import Statistics

/// Reads the columns that estimates need out of one file, as it comes.
struct AnalysisTableReader {
  private let parser = CSVParser()
  /// What to make of which field of a record.
  private var words: [(place: Int, column: Words)] = []
  private var numbers: [(place: Int, column: AnalysisTable.Numbers)] = []
  private var rowCount = 0

  /// A column of words while it is read.
  private struct Words {
    var codes: [Int32] = []
    var levels: [String] = []
    private var known: [ArraySlice<UInt8>: Int32] = [:]

    mutating func add(_ field: ArraySlice<UInt8>) {
      guard !field.isEmpty else {
        codes.append(-1)
        return
      }
      if let code = known[field] {
        codes.append(code)
        return
      }
      let code = Int32(levels.count)
      // A slice of its own: the field's would keep all that was parsed with it.
      known[Array(field)[...]] = code
      levels.append(String(decoding: field, as: UTF8.self))
      codes.append(code)
    }
  }

  /// The columns of a file; those it lacks are missed only when they are asked for.
  ///
  /// - Throws: `SurveyRefusal` where the file or a record of it cannot be read as CSV, `RunFailure`
  ///   where the file cannot be opened.
  static func read(
    _ spec: EstimateSpec, words: Set<String>, numbers: Set<String>, options: IngestOptions,
    interruption: () -> Int32?
  ) throws(RunFailure) -> Result<AnalysisTable, SurveyRefusal> {
    do throws(RunFailure) {
      let file = try CleanedFile(
        spec.input, schema: nil, reference: Reference(provinces: [], wards: [], aliases: []),
        encoding: spec.encoding, delimiter: spec.delimiter, dialect: Dialect())
      var reader = AnalysisTableReader(header: file.shape.header, words: words, numbers: numbers)
      var rejects: [Reject] = []
      let report = try file.write(
        rejects: nil, options: options, interruption: interruption,
        records: { reader.add($0) }, reject: { if rejects.isEmpty { rejects.append($0) } })
      if let first = rejects.first {
        let message = first.code.message(detail: first.detail).english
        return .failure(
          SurveyRefusal(
            "\(spec.inputName), line \(first.line): \(message); mend the record, as hailong clean shows it"
          ))
      }
      return .success(
        reader.table(
          name: spec.inputName, header: file.shape.header,
          skippedRows: ["total", "group", "signature"].reduce(0) {
            $0 + (report.accounting.skipped[$1] ?? 0)
          }))
    } catch {
      guard error.kind == .data else { throw error }
      return .failure(SurveyRefusal(error.message))
    }
  }

  private init(header: [String], words: Set<String>, numbers: Set<String>) {
    for (place, name) in header.enumerated() {
      if words.contains(name) { self.words.append((place, Words())) }
      if numbers.contains(name) { self.numbers.append((place, AnalysisTable.Numbers())) }
    }
  }

  /// Takes whole lines of tidy CSV.
  private mutating func add(_ lines: [UInt8]) {
    let taken = parser.feed(lines.span.bytes)
    precondition(taken == lines.count, "tidy CSV is well formed")
    var first = 0
    for end in parser.recordEnds {
      for index in words.indices { words[index].column.add(field(first + words[index].place)) }
      for index in numbers.indices {
        numbers[index].column.add(field(first + numbers[index].place), row: rowCount)
      }
      first = end
      rowCount += 1
    }
    parser.clear()
  }

  private func field(_ index: Int) -> ArraySlice<UInt8> {
    let start = index == 0 ? 0 : parser.fieldEnds[index - 1]
    return parser.text[start..<parser.fieldEnds[index]]
  }

  private func table(name: String, header: [String], skippedRows: Int) -> AnalysisTable {
    func byName<Column>(_ columns: [(place: Int, column: Column)]) -> [String: Column] {
      Dictionary(
        columns.map { (header[$0.place], $0.column) }, uniquingKeysWith: { first, _ in first })
    }
    return AnalysisTable(
      name: name, rowCount: rowCount, header: header, skippedRows: skippedRows,
      words: byName(words).mapValues { Factor(codes: $0.codes, levels: $0.levels) },
      numbers: byName(numbers))
  }
}

extension AnalysisTable.Numbers {
  fileprivate mutating func add(_ field: ArraySlice<UInt8>, row: Int) {
    guard !field.isEmpty else {
      values.append(.nan)
      return
    }
    let text = String(decoding: field, as: UTF8.self)
    let number = Double(decimal: text)
    if number == nil, fault == nil { fault = (row, text) }
    values.append(number ?? .nan)
  }
}
