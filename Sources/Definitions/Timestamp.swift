/// A moment, in microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Sendable {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// The start of a day where clocks are `offset` ahead of UTC.
  public init(startOf day: CivilDate, offset: UTCOffset) {
    microseconds = (Int64(day.daysSinceEpoch) * 86_400 - Int64(offset.seconds)) * 1_000_000
  }

  /// The day that this moment falls on where clocks are `offset` ahead of UTC.
  ///
  /// O(1).
  @inlinable
  public func day(offset: UTCOffset) -> CivilDate {
    let local = microseconds + Int64(offset.seconds) * 1_000_000
    let day = local / 86_400_000_000
    return CivilDate(
      daysSinceEpoch: Int32(local < 0 && local % 86_400_000_000 != 0 ? day - 1 : day))
  }
}

extension Timestamp: Comparable {
  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }
}

/// How far the clocks of a place are ahead of UTC, the year round.
///
/// Vietnam has kept +07:00 without summer time since 1975, so no time zone database is read and the
/// machine's own zone never matters.
public struct UTCOffset: Hashable, Sendable {
  public let seconds: Int

  public static let vietnam = UTCOffset(seconds: 7 * 3600)

  public init(seconds: Int) { self.seconds = seconds }

  /// Reads `Asia/Ho_Chi_Minh`, `UTC`, `Z` or an offset such as `+07:00`.
  public init?(_ text: String) {
    switch text {
    case "Asia/Ho_Chi_Minh", "Asia/Saigon": self = .vietnam
    case "UTC", "Z": self.init(seconds: 0)
    default:
      guard let offset = DateTimeReader.offset(text) else { return nil }
      self = offset
    }
  }
}

extension UTCOffset: CustomStringConvertible {
  /// `+07:00`.
  public var description: String {
    let minutes = abs(seconds) / 60
    return (seconds < 0 ? "-" : "+") + padded(minutes / 60, to: 2) + ":"
      + padded(minutes % 60, to: 2)
  }
}
