internal import Foundation
internal import Synchronization

/// Bytes of a result on standard output, written as they come.
///
/// A reader that goes away ends the writing without a fault; any other failure shows in `finish`.
final class ResultStream: Sendable {
  private let failure = Mutex<Int32?>(nil)

  /// Whether nothing more can be written.
  var isClosed: Bool { failure.withLock { $0 != nil } }

  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty, !isClosed {
      let count = rest.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        let code = errno
        failure.withLock { $0 = code }
      }
    }
  }

  /// Throws the first failure.
  func finish() throws {
    guard let code = failure.withLock(\.self) else { return }
    if code == EPIPE { throw Console.ReaderGone() }
    throw Failure(
      .readWrite, "standard output cannot be written: \(String(cString: strerror(code)))")
  }
}
