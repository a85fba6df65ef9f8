/// The answers to one item on a scale from 1 upwards.
public struct LikertItem: Hashable, Sendable {
  /// How many gave each grade, from 1 upwards.
  public let counts: [Int]
  /// How many gave no answer.
  public let missing: Int
  /// How many answers are no grade of the scale; they count as nothing else.
  public let invalid: Int

  public init(counts: [Int], missing: Int, invalid: Int = 0) {
    self.counts = counts
    self.missing = missing
    self.invalid = invalid
  }

  /// Counts answers; `nil` is none.
  ///
  /// O(n).
  public init(_ answers: some Sequence<Int?>, grades: Int) {
    var counts = [Int](repeating: 0, count: grades)
    var (missing, invalid) = (0, 0)
    for answer in answers {
      switch answer {
      case nil: missing += 1
      case .some(let grade) where 1...grades ~= grade: counts[grade - 1] += 1
      default: invalid += 1
      }
    }
    self.init(counts: counts, missing: missing, invalid: invalid)
  }

  /// How many gave a grade.
  public var answered: Int { counts.reduce(0, +) }

  private var sums: (grades: Int, squares: Int) {
    counts.enumerated().reduce((0, 0)) {
      let grade = $1.offset + 1
      return ($0.0 + grade * $1.element, $0.1 + grade * grade * $1.element)
    }
  }

  /// The mean grade; `nil` without answers.
  public var mean: Double? { answered > 0 ? Double(sums.grades) / Double(answered) : nil }

  /// The standard deviation of the grades; `nil` for fewer than two answers.
  public var deviation: Double? {
    guard answered > 1 else { return nil }
    let (n, sums) = (answered, sums)
    let squares = Double(n * sums.squares - sums.grades * sums.grades) / Double(n)
    return (squares / Double(n - 1)).squareRoot()
  }

  /// How many gave this grade or a higher one, such as 4 for the top two boxes of five.
  public func count(from grade: Int) -> Int { counts.dropFirst(grade - 1).reduce(0, +) }

  /// How many gave this grade or a lower one.
  public func count(upTo grade: Int) -> Int { counts.prefix(grade).reduce(0, +) }

  /// What the share from a grade upwards could be if those who did not answer had all given less, or all
  /// at least that; `nil` without respondents.
  public func bounds(from grade: Int) -> Interval? {
    let asked = answered + missing
    guard asked > 0 else { return nil }
    return Interval(
      lower: Double(count(from: grade)) / Double(asked),
      upper: Double(count(from: grade) + missing) / Double(asked))
  }
}
