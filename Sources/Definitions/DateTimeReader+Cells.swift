/// What people, portals and spreadsheets write into a cell for a date.
///
/// ```
/// 2025-07-01T08:15:00.25+07:00   as in a definition file
/// 2025/07/01  2025.07.01         then as 01/07/2025
/// 01/07/2025  1/7/2025  1.7.25   / or . or, before a year of four digits, -; a file has one order
///   … 8:15[:00[.25]] [AM|PM|SA|CH]     after it, or before it: 08:15 01/07/2025
/// 20250701  20250701081500       years 1900 to 2099
/// 45839  45839.34375  45839,34375      days since 1899-12-30 of a spreadsheet, 1954 to 2064
/// 01/01/0001  1900-01-01         no date at all, where no time but midnight stands beside it
/// ```
extension DateTimeReader {
  /// What a cell says.
  public enum Cell: Equatable, Sendable {
    case settled(Reading)
    /// What each order of day and month makes of it, where that is not the same; never both `nil`.
    case ordered(dayFirst: Reading?, monthFirst: Reading?)
    /// A date that stands for none.
    case none
  }

  /// Reads all of `bytes[start..<end]`, or gives `nil`; O(bytes), no allocation.
  public static func readCell(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Cell? {
    var reader = DateTimeReader(position: start, end: end)
    guard let cell = reader.cell(bytes) else { return nil }
    guard case .settled(let reading) = cell, reading.isNone else { return cell }
    return Cell.none
  }

  /// Reads the text of a cell.
  public static func readCell(_ text: String) -> Cell? {
    let bytes = Array(text.utf8)
    return readCell(bytes.span, from: 0, to: bytes.count)
  }

  private mutating func cell(_ bytes: Span<UInt8>) -> Cell? {
    var after = position
    while after < end, Self.digit(bytes[after]) != nil { after += 1 }
    let next = after < end ? bytes[after] : 0
    switch (after - position, next) {
    case (4, UInt8(ascii: "-")): return reading(bytes).map { .settled($0) }
    case (4, UInt8(ascii: "/")), (4, UInt8(ascii: ".")): return yearFirst(bytes, next)
    case (8, 0), (14, 0): return after == end ? compact(bytes) : nil
    case (5, 0), (5, UInt8(ascii: ".")), (5, UInt8(ascii: ",")): return serial(bytes)
    case (1...2, UInt8(ascii: ":")):
      guard let time = clock(bytes), skip(bytes, " ") else { return nil }
      return yearLast(bytes, after: time)
    case (1...2, UInt8(ascii: "/")), (1...2, UInt8(ascii: "-")), (1...2, UInt8(ascii: ".")):
      return yearLast(bytes, after: nil)
    default: return nil
    }
  }

  /// `2025/07/01`, with or without a time after it.
  private mutating func yearFirst(_ bytes: Span<UInt8>, _ separator: UInt8) -> Cell? {
    let sign = Unicode.Scalar(separator)
    guard let year = number(bytes, digits: 4...4), skip(bytes, sign),
      let month = number(bytes, digits: 2...2), skip(bytes, sign),
      let day = number(bytes, digits: 2...2),
      let date = CivilDate(year: year, month: month, day: day),
      let time = timeAfterDay(bytes)
    else { return nil }
    return .settled(Reading(day: date, time: time, offset: nil))
  }

  /// `01/07/2025` or `07/01/2025`, with or without a time after it, unless one stands before it.
  private mutating func yearLast(_ bytes: Span<UInt8>, after time: Int64?) -> Cell? {
    guard let first = number(bytes, digits: 1...2), position < end else { return nil }
    let sign = Unicode.Scalar(bytes[position])
    guard sign == "/" || sign == "-" || sign == ".", skip(bytes, sign),
      let second = number(bytes, digits: 1...2), skip(bytes, sign)
    else { return nil }
    let start = position
    guard var year = number(bytes, digits: 2...4) else { return nil }
    if position - start == 2 {
      // 25-07-01 is as likely a year first.
      guard sign != "-" else { return nil }
      year += year < 70 ? 2000 : 1900
    } else if position - start == 3 {
      return nil
    }
    var written = time
    if time == nil {
      guard let time = timeAfterDay(bytes) else { return nil }
      written = time
    }
    guard position == end else { return nil }
    func reading(_ day: Int, _ month: Int) -> Reading? {
      CivilDate(year: year, month: month, day: day).map {
        Reading(day: $0, time: written, offset: nil)
      }
    }
    let (dayFirst, monthFirst) = (reading(first, second), reading(second, first))
    if let dayFirst, dayFirst == monthFirst { return .settled(dayFirst) }
    return dayFirst == nil && monthFirst == nil
      ? nil : .ordered(dayFirst: dayFirst, monthFirst: monthFirst)
  }

  /// The time that follows a day after a space, `nil` inside for none; `nil` for anything else.
  private mutating func timeAfterDay(_ bytes: Span<UInt8>) -> Int64?? {
    guard position < end else { return .some(nil) }
    guard skip(bytes, " "), let time = clock(bytes), position == end else { return nil }
    return time
  }

  /// `8:15`, `08:15:00.25`, `8:15 CH`: `SA` and `CH` are the Vietnamese `AM` and `PM`.
  private mutating func clock(_ bytes: Span<UInt8>) -> Int64? {
    guard let time = time(bytes, hourDigits: 1...2) else { return nil }
    let before = position
    skipSpace(bytes)
    guard position + 2 <= end else {
      position = before
      return time
    }
    let isMorning: Bool
    switch (bytes[position] | 0x20, bytes[position + 1] | 0x20) {
    case (UInt8(ascii: "a"), UInt8(ascii: "m")), (UInt8(ascii: "s"), UInt8(ascii: "a")):
      isMorning = true
    case (UInt8(ascii: "p"), UInt8(ascii: "m")), (UInt8(ascii: "c"), UInt8(ascii: "h")):
      isMorning = false
    default:
      position = before
      return time
    }
    position += 2
    let halfDay: Int64 = 12 * 3_600_000_000
    guard time >= halfDay / 12, time < halfDay + halfDay / 12 else { return nil }
    return time % halfDay + (isMorning ? 0 : halfDay)
  }

  /// A space, or one of those without a line break that spreadsheets write before `AM`.
  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    if skip(bytes, " ") { return }
    if position + 2 <= end, bytes[position] == 0xC2, bytes[position + 1] == 0xA0 { position += 2 }
    if position + 3 <= end, bytes[position] == 0xE2, bytes[position + 1] == 0x80,
      bytes[position + 2] == 0xAF
    {
      position += 3
    }
  }

  /// `20250701` or `20250701081500`: in these years no other order of its parts is a day.
  private mutating func compact(_ bytes: Span<UInt8>) -> Cell? {
    guard let year = number(bytes, digits: 4...4), 1900...2099 ~= year,
      let month = number(bytes, digits: 2...2), let day = number(bytes, digits: 2...2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    guard position < end else { return .settled(Reading(day: date, time: nil, offset: nil)) }
    guard let hour = number(bytes, digits: 2...2), hour < 24,
      let minute = number(bytes, digits: 2...2), minute < 60,
      let second = number(bytes, digits: 2...2), second < 60
    else { return nil }
    let time = Int64(hour * 3600 + minute * 60 + second) * 1_000_000
    return .settled(Reading(day: date, time: time, offset: nil))
  }

  /// The days since 1899-12-30 by which spreadsheets count, with the time of day as a fraction.
  private mutating func serial(_ bytes: Span<UInt8>) -> Cell? {
    guard let serial = number(bytes, digits: 5...5) else { return nil }
    var day = CivilDate(daysSinceEpoch: Int32(serial - 25_569))
    guard 1954...2064 ~= day.components.year else { return nil }
    guard position < end else { return .settled(Reading(day: day, time: nil, offset: nil)) }
    position += 1
    var (fraction, unit): (UInt64, UInt64) = (0, 1)
    while position < end, unit < 1_000_000_000_000_000_000, let digit = Self.digit(bytes[position])
    {
      (fraction, unit) = (fraction * 10 + UInt64(digit), unit * 10)
      position += 1
    }
    guard unit > 1, position == end else { return nil }
    let product = fraction.multipliedFullWidth(by: 86_400_000)
    let (whole, rest) = unit.dividingFullWidth(product)
    var milliseconds = Int64(whole) + (rest >= unit - rest ? 1 : 0)
    if milliseconds == 86_400_000 {
      (milliseconds, day) = (0, CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1))
    }
    return .settled(Reading(day: day, time: milliseconds * 1000, offset: nil))
  }
}

extension DateTimeReader.Reading {
  /// Whether programs write this for no date: the first day of their calendar.
  public var isNone: Bool { (time ?? 0) == 0 && Self.isFirstDay(day) }

  /// Whether a calendar of a program begins with this day: 0001-01-01 or 1900-01-01.
  public static func isFirstDay(_ day: CivilDate) -> Bool {
    day.daysSinceEpoch == -719_162 || day.daysSinceEpoch == -25_567
  }
}
