/// The design effect that stands in where a survey's own variance says nothing, and the rule it is by.
///
/// Where everybody answers alike, the estimated variance is 0, which is not to say that it is sure.
public struct FallbackDesignEffect: Hashable, Sendable {
  public enum Rule: String, Sendable {
    /// The median of the design effects of the other items of the same questionnaire in the same place.
    case medianOfItems = "median_of_items"
    /// Kish: (1 + (b̄ − 1)ρ)(1 + cv²) from the respondents per primary unit and the weights.
    case kish
    /// 2, where nothing is known.
    case standard
  }

  /// Never below 1.
  public let value: Double
  public let rule: Rule

  /// Takes the first rule that there is something for.
  ///
  /// - Parameters:
  ///   - items: design effects of the other items; what is no positive number takes no part.
  ///   - rowsPerUnit: the mean number of respondents per primary sampling unit, where units are known.
  ///   - relativeWeightVariance: the square of the coefficient of variation of the weights.
  ///   - intraclass: the correlation of the answers given in one unit.
  public init(
    items: [Double] = [], rowsPerUnit: Double? = nil, relativeWeightVariance: Double = 0,
    intraclass: Double = 0.05
  ) {
    let known = items.filter { $0.isFinite && $0 > 0 }.sorted()
    if !known.isEmpty {
      rule = .medianOfItems
      value = max(1, (known[(known.count - 1) / 2] + known[known.count / 2]) / 2)
    } else if let rowsPerUnit {
      rule = .kish
      value = max(1, (1 + (rowsPerUnit - 1) * intraclass) * (1 + relativeWeightVariance))
    } else {
      rule = .standard
      value = 2
    }
  }
}
