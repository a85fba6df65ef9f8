internal import Definitions
internal import Glibc

/// The machine's clocks, one for people and one for durations, on which no result depends.
enum Clock {
  /// The time of day as `2025-08-31T18:00:00Z`.
  static func timeOfDay() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let seconds = Int(now.tv_sec)
    let day = CivilDate(daysSinceEpoch: Int32(seconds / 86_400))
    let parts = [seconds % 86_400 / 3600, seconds % 3600 / 60, seconds % 60]
    return "\(day)T" + parts.map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":") + "Z"
  }

  /// Seconds since some moment, never set back.
  static func monotonic() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}

/// Facts about the machine that a run happened on.
enum Host {
  static var name: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
    return String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The most memory that this process has held, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return 0 }
    return usage.ru_maxrss * 1024
  }

  /// The kernel, its release and the machine, such as `Linux 6.1.0 x86_64`.
  static var system: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    return [
      text(of: names.sysname), text(of: names.release), text(of: names.machine),
    ].joined(separator: " ")
  }

  /// The language version that the program was compiled with.
  static var swift: String {
    #if swift(>=6.4)
      "6.4 or later"
    #elseif swift(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  private static func text<Characters>(of characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
