internal import Definitions
internal import Figures
internal import Engine
internal import Statistics

extension Recipe {
  /// What the cells, rejects and quality of a dataset are made from, its files left out.
  static func ingest(
    _ plan: CountingPlan, of pipeline: PipelineDefinition
  ) throws(RunFailure) -> Recipe {
    let dataset = plan.dataset
    var recipe = Recipe(.ingest, dataset: dataset.name)
    for source in pipeline.schemaSources(of: dataset) {
      try recipe.add("schema \(source.path)", source.sha256)
    }
    for source in pipeline.referenceSources {
      try recipe.add("reference \(source.path)", source.sha256)
    }
    for measure in plan.measures {
      let content = String(describing: measure.content)
      try recipe.add("measure \(measure.id.kpi) \(measure.id.part.rawValue)", content)
      // A text that happens to hold the word costs one ingest too many, never one too few.
      if content.contains("asOf") { try recipe.add("as_of", plan.asOf.description) }
    }
    try recipe.add("groupings", plan.tables.map(\.description).joined(separator: ", "))
    if let columns = plan.sampledColumns {
      try recipe.add(
        "sampled columns", columns.map { plan.schema.columns[$0].name }.joined(separator: ", "))
    }
    if plan.countsDeliveries { try recipe.add("deliveries", "counted") }
    try recipe.add("period", dataset.period.words)
    try recipe.add("timezone", plan.offset.description)
    try recipe.add("language", pipeline.language.rawValue)
    if let encoding = dataset.encoding { try recipe.add("encoding", encoding.rawValue) }
    if let delimiter = dataset.delimiter { try recipe.add("delimiter", "byte \(delimiter)") }
    if let numbers = dataset.numbers { try recipe.add("numbers", numbers.rawValue) }
    if let dates = dataset.dates { try recipe.add("dates", dates.rawValue) }
    try recipe.add(
      "limits",
      "record \(dataset.limits.longestRecord), expansion \(dataset.limits.expansionRatio)")
    return recipe
  }

  /// Adds the files that are ingested, by the digests of their bytes.
  mutating func add(_ inputs: [InputRecord]) throws(RunFailure) {
    for input in inputs { try add(Self.inputPrefix + input.name, input.digest) }
  }

  static let inputPrefix = "input "

  /// What the figures are made from: definitions, and the cells and quality of each dataset.
  static func measure(
    _ pipeline: PipelineDefinition, _ parts: [String: IngestPart]
  ) throws(RunFailure) -> Recipe {
    var recipe = Recipe(.measure)
    for dataset in pipeline.datasets {
      for source in pipeline.schemaSources(of: dataset) {
        try recipe.add("schema \(source.path)", source.sha256)
      }
      try recipe.add("period of \(dataset.name)", dataset.period.words)
      if let calibration = dataset.calibration {
        // Its table stands in the schema; how its records are counted is told by their cells.
        try recipe.add(
          "calibration of \(dataset.name)", calibration.keys.joined(separator: ", "))
      }
      if let count = pipeline.disclosure[dataset.name] {
        try recipe.add("disclosure of \(dataset.name)", "min_count \(count)")
      }
      guard let part = parts[dataset.name] else { continue }
      try recipe.add("cells of \(dataset.name)", part.cells)
      try recipe.add("quality of \(dataset.name)", part.quality)
      if let sample = part.sample { try recipe.add("sample of \(dataset.name)", sample) }
    }
    for source in pipeline.referenceSources where source.hasAnyName(["provinces.csv", "wards.csv"])
    {
      try recipe.add("reference \(source.path)", source.sha256)
    }
    for kpi in pipeline.countedKPIs { try recipe.add("kpi \(kpi.id)", kpi.words) }
    // Parts of ranked composites are measured, published or not.
    try recipe.add("components", pipeline.componentIDs.joined(separator: ", "))
    try recipe.add("kpis", pipeline.kpis.map(\.id).joined(separator: ", "))
    try recipe.add("groupings", pipeline.groupings.map(\.description).joined(separator: ", "))
    try recipe.add("period", pipeline.period.words)
    try recipe.add("rounding", pipeline.rounding.words)
    // Figures are marked where a province is incomplete or has too few records to be ranked.
    let warn = pipeline.gates.rejectShare.warn.map(\.description)
    try recipe.add("gate reject_share", "warn \(warn ?? "none")")
    for ranking in pipeline.rankings {
      try recipe.add("min_denominator of \(ranking.kpi)", String(ranking.minDenominator))
    }
    return recipe
  }

  /// What the rankings are made from: the SHA-256 of the figures, their recipe, and definitions.
  static func rank(
    _ pipeline: PipelineDefinition, measure: Recipe, figures: String
  ) throws(RunFailure) -> Recipe {
    var recipe = Recipe(.rank)
    try recipe.add("figures", figures)
    let ranked = Set(pipeline.rankings.map(\.kpi))
    for (name, value) in measure.sorted {
      // Values that print alike need not be alike: ranks rest on the counts themselves.
      let isCounted =
        name.hasPrefix("cells of ") || name.hasPrefix("sample of ") || name.hasPrefix("reference ")
      let isRanked = name.hasPrefix("kpi ") && ranked.contains(String(name.dropFirst(4)))
      if isCounted || isRanked || name == "rounding" { try recipe.add(name, value) }
    }
    for (index, ranking) in pipeline.rankings.enumerated() {
      try recipe.add(
        "ranking \(index + 1)",
        "\(ranking.kpi), top \(ranking.top), min_denominator \(ranking.minDenominator)")
    }
    return recipe
  }
}

/// What a dataset's ingest hands on, by digest.
struct IngestPart: Equatable {
  let cells: String
  let quality: String
  /// Of a survey with a sampling design only.
  let sample: String?
}

/// A file as it was read.
struct InputRecord: Equatable {
  let name: String
  let dataset: String
  let byteCount: Int64
  let digest: String
}

extension PipelineDefinition {
  /// The folder that paths in the pipeline file are relative to.
  var folder: String { FileSystem.parent(of: path) ?? "." }

  /// The definition file of a dataset's schema; every YAML file where that is not clear.
  func schemaSources(of dataset: Dataset) -> [DefinitionSource] {
    let wanted = FileSystem.resolved(dataset.schema.path) ?? dataset.schema.path
    let found = sources.filter { source in
      let path = joined(folder, source.path)
      return source.path == dataset.schema.path || (FileSystem.resolved(path) ?? path) == wanted
    }
    return found.isEmpty ? sources.filter { !$0.isTable } : found
  }

  fileprivate var referenceSources: [DefinitionSource] { sources.filter(\.isTable) }
}

extension DefinitionSource {
  fileprivate var isTable: Bool { path.hasSuffix(".csv") }

  fileprivate func hasAnyName(_ names: [String]) -> Bool {
    names.contains { path == $0 || path.hasSuffix("/" + $0) }
  }

  /// The SHA-256 of its content.
  var sha256: String {
    get throws(RunFailure) { try Pipeline.sha256(of: content) }
  }
}

extension PeriodRange {
  var words: String { "\(from) to \(to) by \(grain.rawValue)" }
}

extension Rounding {
  fileprivate var words: String { "\(mode.rawValue), \(decimals)" }
}

extension KPI {
  /// Everything of it that a figure depends on.
  fileprivate var words: String {
    let interval = interval.map { "\($0.rawValue) \(level)" } ?? "none"
    let target = target.map { "\($0)" } ?? "none"
    return
      "\(dataset ?? "composite") \(kind) \(better.rawValue) interval \(interval) target \(target)"
  }
}
