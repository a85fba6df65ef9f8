internal import Definitions

/// Reads `2025-07-01T08:15:00`, the form in which most timestamps come, without trying others.
///
/// What it does not read is left to `DateTimeReader`; what it reads, that reads alike. Two words of
/// eight bytes and the two digits of the day are checked and decoded whole; a table gives the days
/// before each month.
@safe struct PlainTimestamp: @unchecked Sendable {
  static let byteCount = 19

  /// The years that the table knows; others are left to the reader that knows all.
  private static let years = 1900...2100

  /// Sixteen entries a year, by the number of the month: the days before it since 1970, times 32, and
  /// its length, which is 0 where there is no such month.
  private let months: Lane<Int32>

  /// The one table, for as long as the process lives; nobody writes to it.
  static let table = PlainTimestamp()

  private init() {
    months = Lane(0, capacity: Self.years.count * 16)
    for year in Self.years {
      for month in 1...12 {
        guard let first = CivilDate(year: year, month: month, day: 1) else { continue }
        months[(year - Self.years.lowerBound) * 16 + month] =
          first.daysSinceEpoch * 32 + Int32(CivilDate.length(ofMonth: month, in: year))
      }
    }
  }

  /// Microseconds of the local clock since 1970-01-01T00:00:00, or `nil`.
  @inline(__always)
  func read(_ place: FieldPlace) -> Int64? {
    guard place.count == Self.byteCount else { return nil }
    let (bytes, start) = (place.bytes, place.start)
    // "2025-07-" and "08:15:00"; between them the day and the T.
    let date = bytes.word(at: start) ^ Self.dateForm
    let time = bytes.word(at: start &+ 11) ^ Self.timeForm
    let days = bytes.word(at: start &+ 8) & 0xFF_FFFF ^ Self.dayForm
    // XOR with the form leaves the value of each digit, and zero where a separator must stand.
    let isForm =
      (date | (date &+ Self.dateLimit)) & Self.highBits
      | (time | (time &+ Self.timeLimit)) & Self.highBits
      | (days | (days &+ 0x0606)) & 0xF0F0
      | date & Self.dateSeparators | time & Self.timeSeparators | days & 0xFF_0000
    guard isForm == 0 else { return nil }
    // Each byte becomes ten times itself and the next one: two digits read as a number.
    let (dates, times) = (date &* 10 &+ date &>> 8, time &* 10 &+ time &>> 8)
    let year = Self.byte(dates, 0) &* 100 &+ Self.byte(dates, 2) &- Self.years.lowerBound
    let month = year &* 16 &+ Self.byte(dates, 5)
    // A month above 15 has carried into the next year's entries.
    guard 0..<months.capacity ~= month, (times &+ Self.timeBounds) & Self.timeExcess == 0,
      Self.byte(dates, 5) < 16
    else { return nil }
    let entry = months[month]
    let day = Self.byte(days, 0) &* 10 &+ Self.byte(days, 1) &- 1
    guard 0..<Int(entry & 31) ~= day else { return nil }
    let minutes = Self.byte(times, 0) &* 60 &+ Self.byte(times, 3)
    let seconds = Int64(entry &>> 5) &* 86_400 &+ Int64(day &* 86_400)
    return (seconds &+ Int64(minutes &* 60 &+ Self.byte(times, 6))) &* 1_000_000
  }

  @inline(__always)
  private static func byte(_ word: UInt64, _ index: UInt64) -> Int {
    Int(truncatingIfNeeded: word &>> (index &* 8)) & 0xFF
  }

  private static let highBits: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
  private static let dateForm: UInt64 = 0x2D30_302D_3030_3030
  private static let dateLimit: UInt64 = 0x0006_0600_0606_0606
  private static let dateSeparators: UInt64 = 0xFF00_00FF_0000_0000
  private static let dayForm: UInt64 = 0x0000_0000_0054_3030
  private static let timeForm: UInt64 = 0x3030_3A30_303A_3030
  private static let timeLimit: UInt64 = 0x0606_0006_0600_0606
  /// What hours, minutes and seconds out of range carry into their highest bits.
  private static let timeBounds: UInt64 = 128 - 24 | (128 - 60) << 24 | (128 - 60) << 48
  private static let timeExcess: UInt64 = 0x0080_0000_8000_0080
  private static let timeSeparators: UInt64 = 0x0000_FF00_00FF_0000
}
