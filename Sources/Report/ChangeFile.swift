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
          + pairs.map { $0?.display ?? "" } + [figure.basis])
    }
    return writer.bytes
  }
}
