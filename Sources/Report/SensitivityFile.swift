internal import CSV
internal import Definitions
public import Figures
internal import Statistics

/// `sensitivity.csv`: survey figures with all responses and without the doubtful ones, for analysts.
public enum SensitivityFile {
  public static let name = "sensitivity.csv"

  public static let columns = [
    "kpi", "grouping", "province_code", "province", "left_out", "n", "value", "weighted_value",
    "difference", "weighted_difference", "flag",
  ]

  /// The document; O(its bytes).
  public static func csv(_ rows: [Sensitivity]) -> [UInt8] {
    var writer = CSVWriter(header: columns)
    for row in rows {
      writer.append([
        row.kpi, row.subject.grouping.description, row.subject.provinceCode, row.subject.province,
        row.leftOut.rawValue, row.responses.map(String.init) ?? "",
        row.value?.shortestDecimal ?? "", row.weightedValue?.shortestDecimal ?? "",
        row.difference?.shortestDecimal ?? "", row.weightedDifference?.shortestDecimal ?? "",
        row.isWithheld ? Figure.Flag.suppressed.rawValue : "",
      ])
    }
    return writer.bytes
  }
}
