internal import Foundation
internal import Report
internal import Synchronization

/// Where a command prints: results to standard output, talk to standard error.
///
/// Every line is made harmless first, so no data reaches a terminal raw.
struct Console {
  /// Whether talk other than failures is left out.
  var quiet = false
  /// Whether standard output takes one JSON document and nothing else.
  var json = false

  /// The reader of standard output went away; nothing more to do, and no fault.
  struct ReaderGone: Error {}

  /// What a line is; its words say the same, for those who see no colour.
  enum Style: String {
    case plain = ""
    /// A heading.
    case bold = "\u{1B}[1m"
    /// An aside: a note, what to type next.
    case dim = "\u{1B}[2m"
    /// A failure.
    case red = "\u{1B}[31m"
    /// A warning or a doubt.
    case yellow = "\u{1B}[33m"
    /// Verified or published.
    case green = "\u{1B}[32m"
  }

  /// What the user said of colours.
  static let color = Mutex(ColorChoice.auto)

  /// Prints a line of the result.
  func print(_ line: String = "", _ style: Style = .plain) throws {
    try Self.write(Self.styled(line, style, descriptor: 1) + "\n", to: 1)
  }

  /// Prints the result as JSON.
  func print(_ document: JSON) throws {
    // Such characters stand only inside strings, where an escape means the same.
    let text = String(decoding: JSONWriter.bytes(of: document), as: UTF8.self)
    try Self.write(text.escapedForJSON, to: 1)
  }

  /// Prints text that is no data of anyone, such as YAML to be copied, line by line.
  func print(lines: [String]) throws {
    try Self.write(lines.map { $0.shown + "\n" }.joined(), to: 1)
  }

  /// Says something that is no result.
  func say(_ line: String, _ style: Style = .plain) {
    guard !quiet else { return }
    try? Self.write(Self.styled(line, style, descriptor: 2) + "\n", to: 2)
  }

  /// Says what must be heard even where talk is left out.
  func warn(_ line: String) {
    try? Self.write(Self.styled(line, .yellow, descriptor: 2) + "\n", to: 2)
  }

  /// Says why the command fails; as JSON on standard output too, where that is wanted.
  func fail(_ failure: Failure, asJSON: Bool = true) {
    for line in failure.lines {
      try? Self.write(Self.styled(line, .red, descriptor: 2) + "\n", to: 2)
    }
    if json, asJSON { try? print(failure.json) }
  }

  /// Whether a person watches standard error.
  static var isWatched: Bool { isatty(2) == 1 && environment["TERM"] != "dumb" }

  /// The columns of the terminal that standard error is; 80 where it does not tell.
  static var width: Int {
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  private static func styled(_ line: String, _ style: Style, descriptor: Int32) -> String {
    guard style != .plain, !line.isEmpty, isColored(descriptor) else { return line.shown }
    return style.rawValue + line.shown + "\u{1B}[0m"
  }

  /// `--color` beats `NO_COLOR`, which beats `CLICOLOR_FORCE`, which beats what the terminal is.
  private static func isColored(_ descriptor: Int32) -> Bool {
    switch color.withLock(\.self) {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    let environment = environment
    if environment["NO_COLOR"]?.isEmpty == false { return false }
    if let force = environment["CLICOLOR_FORCE"], !force.isEmpty { return force != "0" }
    return isatty(descriptor) == 1 && environment["TERM"] != "dumb"
  }

  private static func write(_ text: String, to descriptor: Int32) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let block = Array(rest.prefix(1 << 16))
      let count = Foundation.write(descriptor, block, block.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        throw ReaderGone()
      } else if errno != EINTR {
        throw Failure(
          .readWrite, "standard output cannot be written: \(String(cString: strerror(errno)))")
      }
    }
  }
}
