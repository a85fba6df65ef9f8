/// Independent estimates with normal errors, of which the true order is asked; larger is better.
///
/// Their ranks are noisy: `RankSets` tells which places are settled, `TopProbability` how likely each is
/// to be among the best.
public struct IndependentEstimates: Hashable, Sendable {
  public let values: [Double]
  /// Standard errors: positive; infinite where nothing is known of an estimate.
  public let errors: [Double]

  /// Takes as many errors as values; `nil` where a value is not finite or an error not positive.
  public init?(_ values: [Double], errors: [Double]) {
    guard values.count == errors.count, values.allSatisfy(\.isFinite),
      errors.allSatisfy({ $0 > 0 })
    else { return nil }
    self.values = values
    self.errors = errors
  }

  public var count: Int { values.count }

  /// Of each: 1 + how many have a strictly larger estimate.
  ///
  /// O(n²).
  public var ranks: [Int] { values.map { value in 1 + values.count { $0 > value } } }

  /// The standard error of the difference of two.
  func error(_ first: Int, _ second: Int) -> Double {
    (errors[first] * errors[first] + errors[second] * errors[second]).squareRoot()
  }

  /// How many standard errors the first is above the second; 0 where nothing is known of one of them.
  public func statistic(_ first: Int, _ second: Int) -> Double {
    (values[first] - values[second]) / error(first, second)
  }

  /// How likely two that are equal are to differ so much, to either side.
  public func twoSided(_ first: Int, _ second: Int) -> Double {
    2 * Normal.lower(-statistic(first, second).magnitude)
  }

  /// Every unordered pair, the first before the second, row by row.
  public var pairs: [(first: Int, second: Int)] {
    values.indices.flatMap { first in
      (first + 1..<max(first + 1, count)).map { (first, $0) }
    }
  }
}
