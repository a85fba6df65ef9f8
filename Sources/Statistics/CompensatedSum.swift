/// A sum of doubles that keeps what rounding would lose.
///
/// Its value hardly depends on the order of the terms: the error is that of one rounding, unless the
/// terms cancel by more than sixteen digits. Source: A. Neumaier, ZAMM 54 (1974), 39–51.
public struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var lost = 0.0

  public init() {}

  /// Adds one term.
  ///
  /// O(1).
  public mutating func add(_ term: Double) {
    let next = sum + term
    lost += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  /// The sum; infinite or not a number where a term was.
  public var value: Double { sum.isFinite ? sum + lost : sum }
}

extension Sequence<Double> {
  /// The compensated sum.
  ///
  /// O(count).
  func compensatedSum() -> Double {
    var sum = CompensatedSum()
    for term in self { sum.add(term) }
    return sum.value
  }
}
