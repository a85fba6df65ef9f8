internal import Glibc

/// What the system said about a call that failed.
struct SystemError: Error, Equatable, Sendable {
  let number: Int32

  /// The system's words for it, such as `No space left on device`.
  var text: String { strerror(number).map { String(cString: $0) } ?? "error \(number)" }

  /// Whether it says that nothing lies at the path.
  var isAbsence: Bool { number == ENOENT || number == ENOTDIR }

  /// A failure of the run that says what was tried, with which path, and why it did not work.
  func failure(_ kind: RunFailure.Kind, _ attempt: String, _ path: String) -> RunFailure {
    let isDiskFault = [ENOSPC, EDQUOT, EFBIG, EIO].contains(number)
    var failure = RunFailure(
      isDiskFault && kind == .cannotCreate ? .readWrite : kind,
      "cannot \(attempt) \(shown(path)): \(text)")
    failure.isDiskFault = isDiskFault
    return failure
  }
}

/// Makes a system call until no signal cuts it short; a negative result is an error.
@discardableResult
func call<Result: SignedInteger>(_ body: () -> Result) throws(SystemError) -> Result {
  while true {
    let result = body()
    guard result < 0 else { return result }
    guard errno == EINTR else { throw SystemError(number: errno) }
  }
}

/// A path as a message may show it: control characters are made visible.
func shown(_ path: String) -> String {
  guard path.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
    return path
  }
  return path.unicodeScalars.map { scalar in
    scalar.properties.generalCategory == .control
      ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
  }.joined()
}
