internal import Foundation

extension BetaBinomial {
  /// The probability that none of `size` has the property.
  ///
  /// O(1). B(a, b + n)/B(a, b) with a = Mm and b = M(1 − m); for correlations below 1e-8, where the gamma
  /// functions lose their digits, the first two terms of its logarithm.
  public func none(of size: Int) -> Double {
    let n = Double(size)
    guard mean < 1 else { return size == 0 ? 1 : 0 }
    let step = correlation / (1 - correlation)
    guard step > 1e-8 else {
      return exp(n * log1p(-mean) + step * n * (n - 1) / 2 * mean / (1 - mean))
    }
    let whole = 1 / step
    let rest = whole * (1 - mean)
    return exp(
      logGamma(rest + n) - logGamma(rest) - logGamma(whole + n) + logGamma(whole))
  }
}
