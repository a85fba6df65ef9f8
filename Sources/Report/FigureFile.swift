internal import Definitions
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

  /// The document.
  ///
  /// With `exact` also the exact columns, by which the next stage ranks.
  public static func csv(_ figures: [Figure], exact: Bool = false) -> [UInt8] {
    var writer = CSVWriter(header: columns + (exact ? exactColumns : []))
    var (grouping, name): (Grouping?, String) = (nil, "")
    for figure in figures {
      if figure.grouping != grouping {
        (grouping, name) = (figure.grouping, figure.grouping.description)
      }
      writer.append(fields(figure, grouping: name) + (exact ? exactFields(figure) : []))
    }
    return writer.bytes
  }

  private static func fields(_ figure: Figure, grouping: String) -> [String] {
    let key = figure.key
    return [
      figure.kpi, grouping, key.provinceCode, key.province, key.wardCode,
      key.ward, key.category, key.member, key.period, figure.numerator?.text ?? "",
      figure.denominator.map { "\($0)" } ?? "", figure.value?.double.shortestDecimal ?? "",
      figure.interval?.lower.shortestDecimal ?? "", figure.interval?.upper.shortestDecimal ?? "",
      figure.intervalMethod ?? "", figure.display, figure.flagText,
    ]
  }

  private static func exactFields(_ figure: Figure) -> [String] {
    [figure.numerator, figure.value].map { $0?.exact?.description ?? "" }
  }
}
