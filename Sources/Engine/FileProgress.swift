internal import Definitions

/// What is known so far of a file that is being read, in the order of its bytes.
struct FileProgress {
  private let input: InputFile
  private let size: Int
  private let shape: FileShape
  /// Where the next record starts.
  private(set) var position: Int
  /// The 1-based line of `position`.
  private var line: Int
  private(set) var accounting = Accounting()
  private var validRows = 0
  var digest = Digest()

  init(_ file: OpenFile) {
    // Not the open file itself: its report waits for the last of all files, its descriptor must not.
    (input, size, shape) = (file.text.file.input, file.text.file.size, file.shape)
    position = file.shape.bodyStart
    line = file.shape.bodyLine
    accounting.skipped["header"] = 1
    if file.shape.blankLines > 0 { accounting.skipped["blank"] = file.shape.blankLines }
  }

  /// Adds the next shard, and hands on its rejects in the order of lines.
  mutating func add(_ shard: ShardReader.Shard, schema: Schema, reject: (Reject) -> Void) {
    let content = shard.content
    var faults = shard.faults[...]
    func passFaults(before limit: Int) {
      while let fault = faults.first, fault.line < limit {
        faults.removeFirst()
        let first = self.line + fault.line
        let lines = fault.lineCount > 1 ? "\(first)–\(first + fault.lineCount - 1)" : fault.detail
        note(fault.code, line: fault.line, column: nil, value: "", detail: lines)
      }
    }
    func note(_ code: Reject.Code, line: Int, column: Int?, value: String, detail: String) {
      accounting.rejects[code.rawValue, default: 0] += 1
      reject(
        Reject(
          file: input.name, line: self.line + line, code: code,
          column: column.map { schema.columns[$0].name }, value: value, detail: detail))
    }
    for row in content.rejects {
      passFaults(before: row.line)
      note(row.code, line: row.line, column: row.column, value: row.value, detail: row.detail)
    }
    passFaults(before: .max)
    count("blank", shard.blankLines, in: \.skipped)
    count(WarningCode.reusedCode.rawValue, content.reusedCodes, in: \.warnings)
    count(WarningCode.numberOverflow.rawValue, content.overflows, in: \.warnings)
    count(WarningCode.noLineEnd.rawValue, content.noLineEnd, in: \.warnings)
    validRows += content.rows.count
    position = shard.next
    line += shard.lines
  }

  private mutating func count(
    _ name: String, _ amount: Int, in counts: WritableKeyPath<Accounting, [String: Int]>
  ) {
    if amount > 0 { accounting[keyPath: counts][name, default: 0] += amount }
  }

  /// The file's report, given what became of its valid rows.
  func report(dataset: String, _ fate: RowFate, provinces: [Reference.Province]) -> FileReport {
    var accounting = accounting
    accounting.accepted = fate.accepted
    accounting.superseded = validRows - fate.accepted - fate.outOfPeriod
    accounting.outOfPeriod = fate.outOfPeriod
    accounting.provinces.reserveCapacity(fate.byProvince.count { $0 > 0 })
    for (index, count) in fate.byProvince.enumerated() where count > 0 {
      accounting.provinces[index == 0 ? "" : provinces[index - 1].code] = count
    }
    return FileReport(
      path: input.name, dataset: dataset, encoding: shape.encoding,
      delimiter: shape.delimiter, headerLine: shape.headerLine, accounting: accounting,
      ignoredColumns: shape.ignoredColumns, byteCount: Int64(size),
      digest: digest.text)
  }
}

/// What became of the valid rows of one file.
struct RowFate {
  var accepted = 0
  var outOfPeriod = 0
  /// Accepted rows without a province, then by the index of their province.
  var byProvince: [Int]

  init(provinceCount: Int) { byProvince = [Int](repeating: 0, count: provinceCount + 1) }

  mutating func merge(_ other: RowFate) {
    accepted += other.accepted
    outOfPeriod += other.outOfPeriod
    for index in byProvince.indices { byProvince[index] += other.byProvince[index] }
  }
}
