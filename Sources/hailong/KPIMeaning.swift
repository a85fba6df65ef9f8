internal import Pipeline

extension PublishedKPI {
  /// The formulas by their keys, in the order in which they are read.
  var formulas: [(key: String, text: String)] {
    let order = [
      "numerator", "denominator", "mean", "quantiles", "of", "count", "count_distinct", "coverage",
      "where", "composite",
    ]
    return order.compactMap { key in definition[key].map { (key, $0) } }
  }

  /// What it measures, in words; `nil` where its formulas do not tell.
  var meaning: String? {
    let records = dataset.map { "records of \($0)" } ?? "records"
    switch kind {
    case "share":
      guard let numerator = definition["numerator"] else { return nil }
      let all = definition["denominator"].map { "those where \($0)" } ?? "all of them"
      return "\(records) where \(numerator), out of \(all)"
    case "mean": return definition["mean"].map { "the mean of \($0) over \(records) that have it" }
    case "quantiles":
      return definition["of"].map {
        "for each share of the \(records) the smallest \($0) that so many do not exceed"
      }
    case "count":
      return definition["count"].map { $0 == "true" ? records : "\(records) where \($0)" }
    case "count_distinct":
      return definition["count_distinct"].map { "different values of \($0) in \(records)" }
    case "coverage":
      return definition["coverage"].map { unit in
        "\(unit)s with \(records) where \(definition["where"] ?? "true"), out of all in the reference"
      }
    case "composite": return "the weighted sum of other KPIs"
    default: return nil
    }
  }
}
