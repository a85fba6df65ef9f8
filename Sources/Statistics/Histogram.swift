/// How often each exact value occurs.
///
/// Its statistics do not depend on the order in which values were counted.
public struct Histogram: Sendable {
  /// Values in ascending order with positive counts.
  public let bins: [(value: Exact, count: Int64)]
  public let count: Int64

  /// Sorts the counts by value.
  ///
  /// O(n log n).
  public init(_ counts: [Exact: Int64]) {
    bins = counts.lazy.filter { $0.value > 0 }.map { (value: $0.key, count: $0.value) }
      .sorted { $0.value < $1.value }
    count = bins.reduce(0) { $0 + $1.count }
  }

  /// The sum of all values.
  ///
  /// Exact over the common denominator; where that needs more than 128 bits, the nearest double to
  /// a sum of far more digits. O(n).
  public var sum: Quantity { exactSum.map(Quantity.exact) ?? .approximate(longSum.double) }

  /// The mean: the exact sum divided once; `nil` without values.
  public var mean: Quantity? {
    guard count > 0 else { return nil }
    if let sum = exactSum,
      let mean = WideRatio(1, over: Int128(count)).flatMap({ WideRatio.product(sum, $0) })
    {
      return .exact(mean)
    }
    return .approximate(longSum.divided(by: count))
  }

  /// The smallest value that at least this part of the values do not exceed; `nil` without values.
  ///
  /// The inverse of the empirical distribution function, decided on integers; no interpolation. O(n).
  public func quantile(_ probability: Exact) -> Exact? {
    let needed = Int128(probability.numerator) * Int128(count)
    var below: Int64 = 0
    for bin in bins {
      below += bin.count
      if Int128(below) * Int128(probability.denominator) >= needed { return bin.value }
    }
    return bins.last?.value
  }

  private var longSum: LongSum {
    bins.reduce(into: LongSum()) { sum, bin in sum.add(bin.value, times: bin.count) }
  }

  private var exactSum: WideRatio? {
    var common: Int128 = 1
    for denominator in Set(bins.map(\.value.denominator)) {
      let divisor = greatestCommonDivisor(common.magnitude, UInt128(denominator))
      guard let product = common.checkedProduct(Int128(denominator) / Int128(divisor)) else {
        return nil
      }
      common = product
    }
    var total: Int128 = 0
    for (value, count) in bins {
      guard
        let scaled = (Int128(value.numerator) * Int128(count))
          .checkedProduct(common / Int128(value.denominator))
      else { return nil }
      let (partial, overflow) = total.addingReportingOverflow(scaled)
      guard !overflow else { return nil }
      total = partial
    }
    return WideRatio(total, over: common)
  }
}
