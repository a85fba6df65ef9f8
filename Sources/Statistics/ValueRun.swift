/// Different values over one denominator in ascending order, and how often each occurs.
///
/// It never changes, and is shared by all cells that it is counted in.
public final class ValueRun: Sendable {
  /// Positive; the values need not be in lowest terms.
  public let denominator: Int64
  public let numerators: [Int64]
  /// How many records have each value or a smaller one.
  public let upTo: [Int64]

  /// Takes values in ascending order with sums of positive counts, and at least one of them.
  public init(numerators: [Int64], upTo: [Int64], over denominator: Int64) {
    self.denominator = denominator
    self.numerators = numerators
    self.upTo = upTo
  }

  public var count: Int64 { upTo[upTo.count - 1] }

  /// How often the value at a place occurs.
  public func count(at place: Int) -> Int64 {
    place == 0 ? upTo[0] : upTo[place] - upTo[place - 1]
  }

  func value(at place: Int) -> Exact? { Exact(numerators[place], over: denominator) }

  /// The same over the least denominator that all values have in common.
  ///
  /// O(1) mostly, O(n) where it is another.
  var reduced: ValueRun {
    var divisor = UInt64(denominator)
    for numerator in numerators where divisor != 1 {
      divisor = greatestCommonDivisor(divisor, numerator.magnitude)
    }
    guard divisor != 1, let divisor = Int64(exactly: divisor) else { return self }
    return ValueRun(
      numerators: numerators.map { $0 / divisor }, upTo: upTo, over: denominator / divisor)
  }

  /// How many records have a value of at most `limit`, a numerator, given that the first value above
  /// lies in a range of places; and that place.
  func records(upTo limit: Int64, in range: Range<Int>) -> (count: Int64, place: Int) {
    let numerators = numerators
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if numerators[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return (low == 0 ? 0 : upTo[low - 1], low)
  }

  /// The sums of the positive and of the negative numerators, each as often as it occurs.
  ///
  /// `nil` beyond 128 bits. O(n).
  var sums: (positive: Int128, negative: Int128)? {
    var (positive, negative, before): (Int128, Int128, Int64) = (0, 0, 0)
    for place in numerators.indices {
      let term = Int128(numerators[place]) * Int128(upTo[place] - before)
      before = upTo[place]
      let (sum, overflow) = (term < 0 ? negative : positive).addingReportingOverflow(term)
      guard !overflow else { return nil }
      if term < 0 { negative = sum } else { positive = sum }
    }
    return (positive, negative)
  }
}
