/// How an exact number becomes the few digits that people read.
public struct Rounding: Hashable, Sendable {
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    case halfUp = "half_up"
    case halfEven = "half_even"
    case truncate
  }

  public let mode: Mode
  public let decimals: Int

  public init(mode: Mode = .halfUp, decimals: Int = 2) {
    self.mode = mode
    self.decimals = decimals
  }
}
