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
  /// Exact over the common denominator; where that needs more than 128 bits, a compensated sum of
  /// doubles in ascending order of value (Neumaier 1974). O(n).
  public var sum: Quantity { exactSum.map(Quantity.exact) ?? .approximate(compensatedSum) }

  /// The mean: the exact sum divided once; `nil` without values.
  public var mean: Quantity? {
    guard count > 0 else { return nil }
    guard let sum = sum.exact,
      let mean = WideRatio(1, over: Int128(count)).flatMap({ WideRatio.product(sum, $0) })
    else { return .approximate(sum.double / Double(count)) }
    return .exact(mean)
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

  private var compensatedSum: Double {
    var (sum, lost) = (0.0, 0.0)
    for (value, count) in bins {
      let term = WideRatio(value).double * Double(count)
      let next = sum + term
      lost += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
      sum = next
    }
    return sum + lost
  }
}
