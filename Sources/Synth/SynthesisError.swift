/// Why invented data could not be written.
public enum SynthesisError: Error, Equatable, CustomStringConvertible {
  /// The file or folder cannot be made (exit 73).
  case cannotCreate(path: String, reason: String)
  /// The file was made but not filled, as on a full disk (exit 74).
  case cannotWrite(path: String, reason: String)
  /// A number of records below zero (exit 64).
  case negativeCount(String, Int)

  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason): "\(path): cannot be created: \(reason)"
    case .cannotWrite(let path, let reason): "\(path): cannot be written: \(reason)"
    case .negativeCount(let what, let count): "\(count) \(what) cannot be made; give 0 or more"
    }
  }
}
