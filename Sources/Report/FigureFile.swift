public import Definitions
public import Figures
internal import Statistics

/// `kpis.csv`: one row a figure.
public enum FigureFile {
  public static let columns = [
    "kpi", "grouping", "province_code", "province", "ward_code", "ward", "category", "member",
    "period", "numerator", "denominator", "value", "ci_low", "ci_high", "ci_method", "display",
    "flag",
  ]

  /// What a stage file has besides: the numbers that a double cannot hold, as `n` or `n/d`.
  public static let exactColumns = ["exact_numerator", "exact_value"]

  /// Writes the document.
  ///
  /// With `exact` also the exact columns, by which the next stage ranks. O(figures).
  ///
  /// - Parameter groupings: those whose figures are written; `nil`: all.
  public static func csv(
    _ figures: [Figure], of groupings: [Grouping]? = nil, exact: Bool = false,
    to handOn: @escaping ([UInt8]) -> Void
  ) {
    var writer = BlockWriter(handOn)
    CSVWriter.append(columns + (exact ? exactColumns : []), to: &writer.bytes)
    var subjects = SubjectTexts(write)
    for figure in figures where groupings?.contains(figure.subject.grouping) ?? true {
      CSVWriter.append(field: figure.kpi, to: &writer.bytes)
      subjects.append(figure.subject, to: &writer.bytes)
      write(figure, to: &writer.bytes)
      if exact { writeExact(figure, to: &writer.bytes) }
      writer.bytes.append(UInt8(ascii: "\n"))
      writer.endRow()
    }
    writer.endBlock()
  }

  /// The fields from `grouping` to `period`, a comma before each.
  private static func write(
    _ subject: Figure.Subject, grouping: String, to row: inout [UInt8]
  ) {
    for field in [
      grouping, subject.provinceCode, subject.province, subject.wardCode,
      subject.ward, subject.category, subject.member, subject.period,
    ] {
      row.append(UInt8(ascii: ","))
      CSVWriter.append(field: field, to: &row)
    }
  }

  /// The fields from `numerator` to `flag`, a comma before each.
  private static func write(_ figure: Figure, to row: inout [UInt8]) {
    row.append(UInt8(ascii: ","))
    if let numerator = figure.numerator { row.append(numerator) }
    row.append(UInt8(ascii: ","))
    if let denominator = figure.denominator { row.append(denominator) }
    for number in [figure.value?.double, figure.interval?.lower, figure.interval?.upper] {
      row.append(UInt8(ascii: ","))
      if let number { row.append(number.shortestDecimal) }
    }
    for field in [figure.intervalMethod ?? "", figure.display, figure.flagText] {
      row.append(UInt8(ascii: ","))
      CSVWriter.append(field: field, to: &row)
    }
  }

  private static func writeExact(_ figure: Figure, to row: inout [UInt8]) {
    for quantity in [figure.numerator, figure.value] {
      row.append(UInt8(ascii: ","))
      guard let ratio = quantity?.exact else { continue }
      row.append(Quantity.integer(ratio.numerator))
      guard ratio.denominator != 1 else { continue }
      row.append(UInt8(ascii: "/"))
      row.append(Quantity.integer(ratio.denominator))
    }
  }
}

extension [UInt8] {
  /// Appends an integer digit by digit, otherwise the shortest decimal of the double.
  fileprivate mutating func append(_ quantity: Quantity) {
    if let integer = quantity.integer { append(integer) } else { append(quantity.text) }
  }
}
