internal import Definitions
internal import Pipeline
internal import Report
internal import Synth

/// Why a command ends otherwise than with its result: an exit code, and lines that say what to do.
struct Failure: Error {
  let code: Int32
  let kind: String
  /// Where, what and what to do.
  let message: String
  /// The mistakes in definition files, where these are the reason.
  let faults: [DefinitionFault]

  init(_ status: ExitStatus, _ message: String) {
    (code, kind) = (status.rawValue, status.name)
    self.message = message
    faults = []
  }

  init(_ definitions: DefinitionFaults) {
    (code, kind) = (ExitStatus.definition.rawValue, ExitStatus.definition.name)
    faults = definitions.faults
    message = faults.count == 1 ? "1 mistake" : "\(faults.count) mistakes"
  }

  /// The failure that an error of any room is to a user.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let faults as DefinitionFaults: self.init(faults)
    case let fault as PublishedRuns.Fault:
      self.init(fault.kind == .absent ? .noInput : .data, fault.message)
    case let failure as RunFailure: self.init(failure)
    case let error as SynthesisError: self.init(error)
    default: self.init(.fault, "internal fault: \(error); please report it with the command typed")
    }
  }

  private init(_ failure: RunFailure) {
    faults = failure.faults
    message = failure.message
    code = failure.exitCode
    kind = ExitStatus(rawValue: code)?.name ?? "interrupted"
  }

  private init(_ error: SynthesisError) {
    switch error {
    case .cannotCreate: self.init(.cannotCreate, error.description)
    case .cannotWrite: self.init(.readWrite, error.description)
    case .negativeCount: self.init(.usage, error.description)
    }
  }

  /// One line a mistake.
  var lines: [String] {
    faults.isEmpty ? ["hailong: \(message)"] : faults.map(\.description)
  }

  /// The document of `--json`.
  var json: JSON { .object(jsonMembers) }

  var jsonMembers: [JSON.Member] {
    var members: [JSON.Member] = [
      ("code", JSON(Int(code))), ("kind", .string(kind)), ("message", .string(message)),
    ]
    if !faults.isEmpty { members.append(("faults", .array(faults.map(\.json)))) }
    return [("error", .object(members))]
  }
}

extension DefinitionFault {
  fileprivate var json: JSON {
    [
      "file": .string(file), "line": JSON(line > 0 ? line : nil),
      "column": JSON(line > 0 ? column : nil), "message": .string(message), "hint": JSON(hint),
    ]
  }
}
