/// The answers of one respondent to several items on one scale, in the order of the form.
public struct LikertForm: Hashable, Sendable {
  /// How many items the form has.
  public let items: Int
  /// The grades given, from 1 upwards, in order.
  public let grades: [Int]

  /// Takes one answer an item; `nil` is none.
  public init(_ answers: some Collection<Int?>) {
    items = answers.count
    grades = answers.compactMap(\.self)
  }

  /// Whether every item has an answer.
  public var isComplete: Bool { items > 0 && grades.count == items }

  /// Whether every item has the same answer.
  public var isStraightLine: Bool { isComplete && longestRun == items }

  /// The mean grade, where at least half of the items have an answer.
  public var score: Double? {
    guard !grades.isEmpty, 2 * grades.count >= items else { return nil }
    return Double(grades.reduce(0, +)) / Double(grades.count)
  }

  /// How many equal answers in a row there are at most, among those given.
  ///
  /// O(items).
  public var longestRun: Int {
    var (longest, run) = (0, 0)
    for (index, grade) in grades.enumerated() {
      run = index > 0 && grades[index - 1] == grade ? run + 1 : 1
      longest = max(longest, run)
    }
    return longest
  }

  /// The standard deviation of the answers given, `nil` for fewer than two.
  ///
  /// Source: A. M. Dunn et al., Journal of Business and Psychology 33 (2018), 105–121.
  public var variability: Double? { LikertItem(grades, grades: grades.max() ?? 0).deviation }
}
