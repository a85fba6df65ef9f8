internal import Definitions
internal import Statistics

/// Checks and decodes batches of one file, and turns the records that pass into rows.
struct RowBuilder {
  /// What the batches of a shard gave.
  struct Result {
    /// Words of the rows, `RowPlan.stride` each, in the order of the file.
    var rows: [UInt64] = []
    var rejects: [RowReject] = []
    var reusedCodes = 0
    var noLineEnd = 0
    var overflows = 0
  }

  /// A rejected record: its line counted from the shard's start.
  struct RowReject {
    let line: Int
    let code: Reject.Code
    let column: Int?
    let value: String
    let detail: String
  }

  private let rowPlan: RowPlan
  private let file: Int
  private var columnReaders: [ColumnReader]
  private var placeReader: PlaceReader
  private let fields: [Int?]
  private let periodOfDay: [Int32]

  init(_ rowPlan: RowPlan, file: Int, fields: [Int?], shown: ShownValue) {
    let plan = rowPlan.plan
    self.rowPlan = rowPlan
    self.file = file
    self.fields = fields
    columnReaders = plan.schema.columns.indices.map {
      ColumnReader(index: $0, field: fields[$0], plan: plan, shown: shown)
    }
    placeReader = PlaceReader(plan: plan, fields: fields, shown: shown)
    periodOfDay = plan.dataset.period.periodOfDay
  }

  /// Reads a batch.
  ///
  /// `base` is the place of the block's first byte in the file; `endsWithoutLineEnd` says whether the
  /// batch's last record ends the file without a line end.
  mutating func read(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, base: Int, endsWithoutLineEnd: Bool,
    into result: inout Result
  ) {
    guard batch.count > 0 else { return }
    var faults = RowFaults(count: batch.count)
    checkEncoding(batch, bytes, &faults)
    var columns = columnReaders.map { _ in TypedColumn(count: batch.count) }
    for index in columnReaders.indices {
      columnReaders[index].read(batch, bytes, into: &columns[index], faults: &faults)
    }
    let places = placeReader.read(batch, bytes, columns: &columns, faults: &faults)
    result.reusedCodes += places.reusedCodes
    let last = batch.count - 1
    for (row, fault) in faults.faults.sorted(by: { $0.key < $1.key }) {
      let isCutOff = endsWithoutLineEnd && row == last
      result.rejects.append(
        RowReject(
          line: batch.line(row), code: isCutOff ? .truncated : fault.code,
          column: isCutOff || fault.column < 0 ? nil : fault.column,
          value: isCutOff ? "" : fault.value,
          detail: isCutOff ? "" : fault.detail))
    }
    if endsWithoutLineEnd, faults.isFaulty[last] == 0 { result.noLineEnd += 1 }
    append(batch, bytes, base: base, columns, places, faults, to: &result)
  }

  private func checkEncoding(_ batch: RecordBatch, _ bytes: Span<UInt8>, _ faults: inout RowFaults)
  {
    let (start, end) = (batch.start(0), batch.end(batch.count - 1))
    if (try? UTF8Span(validating: bytes.extracting(start..<end))) != nil { return }
    for row in 0..<batch.count {
      let record = bytes.extracting(batch.start(row)..<batch.end(row))
      if (try? UTF8Span(validating: record)) == nil {
        faults.note(row: row, column: -1, .badEncoding)
      }
    }
  }

  private func append(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, base: Int, _ columns: [TypedColumn],
    _ places: PlaceReader.Places, _ faults: RowFaults, to result: inout Result
  ) {
    let plan = rowPlan.plan
    let evaluator = Evaluator(
      count: batch.count, columns: columns, offset: plan.offset, asOf: plan.asOf,
      textEquals: textEquals(batch, bytes, columns))
    let truths = rowPlan.conditions.map { evaluator.truths(of: $0) }
    let numbers = rowPlan.numbers.map { evaluator.numbers(of: $0) }
    result.overflows += evaluator.overflows.rows.count { faults.isFaulty[$0] == 0 }
    let periods = periods(columns, count: batch.count)
    var rows: [UInt64] = []
    swap(&rows, &result.rows)
    defer { swap(&rows, &result.rows) }
    rows.reserveCapacity(rows.count + batch.count * rowPlan.stride)
    for row in 0..<batch.count where faults.isFaulty[row] == 0 {
      let (province, ward, period) = (places.provinces[row], places.wards[row], periods[row])
      rows.append(RowOrigin(file: file, offset: base + batch.start(row)).word)
      rows.append(
        RowHead(province: province, ward: ward, isInPeriod: period >= 0).word)
      if let key = plan.schema.key { appendKey(key, row, batch, bytes, columns, to: &rows) }
      for table in rowPlan.tables {
        let member = table.memberColumn.map { column in
          columns[column].isPresent[row] == 0 ? -1 : columns[column].values[row]
        }
        rows.append(
          table.cell(
            province: province, ward: ward, member: member ?? -1, period: max(0, period)))
      }
      for first in stride(from: 0, to: truths.count, by: 64) {
        var word: UInt64 = 0
        for bit in first..<min(first + 64, truths.count) where truths[bit][row] == 1 {
          word |= 1 << UInt64(bit - first)
        }
        rows.append(word)
      }
      for number in numbers {
        // A denominator of 0 stands for null.
        rows.append(UInt64(bitPattern: number[row]?.numerator ?? 0))
        rows.append(UInt64(bitPattern: number[row]?.denominator ?? 0))
      }
      for column in rowPlan.codeColumns {
        let code = code(of: column, row, batch, bytes, columns)
        rows.append(code.0)
        rows.append(code.1)
      }
    }
  }

  /// The index of each record's period; −1 outside, 0 for a snapshot.
  private func periods(_ columns: [TypedColumn], count: Int) -> [Int64] {
    let plan = rowPlan.plan
    guard let time = plan.schema.time else { return [Int64](repeating: 0, count: count) }
    var isTimestamp = false
    if case .timestamp = plan.schema.columns[time].type { isTimestamp = true }
    let first = Int64(plan.dataset.period.from.daysSinceEpoch)
    return columns[time].values.map { value in
      let day =
        isTimestamp
        ? Int64(Timestamp(microseconds: value).day(offset: plan.offset).daysSinceEpoch) : value
      let index = day - first
      return 0..<Int64(periodOfDay.count) ~= index ? Int64(periodOfDay[Int(index)]) : -1
    }
  }

  private func appendKey(
    _ key: Int, _ row: Int, _ batch: RecordBatch, _ bytes: Span<UInt8>, _ columns: [TypedColumn],
    to rows: inout [UInt64]
  ) {
    let hash = textHash(of: key, row, batch, bytes)
    rows.append(hash.high)
    rows.append(hash.low)
    // Shifted so that the order of the words is that of the versions.
    let version = plan.schema.version.map { columns[$0].values[row] } ?? 0
    rows.append(UInt64(bitPattern: version) ^ 1 << 63)
  }

  private var plan: CountingPlan { rowPlan.plan }

  /// The two words that stand for the value of a column; both all ones for null.
  private func code(
    of column: Int, _ row: Int, _ batch: RecordBatch, _ bytes: Span<UInt8>,
    _ columns: [TypedColumn]
  ) -> (UInt64, UInt64) {
    guard columns[column].isPresent[row] != 0 else { return (.max, .max) }
    switch plan.schema.columns[column].type {
    case .id, .text:
      let hash = textHash(of: column, row, batch, bytes)
      return (hash.high, hash.low)
    default:
      let denominators = columns[column].denominators
      return (
        UInt64(denominators.isEmpty ? 1 : denominators[row]),
        UInt64(bitPattern: columns[column].values[row])
      )
    }
  }

  private func textHash(
    of column: Int, _ row: Int, _ batch: RecordBatch, _ bytes: Span<UInt8>
  ) -> Hash128 {
    guard let field = fields[column] else { return Hash128(of: bytes, 0, 0) }
    var hash = Hash128(high: 0, low: 0)
    batch.locate(field, row, bytes) { content, start, end in
      var isASCII = true
      for index in start..<end where content[index] >= 0x80 { isASCII = false }
      if isASCII {
        hash = Hash128(of: content, start, end)
      } else {
        let text = Array(content.text(start, end).normalized.utf8)
        hash = Hash128(of: text.span, 0, text.count)
      }
    }
    return hash
  }

  private func textEquals(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, _ columns: [TypedColumn]
  ) -> [TextLiteral: [UInt8]] {
    var truths: [TextLiteral: [UInt8]] = [:]
    for literal in rowPlan.textLiterals {
      let (field, text) = (fields[literal.column], literal.text.normalized)
      var isEqual = [UInt8](repeating: 0, count: batch.count)
      batch.eachField(field, columns[literal.column].isPresent, bytes) { row, content, start, end in
        isEqual[row] = content.text(start, end).normalized == text ? 1 : 0
      }
      truths[literal] = isEqual
    }
    return truths
  }
}
