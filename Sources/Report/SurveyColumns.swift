internal import Definitions
internal import Figures
internal import Statistics

/// What tells how sure a figure is, beside its interval: the last columns of kpis.csv and rankings.csv.
enum SurveyColumns {
  static let names = [
    "basis", "n", "weighted_value", "standard_error", "ci_level", "effective_n", "design_effect",
    "design_effect_rule", "weighting_effect", "df", "plain_ci_low", "plain_ci_high", "bound_low",
    "bound_high",
  ]

  /// Appends the fields, a comma before each.
  static func append(_ figure: borrowing Figure, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    bytes.append(contentsOf: figure.basis.utf8)
    if let known = figure.uncertainty {
      append(known.responses, to: &bytes)
      append(known.weightedValue, to: &bytes)
      append(known.standardError, to: &bytes)
      append(figure.interval == nil ? nil : known.level, to: &bytes)
      append(known.effectiveSize, to: &bytes)
      append(known.designEffect, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      bytes.append(contentsOf: (known.rule?.rawValue ?? "").utf8)
      append(known.weightingEffect, to: &bytes)
      append(known.degrees, to: &bytes)
      append(known.plain?.lower, to: &bytes)
      append(known.plain?.upper, to: &bytes)
    } else {
      bytes.append(contentsOf: ",,,,,,,,,,,".utf8)
    }
    append(figure.bounds?.lower, to: &bytes)
    append(figure.bounds?.upper, to: &bytes)
  }

  private static func append(_ number: Double?, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    if let number { bytes.append(number.shortestDecimal) }
  }

  private static func append(_ number: Int?, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    if let number { bytes.append(Int64(number)) }
  }

  /// The same as members of a JSON object.
  static func members(of figure: borrowing Figure) -> [JSON.Member] {
    let (known, bounds) = (figure.uncertainty, figure.bounds)
    return [
      (name: "basis", value: .key(figure.basis)),
      (name: "survey", value: known.map { json($0, hasInterval: figure.interval != nil) } ?? .null),
      (
        name: "bounds",
        value: bounds.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null
      ),
    ]
  }

  private static func json(_ known: Uncertainty, hasInterval: Bool) -> JSON {
    func number(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }
    return .object([
      (name: "n", value: .count(known.responses)),
      (name: "weighted_value", value: number(known.weightedValue)),
      (name: "standard_error", value: number(known.standardError)),
      (name: "ci_level", value: hasInterval ? .number(known.level) : .null),
      (name: "effective_n", value: number(known.effectiveSize)),
      (name: "design_effect", value: number(known.designEffect)),
      (name: "design_effect_rule", value: .text(known.rule?.rawValue)),
      (name: "weighting_effect", value: number(known.weightingEffect)),
      (name: "df", value: .count(known.degrees)),
      (name: "plain_ci_low", value: number(known.plain?.lower)),
      (name: "plain_ci_high", value: number(known.plain?.upper)),
    ])
  }
}
