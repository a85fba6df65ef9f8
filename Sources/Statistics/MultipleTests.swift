/// How the probabilities of many tests are adjusted so that together they do not mislead.
public enum MultipleTests: String, CaseIterable, Sendable {
  /// Bonferroni: the chance of one false finding or more, whatever the tests.
  case bonferroni
  /// Holm, Scandinavian Journal of Statistics 6 (1979), 65–70: the same, and never more cautious.
  case holm
  /// Hochberg, Biometrika 75 (1988), 800–802: the same for tests that are independent.
  case hochberg
  /// Benjamini and Hochberg, JRSS B 57 (1995), 289–300: the share of findings that are false.
  case benjaminiHochberg = "BH"
  /// Benjamini and Yekutieli, Annals of Statistics 29 (2001), 1165–1188: the same, whatever the tests.
  case benjaminiYekutieli = "BY"

  /// The adjusted probabilities, in the order of the given ones.
  ///
  /// O(n log n).
  public func adjust(_ probabilities: [Double]) -> [Double] {
    let n = Double(probabilities.count)
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    /// Multiplies each by a factor of its rank from 1, and lets none fall below a smaller one.
    func stepDown(_ factor: (Double) -> Double) -> [Double] {
      var adjusted = probabilities
      var greatest = 0.0
      for (rank, index) in order.enumerated() {
        greatest = max(greatest, factor(Double(rank + 1)) * probabilities[index])
        adjusted[index] = min(1, greatest)
      }
      return adjusted
    }
    /// The same from the greatest, and lets none rise above a greater one.
    func stepUp(_ factor: (Double) -> Double) -> [Double] {
      var adjusted = probabilities
      var least = 1.0
      for (rank, index) in order.enumerated().reversed() {
        least = min(least, factor(Double(rank + 1)) * probabilities[index])
        adjusted[index] = least
      }
      return adjusted
    }
    switch self {
    case .bonferroni: return probabilities.map { min(1, n * $0) }
    case .holm: return stepDown { n - $0 + 1 }
    case .hochberg: return stepUp { n - $0 + 1 }
    case .benjaminiHochberg: return stepUp { n / $0 }
    case .benjaminiYekutieli:
      let harmonic = probabilities.indices.reduce(0) { $0 + 1 / Double($1 + 1) }
      return stepUp { n / $0 * harmonic }
    }
  }
}
