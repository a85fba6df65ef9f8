internal import Definitions
internal import Statistics

/// Conditions and numbers compiled into steps, each one loop over a batch.
///
/// What several of them share is one step. Steps come after those that they need.
struct Program: Sendable {
  /// Places in the lists of steps.
  typealias TruthID = Int
  typealias OrdinalID = Int
  typealias NumberID = Int

  enum TruthStep: Hashable {
    case constant(Bool?)
    case flag(Int)
    case compareConstant(OrdinalID, Comparison, Int64)
    case compare(OrdinalID, Comparison, OrdinalID)
    case compareNumbers(NumberID, Comparison, NumberID)
    case textEquals(TextLiteral)
    case isNullOrdinal(OrdinalID)
    case isNullNumber(NumberID)
    case isNullTruth(TruthID)
    /// Whether a column has no value.
    case isAbsent(Int)
    case not(TruthID)
    case and(TruthID, TruthID)
    case or(TruthID, TruthID)
  }

  enum OrdinalStep: Hashable {
    case column(Int)
    case constant(Int64?)
    case day(of: OrdinalID)
  }

  enum NumberStep: Hashable {
    case column(Int)
    case constant(Exact?)
    case add(NumberID, NumberID)
    case subtract(NumberID, NumberID)
    case multiply(NumberID, NumberID)
    case divide(NumberID, NumberID)
    /// The difference of two moments in units of so many of theirs.
    case span(OrdinalID, OrdinalID, unit: Int64)
  }

  private(set) var truths: [TruthStep] = []
  private(set) var ordinals: [OrdinalStep] = []
  private(set) var numbers: [NumberStep] = []
  private let asOf: CivilDate

  init(asOf: CivilDate) { self.asOf = asOf }

  /// Adds a condition; gives the step that decides it.
  mutating func add(_ condition: Condition) -> TruthID {
    let step: TruthStep
    switch condition {
    case .constant(let value): step = .constant(value)
    case .flag(let column): step = .flag(column)
    case .compare(let a, let comparison, .constant(let value?)):
      step = .compareConstant(add(a), comparison, value)
    case .compare(let a, let comparison, let b): step = .compare(add(a), comparison, add(b))
    case .compareNumbers(let a, let comparison, let b):
      step = .compareNumbers(add(a), comparison, add(b))
    case .textEquals(let column, let text):
      step = .textEquals(TextLiteral(column: column, text: text))
    case .isNull(.column(let column)): step = .isAbsent(column)
    case .isNull(.ordinal(let ordinal)): step = .isNullOrdinal(add(ordinal))
    case .isNull(.number(let number)): step = .isNullNumber(add(number))
    case .isNull(.condition(let condition)): step = .isNullTruth(add(condition))
    case .not(let condition): step = .not(add(condition))
    case .and(.constant(true), let condition), .and(let condition, .constant(true)):
      return add(condition)
    case .and(let a, let b): step = .and(add(a), add(b))
    case .or(let a, let b): step = .or(add(a), add(b))
    }
    return Self.place(step, in: &truths)
  }

  /// Adds a number; gives the step that computes it.
  mutating func add(_ number: Number) -> NumberID {
    let step: NumberStep
    switch number {
    case .column(let column): step = .column(column)
    case .constant(let value): step = .constant(value)
    case .add(let a, let b): step = .add(add(a), add(b))
    case .subtract(let a, let b): step = .subtract(add(a), add(b))
    case .multiply(let a, let b): step = .multiply(add(a), add(b))
    case .divide(let a, let b): step = .divide(add(a), add(b))
    case .daysBetweenDates(let a, let b): step = .span(add(a), add(b), unit: 1)
    case .daysBetweenTimestamps(let a, let b):
      step = .span(add(a), add(b), unit: 86_400_000_000)
    }
    return Self.place(step, in: &numbers)
  }

  /// The columns that steps read.
  var usedColumns: Set<Int> {
    var columns: Set<Int> = []
    for case .column(let column) in ordinals { columns.insert(column) }
    for case .column(let column) in numbers { columns.insert(column) }
    for step in truths {
      switch step {
      case .flag(let column), .isAbsent(let column): columns.insert(column)
      case .textEquals(let literal): columns.insert(literal.column)
      default: break
      }
    }
    return columns
  }

  private mutating func add(_ ordinal: Ordinal) -> OrdinalID {
    let step: OrdinalStep
    switch ordinal {
    case .column(let column): step = .column(column)
    case .constant(let value): step = .constant(value)
    case .asOf: step = .constant(Int64(asOf.daysSinceEpoch))
    case .day(of: let moment): step = .day(of: add(moment))
    }
    return Self.place(step, in: &ordinals)
  }

  private static func place<Step: Equatable>(_ step: Step, in steps: inout [Step]) -> Int {
    if let known = steps.firstIndex(of: step) { return known }
    steps.append(step)
    return steps.count - 1
  }
}

/// A text that a column is compared with.
struct TextLiteral: Hashable, Sendable {
  let column: Int
  let text: String
}
