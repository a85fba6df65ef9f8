internal import Definitions

/// What is known so far of a file that is being read, in the order of its bytes.
struct FileProgress {
  private let input: InputFile
  private let size: Int
  private let shape: FileShape
  /// Where the next record starts.
  private(set) var position: Int
  /// The 1-based line of `position`.
  private(set) var line: Int
  private(set) var accounting = Accounting()
  private var validRows = 0
  private var rejectedRows = 0
  /// Captions without a record after them so far: what each is if there is one, `nil` for a group's.
  private var captions: [(reject: Reject, raw: [UInt8])?] = []
  /// Whether what was read last is a line longer than any record, whose end is not known yet.
  private(set) var isInLongLine = false
  /// What its records deliver so far, and in the end.
  private var tally: FeedTally?
  private var delivery: FileDelivery?
  var digest = Digest()
  /// How many bytes of the file as it lies a meter was told of.
  var meteredBytes = 0

  init(_ file: OpenFile) {
    // Not the open file itself: its report waits for the last of all files, its descriptor must not.
    (input, size, shape) = (file.text.file.input, file.text.file.size, file.shape)
    position = file.shape.bodyStart
    line = file.shape.bodyLine
    accounting.skipped = file.shape.skipped
  }

  /// Rows that were read so far, valid ones and rejects.
  var rowsRead: Int { validRows + rejectedRows }

  /// Adds the next shard, and hands on its rejects in the order of lines.
  mutating func add(
    _ shard: ShardReader.Shard, of plan: CountingPlan,
    reject: (Reject, _ raw: [UInt8]) -> Void
  ) {
    let content = shard.content
    if content.lastRecord >= 0 { settleCaptions(reject) }
    var captions = content.captions[...]
    func passCaptions(before limit: Int) {
      while let caption = captions.first, caption.line < limit {
        captions.removeFirst()
        pass(caption, isLast: caption.line > content.lastRecord, plan, reject)
      }
    }
    for row in content.rejects {
      passCaptions(before: row.line)
      note((self.reject(row, plan), row.raw), reject)
    }
    passCaptions(before: .max)
    for (kind, amount) in content.skipped { count(kind, amount, in: \.skipped) }
    count("blank", shard.blankLines, in: \.skipped)
    count(WarningCode.reusedCode.rawValue, content.reusedCodes, in: \.warnings)
    count(WarningCode.numberOverflow.rawValue, content.overflows, in: \.warnings)
    for (code, amount) in content.warnings { count(code.rawValue, amount, in: \.warnings) }
    count(WarningCode.noLineEnd.rawValue, content.noLineEnd, in: \.warnings)
    validRows += content.rows.count
    if let tally { content.tally.map(tally.merge) } else { tally = content.tally }
    position = shard.next
    isInLongLine = shard.endsInLongLine
    line += shard.lines
  }

  /// Says that the file ends here: captions after its last record are those of a signature.
  mutating func end(of plan: CountingPlan, reject: (Reject, _ raw: [UInt8]) -> Void) {
    defer {
      delivery = tally?.delivery(
        plan, fields: shape.fields, rejected: accounting.rejectedProvinces)
      tally = nil
    }
    // One last line without its end is a record that was cut off.
    if captions.count == 1, captions[0]?.reject.code == .truncated { return settleCaptions(reject) }
    count(RowKind.signature.rawValue, captions.count, in: \.skipped)
    captions = []
  }

  /// Says where the record after a line that was too long starts.
  mutating func leaveLongLine(at position: Int) {
    self.position = position
    isInLongLine = false
  }

  private mutating func pass(
    _ caption: RowBuilder.Caption, isLast: Bool, _ plan: CountingPlan,
    _ reject: (Reject, _ raw: [UInt8]) -> Void
  ) {
    captions.append(caption.reject.map { (self.reject($0, plan), $0.raw) })
    if !isLast { settleCaptions(reject) }
  }

  /// Says that a record comes after the captions that were seen.
  private mutating func settleCaptions(_ reject: (Reject, _ raw: [UInt8]) -> Void) {
    for caption in captions {
      if let caption {
        note(caption, reject)
      } else {
        count(RowKind.group.rawValue, 1, in: \.skipped)
      }
    }
    captions = []
  }

  private mutating func note(
    _ found: (reject: Reject, raw: [UInt8]), _ reject: (Reject, _ raw: [UInt8]) -> Void
  ) {
    accounting.rejects[found.reject.code.rawValue, default: 0] += 1
    accounting.rejectedProvinces[found.reject.province ?? "", default: 0] += 1
    rejectedRows += 1
    reject(found.reject, found.raw)
  }

  private func reject(_ row: RowBuilder.RowReject, _ plan: CountingPlan) -> Reject {
    let first = line + row.line
    let detail = row.lineCount > 1 ? "\(first)–\(first + row.lineCount - 1)" : row.detail
    return Reject(
      file: input.name, line: first, code: row.code,
      column: row.column.map { plan.schema.columns[$0].name }, value: row.value, detail: detail,
      province: row.province.map { plan.reference.provinces[$0].code })
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
      digest: digest.text, delivery: delivery)
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
