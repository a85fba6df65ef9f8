internal import Foundation

/// How far the parts of a whole have moved from what they were in earlier samples of it.
///
/// The population stability index Σ(p − q)·ln(p/q) says how much; of few records it is large by chance
/// alone. How surprising that is says Pearson's Σ(O − E)²/E, divided by what earlier samples, each beside
/// all of them, showed to be usual: parts that vary from sample to sample with a correlation ρ inside each
/// multiply it by 1 + (n − 1)ρ, and where it varied more than that, degrees of freedom are fewer
/// (Satterthwaite). Where single samples stuck out now and then, this one must stick out further than they. Parts of which less than `fewestExpected` is expected are taken together.
///
/// Sources: S. S. Brier, Biometrika 67 (1980), 591–596; J. N. K. Rao and A. J. Scott, Annals of
/// Statistics 12 (1984), 46–60.
public struct CompositionShift: Hashable, Sendable {
  public static let fewestExpected = 2.0
  /// So many earlier samples at least.
  public static let fewestSamples = 10
  /// A sample that is rarer than this among usual ones is none of them.
  private static let oddity = 1e-5

  /// The population stability index, with half a record more in each part.
  public let stability: Double
  /// Pearson's statistic divided by its design effect.
  public let statistic: Double
  public let degrees: Double
  /// The correlation ρ inside a sample.
  public let correlation: Double
  /// The chance of a shift at least as great.
  public let probability: Double

  /// Compares `now` with earlier samples, counts of the same parts each.
  ///
  /// A sample that lies far off what the middle ones show to be usual is left out once, so that an old
  /// fault does not hide a new one. `nil` for too few samples, or fewer than two parts to compare.
  /// O(samples × parts).
  public init?(_ now: [Int], from samples: [[Int]]) {
    let samples = samples.filter { $0.contains { $0 > 0 } }
    guard let first = Self.fit(samples, for: now) else { return nil }
    let usual = zip(samples, first.isOdd).filter { !$1 }.map(\.0)
    guard let fit = usual.count == samples.count ? first : Self.fit(usual, for: now) else {
      return nil
    }
    self.init(now, fit, first)
  }

  private init(_ now: [Int], _ fit: Fit, _ first: Fit) {
    let counts = fit.pooled(now)
    let n = counts.reduce(0, +)
    degrees = fit.degrees
    correlation = fit.correlation
    statistic = Self.pearson(counts, fit.shares) / fit.effect(n)
    let whole = Double(fit.shares.count - 1)
    probability = max(
      ChiSquared(degrees: degrees).upper(statistic * degrees / whole),
      Self.tail(
        Self.pearson(first.pooled(now), first.shares) / first.effect(n), beside: first.scaled))
    let k = Double(counts.count)
    stability = zip(counts, fit.totals).reduce(0) { sum, part in
      let p = (part.0 + 0.5) / (n + k / 2)
      let q = (part.1 + 0.5) / (fit.size + k / 2)
      return sum + (p - q) * log(p / q)
    }
  }

  /// What earlier samples say.
  private struct Fit {
    /// For each part the cell that it is counted in.
    let cells: [Int]
    let totals: [Double]
    let size: Double
    let shares: [Double]
    var correlation = 0.0
    var degrees: Double
    /// Of each sample Pearson's statistic divided by its design effect.
    var scaled: [Double] = []
    /// Whether a sample is a shift itself.
    var isOdd: [Bool] = []

    func pooled(_ counts: [Int]) -> [Double] {
      var pooled = [Double](repeating: 0, count: totals.count)
      for (part, count) in counts.enumerated() { pooled[cells[part]] += Double(count) }
      return pooled
    }

    /// The design effect of a sample of `n`; the shares themselves are known from `size` only.
    func effect(_ n: Double) -> Double {
      (1 + max(0, n - 1) * correlation) * (1 + n / size)
    }
  }

  private static func fit(_ samples: [[Int]], for now: [Int]) -> Fit? {
    let sizes = samples.map { Double($0.reduce(0, +)) }
    let n = Double(now.reduce(0, +))
    let size = sizes.reduce(0, +)
    guard samples.count >= fewestSamples, n > 0 else { return nil }
    let all = now.indices.map { part in Double(samples.reduce(0) { $0 + $1[part] }) }
    // Part 0 is all that is too rare to stand alone.
    let common = all.indices.filter { all[$0] / size * n >= fewestExpected }
    var cells = [Int](repeating: 0, count: all.count)
    for (place, part) in common.enumerated() { cells[part] = place + 1 }
    var totals = [Double](repeating: 0, count: common.count + 1)
    for (part, cell) in cells.enumerated() { totals[cell] += all[part] }
    if totals[0] / size * n < fewestExpected, let least = common.min(by: { all[$0] < all[$1] }) {
      let joined = cells[least]
      totals[joined] += totals[0]
      totals.removeFirst()
      cells = cells.map { ($0 == 0 ? joined : $0) - 1 }
    }
    guard totals.count > 1 else { return nil }
    var fit = Fit(
      cells: cells, totals: totals, size: size, shares: totals.map { $0 / size },
      degrees: Double(totals.count - 1))
    let statistics = samples.map { pearson(fit.pooled($0), fit.shares) }
    // A sample is part of what it is compared with, and so nearer to it.
    let free = sizes.map { max(0, 1 - $0 / size) }
    var (excess, weight) = (0.0, 0.0)
    for (place, statistic) in statistics.enumerated() {
      excess += statistic - fit.degrees * free[place]
      weight += fit.degrees * (sizes[place] - 1) * free[place]
    }
    fit.correlation = weight > 0 ? min(max(0, excess / weight), 1) : 0
    let k = fit.degrees
    func scaled(_ correlation: Double) -> [Double] {
      statistics.indices.map { place in
        guard free[place] > 0 else { return 0 }
        return statistics[place] / (1 + (sizes[place] - 1) * correlation) / free[place]
      }
    }
    // Wilson and Hilferty's median of the chi-squared distribution.
    let middle = k * pow(1 - 2 / (9 * k), 3)
    let usual = statistics.indices.filter { free[$0] > 0 && sizes[$0] > 1 }.map { place in
      (statistics[place] / free[place] / middle - 1) / (sizes[place] - 1)
    }.sorted()
    let robust = usual.isEmpty ? 0 : min(max(0, usual[usual.count / 2]), 1)
    fit.isOdd = scaled(robust).map { ChiSquared(degrees: k).upper($0) < oddity }
    fit.scaled = scaled(fit.correlation)
    let spread =
      fit.scaled.reduce(0) { $0 + ($1 - k) * ($1 - k) } / Double(samples.count)
    if spread > 2 * k { fit.degrees = max(0.5, 2 * k * k / spread) }
    return fit
  }

  /// The chance of a statistic as great among those of earlier samples, odd ones not left out: by
  /// Student's distribution of cube roots, which are nearly normal (Wilson and Hilferty).
  private static func tail(_ statistic: Double, beside samples: [Double]) -> Double {
    let roots = samples.map { cbrt(max(0, $0)) }
    let n = Double(roots.count)
    let mean = roots.reduce(0, +) / n
    let variance = roots.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let away = cbrt(statistic) - mean
    guard variance > 0 else { return away > 0 ? 0 : 1 }
    let t = away / (variance * (1 + 1 / n)).squareRoot()
    return Student(degrees: n - 1).lower(-t)
  }

  private static func pearson(_ counts: [Double], _ shares: [Double]) -> Double {
    let n = counts.reduce(0, +)
    guard n > 0 else { return 0 }
    return zip(counts, shares).reduce(0) { sum, cell in
      let expected = n * cell.1
      return expected > 0 ? sum + (cell.0 - expected) * (cell.0 - expected) / expected : sum
    }
  }
}
