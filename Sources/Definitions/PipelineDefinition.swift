public import Statistics

/// A batch job: which files, which KPIs, how grouped, ranked, guarded and published.
public struct PipelineDefinition: Sendable {
  public let name: String
  public let title: Label
  public let catalog: Catalog
  public let reference: Reference
  public let offset: UTCOffset
  public let asOf: CivilDate
  public let period: PeriodRange
  public let datasets: [Dataset]
  /// The KPIs to publish, in catalog order.
  public let kpis: [KPI]
  public let groupings: [Grouping]
  public let rankings: [RankingDefinition]
  public let gates: Gates
  /// The smallest publishable denominator of a dataset; absent: published in full.
  public let disclosure: [String: Int]
  /// The datasets of which further figures are withheld, so that nobody works out those under the bound.
  public let complements: Set<String>
  public let rounding: Rounding
  public let language: Language
  public let outputs: Set<Output>
  /// The pipeline file's path as it was given.
  public let path: String
  /// Every definition and reference file that was read: path relative to the pipeline, and content.
  public let sources: [DefinitionSource]
  /// KPIs of the catalog that no dataset of the pipeline can answer, where it lists none itself.
  public let leftOut: [Omission]
  /// What is watched about its feeds; `nil` where nothing is.
  public let feeds: FeedWatch?

  public init(
    name: String, title: Label, catalog: Catalog, reference: Reference, offset: UTCOffset,
    asOf: CivilDate, period: PeriodRange, datasets: [Dataset], kpis: [KPI], groupings: [Grouping],
    rankings: [RankingDefinition], gates: Gates, disclosure: [String: Int],
    complements: Set<String> = [], rounding: Rounding,
    language: Language, outputs: Set<Output>, path: String, sources: [DefinitionSource],
    leftOut: [Omission] = [], feeds: FeedWatch? = nil
  ) {
    self.name = name
    self.title = title
    self.catalog = catalog
    self.reference = reference
    self.offset = offset
    self.asOf = asOf
    self.period = period
    self.datasets = datasets
    self.kpis = kpis
    self.groupings = groupings
    self.rankings = rankings
    self.gates = gates
    self.disclosure = disclosure
    self.complements = complements
    self.rounding = rounding
    self.language = language
    self.outputs = outputs
    self.path = path
    self.sources = sources
    self.leftOut = leftOut
    self.feeds = feeds
  }

  public enum Output: String, Sendable, CaseIterable {
    case csv, json, html, png, xlsx
    case excelCSV = "excel_csv"
  }

  /// A dataset's schema and where its files are.
  public struct Dataset: Sendable {
    public let name: String
    public let schema: Schema
    /// Patterns relative to the pipeline's folder, with `*` and `?` inside a path component.
    public let files: [String]
    /// What its files are said to be written in; else what their marks say, or UTF-8.
    public let encoding: TextEncoding?
    public let delimiter: UInt8?
    public let dialect: Dialect
    /// How its files write numbers and dates; absent: as each file shows by itself.
    public let numbers: NumberStyle?
    public let dates: DateOrder?
    /// Its own days, where they differ from the pipeline's.
    public let period: PeriodRange
    public let limits: InputLimits
    /// What the weights of a sample are calibrated to; `nil` where they are not.
    public internal(set) var calibration: CalibrationTarget?

    public init(
      name: String, schema: Schema, files: [String], encoding: TextEncoding? = nil,
      delimiter: UInt8? = nil, dialect: Dialect = Dialect(), numbers: NumberStyle? = nil,
      dates: DateOrder? = nil, period: PeriodRange, limits: InputLimits = InputLimits(),
      calibration: CalibrationTarget? = nil
    ) {
      self.name = name
      self.schema = schema
      self.files = files
      self.encoding = encoding
      self.delimiter = delimiter
      self.dialect = dialect
      self.numbers = numbers
      self.dates = dates
      self.period = period
      self.limits = limits
      self.calibration = calibration ?? schema.instrument?.design?.calibration
    }
  }

  public func dataset(_ name: String) -> Dataset? { datasets.first { $0.name == name } }

  /// The KPIs that a KPI's value needs counted: itself, or a composite's parts.
  public func kpi(_ id: String) -> KPI? { catalog[id] }
}

/// One file that defines a run.
public struct DefinitionSource: Hashable, Sendable {
  /// The path relative to the pipeline's folder, with `/`.
  public let path: String
  public let content: [UInt8]

  public init(path: String, content: [UInt8]) {
    self.path = path
    self.content = content
  }
}

/// A ranking of the provinces by one KPI.
public struct RankingDefinition: Hashable, Sendable {
  public let kpi: String
  public let top: Int
  public let minDenominator: Int
  /// How the weights of a composite are varied; `nil` where the KPI is none.
  public let weights: WeightVariation?

  public init(
    kpi: String, top: Int = 5, minDenominator: Int = 0, weights: WeightVariation? = nil
  ) {
    self.kpi = kpi
    self.top = top
    self.minDenominator = minDenominator
    self.weights = weights
  }
}

/// Conditions on a run's data under which it warns or refuses to publish.
public struct Gates: Hashable, Sendable {
  public var rejectShare: Limit<Exact> = Limit()
  public var refusedFiles: Limit<Int> = Limit()
  public var provinces: Limit<Int> = Limit()
  /// How many incidents of feeds there may be.
  public var feeds: Limit<Int> = Limit()
  public var expectations: [Expectation] = []

  public init() {}

  public struct Limit<Bound: Hashable & Sendable>: Hashable, Sendable {
    public var warn: Bound?
    public var stop: Bound?

    public init(warn: Bound? = nil, stop: Bound? = nil) {
      self.warn = warn
      self.stop = stop
    }
  }

  /// What the national value of a KPI must be.
  public struct Expectation: Hashable, Sendable {
    public enum Relation: String, Hashable, Sendable {
      case equals
      case atLeast = "at_least"
      case atMost = "at_most"
    }

    public let kpi: String
    public let relation: Relation
    public let bound: Exact

    public init(kpi: String, relation: Relation, bound: Exact) {
      self.kpi = kpi
      self.relation = relation
      self.bound = bound
    }
  }
}
