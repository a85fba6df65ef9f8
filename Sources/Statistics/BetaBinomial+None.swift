internal import Foundation

extension BetaBinomial {
  /// The probability that none of `size` has the property.
  ///
  /// O(1). B(a, b + n)/B(a, b) with a = Mm and b = M(1 − m), to some 1e-9 of its logarithm.
  public func none(of size: Int) -> Double {
    let n = Double(size)
    guard mean < 1 else { return size == 0 ? 1 : 0 }
    // For correlations this small both agree, and the gamma functions would lose their digits.
    guard correlation > 1e-8 else { return exp(n * log1p(-mean)) }
    let whole = (1 - correlation) / correlation
    let rest = whole * (1 - mean)
    return exp(
      logGamma(rest + n) - logGamma(rest) - logGamma(whole + n) + logGamma(whole))
  }
}
