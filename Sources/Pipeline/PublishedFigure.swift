internal import Definitions
internal import Figures
internal import Statistics

/// One row of kpis.csv, as text: what a run published is shown and compared as it was written.
public struct PublishedFigure: Hashable, Sendable {
  public let key: Key
  public let province: String
  public let ward: String
  public let numerator: String
  public let denominator: String
  public let value: String
  public let ciLow: String
  public let ciHigh: String
  public let ciMethod: String
  public let display: String
  public let flags: [String]
  public let uncertainty: PublishedUncertainty

  /// What a figure is about.
  public struct Key: Hashable, Sendable {
    public let kpi: String
    public let grouping: String
    public let provinceCode: String
    public let wardCode: String
    public let category: String
    public let member: String
    public let period: String
  }

  /// The value as a number; `nil` where there is none.
  public var number: Double? { Double(value) }

  init(_ row: PublishedTable.Row) {
    key = Key(row)
    province = row["province"]
    ward = row["ward"]
    numerator = row["numerator"]
    denominator = row["denominator"]
    value = row["value"]
    ciLow = row["ci_low"]
    ciHigh = row["ci_high"]
    ciMethod = row["ci_method"]
    display = row["display"]
    flags = row["flag"].split(separator: ";").map(String.init)
    uncertainty = PublishedUncertainty(row)
  }
}

extension PublishedFigure.Key {
  init(_ row: PublishedTable.Row) {
    self.init(
      kpi: row["kpi"], grouping: row["grouping"], provinceCode: row["province_code"],
      wardCode: row["ward_code"], category: row["category"], member: row["member"],
      period: row["period"])
  }
}

extension PublishedFigure {
  /// The row that was written of a figure.
  init(_ figure: Figure) {
    let subject = figure.subject
    key = Key(
      kpi: figure.kpi, grouping: subject.grouping.description, provinceCode: subject.provinceCode,
      wardCode: subject.wardCode, category: subject.category, member: subject.member,
      period: subject.period)
    province = subject.province
    ward = subject.ward
    numerator = figure.numerator?.text ?? ""
    denominator = figure.denominator.map { "\($0)" } ?? ""
    value = figure.value?.double.shortestDecimal ?? ""
    ciLow = figure.interval?.lower.shortestDecimal ?? ""
    ciHigh = figure.interval?.upper.shortestDecimal ?? ""
    ciMethod = figure.intervalMethod ?? ""
    display = figure.display
    flags = figure.flagText.split(separator: ";").map(String.init)
    uncertainty = PublishedUncertainty(figure)
  }
}

extension PublishedFigure {
  /// Whether too few records stand behind it for its numbers to be told.
  public var isWithheld: Bool { flags.contains(Figure.Flag.suppressed.rawValue) }

  /// The same without its numbers.
  var withheld: PublishedFigure { PublishedFigure(withholding: self) }

  private init(withholding figure: PublishedFigure) {
    (key, province, ward) = (figure.key, figure.province, figure.ward)
    (numerator, denominator, value, display) = ("", "", "", "")
    (ciLow, ciHigh, ciMethod) = ("", "", "")
    uncertainty = PublishedUncertainty(withheld: figure.uncertainty.basis)
    flags =
      figure.isWithheld ? figure.flags : figure.flags + [Figure.Flag.suppressed.rawValue]
  }
}

/// One row of rankings.csv, as text.
public struct PublishedRank: Hashable, Sendable {
  public let kpi: String
  /// Empty for a province that is not ranked.
  public let rank: String
  public let provinceCode: String
  public let province: String
  public let numerator: String
  public let denominator: String
  public let value: String
  public let ciLow: String
  public let ciHigh: String
  public let rankLow: String
  public let rankHigh: String
  /// What the rejected and missing records leave possible; empty in runs before 0.5 and of surveys.
  public let bestRank: String
  public let worstRank: String
  /// Whether it may truly be among the first; what is not told counts as its rank does.
  public let mayLead: Bool
  /// Whether it is truly among the first.
  public let leads: Bool
  /// Empty where it is not known.
  public let topProbability: String
  public let inTop: Bool
  public let display: String
  public let flags: [String]
  public let ciMethod: String
  public let uncertainty: PublishedUncertainty

  init(_ row: PublishedTable.Row) {
    kpi = row["kpi"]
    rank = row["rank"]
    provinceCode = row["province_code"]
    province = row["province"]
    numerator = row["numerator"]
    denominator = row["denominator"]
    value = row["value"]
    ciLow = row["ci_low"]
    ciHigh = row["ci_high"]
    rankLow = row["rank_low"]
    rankHigh = row["rank_high"]
    inTop = row["in_top"] == "1"
    (bestRank, worstRank) = (row["best_rank"], row["worst_rank"])
    mayLead = (row["confident_top"].isEmpty ? row["in_top"] : row["confident_top"]) == "1"
    leads = (row["certain_top"].isEmpty ? row["in_top"] : row["certain_top"]) == "1"
    topProbability = row["top_probability"]
    display = row["display"]
    flags = row["flag"].split(separator: ";").map(String.init)
    ciMethod = row["ci_method"]
    uncertainty = PublishedUncertainty(row)
  }
}
