/// Families of tests that are made together, and together raise few false alarms.
///
/// Each family gets an equal part of the rate, and is adjusted by Benjamini and Hochberg: where nothing is
/// wrong at all, the chance that any of them is significant is at most the rate; of those that are, the
/// share that is false is at most a family's part of it on average.
public enum FalseDiscovery {
  /// A test that can only give certain probabilities, the least of which is known beforehand.
  public struct Test: Hashable, Sendable {
    public let probability: Double
    /// The least that it could have given; 0 where nothing bounds it.
    public let least: Double

    public init(_ probability: Double, least: Double = 0) {
      self.probability = probability
      self.least = least
    }
  }

  /// The adjusted probabilities, multiplied by the number of families.
  ///
  /// Each is to be held against the rate itself. A test that could not be significant whatever happened is
  /// not counted, and gets 1.
  ///
  /// O(n log n). Source: P. B. Gilbert, Applied Statistics 54 (2005), 143–158, after R. E. Tarone.
  public static func adjust(_ families: [[Test]], rate: Double) -> [[Double]] {
    let count = Double(families.count)
    return families.map { tests in
      let attainable = attainable(tests, rate: rate / count)
      let adjusted = MultipleTests.benjaminiHochberg.adjust(
        attainable.map { tests[$0].probability })
      var result = [Double](repeating: 1, count: tests.count)
      for (place, value) in zip(attainable, adjusted) { result[place] = min(1, count * value) }
      return result
    }
  }

  /// The tests that could be the only significant one of K, K being the least number that allows it.
  private static func attainable(_ tests: [Test], rate: Double) -> [Int] {
    let least = tests.map(\.least).sorted()
    var number = 1
    // So many tests reach rate/number; with more of them than that, each must reach less.
    while number < least.count, least[number] <= rate / Double(number) { number += 1 }
    let bound = rate / Double(number)
    return tests.indices.filter { tests[$0].least <= bound }
  }
}
