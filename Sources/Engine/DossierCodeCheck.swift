internal import Definitions

/// Holds the dossier codes of a batch against the day and the province of their records.
///
/// Every record is looked at, so the usual code is not read byte by byte: `-250801-` is one word of
/// eight bytes, and a day is checked once and then found by it, as `PlainTimestamp` does; an agency
/// such as `000.00.34.H57` is checked as two words, one such as `H57.34` once and then found by them.
final class DossierCodeCheck {
  private struct Day {
    /// `-250801-`.
    let word: UInt64
    /// Where it starts, in the unit of the time column.
    let start: Int64
  }

  private struct Agency {
    let word: PackedWord
    let province: Int64
  }

  private let key: Int
  private let time: Int
  private let offset: UTCOffset
  private let isTimestamp: Bool
  /// What a day has of the unit of the time column.
  private let dayLength: UInt64
  private let days: Lane<Day>
  private let agencies: Lane<Agency>
  /// By the number of H01 to H63 the index of the province; −1 where none is known.
  private let provinces: Lane<Int64>

  /// `nil` where the schema has no codes, or nothing to hold them against.
  init?(_ plan: CountingPlan) {
    guard let key = plan.schema.key, let time = plan.schema.time,
      case .id = plan.schema.columns[key].type
    else { return nil }
    // Not before: what is never made is never deallocated either.
    days = Lane(Day(word: 0, start: 0), capacity: 1 << 10)
    agencies = Lane(
      Agency(word: PackedWord(first: 0, last: 0, count: -1), province: 0), capacity: 1 << 8)
    provinces = Lane(-1, capacity: 100)
    (self.key, self.time, offset) = (key, time, plan.offset)
    isTimestamp = if case .timestamp = plan.schema.columns[time].type { true } else { false }
    dayLength = isTimestamp ? 86_400_000_000 : 1
    for number in 1...63 {
      let code = number < 10 ? "H0\(number)" : "H\(number)"
      if let province = plan.reference.agencies[code] { provinces[number] = Int64(province) }
    }
  }

  deinit {
    days.deallocate()
    agencies.deallocate()
    provinces.deallocate()
  }

  /// Notes the records whose code has another day or province.
  func check(
    _ batch: RecordBatch, _ bytes: Bytes, field: (Int) -> Int?, columns: [TypedColumn],
    places: Lane<Int64>, doubts: RowDoubts
  ) {
    guard let keyField = field(key), field(time) != nil else { return }
    let codes = batch.places(of: keyField, in: bytes)
    let (moments, isPresent) = (columns[time].values, columns[time].isPresent)
    for row in 0..<codes.count {
      let place = codes[row]
      let (province, start): (Int64, Int64)
      if let quick = quick(place) {
        (province, start) = quick
      } else if let slow = slow(place) {
        (province, start) = slow
      } else {
        continue
      }
      let isOfDay = UInt64(bitPattern: moments[row] &- start) < dayLength
      let isOfPlace = province < 0 || places[row] < 0 || province == places[row]
      // A record without a time is rejected.
      if !(isOfDay && isOfPlace), isPresent[row] != 0 {
        doubts.note(row: row, .codeMismatch)
      }
    }
  }

  /// The province and the start of the day of a code with a serial of four digits.
  @inline(__always)
  private func quick(_ place: FieldPlace) -> (province: Int64, start: Int64)? {
    let (bytes, end) = (place.bytes, place.end)
    guard place.count > 14 else { return nil }
    let word = bytes.word(at: end &- 12)
    let serial = bytes.word(at: end &- 8) &>> 32 ^ 0x3030_3030
    guard (serial | (serial &+ 0x0606_0606)) & 0xF0F0_F0F0 == 0 else { return nil }
    let day = days[Self.slot(word)]
    guard day.word == word else { return nil }
    if place.count == 25 {
      // XOR with the form leaves the value of each digit, and zero where a sign must stand.
      let (first, last) = (
        bytes.word(at: place.start) ^ Self.firstForm,
        bytes.word(at: place.start &+ 5) ^ Self.lastForm
      )
      let digits =
        (first | (first &+ Self.firstLimit)) & 0xF0FF_F0F0_FFF0_F0F0
        | (last | (last &+ Self.lastLimit)) & 0xF0F0_FFFF_F0F0_FFF0
      let number = Int(truncatingIfNeeded: (last &>> 48 & 0xF) &* 10 &+ last &>> 56)
      if digits == 0, 1...63 ~= number { return (provinces[number], day.start) }
    }
    let agency = PackedWord(
      FieldPlace(bytes: bytes, start: place.start, end: end &- 12), salt: 0)
    let known = agencies[agency.hash & 0xFF]
    return known.word == agency ? (known.province, day.start) : nil
  }

  private static let firstForm: UInt64 = 0x302E_3030_2E30_3030
  private static let lastForm: UInt64 = 0x3030_482E_3030_2E30
  private static let firstLimit: UInt64 = 0x0600_0606_0006_0606
  private static let lastLimit: UInt64 = 0x0606_0000_0606_0006

  @inline(__always)
  private static func slot(_ word: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) &>> 54)
  }

  /// The same of any code, remembered for the next; `nil` for ids of another shape.
  @inline(never)
  private func slow(_ place: FieldPlace) -> (province: Int64, start: Int64)? {
    guard let code = DossierCode(place) else { return nil }
    let province = code.province.map { provinces[$0] } ?? -1
    let start = code.day.map(start) ?? Self.never
    let (bytes, end) = (place.bytes, place.end)
    guard bytes[end - 5] == UInt8(ascii: "-") else { return (province, start) }
    let word = bytes.word(at: end - 12)
    days[Self.slot(word)] = Day(word: word, start: start)
    let agency = PackedWord(FieldPlace(bytes: bytes, start: place.start, end: end - 12), salt: 0)
    if agency.isWhole { agencies[agency.hash & 0xFF] = Agency(word: agency, province: province) }
    return (province, start)
  }

  /// No moment is within a day of it.
  private static let never = Int64.min / 2

  private func start(of day: CivilDate) -> Int64 {
    isTimestamp
      ? Timestamp(startOf: day, offset: offset).microseconds : Int64(day.daysSinceEpoch)
  }
}
