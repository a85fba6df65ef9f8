public import Definitions
public import Statistics

/// One published number with everything that must travel with it: a row of `kpis.csv`.
public struct Figure: Hashable, Sendable {
  /// The id it is published under, `handling_days_p50` for a quantile.
  public let kpi: String
  public let subject: Subject
  /// The records that count, or the sum of a mean; `nil` where the kind has none.
  public var numerator: Quantity?
  /// What it is out of; `nil` where the kind has none.
  public var denominator: Int64?
  /// `nil` where there is nothing to divide by.
  public var value: Quantity?
  public var interval: Interval?
  /// How the interval was found, such as `wilson`.
  public var intervalMethod: String?
  /// What people read.
  public var display: String
  public var flags: Set<Flag>
  /// What it is from and how sure it is, where a survey is behind it.
  public var uncertainty: Uncertainty?
  /// Between what a share of full counts can lie, whatever was in the rows that were rejected.
  public var bounds: Interval?
  /// Whether its dataset is treated as a sample by some interval, and says nothing of itself.
  public var isUndeclared = false

  public init(
    kpi: String, subject: Subject, numerator: Quantity? = nil, denominator: Int64? = nil,
    value: Quantity? = nil, interval: Interval? = nil, intervalMethod: String? = nil,
    display: String = "", flags: Set<Flag> = [], uncertainty: Uncertainty? = nil,
    bounds: Interval? = nil
  ) {
    self.kpi = kpi
    self.subject = subject
    self.numerator = numerator
    self.denominator = denominator
    self.value = value
    self.interval = interval
    self.intervalMethod = intervalMethod
    self.display = display
    self.flags = flags
    self.uncertainty = uncertainty
    self.bounds = bounds
  }

  /// What a figure speaks of: one object for the figures of all KPIs.
  ///
  /// Keys that the grouping does not use, and null ones, are empty.
  public final class Subject: Sendable {
    public let grouping: Grouping
    public let provinceCode: String
    public let province: String
    public let wardCode: String
    public let ward: String
    /// The name of the category column.
    public let category: String
    public let member: String
    public let period: String

    public init(
      _ grouping: Grouping, provinceCode: String = "", province: String = "",
      wardCode: String = "", ward: String = "", category: String = "", member: String = "",
      period: String = ""
    ) {
      self.grouping = grouping
      self.provinceCode = provinceCode
      self.province = province
      self.wardCode = wardCode
      self.ward = ward
      self.category = category
      self.member = member
      self.period = period
    }
  }

  /// What a reader must know beside the number, in the order in which flags are written.
  public enum Flag: String, Hashable, Sendable, CaseIterable {
    /// Not ranked: too few records, or none.
    case lowCount = "low_count"
    /// Withheld, since so few stand behind it.
    case suppressed
    /// The province's data are incomplete.
    case partial
    /// The province has no accepted record of the dataset.
    case missing
    /// The value is that of weighted answers, and not the numerator over the denominator.
    case weighted
    /// A survey's figure that is not sure enough to be published: too few effective responses, or too
    /// wide an interval.
    case unreliable
    /// A survey's figure to be looked at: few sites, or everybody or nobody.
    case review
  }
}

extension Figure.Subject: Hashable {
  public static func == (a: Figure.Subject, b: Figure.Subject) -> Bool {
    a === b || (a.grouping == b.grouping && a.keys == b.keys)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(grouping)
    hasher.combine(keys)
  }

  private var keys: [String] {
    [provinceCode, province, wardCode, ward, category, member, period]
  }
}

extension Figure {
  /// What it stands on: a survey's kind, `full_count` of records without an interval, or nothing where
  /// records were declared neither.
  public var basis: String {
    uncertainty?.basis.rawValue ?? (isUndeclared || interval != nil ? "" : "full_count")
  }

  /// The flags joined by `;` in their fixed order.
  public var flagText: String {
    flags.isEmpty ? "" : Flag.allCases.filter(flags.contains).map(\.rawValue).joined(separator: ";")
  }
}

extension [Figure] {
  /// The rows of `kpis.csv`: those of groupings that the pipeline lists.
  ///
  /// Figures of the nation and the provinces are made in any case, for rankings, gates and
  /// `provinces.csv`.
  public func listed(in definition: PipelineDefinition) -> [Figure] {
    filter { definition.groupings.contains($0.subject.grouping) }
  }
}
