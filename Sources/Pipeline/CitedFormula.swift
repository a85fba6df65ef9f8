internal import Definitions

/// A KPI's formula as a citation writes it: the catalog's expressions, its keywords in words.
struct CitedFormula {
  private let kpi: PublishedKPI
  private let isVietnamese: Bool

  init(_ kpi: PublishedKPI, _ language: Language) {
    self.kpi = kpi
    isVietnamese = language == .vietnamese
  }

  /// `tử số channel = 'online', mẫu số status = 'completed'`; empty where nobody tells.
  var text: String {
    Self.keywords.compactMap { keyword in
      kpi.definition[keyword.key].map { text(keyword, $0) }
    }.joined(separator: ", ")
  }

  private func text(_ keyword: Keyword, _ expression: String) -> String {
    if keyword.key == "count", expression == "true" {
      return isVietnamese ? "mọi bản ghi" : "every record"
    }
    let expression =
      isVietnamese && keyword.key == "coverage"
      ? Self.levels[expression] ?? expression : expression
    return (isVietnamese ? keyword.vietnamese : keyword.english) + " " + expression
  }

  private struct Keyword {
    let key, english, vietnamese: String
  }

  /// In the order in which they are read.
  private static let keywords = [
    Keyword(key: "numerator", english: "numerator", vietnamese: "tử số"),
    Keyword(key: "denominator", english: "denominator", vietnamese: "mẫu số"),
    Keyword(key: "mean", english: "mean of", vietnamese: "trung bình của"),
    Keyword(key: "quantiles", english: "quantiles", vietnamese: "phân vị"),
    Keyword(key: "of", english: "of", vietnamese: "của"),
    Keyword(key: "count", english: "records with", vietnamese: "số bản ghi có"),
    Keyword(
      key: "count_distinct", english: "different values of", vietnamese: "số giá trị khác nhau của"),
    Keyword(key: "coverage", english: "coverage of every", vietnamese: "độ bao phủ theo"),
    Keyword(key: "where", english: "where", vietnamese: "với điều kiện"),
    Keyword(key: "composite", english: "weighted sum", vietnamese: "tổng có trọng số"),
  ]

  private static let levels = ["province": "tỉnh, thành phố", "ward": "xã, phường"]
}
