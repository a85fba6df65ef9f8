internal import Definitions

/// Decodes one column of a batch, checking every record.
final class ColumnReader {
  let index: Int
  let column: Column
  /// The field of the file; `nil` where the file has no such column.
  let field: Int?
  private let offset: UTCOffset
  let shown: ShownValue
  private let cache = WordCache()
  let plainTimestamp: PlainTimestamp
  let missed: Lane<Int32>
  /// What a flag of one byte says.
  private let truthOfByte: Lane<UInt8>
  private static let missing: UInt8 = .max
  /// Whether anything asks for the value of this column or for its absence.
  private let isUsed: Bool
  private let nearWords: NearWords
  let numberReader: NumberReader

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
    numberReader =
      switch column.type {
      case .integer(let scale): NumberReader(scale, isIntegral: true)
      case .decimal(let scale): NumberReader(scale, isIntegral: false)
      default: NumberReader(Scale(), isIntegral: false)
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
  ///
  /// Throws where a value asks for a habit that the file has not, or that cannot be found out.
  func read(
    _ batch: RecordBatch, _ bytes: Bytes, habits: FileHabits, into result: TypedColumn,
    faults: inout RowFaults, doubts: RowDoubts
  ) throws(IngestFailure) {
    guard let field else { return }
    let places = batch.places(of: field, in: bytes)
    switch column.type {
    case .province, .ward: break
    case .id, .text:
      if column.required || isUsed { readPresence(places, result, &faults) }
      if column.form == .procedureCode { checkProcedureCodes(places, doubts) }
    case .date:
      try readMoments(
        places, missed: nil, .badDate, habits, result, &faults, doubts
      ) { [offset] reading in
        Int64(reading.day(local: offset).daysSinceEpoch)
      }
    case .timestamp:
      let missed = readPlainTimestamps(places, result)
      try readMoments(
        places, missed: missed, .badTimestamp, habits, result, &faults, doubts
      ) { [offset] reading in
        reading.timestamp(local: offset).microseconds
      }
    case .flag(let words):
      readFlags(places, words, result, &faults)
    case .category(let category):
      readWords(places, .unknownCategory, result, &faults) {
        category.words[$0.normalized].map(Int64.init)
      }
    case .integer(let scale):
      try readNumbers(places, .badInteger, scale, habits, result, &faults)
    case .decimal(let scale):
      try readNumbers(places, .badDecimal, scale, habits, result, &faults)
    }
  }

  /// Notes a record without a value, if it must have one; what could not be read was noted before.
  @inline(__always)
  func keepAbsence(_ row: Int, _ result: TypedColumn, _ faults: inout RowFaults) {
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

  @inline(never)
  func note(
    _ code: Reject.Code, _ place: FieldPlace, _ row: Int, _ faults: inout RowFaults,
    detail: String = ""
  ) {
    faults.note(
      row: row, column: index, code, value: shown(place.text, column: index), detail: detail)
  }
}
