/// An exact rational number in lowest terms with 128-bit parts and a positive denominator.
///
/// Wide enough for what figures are made of: ratios of counts, sums of `Exact` values and weighted sums
/// of ratios. Arithmetic gives `nil` where a result has no representation. O(log n) a step.
public struct WideRatio: Hashable, Sendable {
  public let numerator: Int128
  public let denominator: Int128

  public init(_ integer: some BinaryInteger) {
    numerator = Int128(integer)
    denominator = 1
  }

  public init(_ exact: Exact) {
    numerator = Int128(exact.numerator)
    denominator = Int128(exact.denominator)
  }

  /// Reduces `numerator / denominator`; `nil` for a zero denominator.
  public init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Int128(greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
    self.numerator = (denominator < 0 ? -numerator : numerator) / divisor
    self.denominator = (denominator < 0 ? -denominator : denominator) / divisor
  }

  /// The number that a double stands for; `nil` where it does not fit.
  public init?(exactly double: Double) {
    guard double.isFinite else { return nil }
    guard double != 0 else {
      self.init(0)
      return
    }
    let shift = Int(double.exponent) - 52
    guard let significand = Int128(exactly: double.significand * 0x1p52), -126...74 ~= shift else {
      return nil
    }
    let magnitude = shift < 0 ? significand : significand << shift
    self.init(double < 0 ? -magnitude : magnitude, over: shift < 0 ? 1 << -shift : 1)
  }

  public static func sum(_ a: WideRatio, _ b: WideRatio) -> WideRatio? {
    let divisor = Int128(
      greatestCommonDivisor(a.denominator.magnitude, b.denominator.magnitude))
    guard let left = a.numerator.checkedProduct(b.denominator / divisor),
      let right = b.numerator.checkedProduct(a.denominator / divisor),
      let denominator = a.denominator.checkedProduct(b.denominator / divisor)
    else { return nil }
    let (total, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : WideRatio(total, over: denominator)
  }

  public static func product(_ a: WideRatio, _ b: WideRatio) -> WideRatio? {
    // Reduced crosswise first, so that what fits is found to fit.
    guard let left = WideRatio(a.numerator, over: b.denominator),
      let right = WideRatio(b.numerator, over: a.denominator),
      let numerator = left.numerator.checkedProduct(right.numerator),
      let denominator = left.denominator.checkedProduct(right.denominator)
    else { return nil }
    return WideRatio(numerator, over: denominator)
  }
}

extension WideRatio: Comparable {
  /// Compares exactly, by continued fractions: no product is formed.
  ///
  /// O(log n).
  public static func < (a: WideRatio, b: WideRatio) -> Bool {
    var (a, b) = (a, b)
    var reversed = false
    while true {
      let (whole, rest) = a.floorAndRest
      let (otherWhole, otherRest) = b.floorAndRest
      guard whole == otherWhole else { return reversed ? otherWhole < whole : whole < otherWhole }
      guard rest != 0, otherRest != 0 else {
        return reversed ? otherRest == 0 && rest != 0 : rest == 0 && otherRest != 0
      }
      // The order of the rests is opposite to that of their reciprocals.
      a = WideRatio(reducedNumerator: a.denominator, denominator: rest)
      b = WideRatio(reducedNumerator: b.denominator, denominator: otherRest)
      reversed.toggle()
    }
  }

  /// The greatest integer that is not above it, and what the numerator has beyond that.
  private var floorAndRest: (floor: Int128, rest: Int128) {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return rest < 0 ? (quotient - 1, rest + denominator) : (quotient, rest)
  }

  private init(reducedNumerator: Int128, denominator: Int128) {
    numerator = reducedNumerator
    self.denominator = denominator
  }
}

extension WideRatio {
  /// The nearest double, ties to even: rounded once.
  ///
  /// Where the parts are beyond 2^53, long division gives the first 53 bits; the next bit and whether
  /// anything is left decide the rounding. All results are normal numbers, since both parts are below
  /// 2^127. At most 256 steps.
  public var double: Double {
    if let small = Int64(exactly: numerator), let divisor = Int64(exactly: denominator),
      small.magnitude <= 1 << 53, divisor <= 1 << 53
    {
      // Both are doubles, and one division of doubles is correctly rounded by IEEE 754.
      return Double(small) / Double(divisor)
    }
    return longDivision
  }

  private var longDivision: Double {
    let divisor = denominator.magnitude
    var (quotient, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
    var exponent = 0
    guard quotient != 0 || rest != 0 else { return 0 }
    while quotient >> 53 == 0 {
      rest <<= 1
      quotient <<= 1
      exponent -= 1
      if rest >= divisor {
        rest -= divisor
        quotient |= 1
      }
    }
    // 54 bits or more: drop all but 53, remembering the first dropped bit and whether more follow.
    let dropped = 128 - quotient.leadingZeroBitCount - 53
    var significand = quotient >> UInt128(dropped)
    let half = UInt128(1) << UInt128(dropped - 1)
    let tail = quotient & (half << 1 - 1)
    if tail > half || (tail == half && (rest != 0 || significand & 1 == 1)) { significand += 1 }
    let scaled = Double(sign: .plus, exponent: exponent + dropped, significand: Double(significand))
    return numerator < 0 ? -scaled : scaled
  }
}

extension WideRatio: CustomStringConvertible {
  /// `7`, or `7/2`.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  /// Reads what `description` writes.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let numerator = parts.first.flatMap({ Int128($0) }) else { return nil }
    guard parts.count == 2 else {
      self.init(numerator)
      return
    }
    guard let denominator = Int128(parts[1]), denominator > 0 else { return nil }
    self.init(numerator, over: denominator)
  }
}

extension Int128 {
  /// The product, or `nil` beyond 128 bits.
  func checkedProduct(_ other: Int128) -> Int128? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }
}
