internal import Definitions
internal import Statistics

/// Decodes one column of a batch, checking every record.
struct ColumnReader {
  let index: Int
  let column: Column
  /// The field of the file; `nil` where the file has no such column.
  let field: Int?
  private let offset: UTCOffset
  private let shown: ShownValue
  private let reference: Reference
  private var cache = WordCache()

  /// Codes that a cached word stands for beside its value.
  private static let unknown: Int64 = .min
  private static let noAnswer: Int64 = .min + 1

  init(index: Int, field: Int?, plan: CountingPlan, shown: ShownValue) {
    self.index = index
    column = plan.schema.columns[index]
    self.field = field
    offset = plan.offset
    reference = plan.reference
    self.shown = shown
  }

  /// Reads the column's fields; provinces and wards are read by `PlaceReader`.
  mutating func read(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, into result: inout TypedColumn,
    faults: inout RowFaults
  ) {
    guard let field else { return }
    for row in 0..<batch.count {
      batch.locate(field, row, bytes) { read($0, $1, $2, row, &result, &faults) }
    }
  }

  @inline(__always)
  private mutating func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ row: Int, _ result: inout TypedColumn,
    _ faults: inout RowFaults
  ) {
    guard start < end else {
      if column.required { faults.note(row: row, column: index, .missingRequired) }
      return
    }
    switch column.type {
    case .id, .text, .province, .ward: result.isPresent[row] = 1
    case .date, .timestamp: readMoment(bytes, start, end, row, &result, &faults)
    case .flag(let words):
      if end == start + 1, bytes[start] == 0x30 || bytes[start] == 0x31 {
        result.values[row] = Int64(bytes[start] & 1)
        result.isPresent[row] = 1
      } else {
        let code = cache.code(bytes, start, end) {
          words[$0.normalized].map { $0 ? 1 : 0 } ?? Self.unknown
        }
        keep(code, .badFlag, bytes, start, end, row, &result, &faults)
      }
    case .category(let category):
      let code = cache.code(bytes, start, end) {
        category.words[$0.normalized].map(Int64.init) ?? Self.unknown
      }
      keep(code, .unknownCategory, bytes, start, end, row, &result, &faults)
    case .integer(let scale):
      readNumber(bytes, start, end, scale, maxFraction: 0, row, &result, &faults)
    case .decimal(let scale):
      readNumber(bytes, start, end, scale, maxFraction: 9, row, &result, &faults)
    }
  }

  @inline(__always)
  private func keep(
    _ code: Int64, _ fault: Reject.Code, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ row: Int,
    _ result: inout TypedColumn, _ faults: inout RowFaults
  ) {
    guard code != Self.unknown else {
      let value = bytes.text(start, end)
      let near = nearest(to: value, among: listedWords)
      faults.note(
        row: row, column: index, fault, value: shown(value, column: index), detail: near ?? "")
      return
    }
    result.values[row] = code
    result.isPresent[row] = 1
  }

  private var listedWords: [String] {
    switch column.type {
    case .category(let category): category.words.words
    case .flag(let words): words.words
    default: []
    }
  }

  @inline(__always)
  private func readMoment(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ row: Int, _ result: inout TypedColumn,
    _ faults: inout RowFaults
  ) {
    var isDate = false
    if case .date = column.type { isDate = true }
    guard let reading = DateTimeReader.read(bytes, from: start, to: end) else {
      faults.note(
        row: row, column: index, isDate ? .badDate : .badTimestamp,
        value: shown(bytes.text(start, end), column: index))
      return
    }
    result.values[row] =
      isDate
      ? Int64(reading.day(local: offset).daysSinceEpoch)
      : reading.timestamp(local: offset).microseconds
    result.isPresent[row] = 1
  }

  private mutating func readNumber(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ scale: Scale, maxFraction: Int, _ row: Int,
    _ result: inout TypedColumn, _ faults: inout RowFaults
  ) {
    let fault = maxFraction == 0 ? Reject.Code.badInteger : .badDecimal
    var number = Self.number(bytes, start, end, maxFraction: maxFraction)
    if number == nil, !scale.words.isEmpty {
      guard let value = scale.words[bytes.text(start, end).normalized] else {
        faults.note(
          row: row, column: index, fault, value: shown(bytes.text(start, end), column: index))
        return
      }
      guard let value else {
        if column.required { faults.note(row: row, column: index, .missingRequired) }
        return
      }
      number = value
    }
    guard let number else {
      faults.note(
        row: row, column: index, fault, value: shown(bytes.text(start, end), column: index))
      return
    }
    if let range = scale.range, !range.contains(number) {
      faults.note(
        row: row, column: index, .outOfRange, value: shown(bytes.text(start, end), column: index),
        detail: "\(range.lowerBound) \(range.upperBound)")
      return
    }
    result.values[row] = number.numerator
    result.isPresent[row] = 1
    if number.denominator != 1 || !result.denominators.isEmpty {
      if result.denominators.isEmpty {
        result.denominators = [Int64](repeating: 1, count: result.values.count)
      }
      result.denominators[row] = number.denominator
    }
  }

  /// Reads `-?digits(.digits)?`; `nil` for anything else, or beyond 18 digits.
  static func number(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, maxFraction: Int
  ) -> Exact? {
    var index = start
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var (value, digits, fraction, scale): (Int64, Int, Int, Int64) = (0, 0, -1, 1)
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), fraction < 0, digits > 0, maxFraction > 0 {
        fraction = 0
      } else if 0x30...0x39 ~= byte, digits < 18 {
        value = value * 10 + Int64(byte & 15)
        digits += 1
        if fraction >= 0 {
          fraction += 1
          scale *= 10
        }
      } else {
        return nil
      }
      index += 1
    }
    guard digits > 0, fraction != 0, fraction <= maxFraction else { return nil }
    return Exact(isNegative ? -value : value, over: scale)
  }
}
