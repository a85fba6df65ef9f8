/// What the exit code says happened, after sysexits.h.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case usage = 64
  case data = 65
  case noInput = 66
  case fault = 70
  case cannotCreate = 73
  case readWrite = 74
  case locked = 75
  case definition = 78

  /// The name in `{"error": {"kind": …}}`.
  var name: String {
    switch self {
    case .done: "done"
    case .usage: "usage"
    case .data: "data"
    case .noInput: "no_input"
    case .fault: "internal_fault"
    case .cannotCreate: "cannot_create"
    case .readWrite: "read_write"
    case .locked: "locked"
    case .definition: "definition"
    }
  }

  var meaning: String {
    switch self {
    case .done: "done"
    case .usage: "wrong usage"
    case .data: "a gate stopped the run, a file is damaged, or verify found a mismatch"
    case .noInput: "an input is absent or unreadable"
    case .fault: "a fault inside hailong; please report it"
    case .cannotCreate: "the output cannot be created"
    case .readWrite: "another read or write error, such as a full disk"
    case .locked: "another run holds the lock"
    case .definition: "a definition file is wrong"
    }
  }

  /// The table of the top-level help.
  static var table: String {
    allCases.map { "  \($0 == .done ? " 0" : "\($0.rawValue)")  \($0.meaning)" }
      .joined(separator: "\n") + "\n  129, 130, 143  ended by a signal"
  }
}
