public import Statistics

/// What is to be estimated from one CSV file: its sampling design, its weights, and the statistic.
public struct EstimateSpec: Sendable {
  public let id: String
  /// The file as the spec names it.
  public let inputName: String
  /// The file to open.
  public let input: String
  public let encoding: TextEncoding?
  public let delimiter: UInt8?
  public let design: Design
  public let adjustment: Adjustment?
  /// All must hold in a row that is asked about.
  public let domain: [Condition]
  public let statistic: Statistic
  /// Columns whose values part the rows into domains of their own.
  public let groups: [String]
  public let missing: Missing

  /// The columns that say how the sample was drawn.
  public struct Design: Sendable {
    /// By stage; empty where every row is a unit of its own.
    public var units: [String] = []
    public var strata: [String] = []
    public var weights: String?
    public var populations: [String] = []
    public var isNested = false
    public var lonely = SurveyDesign.LonelyRule.fail
    public var adjustsLonelyDomains = false
  }

  /// What weights are made to add up to.
  public enum Adjustment: Sendable {
    /// Cells of one or several columns, each with its members in the order of the columns.
    case postStratify(columns: [String], cells: [(members: [String], count: Double)])
    case rake(margins: [MarginSpec], Raking)
    /// Totals by name: `(Intercept)`, a column, or a column and its level.
    case calibrate(WeightCalibration, terms: [String], totals: [(name: String, total: Double)])
  }

  /// A column's levels and how many of the population have each.
  public struct MarginSpec: Sendable {
    public let column: String
    public let population: [(level: String, count: Double)]
  }

  /// A condition on a column.
  public struct Condition: Sendable {
    public let column: String
    public let relation: Relation
    /// What the column is compared with, of which `==` and `!=` may have several; empty where nothing is.
    public let values: [String]
    /// Whether the values are written as numbers.
    public let isOfNumbers: Bool
  }

  public enum Relation: String, CaseIterable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case notMissing = "not_missing"
    case missing

    /// Whether it compares with a value.
    public var needsValue: Bool { self != .notMissing && self != .missing }

    /// Whether it compares numbers by their order.
    public var isOfOrder: Bool { needsValue && self != .equal && self != .notEqual }
  }

  public enum Statistic: Sendable {
    case mean([String])
    /// Means with the variance of the jackknife JKn.
    case jackknifedMean([String])
    case total([String])
    /// The share of each value of a column.
    case shares(String)
    case ratio(numerator: String, denominator: String)
    /// The share of 1 in a column of 0 and 1; with a condition, of the rows where that holds.
    case proportion(String, Condition?)
    case quantile(String, [Double])
    case raoScott(rows: String, columns: String)
    case alpha([String])
    case kish
  }

  /// What becomes of rows without a value that the statistic needs.
  public enum Missing: String, CaseIterable, Sendable {
    /// No estimate: column and row are named.
    case refuse
    /// They are asked nothing, and remain in the variance.
    case dropAsDomain = "drop_as_domain"
  }

  /// Reads a spec file in YAML or JSON: one spec, or a list under `cases`.
  ///
  /// A spec without an `id` is `estimate`.
  public static func read(path: String) throws(DefinitionFaults) -> [EstimateSpec] {
    let log = FaultLog()
    let place = DefinitionPath(path)
    let specs = place.root("the spec", log).flatMap { EstimateReader(place).read($0) }
    guard let specs, log.isEmpty else { throw log.faults }
    return specs
  }
}
