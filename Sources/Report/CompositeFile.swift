internal import CSV
internal import Definitions
public import Figures
internal import Statistics

/// `composites.csv`: what each part adds to each ranked composite, one row a province and part.
public enum CompositeFile {
  public static let name = "composites.csv"

  public static let columns = [
    "kpi", "rank", "province_code", "province", "value", "display", "in_top", "flag", "part",
    "weight", "part_value", "contribution", "part_rank", "part_numerator", "part_denominator",
    "part_standard_error", "part_display", "part_basis", "part_flag",
  ]

  /// The document; O(its bytes).
  public static func csv(_ composites: [CompositeBreakdown]) -> [UInt8] {
    var writer = CSVWriter(header: columns)
    for composite in composites {
      for row in composite.rows {
        for (part, value) in zip(composite.parts, row.parts) {
          writer.append(fields(composite.kpi, row) + fields(part, value))
        }
      }
    }
    return writer.bytes
  }

  private static func fields(_ kpi: String, _ row: CompositeBreakdown.Row) -> [String] {
    let figure = row.figure
    return [
      kpi, row.rank.map(String.init) ?? "", figure.subject.provinceCode, figure.subject.province,
      figure.value?.double.shortestDecimal ?? "", figure.display, row.isInTop ? "1" : "0",
      figure.flagText,
    ]
  }

  private static func fields(
    _ part: CompositeBreakdown.Part, _ value: CompositeBreakdown.PartValue
  ) -> [String] {
    let figure = value.figure
    return [
      part.kpi, part.weightText, figure?.value?.double.shortestDecimal ?? "",
      value.contribution?.double.shortestDecimal ?? "", value.rank.map(String.init) ?? "",
      figure?.numerator?.text ?? "", figure?.denominator.map { "\($0)" } ?? "",
      figure?.uncertainty?.standardError?.shortestDecimal ?? "", figure?.display ?? "",
      figure?.basis ?? "", figure?.flagText ?? "",
    ]
  }
}
