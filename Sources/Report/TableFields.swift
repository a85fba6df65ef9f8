internal import Definitions
internal import Figures
internal import Statistics

/// The fields of one record of a table by the names of their columns.
struct TableFields {
  let row: [String]
  let positions: [String: Int]
  /// The 1-based number of the record, header counted.
  let record: Int

  /// The field; empty where the table has no such column.
  subscript(column: String) -> String {
    guard let position = positions[column], row.indices.contains(position) else { return "" }
    return row[position]
  }

  func fault(_ column: String) -> FigureFile.Fault {
    FigureFile.Fault(record: record, column: column, text: self[column])
  }

  /// What a field says; `nil` where it is empty.
  func read<Value>(
    _ column: String, _ reading: (String) -> Value?
  ) throws(FigureFile.Fault) -> Value? {
    let text = self[column]
    guard !text.isEmpty else { return nil }
    guard let value = reading(text) else { throw fault(column) }
    return value
  }

  func number(_ column: String) throws(FigureFile.Fault) -> Double? {
    try read(column) { Double($0) }
  }

  func interval(_ lower: String, _ upper: String) throws(FigureFile.Fault) -> Interval? {
    guard let low = try number(lower), let high = try number(upper) else { return nil }
    return Interval(lower: low, upper: high)
  }

  func quantity(_ column: String, exact: String) throws(FigureFile.Fault) -> Quantity? {
    if let ratio = try read(exact, { WideRatio($0) }) { return .exact(ratio) }
    return try read(column) { text in
      if let integer = Int128(text) { return .integer(integer) }
      return Double(text).map(Quantity.approximate)
    }
  }

  /// What the columns of a survey tell; `responses` names that of the number of answers.
  func uncertainty(
    _ basis: Instrument.Basis, responses: String = "n"
  ) throws(FigureFile.Fault) -> Uncertainty {
    Uncertainty(
      basis: basis, responses: try read(responses) { Int($0) },
      weightedValue: try number("weighted_value"), standardError: try number("standard_error"),
      level: try number("ci_level") ?? 0.95, effectiveSize: try number("effective_n"),
      designEffect: try number("design_effect"),
      rule: try read("design_effect_rule") { Uncertainty.Rule(rawValue: $0) },
      weightingEffect: try number("weighting_effect"), degrees: try read("df") { Int($0) },
      plain: try interval("plain_ci_low", "plain_ci_high"))
  }
}
