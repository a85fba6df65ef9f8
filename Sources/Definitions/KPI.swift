public import Statistics

/// A key performance indicator as a catalog defines it.
public struct KPI: Sendable {
  public let id: String
  public let label: Label
  /// The dataset it is counted on; `nil` for a composite.
  public let dataset: String?
  public let kind: Kind
  public let better: Direction
  /// The value aimed at, as a proportion for shares.
  public let target: Double?
  /// The decision, article or press figure that it implements.
  public let source: String
  public let interval: IntervalMethod?
  /// The confidence level of the interval.
  public let level: Double
  /// The formulas as the catalog writes them, by the key they stand under, in the catalog's order.
  public let formulas: [(key: String, text: String)]

  public init(
    id: String, label: Label, dataset: String?, kind: Kind, better: Direction = .higher,
    target: Double? = nil, source: String = "", interval: IntervalMethod? = nil,
    level: Double = 0.95, formulas: [(key: String, text: String)] = []
  ) {
    self.id = id
    self.label = label
    self.dataset = dataset
    self.kind = kind
    self.better = better
    self.target = target
    self.source = source
    self.interval = interval
    self.level = level
    self.formulas = formulas
  }

  /// How the value comes from records.
  public enum Kind: Sendable {
    /// Records where both hold, out of those where the denominator holds (`nil`: every record).
    case share(numerator: Condition, denominator: Condition?)
    case mean(Number)
    /// For each probability the smallest value that at least this part of the values do not exceed.
    case quantiles([Exact], of: Number)
    case count(Condition)
    /// How many different values a column holds.
    case countDistinct(column: Int)
    /// Units of the reference with a record that satisfies the condition, out of all units.
    case coverage(PlaceLevel, where: Condition)
    /// The weighted sum of other KPIs.
    case composite([(kpi: String, weight: Exact)])
  }

  public enum Direction: String, Sendable {
    case higher, lower
  }

  /// How the interval of a share or, with `student`, of a mean is found.
  ///
  /// Where the dataset declares a sampling design, all of them take the effective size in place of the
  /// records.
  public enum IntervalMethod: String, CaseIterable, Sendable {
    case wilson
    case clopperPearson = "clopper_pearson"
    case jeffreys
    case kornGraubard = "korn_graubard"
    case logit
    case student

    /// Whether it says nothing without a sampling design.
    var needsDesign: Bool {
      switch self {
      case .wilson, .clopperPearson, .jeffreys: false
      case .kornGraubard, .logit, .student: true
      }
    }
  }

  /// The kind's name in the catalog.
  public var kindName: String {
    switch kind {
    case .share: "share"
    case .mean: "mean"
    case .quantiles: "quantiles"
    case .count: "count"
    case .countDistinct: "count_distinct"
    case .coverage: "coverage"
    case .composite: "composite"
    }
  }

  /// The rows it publishes: its id, or `id_p50` and so on for quantiles.
  public var publishedIDs: [String] {
    guard case .quantiles(let probabilities, _) = kind else { return [id] }
    return probabilities.map { "\(id)_\(Self.suffix(of: $0))" }
  }

  /// `p50` for one half, `p99.9` for 999 of 1,000.
  static func suffix(of probability: Exact) -> String {
    let tenths = Int128(probability.numerator) * 1000 / Int128(probability.denominator)
    return tenths % 10 == 0 ? "p\(tenths / 10)" : "p\(tenths / 10).\(tenths % 10)"
  }
}

/// A level of local government.
public enum PlaceLevel: String, Hashable, Sendable {
  case province, ward
}

/// KPI definitions in the order of the file.
public struct Catalog: Sendable {
  public let kpis: [KPI]
  public let path: String

  public init(kpis: [KPI], path: String = "") {
    self.kpis = kpis
    self.path = path
  }

  public subscript(id: String) -> KPI? { kpis.first { $0.id == id } }
}
