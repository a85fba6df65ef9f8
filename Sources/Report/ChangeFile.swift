internal import CSV
public import Figures
internal import Definitions
internal import Statistics

/// `changes.csv`: the figures that differ from those of an earlier run.
public enum ChangeFile {
  public static let columns = [
    "compared_with", "change", "kpi", "grouping", "province_code", "province", "ward_code", "ward",
    "category", "member", "period", "old_numerator", "new_numerator", "old_denominator",
    "new_denominator", "old_value", "new_value", "old_display", "new_display", "basis",
    "difference", "ci_low", "ci_high", "ci_method", "p_value", "p_adjusted", "significant", "cause",
    "relation",
  ]

  /// The document; of `nil`, where no earlier run is, the header alone.
  public static func csv(_ changes: Changes?) -> [UInt8] {
    var writer = CSVWriter(header: columns)
    guard let changes else { return writer.bytes }
    for row in changes.rows {
      guard let figure = row.figure else { continue }
      let subject = figure.subject
      let pairs = [row.old, row.new]
      writer.append(
        [
          changes.comparedWith, row.kind.rawValue, figure.kpi, subject.grouping.description,
          subject.provinceCode, subject.province, subject.wardCode, subject.ward, subject.category,
          subject.member,
          subject.period,
        ] + pairs.map { $0?.numerator?.text ?? "" }
          + pairs.map { $0?.denominator.map { "\($0)" } ?? "" }
          + pairs.map { $0?.value?.double.shortestDecimal ?? "" }
          + pairs.map { $0?.display ?? "" } + [figure.basis] + last(row))
    }
    return writer.bytes
  }

  /// What may be said of the change.
  private static func last(_ row: Changes.Row) -> [String] {
    let difference = row.difference
    func text(_ number: Double?) -> String { number?.shortestDecimal ?? "" }
    return [
      text(difference?.value.double), text(difference?.interval?.lower),
      text(difference?.interval?.upper), difference?.method?.rawValue ?? "",
      text(difference?.probability), text(difference?.adjusted),
      difference?.isSignificant.map { $0 ? "1" : "0" } ?? "", row.causes.joined(separator: ";"),
      row.relation.rawValue,
    ]
  }
}
