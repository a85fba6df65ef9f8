internal import CSV
public import Definitions
public import Figures
internal import Statistics

/// `kpis.csv`: one row a figure.
public enum FigureFile {
  public static let columns = firstColumns + SurveyColumns.names

  /// Those that every release has had.
  static let firstColumns = [
    "kpi", "grouping", "province_code", "province", "ward_code", "ward", "category", "member",
    "period", "numerator", "denominator", "value", "ci_low", "ci_high", "ci_method", "display",
    "flag",
  ]

  /// What a stage file has besides: the numbers that a double cannot hold, as `n` or `n/d`.
  public static let exactColumns = ["exact_numerator", "exact_value"]

  /// Writes the document.
  ///
  /// With `exact` also the exact columns, by which the next stage ranks; with `groupings` only their
  /// figures. O(figures).
  public static func csv(
    _ figures: [Figure], of groupings: [Grouping]? = nil, exact: Bool = false,
    to handOn: @escaping ([UInt8]) -> Void
  ) {
    var writer = BlockWriter(handOn)
    CSVWriter.append(columns + (exact ? exactColumns : []), to: &writer.bytes)
    var subjects = SubjectTexts { $2.appendFields(of: $0, grouping: $1) }
    let figures = figures.span
    for index in figures.indices
    where groupings?.contains(figures[index].subject.grouping) ?? true {
      CSVWriter.append(field: figures[index].kpi, to: &writer.bytes)
      subjects.append(figures[index].subject, to: &writer.bytes)
      writer.bytes.appendFields(of: figures[index])
      if exact { writer.bytes.appendExactFields(of: figures[index]) }
      writer.bytes.append(UInt8(ascii: "\n"))
      writer.endRow()
    }
    writer.endBlock()
  }
}

extension [UInt8] {
  private mutating func appendField(_ field: String) {
    append(UInt8(ascii: ","))
    CSVWriter.append(field: field, to: &self)
  }

  private mutating func appendField(_ number: Double?) {
    append(UInt8(ascii: ","))
    if let number { append(number.shortestDecimal) }
  }

  /// The fields from `grouping` to `period`, a comma before each.
  fileprivate mutating func appendFields(of subject: Figure.Subject, grouping: String) {
    appendField(grouping)
    appendField(subject.provinceCode)
    appendField(subject.province)
    appendField(subject.wardCode)
    appendField(subject.ward)
    appendField(subject.category)
    appendField(subject.member)
    appendField(subject.period)
  }

  /// The fields from `numerator` on, a comma before each.
  fileprivate mutating func appendFields(of figure: borrowing Figure) {
    append(UInt8(ascii: ","))
    if let numerator = figure.numerator { append(numerator) }
    append(UInt8(ascii: ","))
    if let denominator = figure.denominator { append(denominator) }
    appendField(figure.value?.double)
    appendField(figure.interval?.lower)
    appendField(figure.interval?.upper)
    appendField(figure.intervalMethod ?? "")
    appendField(figure.display)
    appendField(figure.flagText)
    SurveyColumns.append(figure, to: &self)
  }

  /// The exact columns, a comma before each.
  fileprivate mutating func appendExactFields(of figure: borrowing Figure) {
    append(UInt8(ascii: ","))
    if let ratio = figure.numerator?.exact { append(ratio) }
    append(UInt8(ascii: ","))
    if let ratio = figure.value?.exact { append(ratio) }
  }

  /// Appends `n` or `n/d`.
  private mutating func append(_ ratio: WideRatio) {
    append(Quantity.integer(ratio.numerator))
    guard ratio.denominator != 1 else { return }
    append(UInt8(ascii: "/"))
    append(Quantity.integer(ratio.denominator))
  }

  /// Appends an integer digit by digit, otherwise the shortest decimal of the double.
  private mutating func append(_ quantity: Quantity) {
    if let integer = quantity.integer { append(integer) } else { append(quantity.text) }
  }
}
