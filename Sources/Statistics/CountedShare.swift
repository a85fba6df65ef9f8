/// So much of a size that has a property: counts, or a survey's effective counts, which need not be whole.
public struct CountedShare: Hashable, Sendable {
  public let successes: Double
  public let size: Double

  public init(_ successes: Double, of size: Double) {
    self.successes = successes
    self.size = size
  }

  /// Not a number where the size is 0.
  public var share: Double { successes / size }
}
