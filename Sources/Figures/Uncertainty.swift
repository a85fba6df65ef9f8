public import Definitions
public import Statistics

/// What a survey's figure is from, and how sure it is: it travels with the number.
public final class Uncertainty: Sendable {
  public let basis: Instrument.Basis
  /// Responses that count in the denominator; `nil` where that is withheld.
  public let responses: Int?
  /// The estimate with the weights of the design, as a proportion for shares.
  public let weightedValue: Double?
  public let standardError: Double?
  /// Of the interval.
  public let level: Double
  /// The size of a simple random sample that would be as sure; never more than the responses.
  public let effectiveSize: Double?
  public let designEffect: Double?
  /// Where the design effect is from.
  public let rule: Rule?
  /// Kish's effect of unequal weights.
  public let weightingEffect: Double?
  /// Degrees of freedom: sites less strata.
  public let degrees: Int?
  /// The Wilson interval of the plain counts, as if people had been drawn one by one.
  public let plain: Interval?

  public enum Rule: String, CaseIterable, Sendable {
    /// The variance of the sample itself.
    case estimated
    case medianOfItems = "median_of_items"
    case kish
    case standard
  }

  public init(
    basis: Instrument.Basis, responses: Int? = nil, weightedValue: Double? = nil,
    standardError: Double? = nil, level: Double = 0.95, effectiveSize: Double? = nil,
    designEffect: Double? = nil, rule: Rule? = nil, weightingEffect: Double? = nil,
    degrees: Int? = nil, plain: Interval? = nil
  ) {
    self.basis = basis
    self.responses = responses
    self.weightedValue = weightedValue
    self.standardError = standardError
    self.level = level
    self.effectiveSize = effectiveSize
    self.designEffect = designEffect
    self.rule = rule
    self.weightingEffect = weightingEffect
    self.degrees = degrees
    self.plain = plain
  }
}

extension Uncertainty: Hashable {
  public static func == (a: Uncertainty, b: Uncertainty) -> Bool {
    a === b || a.content == b.content
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(content) }

  private struct Content: Hashable {
    let basis: Instrument.Basis
    let numbers: [Double?]
    let counts: [Int?]
    let rule: Rule?
    let plain: Interval?
  }

  private var content: Content {
    Content(
      basis: basis,
      numbers: [weightedValue, standardError, level, effectiveSize, designEffect, weightingEffect],
      counts: [responses, degrees], rule: rule, plain: plain)
  }
}
