/// Why an estimate cannot be made from a sample: one sentence with where, what, and what to do.
public struct SurveyRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}
