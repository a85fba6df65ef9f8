public import Statistics

/// A condition on one record in SQL's three-valued logic: true, false or null.
///
/// Columns are named by their index in the schema, literals are already read as the type of what they
/// stand beside. `in` and `between` are written out as comparisons.
public indirect enum Condition: Hashable, Sendable {
  /// A constant; `nil` is null.
  case constant(Bool?)
  /// A flag column.
  case flag(Int)
  case compare(Ordinal, Comparison, Ordinal)
  case compareNumbers(Number, Comparison, Number)
  /// Whether a text or id column holds this text (normalized); null where it is empty.
  case textEquals(column: Int, String)
  case isNull(Nullable)
  case not(Condition)
  case and(Condition, Condition)
  case or(Condition, Condition)
}

/// What `is null` can be asked of.
public indirect enum Nullable: Hashable, Sendable {
  case column(Int)
  case number(Number)
  case ordinal(Ordinal)
  case condition(Condition)
}

public enum Comparison: String, Hashable, Sendable {
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// A value that is compared as one integer: a date (days), a timestamp (microseconds), a category
/// (index of the member), a province or ward (index in the reference).
public indirect enum Ordinal: Hashable, Sendable {
  case column(Int)
  case constant(Int64?)
  /// The day, in the run's time zone, of a timestamp.
  case day(of: Ordinal)
  /// The day as of which the run speaks.
  case asOf
}

/// An exact number.
public indirect enum Number: Hashable, Sendable {
  /// An integer or decimal column.
  case column(Int)
  case constant(Exact?)
  case add(Number, Number)
  case subtract(Number, Number)
  case multiply(Number, Number)
  /// Real division; null where the divisor is zero.
  case divide(Number, Number)
  /// Whole days between two dates.
  case daysBetweenDates(Ordinal, Ordinal)
  /// Seconds / 86,400 between two timestamps.
  case daysBetweenTimestamps(Ordinal, Ordinal)
}
