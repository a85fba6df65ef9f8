/// Where numbers lie and how far apart, both untouched by a few that are far away.
public struct MedianScale: Hashable, Sendable {
  /// The median; of an even number of values the mean of the two in the middle.
  public let median: Double
  /// 1.4826 times the median distance from the median: the standard deviation of a normal distribution.
  public let deviation: Double

  /// `nil` without values, or with one that is no number; O(n log n).
  public init?(_ values: [Double]) {
    guard !values.isEmpty, !values.contains(where: \.isNaN) else { return nil }
    let median = Self.median(values)
    self.median = median
    deviation = 1.4826 * Self.median(values.map { abs($0 - median) })
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
