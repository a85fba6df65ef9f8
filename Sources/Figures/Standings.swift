internal import Definitions
internal import Statistics

/// What the data say of the order of the ranked provinces.
struct Standings {
  /// In the order of the figures.
  let all: [Standing]
  let comparisons: [ProvinceComparison]
  /// Whether figures have errors; else they are full counts.
  let isEstimated: Bool

  /// Takes the figures that are ranked, with their ranks, and how many provinces have no data.
  ///
  /// O(n² log n + n³ × nodes of the quadratures).
  init(
    _ figures: [Figure], ranks: [Int], better: KPI.Direction, measure: Ranking.Measure, top: Int,
    incomplete: Set<String>, missing: Int
  ) {
    isEstimated = figures.contains { $0.interval != nil || $0.uncertainty != nil }
    let sign: Double = better == .higher ? 1 : -1
    let estimates =
      isEstimated
      ? IndependentEstimates(
        figures.map { sign * ($0.value?.double ?? 0) },
        errors: figures.map { $0.comparisonError(isProportion: measure == .proportion) }) : nil
    guard let estimates else {
      let possible =
        measure == .proportion
        ? Self.possible(figures, better: better, incomplete: incomplete, missing: missing)
        : [ClosedRange<Int>?](repeating: nil, count: figures.count)
      all = zip(ranks, possible).map { rank, possible in
        let isSettled = possible.map { $0.upperBound <= top || $0.lowerBound > top } ?? true
        return Standing(
          ranks: rank...rank, ownRanks: rank...rank, possible: possible,
          topProbability: isSettled ? (rank <= top ? 1 : 0) : nil, expectedRank: nil, error: nil)
      }
      comparisons = []
      return
    }
    let sets = estimates.rankSets(.holm, level: Standing.level)
    let chances = NormalShrinkage(estimates).map { shrunk in
      TopProbability(of: shrunk.posteriorMeans, errors: shrunk.conditionalErrors, among: top)
    }
    all = figures.indices.map { index in
      Standing(
        ranks: sets.ranges[index],
        ownRanks: estimates.marginalRanks(of: index, level: Standing.level).ranks, possible: nil,
        topProbability: chances?.probabilities[index], expectedRank: chances?.expectedRanks[index],
        error: estimates.errors[index].isFinite ? estimates.errors[index] : nil)
    }
    comparisons = Self.comparisons(figures, estimates)
  }

  /// The best and worst rank of each whatever the rejected and missing records hold.
  ///
  /// A province without data may be anywhere, and so may one of which nobody knows how much is missing.
  private static func possible(
    _ figures: [Figure], better: KPI.Direction, incomplete: Set<String>, missing: Int
  ) -> [ClosedRange<Int>?] {
    let bounds = figures.map { figure in
      let value = figure.value?.double ?? 0
      return incomplete.contains(figure.subject.provinceCode)
        ? Interval(lower: 0, upper: 1) : figure.bounds ?? Interval(lower: value, upper: value)
    }
    return bounds.indices.map { own in
      let others = bounds.indices.lazy.filter { $0 != own }.map { bounds[$0] }
      let ahead = others.count {
        better == .higher
          ? $0.lower > bounds[own].upper : $0.upper < bounds[own].lower
      }
      let perhapsAhead = others.count {
        better == .higher
          ? $0.upper > bounds[own].lower : $0.lower < bounds[own].upper
      }
      return (1 + ahead)...(1 + perhapsAhead + missing)
    }
  }

  private static func comparisons(
    _ figures: [Figure], _ estimates: IndependentEstimates
  ) -> [ProvinceComparison] {
    let pairs = estimates.pairs
    let statistics = pairs.map { estimates.statistic($0.first, $0.second) }
    let holm = MultipleTests.holm.adjust(
      statistics.map { Normal.lower(-$0) } + statistics.map { Normal.lower($0) })
    let probabilities = pairs.map { estimates.twoSided($0.first, $0.second) }
    let falseDiscovery = MultipleTests.benjaminiHochberg.adjust(probabilities)
    return pairs.indices.map { index in
      let (first, second) = (figures[pairs[index].first], figures[pairs[index].second])
      let difference = (first.value?.double ?? 0) - (second.value?.double ?? 0)
      let interval = first.interval.flatMap { a in
        second.interval.map { Self.interval(of: difference, first, a, second, $0) }
      }
      return ProvinceComparison(
        first: first, second: second, difference: difference, interval: interval,
        intervalMethod: interval == nil
          ? nil : [first, second].allSatisfy(\.isPlainWilson) ? "newcombe" : "square_and_add",
        statistic: statistics[index], probability: probabilities[index],
        holm: min(holm[index], holm[pairs.count + index]), falseDiscovery: falseDiscovery[index])
    }
  }

  /// The hybrid interval of a difference from those of both.
  ///
  /// Sources: R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10; G. Y. Zou and A.
  /// Donner, ibid. 27 (2008), 1693–1702.
  private static func interval(
    of difference: Double, _ first: Figure, _ a: Interval, _ second: Figure, _ b: Interval
  ) -> Interval {
    let (x, y) = (first.value?.double ?? 0, second.value?.double ?? 0)
    return Interval(
      lower: difference - hypotenuse(x - a.lower, b.upper - y),
      upper: difference + hypotenuse(a.upper - x, y - b.lower))
  }

  private static func hypotenuse(_ a: Double, _ b: Double) -> Double {
    (a * a + b * b).squareRoot()
  }
}

extension Figure {
  /// Whether its interval is Wilson's of plain counts.
  fileprivate var isPlainWilson: Bool { uncertainty == nil && intervalMethod == "wilson" }
}
