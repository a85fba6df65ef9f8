internal import Definitions
internal import Statistics

/// Checks and decodes batches of files of one shape, and turns the records that pass into rows.
final class RowBuilder {
  /// What the batches of a shard gave.
  struct Result {
    let rows: RowStore
    /// Absent where nobody watches what files deliver.
    var tally: FeedTally?
    /// Tidy CSV of the records that are kept, where it is asked for.
    var text: [UInt8] = []
    var rejects: [RowReject] = []
    /// Rows that are no records, by kind.
    var skipped: [String: Int] = [:]
    var captions: [Caption] = []
    /// The line of the first header of another table.
    private(set) var otherHeader: Int?
    /// The line of the last record, kept or rejected, counted from the shard's start; −1 for none.
    var lastRecord = -1
    var reusedCodes = 0
    var noLineEnd = 0
    var overflows = 0
    /// Of the records that are kept, by what `RowDoubts` notes.
    var warnings: [WarningCode: Int] = [:]

    mutating func noteHeader(_ line: Int) { otherHeader = min(otherHeader ?? line, line) }
  }

  /// A rejected record: its line counted from the shard's start.
  struct RowReject {
    let line: Int
    let code: Reject.Code
    var column: Int?
    var value = ""
    var detail = ""
    /// The index of its province, where that could be read.
    var province: Int?
    /// How many lines it takes.
    var lineCount = 1
    /// Where it lies in the block.
    var place = 0..<0
    /// Its bytes, where they are asked for.
    var raw: [UInt8] = []
  }

  /// A row of words for people, part of a signature where no record comes after it.
  struct Caption {
    let line: Int
    /// What it is where a record does come after it; `nil` for a group's caption.
    var reject: RowReject?
  }

  let rowPlan: RowPlan
  let fields: [Int?]
  private let columnReaders: [ColumnReader]
  let columns: [TypedColumn]
  let placeReader: PlaceReader
  let kinds: RowKinds
  private let tidyWriter: TidyWriter?
  /// Absent where there are no codes, or nothing to hold them against.
  private let codeCheck: DossierCodeCheck?
  private let doubts = RowDoubts()
  let evaluator: Evaluator
  /// The texts of sampled columns, by what stands for them in rows.
  let names: TextNames
  let periodOfDay: Lane<Int32>
  let periods = Lane<Int64>(0, capacity: RecordBatch.capacity)
  let conditionBits = Lane<UInt8>(0, capacity: RecordBatch.capacity)
  /// The records of the batch that are kept.
  let kept = Lane<Int32>(0, capacity: RecordBatch.capacity)

  init(
    _ rowPlan: RowPlan, fields: [Int?], header: [String], shown: ShownValue, tidies: Bool,
    names: TextNames
  ) {
    let plan = rowPlan.plan
    tidyWriter = tidies ? TidyWriter(plan, fields: fields) : nil
    kinds = RowKinds(plan.schema, fields: fields, header: header)
    self.rowPlan = rowPlan
    self.fields = fields
    self.names = names
    // Without a schema nothing is made of a field but text, and a file may have any number of them.
    let decoded = plan.schema.isVerbatim ? 0..<0 : plan.schema.columns.indices
    columnReaders = decoded.map {
      ColumnReader(index: $0, field: fields[$0], rowPlan: rowPlan, shown: shown)
    }
    columns = decoded.map { _ in TypedColumn() }
    placeReader = PlaceReader(plan: plan, fields: fields, shown: shown)
    codeCheck = DossierCodeCheck(plan)
    evaluator = Evaluator(
      rowPlan.program, columns: columns, forms: plan.schema.columns.map(\.form),
      offset: plan.offset)
    let days = plan.dataset.period.periodOfDay
    periodOfDay = Lane(-1, capacity: days.count)
    for (day, period) in days.enumerated() { periodOfDay[day] = period }
  }

  deinit {
    periodOfDay.deallocate()
    periods.deallocate()
    kept.deallocate()
    conditionBits.deallocate()
  }

  /// Reads a batch.
  ///
  /// `origin` is that of the block's first byte; `endsWithoutLineEnd` says whether the batch's last
  /// record ends the file without a line end. Throws where the file's habits cannot be had.
  func read(
    _ batch: RecordBatch, _ bytes: Bytes, of text: SourceText, habits: FileHabits,
    origin: RowOrigin, endsWithoutLineEnd: Bool, into result: inout Result
  ) throws(IngestFailure) {
    guard batch.count > 0 else { return }
    var faults = RowFaults()
    checkEncoding(batch, bytes, of: text, from: origin.offset, &faults)
    for (reader, column) in zip(columnReaders, columns) {
      try reader.read(
        batch, bytes, habits: habits, into: column, faults: &faults, doubts: doubts)
    }
    placeReader.read(batch, bytes, columns: columns, faults: &faults)
    codeCheck?.check(
      batch, bytes, field: { fields[$0] }, columns: columns, places: placeReader.provinces,
      doubts: doubts)
    result.reusedCodes += placeReader.countReusedCodes(batch, bytes, columns: columns, faults)
    noteTotals(batch, bytes, &faults)
    doubts.count(batch.count, without: faults, into: &result.warnings)
    let last = batch.count - 1
    let odd = faults.inOrder.map { ($0.row, $0.fault, guess(batch, bytes, $0.row)) }
    var lastRecord = last
    for (row, _, guess) in odd.reversed() where row == lastRecord && guess != nil {
      lastRecord -= 1
    }
    if lastRecord >= 0 { result.lastRecord = batch.line(lastRecord) }
    for (row, fault, guess) in odd {
      let isCutOff = endsWithoutLineEnd && row == last
      let reject = RowReject(
        line: batch.line(row), code: isCutOff ? .truncated : fault.code,
        column: isCutOff || fault.column < 0 ? nil : fault.column,
        value: isCutOff ? "" : fault.value, detail: isCutOff ? "" : fault.detail,
        province: isCutOff ? nil : placeReader.province(of: row, columns: columns),
        place: batch.start(row)..<batch.end(row))
      switch guess {
      case nil: result.rejects.append(reject)
      case .caption:
        result.captions.append(Caption(line: reject.line, reject: isCutOff ? reject : nil))
      case .header: result.skipped[RowKind.header.rawValue, default: 0] += 1
      case .total: result.skipped[RowKind.total.rawValue, default: 0] += 1
      case .otherHeader: result.noteHeader(reject.line)
      }
    }
    if batch.separators.mayHaveQuestionMark {
      let count = countLostLetters(batch, bytes, without: faults)
      if count > 0 { result.warnings[.lostLetters, default: 0] += count }
    }
    if endsWithoutLineEnd, !faults.contains(last) { result.noLineEnd += 1 }
    evaluator.run(batch.count) { column in
      fields[column].map { batch.places(of: $0, in: bytes) }
    }
    result.overflows += evaluator.overflowCount(batch.count, without: faults)
    findPeriods(batch.count)
    append(batch, bytes, origin, faults, to: result.rows, result.tally)
    tidyWriter?.append(
      (0..<batch.count).lazy.filter { !faults.contains($0) }, of: batch, bytes, columns,
      to: &result.text)
  }

  /// What a row with a fault is, if it is no record.
  private func guess(_ batch: RecordBatch, _ bytes: Bytes, _ row: Int) -> RowKinds.Guess? {
    kinds.guess(fieldCount: batch.width) { field in
      fields.indices.contains {
        fields[$0] == field && isTyped($0) && columns[$0].isPresent[row] != 0
      }
    } field: {
      batch.places(of: $0, in: bytes)[row].text.normalized
    }
  }

  /// Whether not every text is a value of a column.
  private func isTyped(_ column: Int) -> Bool {
    switch rowPlan.plan.schema.columns[column].type {
    case .id, .text: false
    default: true
    }
  }

  /// Notes sums, which may be without fault otherwise.
  private func noteTotals(_ batch: RecordBatch, _ bytes: Bytes, _ faults: inout RowFaults) {
    guard let field = kinds.labelField else { return }
    let places = batch.places(of: field, in: bytes)
    for row in 0..<places.count
    where RowKinds.mayNameTotal(places.plain(row)) && RowKinds.isTotalAlone(places[row].text)
      && guess(batch, bytes, row) == .total
    {
      faults.note(row: row, column: -1, .missingRequired)
    }
  }

  /// Notes records that hold what is no text in the file's encoding, or a NUL.
  private func checkEncoding(
    _ batch: RecordBatch, _ bytes: Bytes, of text: SourceText, from base: Int,
    _ faults: inout RowFaults
  ) {
    guard !batch.separators.isSurelyUTF8 else { return }
    let (start, end) = (batch.start(0), batch.end(batch.count - 1))
    if bytes.withSpan(start, end, { $0.firstNonText }) == nil { return }
    for row in 0..<batch.count {
      let start = batch.start(row)
      guard let place = bytes.withSpan(start, batch.end(row), { $0.firstNonText }) else { continue }
      let fault = text.fault(at: base + start + place, byte: bytes[start + place])
      faults.note(row: row, column: -1, .badEncoding, detail: fault?.detail ?? "")
    }
  }

  /// How many of the records that are kept have a question mark where a letter was lost.
  private func countLostLetters(
    _ batch: RecordBatch, _ bytes: Bytes, without faults: RowFaults
  ) -> Int {
    (0..<batch.count).count { row in
      !faults.contains(row)
        && bytes.withSpan(batch.start(row), batch.end(row)) { $0.hasLostLetter }
    }
  }
}
