public import Definitions

/// Why a run, a plan or a verification could not do what was asked.
public struct RunFailure: Error, Sendable {
  public let kind: Kind
  public let message: String
  /// The mistakes in the definition files, where these are the reason.
  public let faults: [DefinitionFault]
  /// Whether the disk is full, or fails: no other place would do better.
  var isDiskFault = false

  public enum Kind: Hashable, Sendable {
    /// A file changed while it was read, or what was found is not fit to be published.
    case data
    /// An input, a stage or a run is absent or cannot be opened.
    case noInput
    /// The program contradicts itself.
    case fault
    /// The output cannot be created.
    case cannotCreate
    /// Reading or writing failed, a full disk included.
    case readWrite
    /// Another run is under way.
    case locked
    /// A definition is wrong.
    case definition
    /// The run was told to end by this signal.
    case interrupted(signal: Int32)
  }

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
    faults = []
  }

  public init(_ definitions: DefinitionFaults) {
    kind = .definition
    message = definitions.faults.map(\.description).joined(separator: "\n")
    faults = definitions.faults
  }

  /// The exit code of the contract, after sysexits.h.
  public var exitCode: Int32 {
    switch kind {
    case .data: 65
    case .noInput: 66
    case .fault: 70
    case .cannotCreate: 73
    case .readWrite: 74
    case .locked: 75
    case .definition: 78
    case .interrupted(let signal): 128 + signal
    }
  }
}

extension RunFailure: CustomStringConvertible {
  public var description: String { message }
}
