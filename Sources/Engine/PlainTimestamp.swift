internal import Definitions

/// Reads `2025-07-01T08:15:00`, the form in which most timestamps come, without trying others.
///
/// What it does not read is left to `DateTimeReader`; what it reads, that reads alike.
enum PlainTimestamp {
  static let byteCount = 19

  /// Microseconds of the local clock since 1970-01-01T00:00:00, or `nil`.
  @inline(__always)
  static func read(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int64? {
    guard end &- start == byteCount, end <= bytes.count, start >= 0 else { return nil }
    // The guard holds all nineteen bytes inside the span.
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return unsafe read(UnsafeRawPointer(base + start))
    }
  }

  @inline(__always)
  private static func read(_ bytes: UnsafeRawPointer) -> Int64? {
    // Little-endian words: "2025-07-", "01T08:15" and, over it, "08:15:00".
    let date = unsafe UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    let middle = unsafe UInt64(
      littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    let time = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 11, as: UInt64.self))
    // XOR with the form leaves the value of each digit, and zero where a separator must stand.
    let (d, m, t) = (date ^ dateForm, middle ^ middleForm, time ^ timeForm)
    guard (d | (d &+ dateLimit)) & 0xF0F0_F0F0_F0F0_F0F0 == 0, d & dateSeparators == 0,
      (m | (m &+ middleLimit)) & 0x0000_0000_0000_F0F0 == 0, m & 0xFF_0000 == 0,
      (t | (t &+ timeLimit)) & 0xF0F0_F0F0_F0F0_F0F0 == 0, t & timeSeparators == 0
    else { return nil }
    let year = digit(d, 0) * 1000 + digit(d, 1) * 100 + digit(d, 2) * 10 + digit(d, 3)
    let month = digit(d, 5) * 10 + digit(d, 6)
    let day = digit(m, 0) * 10 + digit(m, 1)
    let (hour, minute) = (digit(t, 0) * 10 + digit(t, 1), digit(t, 3) * 10 + digit(t, 4))
    let second = digit(t, 6) * 10 + digit(t, 7)
    guard hour < 24, minute < 60, second < 60,
      let civil = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let seconds = Int64(civil.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    return seconds * 1_000_000
  }

  @inline(__always)
  private static func digit(_ word: UInt64, _ index: UInt64) -> Int {
    Int(truncatingIfNeeded: word &>> (index &* 8)) & 0xFF
  }

  private static let dateForm: UInt64 = 0x2D30_302D_3030_3030
  private static let dateLimit: UInt64 = 0x0006_0600_0606_0606
  private static let dateSeparators: UInt64 = 0xFF00_00FF_0000_0000
  private static let middleForm: UInt64 = 0x0000_0000_0054_3030
  private static let middleLimit: UInt64 = 0x0606
  private static let timeForm: UInt64 = 0x3030_3A30_303A_3030
  private static let timeLimit: UInt64 = 0x0606_0006_0600_0606
  private static let timeSeparators: UInt64 = 0x0000_FF00_00FF_0000
}
