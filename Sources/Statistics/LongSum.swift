/// A sum of rational numbers whose common denominator has no representation.
///
/// Fixed point: an integer and 126 binary places, every term cut off behind the last of them. A sum of
/// n terms is too small by less than n · 2⁻¹²⁶, so that a double made of it is the one nearest to the
/// true sum, but for sums that lie as near as that to the middle between two doubles.
struct LongSum {
  /// The sum is `whole + upper / 2⁶³ + lower / 2¹²⁶`; the parts below the point are never negative.
  private var whole: Int128 = 0
  private var upper: Int128 = 0
  private var lower: Int128 = 0

  private static let half = 63
  private static let mask: Int128 = 1 << 63 - 1

  /// Adds `value · count`.
  mutating func add(_ value: Exact, times count: Int64) {
    let denominator = Int128(value.denominator)
    var (quotient, rest) = (Int128(value.numerator) * Int128(count))
      .quotientAndRemainder(dividingBy: denominator)
    if rest < 0 { (quotient, rest) = (quotient - 1, rest + denominator) }
    whole += quotient
    (quotient, rest) = (rest << Self.half).quotientAndRemainder(dividingBy: denominator)
    upper += quotient
    lower += (rest << Self.half) / denominator
    upper += lower >> Self.half
    lower &= Self.mask
    whole += upper >> Self.half
    upper &= Self.mask
  }

  var double: Double { divided(by: 1) }

  /// The double nearest to the sum over `count`, rounded once.
  func divided(by count: Int64) -> Double {
    // As many of the places as leave room for the divisor: a double needs 53 of them.
    for places in stride(from: 2 * Self.half, through: 0, by: -1) {
      guard let ratio = ratio(places: places) else { continue }
      guard let divisor = WideRatio(1, over: Int128(count)),
        let quotient = WideRatio.product(ratio, divisor)
      else { continue }
      return quotient.double
    }
    return Double(whole) / Double(count)
  }

  /// The sum cut off behind so many binary places; `nil` where it needs more than 128 bits.
  private func ratio(places: Int) -> WideRatio? {
    guard let scaled = whole.checkedProduct(1 << Int128(places)) else { return nil }
    let fraction = (upper << Self.half | lower) >> Int128(2 * Self.half - places)
    let (total, overflow) = scaled.addingReportingOverflow(fraction)
    return overflow ? nil : WideRatio(total, over: 1 << Int128(places))
  }
}
