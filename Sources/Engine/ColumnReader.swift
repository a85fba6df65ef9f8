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
  private var cache = WordCache()
  private let nearWords: NearWords

  init(index: Int, field: Int?, plan: CountingPlan, shown: ShownValue) {
    self.index = index
    column = plan.schema.columns[index]
    self.field = field
    offset = plan.offset
    self.shown = shown
    nearWords =
      switch column.type {
      case .category(let category): NearWords(category.words.words)
      case .flag(let words): NearWords(words.words)
      default: NearWords([])
      }
  }

  /// Reads the column's fields; provinces and wards are read by `PlaceReader`.
  mutating func read(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, into result: inout TypedColumn,
    faults: inout RowFaults
  ) {
    guard let field else { return }
    for row in 0..<batch.count {
      batch.locate(field, row, bytes) { _, start, end in
        if start < end {
          result.isPresent[row] = 1
        } else if column.required {
          faults.note(row: row, column: index, .missingRequired)
        }
      }
    }
    switch column.type {
    case .id, .text, .province, .ward: break
    case .date:
      readMoments(batch, bytes, field, .badDate, &result, &faults) { [offset] in
        Int64($0.day(local: offset).daysSinceEpoch)
      }
    case .timestamp:
      readMoments(batch, bytes, field, .badTimestamp, &result, &faults) { [offset] in
        $0.timestamp(local: offset).microseconds
      }
    case .flag(let words):
      readWords(batch, bytes, field, .badFlag, &result, &faults) {
        words[$0.normalized].map { $0 ? 1 : 0 }
      }
    case .category(let category):
      readWords(batch, bytes, field, .unknownCategory, &result, &faults) {
        category.words[$0.normalized].map(Int64.init)
      }
    case .integer(let scale):
      readNumbers(batch, bytes, field, .badInteger, scale, maxFraction: 0, &result, &faults)
    case .decimal(let scale):
      readNumbers(batch, bytes, field, .badDecimal, scale, maxFraction: 9, &result, &faults)
    }
  }

  private mutating func readWords(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, _ field: Int, _ fault: Reject.Code,
    _ result: inout TypedColumn, _ faults: inout RowFaults, resolve: (String) -> Int64?
  ) {
    for row in 0..<batch.count where result.isPresent[row] != 0 {
      batch.locate(field, row, bytes) { bytes, start, end in
        let code = cache.code(bytes, start, end) { resolve($0) }
        if code == WordCache.unknown {
          let near = nearWords.nearest(to: bytes.text(start, end))
          note(fault, bytes, start, end, row, &result, &faults, detail: near ?? "")
        } else {
          result.values[row] = code
        }
      }
    }
  }

  private func readMoments(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, _ field: Int, _ fault: Reject.Code,
    _ result: inout TypedColumn, _ faults: inout RowFaults,
    value: (DateTimeReader.Reading) -> Int64
  ) {
    let isTimestamp = fault == .badTimestamp
    let ahead = Int64(offset.seconds) * 1_000_000
    for row in 0..<batch.count where result.isPresent[row] != 0 {
      batch.locate(field, row, bytes) { bytes, start, end in
        if isTimestamp, let clock = PlainTimestamp.read(bytes, from: start, to: end) {
          result.values[row] = clock - ahead
        } else if let reading = DateTimeReader.read(bytes, from: start, to: end) {
          result.values[row] = value(reading)
        } else {
          note(fault, bytes, start, end, row, &result, &faults)
        }
      }
    }
  }

  private func readNumbers(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, _ field: Int, _ fault: Reject.Code, _ scale: Scale,
    maxFraction: Int, _ result: inout TypedColumn, _ faults: inout RowFaults
  ) {
    for row in 0..<batch.count where result.isPresent[row] != 0 {
      batch.locate(field, row, bytes) { bytes, start, end in
        var number = Self.number(bytes, start, end, maxFraction: maxFraction)
        if number == nil, !scale.words.isEmpty {
          guard let word = scale.words[bytes.text(start, end).normalized] else {
            note(fault, bytes, start, end, row, &result, &faults)
            return
          }
          guard let word else {
            result.isPresent[row] = 0
            if column.required { faults.note(row: row, column: index, .missingRequired) }
            return
          }
          number = word
        }
        guard let number else {
          note(fault, bytes, start, end, row, &result, &faults)
          return
        }
        if let range = scale.range, !range.contains(number) {
          note(
            .outOfRange, bytes, start, end, row, &result, &faults,
            detail: "\(range.lowerBound)..\(range.upperBound)")
        } else {
          result.keep(number, row: row)
        }
      }
    }
  }

  private func note(
    _ code: Reject.Code, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ row: Int,
    _ result: inout TypedColumn, _ faults: inout RowFaults, detail: String = ""
  ) {
    result.isPresent[row] = 0
    faults.note(
      row: row, column: index, code, value: shown(bytes.text(start, end), column: index),
      detail: detail)
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
