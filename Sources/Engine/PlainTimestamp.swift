internal import Definitions

/// Reads `2025-07-01T08:15:00`, the form in which most timestamps come, without trying others.
///
/// What it does not read is left to `DateTimeReader`; what it reads, that reads alike. The same few
/// hundred days come again and again: a day is checked once and then found by its eleven bytes. The
/// time of day is checked and decoded as one word of eight bytes. Whoever makes a reader ends it with
/// `deallocate`.
struct PlainTimestamp {
  static let byteCount = 19

  private struct Day {
    /// `2025-07-` and `01T`.
    let month: UInt64
    let day: UInt64
    /// Microseconds of UTC at which it starts.
    let midnight: Int64
  }

  /// By month and day of the month, so that only days of different years get in each other's way.
  private let days = Lane(Day(month: 0, day: 0, midnight: 0), capacity: 1 << 11)
  private let ahead: Int64

  /// A reader of the clocks of a place.
  init(offset: UTCOffset) { ahead = Int64(offset.seconds) * 1_000_000 }

  func deallocate() { days.deallocate() }

  /// Microseconds since 1970-01-01T00:00:00Z, or `nil`.
  @inline(__always)
  func read(_ place: FieldPlace) -> Int64? {
    let bytes = place.bytes
    var start = place.start
    if place.count != Self.byteCount {
      guard place.isQuoted(Self.byteCount) else { return nil }
      start &+= 1
    }
    let (month, day) = (bytes.word(at: start), bytes.word(at: start &+ 8) & 0xFF_FFFF)
    // XOR with the form leaves the value of each digit, and zero where a colon must stand.
    let time = bytes.word(at: start &+ 11) ^ Self.timeForm
    // Each byte becomes ten times itself and the next one: two digits read as a number.
    let numbers = time &* 10 &+ time &>> 8
    let digits = (time | (time &+ Self.timeLimit)) & 0xF0F0_F0F0_F0F0_F0F0
    let colons = time & 0x0000_FF00_00FF_0000
    let excess = (numbers &+ Self.numberLimit) & 0x0080_0000_8000_0080
    let slot = Self.slot(month, day)
    var known = days[slot]
    if known.month != month || known.day != day {
      guard let midnight = Self.midnight(bytes, start) else { return nil }
      known = Day(month: month, day: day, midnight: midnight &- ahead)
      days[slot] = known
    }
    guard digits | colons | excess == 0 else { return nil }
    let minutes = Int64(numbers & 0xFF) &* 60 &+ Int64(numbers &>> 24 & 0xFF)
    return known.midnight &+ (minutes &* 60 &+ Int64(numbers &>> 48 & 0xFF)) &* 1_000_000
  }

  /// Four digits' low bits side by side: of the month and of the day of the month.
  @inline(__always)
  private static func slot(_ month: UInt64, _ day: UInt64) -> Int {
    let digits = (month &>> 40 | day &<< 24) & 0x000F_0300_0F01
    let gathered = digits &* 0x0400_4000_1001_0000
    return Int(truncatingIfNeeded: gathered &>> 48) & 0x7FF
  }

  @inline(never)
  private static func midnight(_ bytes: Bytes, _ start: Int) -> Int64? {
    guard bytes[start + 10] == UInt8(ascii: "T") else { return nil }
    return bytes.withSpan(start, start + 10) { span in
      guard span[4] == UInt8(ascii: "-"), span[7] == UInt8(ascii: "-"),
        let reading = DateTimeReader.read(span, from: 0, to: span.count),
        !DateTimeReader.Reading.isFirstDay(reading.day)
      else { return nil }
      return Int64(reading.day.daysSinceEpoch) * 86_400_000_000
    }
  }

  private static let timeForm: UInt64 = 0x3030_3A30_303A_3030
  private static let timeLimit: UInt64 = 0x0606_0006_0600_0606
  /// What hours, minutes and seconds out of range carry into their highest bits.
  private static let numberLimit: UInt64 = 0x0044_0000_4400_0068
}
