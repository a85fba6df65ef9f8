/// An exact rational number in lowest terms, `numerator / denominator` with a positive denominator.
///
/// Values of records stay exact until a figure is published: sums, order and rounding are decided on
/// integers. Arithmetic gives `nil` where a result has no representation: division by zero, or a
/// numerator or denominator beyond 64 bits. O(log n) a step for the reduction.
public struct Exact: Hashable, Sendable {
  public let numerator: Int64
  public let denominator: Int64

  public init(_ integer: Int64) {
    numerator = integer
    denominator = 1
  }

  /// Reduces `numerator / denominator`; `nil` for a zero denominator or beyond 64 bits.
  public init?(_ numerator: Int64, over denominator: Int64) {
    self.init(wide: Int128(numerator), over: Int128(denominator))
  }

  init?(wide numerator: Int128, over denominator: Int128) {
    guard denominator != 0 else { return nil }
    let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    guard
      let reducedNumerator = Int64(exactly: sign * numerator / Int128(divisor)),
      let reducedDenominator = Int64(exactly: sign * denominator / Int128(divisor))
    else { return nil }
    self.numerator = reducedNumerator
    self.denominator = reducedDenominator
  }

  public static func sum(_ a: Exact, _ b: Exact) -> Exact? {
    combine(a, b) { $0.addingReportingOverflow($1) }
  }

  public static func difference(_ a: Exact, _ b: Exact) -> Exact? {
    combine(a, b) { $0.subtractingReportingOverflow($1) }
  }

  public static func product(_ a: Exact, _ b: Exact) -> Exact? {
    Exact(
      wide: Int128(a.numerator) * Int128(b.numerator),
      over: Int128(a.denominator) * Int128(b.denominator))
  }

  public static func quotient(_ a: Exact, _ b: Exact) -> Exact? {
    Exact(
      wide: Int128(a.numerator) * Int128(b.denominator),
      over: Int128(a.denominator) * Int128(b.numerator))
  }

  private static func combine(
    _ a: Exact, _ b: Exact, _ step: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
  ) -> Exact? {
    let left = Int128(a.numerator) * Int128(b.denominator)
    let right = Int128(b.numerator) * Int128(a.denominator)
    let (total, overflow) = step(left, right)
    guard !overflow else { return nil }
    return Exact(wide: total, over: Int128(a.denominator) * Int128(b.denominator))
  }
}

extension Exact: Comparable {
  public static func < (a: Exact, b: Exact) -> Bool {
    Int128(a.numerator) * Int128(b.denominator) < Int128(b.numerator) * Int128(a.denominator)
  }
}

extension Exact: CustomStringConvertible {
  /// `7`, or `7/2`: the form of a value in the stage file of cells.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  /// Reads what `description` writes.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let numerator = parts.first.flatMap({ Int64($0) }) else { return nil }
    guard parts.count == 2 else {
      self.init(numerator)
      return
    }
    guard let denominator = Int64(parts[1]), denominator > 0 else { return nil }
    self.init(numerator, over: denominator)
  }
}

/// Euclid's algorithm, in 64 bits as soon as both numbers fit.
func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
  var (a, b) = (a, b)
  while b != 0 {
    if let narrowA = UInt64(exactly: a), let narrowB = UInt64(exactly: b) {
      return UInt128(greatestCommonDivisor(narrowA, narrowB))
    }
    (a, b) = (b, a % b)
  }
  return a
}

func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
