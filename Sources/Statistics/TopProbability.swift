/// How likely each of several quantities, known with normal errors, is to be among the k largest.
///
/// By quadrature: P_j = ∫ φ_j(t) P(fewer than k of the others exceed t) dt, the inner probability being that
/// of a sum of independent events. Deterministic; the probabilities add up to k. The raw estimates
/// overstate how much the true values differ: take those of `NormalShrinkage`.
/// Sources: N. M. Laird and T. A. Louis, J. Educational Statistics 14 (1989), 29–46; H. Goldstein and
/// D. J. Spiegelhalter, JRSS A 159 (1996), 385–443.
public struct TopProbability: Hashable, Sendable {
  public let probabilities: [Double]
  /// 1 + the sum of the chances that each of the others is larger.
  public let expectedRanks: [Double]

  /// Takes means and standard deviations, all positive or all 0: then those who are tied share the places.
  ///
  /// O(n² k × nodes).
  public init(of means: [Double], errors: [Double], among k: Int) {
    guard k > 0, errors.contains(where: { $0 > 0 }) else {
      (probabilities, expectedRanks) = Self.known(means, among: k)
      return
    }
    let all = means.indices
    expectedRanks = all.map { own in
      all.reduce(1) { sum, other in
        guard other != own else { return sum }
        let error = (errors[other] * errors[other] + errors[own] * errors[own]).squareRoot()
        return sum + Normal.lower((means[other] - means[own]) / error)
      }
    }
    probabilities = all.map { own in
      guard k < means.count else { return 1 }
      let others = all.filter { $0 != own }
      let slopes = others.map { errors[own] / errors[$0] }
      let starts = others.map { (means[$0] - means[own]) / errors[$0] }
      let normal = NormalTable.shared
      var exactly = [Double](repeating: 0, count: k)
      func fewerThanK(_ u: Double) -> Double {
        Self.fewer(
          &exactly, of: others.count, events: { normal.lower(starts[$0] - u * slopes[$0]) })
      }
      let probability = NormalIntegral(for: fewerThanK).of(fewerThanK)
      return min(1, max(0, probability))
    }
  }

  private static func known(
    _ means: [Double], among k: Int
  ) -> (probabilities: [Double], expectedRanks: [Double]) {
    let places = means.map { mean in
      (above: means.count { $0 > mean }, tied: means.count { $0 == mean })
    }
    return (
      places.map { min(1, max(0, Double(k - $0.above) / Double($0.tied))) },
      places.map { Double($0.above) + Double($0.tied + 1) / 2 }
    )
  }

  /// The probability that fewer of independent events happen than `exactly` has places.
  private static func fewer(
    _ exactly: inout [Double], of count: Int, events: (Int) -> Double
  ) -> Double {
    for place in exactly.indices { exactly[place] = 0 }
    exactly[0] = 1
    for event in 0..<count {
      let probability = events(event)
      for place in stride(from: exactly.count - 1, to: 0, by: -1) {
        exactly[place] += probability * (exactly[place - 1] - exactly[place])
      }
      exactly[0] *= 1 - probability
    }
    return exactly.reduce(0, +)
  }
}
