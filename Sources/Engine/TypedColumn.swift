internal import Statistics

/// One column of a batch, decoded: an integer a record, and which records have none.
struct TypedColumn {
  /// A date's days, a timestamp's microseconds, a member's, province's or ward's index, a flag's 0
  /// or 1, a number's numerator.
  var values: [Int64]
  /// 1 where the record has a value.
  var isPresent: [UInt8]
  /// A decimal's denominators; empty where all are 1.
  var denominators: [Int64] = []

  init(count: Int) {
    values = [Int64](repeating: 0, count: count)
    isPresent = [UInt8](repeating: 0, count: count)
  }

  /// Sets a record's number.
  mutating func keep(_ number: Exact, row: Int) {
    values[row] = number.numerator
    guard number.denominator != 1 || !denominators.isEmpty else { return }
    if denominators.isEmpty { denominators = [Int64](repeating: 1, count: values.count) }
    denominators[row] = number.denominator
  }
}
