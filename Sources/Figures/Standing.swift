public import Statistics

/// What the data say of a province's true place in a ranking, beside the rank of its value.
///
/// Where figures have errors the sets hold with 95 %. Full counts have none: their rank is a fact of the
/// records that came, and `possible` tells what the others could make of it.
public struct Standing: Hashable, Sendable {
  /// The ranks that its true rank is among, with confidence for all provinces together.
  public let ranks: ClosedRange<Int>
  /// The same for this province alone.
  public let ownRanks: ClosedRange<Int>
  /// The ranks of a share of full counts whatever the rejected and missing records hold; `nil` of
  /// what is not one.
  public let possible: ClosedRange<Int>?
  /// How likely it is to be truly among the first k; `nil` where that is not known.
  public let topProbability: Double?
  public let expectedRank: Double?
  /// The standard error that it was compared with.
  public let error: Double?

  /// The best and the worst rank that have to be reckoned with, from whatever source.
  public var span: ClosedRange<Int> { possible ?? ranks }

  /// Whether it may truly be among the first k.
  public func mayBeAmong(_ k: Int) -> Bool { span.lowerBound <= k }

  /// Whether it is truly among the first k.
  public func isAmong(_ k: Int) -> Bool { span.upperBound <= k }

  /// Of how sure all sets together are.
  public static let level = 0.95
}

/// Two provinces of a ranking beside each other.
public struct ProvinceComparison: Hashable, Sendable {
  public let first: Figure
  public let second: Figure
  /// The value of the first less that of the second.
  public let difference: Double
  /// Of the difference: Newcombe's of plain counts, else from the intervals of both by the same square
  /// and add; `nil` where one of them has none.
  public let interval: Interval?
  public let intervalMethod: String?
  /// How many standard errors apart they are; positive where the first is better.
  public let statistic: Double
  /// How likely equal provinces are to differ so much, to either side.
  public let probability: Double
  /// That the better is not better, among all ordered pairs of the ranking: what the rank sets are from.
  public let holm: Double
  /// `probability` by Benjamini and Hochberg among all pairs.
  public let falseDiscovery: Double

  /// Whether it is settled which is better.
  public var isSettled: Bool { holm <= 1 - Standing.level }
}
