internal import Report

/// What a run says of the quality of its surveys: responses.csv and sensitivity.csv, as text.
public struct PublishedSurveyQuality: Sendable {
  /// In the order of responses.csv.
  public let sites: [Site]
  /// In the order of sensitivity.csv.
  public let sensitivity: [Row]

  /// A site with something doubtful.
  public struct Site: Sendable {
    public let dataset, provinceCode, province, ward: String
    /// Empty for the responses of a province whose site is not known.
    public let site: String
    public let responses, flagged, flags: String
    /// By flag; those of sites by their probability.
    public let counts: [String: String]
  }

  /// A figure with some responses left out.
  public struct Row: Sendable {
    public let kpi, provinceCode, province, leftOut: String
    public let responses, value, weightedValue, difference, weightedDifference, flag: String
    public let isNational: Bool
  }

  /// Reads a run's folder; O(bytes of the two files).
  public init(of run: PublishedRun) throws(PublishedRuns.Fault) {
    for name in [ResponseFile.name, SensitivityFile.name] where run.record.pruned.contains(name) {
      throw PublishedRuns.Fault(
        kind: .absent,
        message: "\(run.folder)/\(name) was removed by prune; make the run whole again with: "
          + "hailong run PIPELINE")
    }
    sites = try PublishedTable(
      ResponseFile.name, in: run.folder, required: ["dataset", "province_code", "site", "flags"]
    ).rows.map(Site.init)
    sensitivity = try PublishedTable(
      SensitivityFile.name, in: run.folder, required: ["kpi", "grouping", "left_out", "value"]
    ).rows.map(Row.init)
  }
}

extension PublishedSurveyQuality.Site {
  fileprivate init(_ row: PublishedTable.Row) {
    (dataset, site) = (row["dataset"], row["site"])
    (provinceCode, province, ward) = (row["province_code"], row["province"], row["ward"])
    (responses, flagged, flags) = (row["n"], row["flagged"], row["flags"])
    let names = [
      "duplicate_form", "repeated_remark", "closed_hours", "future_date", "burst",
      "straight_lining_p", "all_satisfied_p", "rounded_times_p",
    ]
    counts = Dictionary(names.map { ($0, row[$0]) }, uniquingKeysWith: { first, _ in first })
  }
}

extension PublishedSurveyQuality.Row {
  fileprivate init(_ row: PublishedTable.Row) {
    (kpi, leftOut) = (row["kpi"], row["left_out"])
    (provinceCode, province) = (row["province_code"], row["province"])
    (responses, value, weightedValue) = (row["n"], row["value"], row["weighted_value"])
    (difference, weightedDifference) = (row["difference"], row["weighted_difference"])
    flag = row["flag"]
    isNational = row["grouping"] == "national"
  }
}
