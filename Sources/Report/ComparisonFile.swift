internal import CSV
public import Figures
internal import Statistics

/// `comparisons.csv`: every two provinces of each ranking whose figures have errors.
public enum ComparisonFile {
  public static let name = "comparisons.csv"

  public static let columns = [
    "kpi", "first_code", "first", "first_value", "second_code", "second", "second_value",
    "difference", "ci_low", "ci_high", "ci_method", "z", "p_value", "p_holm", "p_bh", "settled",
  ]

  public static func csv(_ rankings: [Ranking]) -> [UInt8] {
    var writer = CSVWriter(header: columns)
    for ranking in rankings {
      for pair in ranking.comparisons {
        let sides = [pair.first, pair.second].flatMap { figure in
          [
            figure.subject.provinceCode, figure.subject.province,
            figure.value?.double.shortestDecimal ?? "",
          ]
        }
        writer.append(
          [ranking.kpi] + sides + [
            pair.difference.shortestDecimal, pair.interval?.lower.shortestDecimal ?? "",
            pair.interval?.upper.shortestDecimal ?? "", pair.intervalMethod ?? "",
            pair.statistic.shortestDecimal, pair.probability.shortestDecimal,
            pair.holm.shortestDecimal, pair.falseDiscovery.shortestDecimal,
            pair.isSettled ? "1" : "0",
          ])
      }
    }
    return writer.bytes
  }
}
