internal import Definitions
internal import Statistics

/// A text that a column is compared with.
struct TextLiteral: Hashable, Sendable {
  let column: Int
  let text: String
}

extension Condition {
  /// Every text literal in it.
  var textLiterals: Set<TextLiteral> {
    switch self {
    case .textEquals(let column, let text): [TextLiteral(column: column, text: text)]
    case .not(let condition), .isNull(.condition(let condition)): condition.textLiterals
    case .and(let a, let b), .or(let a, let b): a.textLiterals.union(b.textLiterals)
    case .constant, .flag, .compare, .compareNumbers, .isNull: []
    }
  }
}

/// The records of a batch in which a number went beyond what can be represented.
final class Overflows {
  var rows: Set<Int> = []
}

/// Evaluates conditions and numbers over the columns of a batch, one loop an operation.
struct Evaluator {
  let count: Int
  let columns: [TypedColumn]
  let offset: UTCOffset
  let asOf: CivilDate
  /// The records in which a number has no representation.
  let overflows = Overflows()
  /// For each text literal of the plan whether a record's text equals it.
  let textEquals: [TextLiteral: [UInt8]]

  /// A truth value: 0 false, 1 true, 2 null.
  typealias Truths = [UInt8]

  struct Integers {
    var values: [Int64]
    var isPresent: [UInt8]
  }

  func truths(of condition: Condition) -> Truths {
    switch condition {
    case .constant(let value):
      return Truths(repeating: value.map { $0 ? 1 : 0 } ?? 2, count: count)
    case .flag(let column):
      let column = columns[column]
      return (0..<count).map { column.isPresent[$0] == 0 ? 2 : UInt8(column.values[$0]) }
    case .compare(let a, let comparison, let b):
      let (left, right) = (integers(of: a), integers(of: b))
      return compare(count, comparison) { row in
        left.isPresent[row] & right.isPresent[row] == 0
          ? nil : (left.values[row] < right.values[row], left.values[row] == right.values[row])
      }
    case .compareNumbers(let a, let comparison, let b):
      let (left, right) = (numbers(of: a), numbers(of: b))
      return compare(count, comparison) { row in
        guard let a = left[row], let b = right[row] else { return nil }
        return (a < b, a == b)
      }
    case .textEquals(let column, let text):
      var truths =
        textEquals[TextLiteral(column: column, text: text)] ?? Truths(repeating: 2, count: count)
      for row in 0..<count where columns[column].isPresent[row] == 0 { truths[row] = 2 }
      return truths
    case .isNull(let operand): return nulls(of: operand)
    case .not(let condition): return truths(of: condition).map { $0 == 2 ? 2 : $0 ^ 1 }
    case .and(let a, let b):
      let (left, right) = (truths(of: a), truths(of: b))
      return (0..<count).map { row in
        left[row] == 0 || right[row] == 0 ? 0 : left[row] | right[row] == 1 ? 1 : 2
      }
    case .or(let a, let b):
      let (left, right) = (truths(of: a), truths(of: b))
      return (0..<count).map { row in
        left[row] == 1 || right[row] == 1 ? 1 : left[row] | right[row] == 0 ? 0 : 2
      }
    }
  }

  @inline(__always)
  private func compare(
    _ count: Int, _ comparison: Comparison, _ order: (Int) -> (less: Bool, equal: Bool)?
  ) -> Truths {
    (0..<count).map { row in
      guard let (less, equal) = order(row) else { return 2 }
      let holds =
        switch comparison {
        case .equal: equal
        case .notEqual: !equal
        case .less: less
        case .lessOrEqual: less || equal
        case .greater: !(less || equal)
        case .greaterOrEqual: !less
        }
      return holds ? 1 : 0
    }
  }

  private func nulls(of operand: Nullable) -> Truths {
    switch operand {
    case .column(let column): columns[column].isPresent.map { $0 ^ 1 }
    case .ordinal(let ordinal): integers(of: ordinal).isPresent.map { $0 ^ 1 }
    case .number(let number): numbers(of: number).map { $0 == nil ? 1 : 0 }
    case .condition(let condition): truths(of: condition).map { $0 == 2 ? 1 : 0 }
    }
  }

  private func integers(of ordinal: Ordinal) -> Integers {
    switch ordinal {
    case .column(let column):
      return Integers(values: columns[column].values, isPresent: columns[column].isPresent)
    case .constant(let value):
      return Integers(
        values: [Int64](repeating: value ?? 0, count: count),
        isPresent: [UInt8](repeating: value == nil ? 0 : 1, count: count))
    case .asOf:
      return Integers(
        values: [Int64](repeating: Int64(asOf.daysSinceEpoch), count: count),
        isPresent: [UInt8](repeating: 1, count: count))
    case .day(of: let moment):
      var moments = integers(of: moment)
      for row in 0..<count {
        let day = Timestamp(microseconds: moments.values[row]).day(offset: offset)
        moments.values[row] = Int64(day.daysSinceEpoch)
      }
      return moments
    }
  }

  /// The exact value of each record; `nil` for null.
  func numbers(of number: Number) -> [Exact?] {
    switch number {
    case .column(let index):
      let column = columns[index]
      return (0..<count).map { row in
        guard column.isPresent[row] != 0 else { return nil }
        return column.denominators.isEmpty
          ? Exact(column.values[row])
          : Exact(column.values[row], over: column.denominators[row])
      }
    case .constant(let value): return [Exact?](repeating: value, count: count)
    case .add(let a, let b): return combine(a, b, Exact.sum)
    case .subtract(let a, let b): return combine(a, b, Exact.difference)
    case .multiply(let a, let b): return combine(a, b, Exact.product)
    case .divide(let a, let b):
      return combine(a, b, Exact.quotient) { $0.numerator != 0 }
    case .daysBetweenDates(let a, let b): return span(a, b, unit: 1)
    case .daysBetweenTimestamps(let a, let b): return span(a, b, unit: 86_400_000_000)
    }
  }

  private func combine(
    _ a: Number, _ b: Number, _ operation: (Exact, Exact) -> Exact?,
    isDefined: (_ b: Exact) -> Bool = { _ in true }
  ) -> [Exact?] {
    let (left, right) = (numbers(of: a), numbers(of: b))
    return (0..<count).map { row in
      guard let a = left[row], let b = right[row] else { return nil }
      let result = operation(a, b)
      if result == nil, isDefined(b) { overflows.rows.insert(row) }
      return result
    }
  }

  private func span(_ a: Ordinal, _ b: Ordinal, unit: Int64) -> [Exact?] {
    let (from, to) = (integers(of: a), integers(of: b))
    return (0..<count).map { row in
      guard from.isPresent[row] & to.isPresent[row] != 0 else { return nil }
      return Exact(to.values[row] - from.values[row], over: unit)
    }
  }
}
