/// How often each exact value occurs.
///
/// Counts are added up by putting their runs together; nothing is sorted again. Statistics and
/// equality depend neither on the order in which values were counted nor on how they lie in runs.
public struct ValueCounts: Sendable, Mergeable {
  public private(set) var runs: [ValueRun]

  public init() { runs = [] }

  public init(_ runs: [ValueRun]) { self.runs = runs }

  /// Takes values with positive counts.
  ///
  /// O(n log n).
  public init(_ counts: [Exact: Int64]) {
    let byDenominator = Dictionary(grouping: counts.filter { $0.value > 0 }, by: \.key.denominator)
    runs = byDenominator.sorted { $0.key < $1.key }.map { denominator, bins in
      ValueRun(bins.map { ($0.key.numerator, $0.value) }, over: denominator)
    }
  }

  /// How many records there are.
  public var count: Int64 { runs.reduce(0) { $0 + $1.count } }

  /// Adds counts of other records.
  ///
  /// O(runs of `other`).
  public mutating func merge(_ other: ValueCounts) { runs += other.runs }

  /// The same in one run over the least common denominator; `nil` without values, and where the
  /// numerators or the denominator need more than 64 bits.
  ///
  /// O(n log n), O(1) mostly where it is one run already.
  public var unified: ValueRun? {
    guard runs.count != 1 else { return runs[0].reduced }
    let runs = runs.map(\.reduced)
    guard let first = runs.first, let scale = CommonScale(runs) else { return nil }
    if runs.count == 1 { return first }
    var bins: [(numerator: Int64, count: Int64)] = []
    for (run, factor) in zip(runs, scale.factors) {
      for place in run.numerators.indices {
        bins.append((run.numerators[place] * factor, run.count(at: place)))
      }
    }
    return ValueRun(bins, over: scale.denominator)
  }

  /// The values in ascending order, in lowest terms, with their counts.
  ///
  /// O(n log n).
  public var bins: [(value: Exact, count: Int64)] {
    if let run = unified {
      return run.numerators.indices.compactMap { place in
        run.value(at: place).map { ($0, run.count(at: place)) }
      }
    }
    var counts: [Exact: Int64] = [:]
    for run in runs {
      for place in run.numerators.indices {
        if let value = run.value(at: place) { counts[value, default: 0] += run.count(at: place) }
      }
    }
    return counts.map { (value: $0.key, count: $0.value) }.sorted { $0.value < $1.value }
  }
}

extension ValueCounts: Hashable {
  public static func == (a: ValueCounts, b: ValueCounts) -> Bool {
    a.bins.elementsEqual(b.bins, by: ==)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(count) }
}

extension ValueRun {
  /// Sorts values, not all different, and puts equal ones together.
  fileprivate convenience init(
    _ bins: [(numerator: Int64, count: Int64)], over denominator: Int64
  ) {
    var (numerators, upTo): ([Int64], [Int64]) = ([], [])
    var total: Int64 = 0
    for (numerator, count) in bins.sorted(by: { $0.numerator < $1.numerator }) {
      total += count
      if numerators.last == numerator {
        upTo[upTo.count - 1] = total
      } else {
        numerators.append(numerator)
        upTo.append(total)
      }
    }
    self.init(numerators: numerators, upTo: upTo, over: denominator)
  }
}

/// A denominator that several runs have in common.
struct CommonScale {
  let denominator: Int64
  /// For each run what its numerators are multiplied by.
  let factors: [Int64]

  /// Fails where the denominator or a numerator needs more than 64 bits.
  init?(_ runs: [ValueRun]) {
    var common: Int64 = 1
    for run in runs where common % run.denominator != 0 {
      let divisor = greatestCommonDivisor(common.magnitude, run.denominator.magnitude)
      let (product, overflow) = common.multipliedReportingOverflow(
        by: run.denominator / Int64(divisor))
      guard !overflow else { return nil }
      common = product
    }
    var factors: [Int64] = []
    for run in runs {
      let factor = common / run.denominator
      for end in [run.numerators[0], run.numerators[run.numerators.count - 1]]
      where end.multipliedReportingOverflow(by: factor).overflow { return nil }
      factors.append(factor)
    }
    self.denominator = common
    self.factors = factors
  }
}
