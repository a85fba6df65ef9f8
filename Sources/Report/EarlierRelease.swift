public import Definitions
public import Figures

/// What an earlier run published of the figures that a report follows from run to run.
public struct EarlierRelease: Sendable {
  public let runID: String
  /// The day as of which it spoke, `2025-08-31`.
  public let asOf: String
  /// What was displayed, by the key of the figure.
  public let displays: [String: String]
  /// The codes of the provinces in the top, by KPI.
  public let leaders: [String: [String]]
  /// Why the release after it says something else, by KPI.
  public let causes: [String: Label]

  public init(
    runID: String, asOf: String, displays: [String: String], leaders: [String: [String]],
    causes: [String: Label]
  ) {
    self.runID = runID
    self.asOf = asOf
    self.displays = displays
    self.leaders = leaders
    self.causes = causes
  }
}

extension Figure {
  /// The keys of its row in kpis.csv: `online_rate|province|46`.
  public var key: String {
    Self.key(
      kpi, subject.grouping.description, subject.provinceCode, subject.wardCode, subject.member,
      subject.period)
  }

  /// KPI, grouping, province, ward, member and period with `|` between, empty ones at the end left out.
  public static func key(
    _ kpi: String, _ grouping: String, _ province: String, _ ward: String, _ member: String,
    _ period: String
  ) -> String {
    var keys = [kpi, grouping, province, ward, member, period]
    while keys.last?.isEmpty == true { keys.removeLast() }
    return keys.joined(separator: "|")
  }
}
