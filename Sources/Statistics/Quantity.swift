/// A number of a figure: exact where integers could hold it, otherwise a double.
public enum Quantity: Hashable, Sendable {
  case exact(WideRatio)
  case approximate(Double)

  /// The nearest double.
  public var double: Double {
    switch self {
    case .exact(let ratio): ratio.double
    case .approximate(let value): value
    }
  }

  public var exact: WideRatio? {
    switch self {
    case .exact(let ratio): ratio
    case .approximate: nil
    }
  }

  /// The same as an integer, where it is one of 64 bits.
  public var integer: Int64? {
    guard case .exact(let ratio) = self, ratio.denominator == 1 else { return nil }
    return Int64(exactly: ratio.numerator)
  }

  /// An integer digit by digit, otherwise the shortest decimal of the double.
  public var text: String {
    if case .exact(let ratio) = self, ratio.denominator == 1 { return "\(ratio.numerator)" }
    return double.shortestDecimal
  }

  public static func integer(_ value: some BinaryInteger) -> Quantity { .exact(WideRatio(value)) }
}

extension Quantity: Comparable {
  /// Compares exactly where both are exact, otherwise as doubles.
  public static func < (a: Quantity, b: Quantity) -> Bool {
    if let left = a.exact, let right = b.exact { return left < right }
    return a.double < b.double
  }
}
