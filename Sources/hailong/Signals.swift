internal import Foundation
internal import Synchronization

/// The signals that end a run, or must not.
///
/// The first SIGHUP, SIGINT or SIGTERM asks the run to end at its next block and leave nothing
/// behind; the second ends the process at once.
enum Signals {
  /// The signal that asked the process to end, or 0.
  static let received = Atomic<Int32>(0)

  /// The signal that asked the process to end, if one did.
  static var interruption: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// From now on signals are treated as the contract says.
  static func install() {
    // Touched first, so that the handler meets an initialized value.
    received.store(0, ordering: .relaxed)
    let ignored = ignoredByParent
    for number in [SIGHUP, SIGINT, SIGTERM] where ignored >> UInt64(number - 1) & 1 == 0 {
      signal(number) { number in
        if Signals.received.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
    // A closed pipe is then an error of `write`, and the limit on file sizes one too.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// The signals, bit 0 for number 1, that a parent such as `nohup` wants ignored.
  private static var ignoredByParent: UInt64 {
    let status = try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
    return line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
  }

  /// Opens standard input, output and error where the caller closed them: otherwise the first file
  /// that a run opens would take the place of one and be written to by mistake.
  static func keepStandardDescriptors() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY)
    }
  }
}
