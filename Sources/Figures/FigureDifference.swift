internal import Definitions
public import Statistics

/// How far a figure lies from an earlier one, and whether that is beyond chance.
///
/// Of full counts the difference is a fact: it has neither an interval nor a probability.
public struct FigureDifference: Hashable, Sendable {
  /// The later value less the earlier one, in their unit.
  public let value: Quantity
  public var interval: Interval?
  public var method: Method?
  public var standardError: Double?
  public var degrees: Double?
  /// How likely a difference as great as this is, to either side, where nothing changed.
  public var probability: Double?
  /// The same adjusted for all that was tested together, by Holm.
  public var adjusted: Double?

  /// How the interval was found.
  public enum Method: String, CaseIterable, Sendable {
    /// Newcombe's hybrid score interval of plain counts; the probability is that of the pooled statistic.
    case newcombe
    /// Student's, of the linearised variance of the difference: what sites that were asked in both
    /// periods have in common is taken into account.
    case sharedSites = "student_shared_sites"
    /// Student's, of both standard errors as if the samples were independent; of shares each with
    /// p̃ = (m p + ½)/(m + 1) of its effective size m, so that 100 % is not taken for sure.
    case independent = "student_independent"
  }

  /// Below this an adjusted probability is beyond chance.
  public static let significance = 0.05

  /// Whether it is beyond chance; `nil` where that is not told.
  public var isSignificant: Bool? { adjusted.map { $0 < Self.significance } }

  /// The difference alone; `nil` where a value is not there.
  public init?(from old: Figure?, to new: Figure?) {
    guard let before = old?.value, let now = new?.value else { return nil }
    value = now.plus(before.times(Exact(-1)))
  }

  /// The difference of figures from records that have nothing in common, such as those of two periods.
  ///
  /// `isShare` tells whether the values are shares of counts; the level is that of the interval. `nil` where
  /// a value is not there. O(1).
  public init?(from old: Figure?, to new: Figure?, isShare: Bool, level: Double) {
    guard let old, let new else { return nil }
    self.init(from: old, to: new)
    guard !old.isFact, !new.isFact else { return }
    if let before = old.uncertainty, let now = new.uncertainty, before.effectiveSize != nil,
      now.effectiveSize != nil
    {
      compare(before, now, isShare: isShare, level: level)
    } else if isShare, let x1 = new.numerator?.integer, let n1 = new.denominator,
      let x2 = old.numerator?.integer, let n2 = old.denominator
    {
      guard let proportions = TwoProportions(x1, of: n1, and: x2, of: n2) else { return }
      interval = proportions.newcombe(level: level)
      method = .newcombe
      standardError = proportions.standardError
      probability = proportions.pooledProbability
    }
  }

  /// Takes the errors of two independent samples together; degrees of freedom by Welch and Satterthwaite.
  private mutating func compare(
    _ old: Uncertainty, _ new: Uncertainty, isShare: Bool, level: Double
  ) {
    let variances = [old, new].compactMap { isShare ? $0.shrunkVariance : $0.ownVariance }
    let degrees = [old, new].compactMap(\.degreesOfError)
    guard variances.count == 2, degrees.count == 2 else { return }
    let variance = variances[0] + variances[1]
    let spread = zip(variances, degrees).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }
    guard variance > 0, spread > 0 else { return }
    test(variance: variance, degrees: variance * variance / spread, level: level, .independent)
  }

  /// Takes the variance of the difference and its degrees of freedom, both above 0.
  mutating func test(variance: Double, degrees: Double, level: Double, _ method: Method) {
    let (student, error) = (Student(degrees: degrees), variance.squareRoot())
    let half = student.reach(level) * error
    interval = Interval(lower: value.double - half, upper: value.double + half)
    self.method = method
    standardError = error
    self.degrees = degrees
    probability = student.twoSided(value.double / error)
  }
}

extension [FigureDifference?] {
  /// Adjusts the probabilities of these for one another, by Holm.
  ///
  /// O(n log n).
  public mutating func adjust() {
    let tested = indices.filter { self[$0]?.probability != nil }
    let adjusted = MultipleTests.holm.adjust(tested.compactMap { self[$0]?.probability })
    for (index, probability) in zip(tested, adjusted) { self[index]?.adjusted = probability }
  }
}

extension Figure {
  /// Whether it is a full count, in which there is no chance.
  var isFact: Bool { uncertainty == nil && interval == nil && !isUndeclared }
}

extension Uncertainty {
  /// The variance of a share that stays above 0 where everybody or nobody has the property.
  fileprivate var shrunkVariance: Double? {
    guard let size = effectiveSize, size > 0, let share = weightedValue else { return nil }
    let shrunk = (size * share + 0.5) / (size + 1)
    return shrunk * (1 - shrunk) / size
  }

  fileprivate var ownVariance: Double? {
    standardError.flatMap { $0 > 0 ? $0 * $0 : nil }
  }

  /// Of the variance: sites less strata; where that says nothing, the effective size less 1.
  fileprivate var degreesOfError: Double? {
    if let degrees, degrees > 0, rule == .estimated { return Double(degrees) }
    return effectiveSize.flatMap { $0 > 1 ? $0 - 1 : nil }
  }
}
