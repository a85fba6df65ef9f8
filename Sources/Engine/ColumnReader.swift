internal import Definitions
internal import Statistics

/// Decodes one column of a batch, checking every record.
final class ColumnReader {
  let index: Int
  let column: Column
  /// The field of the file; `nil` where the file has no such column.
  let field: Int?
  private let offset: UTCOffset
  private let shown: ShownValue
  private let cache = WordCache()
  private let plainTimestamp: PlainTimestamp
  private let missed: Lane<Int32>
  /// What a flag of one byte says.
  private let truthOfByte: Lane<UInt8>
  private static let missing: UInt8 = .max
  /// Whether anything asks for the value of this column or for its absence.
  private let isUsed: Bool
  private let nearWords: NearWords

  init(index: Int, field: Int?, rowPlan: RowPlan, shown: ShownValue) {
    let plan = rowPlan.plan
    isUsed = rowPlan.usedColumns.contains(index)
    self.index = index
    column = plan.schema.columns[index]
    self.field = field
    offset = plan.offset
    self.shown = shown
    plainTimestamp = PlainTimestamp(offset: plan.offset)
    missed = Lane(0, capacity: RecordBatch.capacity + 1)
    truthOfByte = Lane(Self.missing, capacity: 256)
    nearWords =
      switch column.type {
      case .category(let category): NearWords(category.words.words)
      case .flag(let words): NearWords(words.words)
      default: NearWords([])
      }
    guard case .flag(let words) = column.type else { return }
    for byte in UInt8(ascii: "!")...UInt8(ascii: "~") {
      guard let isTrue = words[String(UnicodeScalar(byte))] else { continue }
      truthOfByte[Int(byte)] = isTrue ? Evaluator.holds : 0
    }
  }

  deinit {
    plainTimestamp.deallocate()
    missed.deallocate()
    truthOfByte.deallocate()
  }

  /// Reads the column's fields; provinces and wards are read by `PlaceReader`.
  func read(
    _ batch: RecordBatch, _ bytes: Bytes, into result: TypedColumn, faults: inout RowFaults
  ) {
    guard let field else { return }
    let places = batch.places(of: field, in: bytes)
    switch column.type {
    case .province, .ward: break
    case .id, .text: if column.required || isUsed { readPresence(places, result, &faults) }
    case .date:
      readMoments(places, missed: nil, .badDate, result, &faults) { [offset] reading in
        Int64(reading.day(local: offset).daysSinceEpoch)
      }
    case .timestamp:
      let missed = readPlainTimestamps(places, result)
      readMoments(places, missed: missed, .badTimestamp, result, &faults) { [offset] reading in
        reading.timestamp(local: offset).microseconds
      }
    case .flag(let words):
      readFlags(places, words, result, &faults)
    case .category(let category):
      readWords(places, .unknownCategory, result, &faults) {
        category.words[$0.normalized].map(Int64.init)
      }
    case .integer(let scale):
      readNumbers(places, .badInteger, scale, maxFraction: 0, result, &faults)
    case .decimal(let scale):
      readNumbers(places, .badDecimal, scale, maxFraction: 9, result, &faults)
    }
  }

  /// Notes a record without a value, if it must have one; what could not be read was noted before.
  @inline(__always)
  private func keepAbsence(_ row: Int, _ result: TypedColumn, _ faults: inout RowFaults) {
    result.values[row] = 0
    result.isPresent[row] = 0
    if column.required { faults.note(row: row, column: index, .missingRequired) }
  }

  private func readPresence(
    _ places: FieldPlaces, _ result: TypedColumn, _ faults: inout RowFaults
  ) {
    let isPresent = result.isPresent
    for row in 0..<places.count {
      if places.isPresent(row) {
        isPresent[row] = 1
      } else {
        keepAbsence(row, result, &faults)
      }
    }
  }

  private func readWords(
    _ places: FieldPlaces, _ fault: Reject.Code, _ result: TypedColumn, _ faults: inout RowFaults,
    resolve: (String) -> Int64?
  ) {
    cache.decode(places, into: result) { word, _ in
      resolve(word)
    } without: { row, why in
      if why == WordCache.unknown { noteWord(fault, places[row], row, &faults) }
      keepAbsence(row, result, &faults)
    }
  }

  /// Reads flags, most of them one byte long.
  private func readFlags(
    _ places: FieldPlaces, _ words: WordTable<Bool>, _ result: TypedColumn,
    _ faults: inout RowFaults
  ) {
    let (truths, isPresent) = (result.truths, result.isPresent)
    let (truthOfByte, missed) = (truthOfByte, missed)
    var count = 0
    for row in 0..<places.count {
      let place = places.plain(row)
      let truth =
        place.count == 1
        ? truthOfByte[Int(place.bytes[place.start])]
        : place.isQuoted(1)
          ? truthOfByte[Int(place.bytes[place.start &+ 1])] : Self.missing
      truths[row] = truth
      isPresent[row] = 1
      missed[count] = Int32(truncatingIfNeeded: row)
      count &+= truth == Self.missing ? 1 : 0
    }
    for index in 0..<count {
      let row = Int(missed[index])
      let code = cache.code(of: places, row) { words[$0.normalized].map { $0 ? 1 : 0 } }
      if code >= 0 {
        truths[row] = code == 1 ? Evaluator.holds : 0
      } else {
        if code == WordCache.unknown { noteWord(.badFlag, places[row], row, &faults) }
        truths[row] = Evaluator.null
        keepAbsence(row, result, &faults)
      }
    }
  }

  @inline(never)
  private func noteWord(
    _ fault: Reject.Code, _ place: FieldPlace, _ row: Int, _ faults: inout RowFaults
  ) {
    note(fault, place, row, &faults, detail: nearWords.nearest(to: place.text) ?? "")
  }

  /// Reads moments of the usual form, as they are written.
  ///
  /// Gives how many rows it lists as `missed`, for want of a value or of that form.
  private func readPlainTimestamps(_ places: FieldPlaces, _ result: TypedColumn) -> Int {
    let (values, isPresent, missed) = (result.values, result.isPresent, missed)
    let (reader, isRequired) = (plainTimestamp, column.required)
    var count = 0
    for row in 0..<places.count {
      let place = places.plain(row)
      if let moment = reader.read(place) {
        values[row] = moment
        isPresent[row] = 1
      } else if place.count == 0, !isRequired {
        values[row] = 0
        isPresent[row] = 0
      } else {
        missed[count] = Int32(truncatingIfNeeded: row)
        count &+= 1
      }
    }
    return count
  }

  /// Reads moments in any form: of all rows, or of so many that were missed.
  private func readMoments(
    _ places: FieldPlaces, missed count: Int?, _ fault: Reject.Code, _ result: TypedColumn,
    _ faults: inout RowFaults, value: (DateTimeReader.Reading) -> Int64
  ) {
    for index in 0..<(count ?? places.count) {
      let row = count == nil ? index : Int(missed[index])
      let place = places[row]
      let reading = place.count == 0 ? nil : Self.reading(place)
      if let reading {
        result.values[row] = value(reading)
        result.isPresent[row] = 1
      } else {
        if place.count > 0 { note(fault, place, row, &faults) }
        keepAbsence(row, result, &faults)
      }
    }
  }

  @inline(never)
  private static func reading(_ place: FieldPlace) -> DateTimeReader.Reading? {
    place.bytes.withSpan(place.start, place.end) {
      DateTimeReader.read($0, from: 0, to: $0.count)
    }
  }

  private func readNumbers(
    _ places: FieldPlaces, _ fault: Reject.Code, _ scale: Scale, maxFraction: Int,
    _ result: TypedColumn, _ faults: inout RowFaults
  ) {
    result.clearDenominators()
    for row in 0..<places.count {
      let place = places[row]
      if place.count > 0, let number = number(place, fault, scale, maxFraction, row, &faults) {
        result.keep(number, row: row)
      } else {
        keepAbsence(row, result, &faults)
      }
    }
  }

  /// The number of a field; `nil` for a word that stands for no answer, and with a fault.
  private func number(
    _ place: FieldPlace, _ fault: Reject.Code, _ scale: Scale, _ maxFraction: Int, _ row: Int,
    _ faults: inout RowFaults
  ) -> Exact? {
    var number = Self.number(place, maxFraction: maxFraction)
    if number == nil, !scale.words.isEmpty, let word = scale.words[place.text.normalized] {
      guard let word else { return nil }
      number = word
    }
    guard let number else {
      note(fault, place, row, &faults)
      return nil
    }
    if let range = scale.range, !range.contains(number) {
      note(.outOfRange, place, row, &faults, detail: "\(range.lowerBound)..\(range.upperBound)")
      return nil
    }
    return number
  }

  @inline(never)
  private func note(
    _ code: Reject.Code, _ place: FieldPlace, _ row: Int, _ faults: inout RowFaults,
    detail: String = ""
  ) {
    faults.note(
      row: row, column: index, code, value: shown(place.text, column: index), detail: detail)
  }

  /// Reads `-?digits(.digits)?`; `nil` for anything else, or beyond 18 digits.
  static func number(_ place: FieldPlace, maxFraction: Int) -> Exact? {
    let (bytes, end) = (place.bytes, place.end)
    var index = place.start
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
