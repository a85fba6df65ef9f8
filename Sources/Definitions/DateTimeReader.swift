/// Reads dates and times of the forms of definition files out of bytes.
///
/// `2025-07-01`, `01/07/2025` or `1/7/2025`, either followed by a time `08:15`, `08:15:00` or
/// `08:15:00.25` after one space, the ISO form also after `T`; a time of the ISO form also by `Z` or
/// an offset `+07:00`, `+0700` or `+07`. Nothing is guessed: the calendar must have the day, hours end
/// at 23, and no byte may be left over. Digits of a second beyond the sixth are dropped. O(bytes), no
/// allocation. What cells hold besides is read by `readCell`.
public struct DateTimeReader: Sendable {
  var position: Int
  let end: Int

  /// What stands in the bytes.
  public struct Reading: Equatable, Sendable {
    public let day: CivilDate
    /// Microseconds since midnight, or `nil` for a day alone.
    public let time: Int64?
    /// The offset written beside the time.
    public let offset: UTCOffset?

    /// The moment, where clocks are `local` ahead of UTC unless an offset was written.
    @inlinable
    public func timestamp(local: UTCOffset) -> Timestamp {
      let midnight = Timestamp(startOf: day, offset: offset ?? local)
      return Timestamp(microseconds: midnight.microseconds + (time ?? 0))
    }

    /// The day where clocks are `local` ahead of UTC.
    @inlinable
    public func day(local: UTCOffset) -> CivilDate {
      offset == nil ? day : timestamp(local: local).day(offset: local)
    }
  }

  /// Reads all of `bytes[start..<end]`, or gives `nil`.
  public static func read(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Reading? {
    var reader = DateTimeReader(position: start, end: end)
    return reader.reading(bytes)
  }

  /// Reads a literal of a definition file.
  public static func read(_ text: String) -> Reading? {
    let bytes = Array(text.utf8)
    return read(bytes.span, from: 0, to: bytes.count)
  }

  /// Reads an offset such as `+07:00` or `-0330`.
  static func offset(_ text: String) -> UTCOffset? {
    let bytes = Array(text.utf8)
    var reader = DateTimeReader(position: 0, end: bytes.count)
    guard let offset = reader.offset(bytes.span), reader.position == reader.end else { return nil }
    return offset
  }

  mutating func reading(_ bytes: Span<UInt8>) -> Reading? {
    guard end - position >= 8, let (day, iso) = day(bytes) else { return nil }
    guard position < end else { return Reading(day: day, time: nil, offset: nil) }
    guard bytes[position] == UInt8(ascii: " ") || (iso && bytes[position] == UInt8(ascii: "T"))
    else { return nil }
    position += 1
    guard let time = time(bytes) else { return nil }
    guard position < end else { return Reading(day: day, time: time, offset: nil) }
    guard iso, let offset = offset(bytes), position == end else { return nil }
    return Reading(day: day, time: time, offset: offset)
  }

  private mutating func day(_ bytes: Span<UInt8>) -> (CivilDate, iso: Bool)? {
    if position + 10 <= end, bytes[position + 4] == UInt8(ascii: "-") {
      guard let year = number(bytes, digits: 4...4), skip(bytes, "-"),
        let month = number(bytes, digits: 2...2), skip(bytes, "-"),
        let day = number(bytes, digits: 2...2),
        let date = CivilDate(year: year, month: month, day: day)
      else { return nil }
      return (date, true)
    }
    guard let day = number(bytes, digits: 1...2), skip(bytes, "/"),
      let month = number(bytes, digits: 1...2), skip(bytes, "/"),
      let year = number(bytes, digits: 4...4),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return (date, false)
  }

  mutating func time(_ bytes: Span<UInt8>, hourDigits: ClosedRange<Int> = 2...2) -> Int64? {
    guard let hour = number(bytes, digits: hourDigits), hour < 24, skip(bytes, ":"),
      let minute = number(bytes, digits: 2...2), minute < 60
    else { return nil }
    var time = Int64(hour * 3600 + minute * 60) * 1_000_000
    guard skip(bytes, ":") else { return time }
    guard let second = number(bytes, digits: 2...2), second < 60 else { return nil }
    time += Int64(second) * 1_000_000
    guard skip(bytes, ".") else { return time }
    var (unit, count): (Int64, Int) = (100_000, 0)
    while position < end, let digit = Self.digit(bytes[position]) {
      time += Int64(digit) * unit
      unit /= 10
      count += 1
      position += 1
    }
    return 1...9 ~= count ? time : nil
  }

  private mutating func offset(_ bytes: Span<UInt8>) -> UTCOffset? {
    if skip(bytes, "Z") { return UTCOffset(seconds: 0) }
    let sign = skip(bytes, "+") ? 1 : skip(bytes, "-") ? -1 : 0
    guard sign != 0, let hours = number(bytes, digits: 2...2), hours <= 14 else { return nil }
    let hasMinutes = skip(bytes, ":") || position < end
    let minutes = hasMinutes ? number(bytes, digits: 2...2) : 0
    guard let minutes, minutes < 60 else { return nil }
    return UTCOffset(seconds: sign * (hours * 3600 + minutes * 60))
  }

  mutating func skip(_ bytes: Span<UInt8>, _ character: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func number(_ bytes: Span<UInt8>, digits: ClosedRange<Int>) -> Int? {
    var (value, count) = (0, 0)
    while position < end, count < digits.upperBound, let digit = Self.digit(bytes[position]) {
      value = value * 10 + digit
      count += 1
      position += 1
    }
    return count >= digits.lowerBound ? value : nil
  }

  static func digit(_ byte: UInt8) -> Int? {
    0x30...0x39 ~= byte ? Int(byte &- 0x30) : nil
  }
}
