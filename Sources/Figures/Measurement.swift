public import Definitions
internal import Statistics

/// Cells that lack what a definition asks for: made for another definition.
public struct MissingCells: Error, Hashable, CustomStringConvertible {
  public let dataset: String
  public let grouping: String
  /// The KPI that is not counted there; `nil` where the grouping cannot be added up at all.
  public let kpi: String?

  public var description: String {
    let what = kpi.map { "the KPI \($0)" } ?? "a table"
    return "the cells of \(dataset) hold no counts of \(what) for the grouping \(grouping)"
  }
}

extension PipelineDefinition {
  /// Every figure of the run: catalog order, groupings as listed, then place, member and period.
  ///
  /// The nation and the provinces are added at the end of the groupings where the pipeline does not
  /// list them; `listed(in:)` leaves them out again. What disclosure withholds is empty here already, so
  /// that nothing made of figures can tell it. A KPI is left out of groupings that its dataset or its
  /// kind does not have. O(cells × groupings + figures).
  public func figures(
    from cells: [Cells], completeness: [Completeness], files: [FileReport] = [],
    surveys: Surveys? = nil
  ) throws(MissingCells) -> [Figure] {
    try publishable(
      from: cells, completeness: completeness, files: files,
      surveys: surveys ?? Surveys(cells, of: self)
    ).figures
  }

  /// Every figure of the run and the answers to the questions of its surveys, without what disclosure
  /// withholds, and a sentence for each dataset on how much that is.
  public func publishable(
    from cells: [Cells], completeness: [Completeness], files: [FileReport], surveys: Surveys
  ) throws(MissingCells) -> Publishable {
    var measurement = Measurement(
      self, cells: cells, completeness: completeness, files: files, surveys: surveys)
    var questions = questions(of: surveys)
    try measurement.protect(questions)
    for index in questions.indices {
      let province = reference.provinces.firstIndex { $0.code == questions[index].provinceCode }
      if measurement.protections[questions[index].dataset]?.isWithheld(
        question: questions[index].question, province: Int32(province ?? -1)) == true
      {
        questions[index].withhold()
      }
    }
    return Publishable(
      figures: try figures(of: &measurement), components: try components(of: &measurement),
      questions: questions,
      disclosureNotes: datasets.compactMap { measurement.protections[$0.name]?.note })
  }

  private func figures(of measurement: inout Measurement) throws(MissingCells) -> [Figure] {
    var series: [Series] = []
    for kpi in kpis {
      for published in kpi.publishedIDs.indices {
        for grouping in measurement.groupings {
          if let one = try measurement.series(kpi, published: published, by: grouping) {
            series.append(one)
          }
        }
      }
    }
    return Series.figures(of: series)
  }

  /// The published id that a ranking or an expectation speaks of.
  ///
  /// Where it names a KPI of several quantiles, it means the first of them.
  func publishedID(_ name: String) -> String { catalog[name]?.publishedIDs.first ?? name }

  /// The KPI that publishes figures under this id.
  public func kpi(publishing id: String) -> KPI? {
    catalog.kpis.first { $0.publishedIDs.contains(id) }
  }
}

/// What a run makes public.
public struct Publishable: Sendable {
  public let figures: [Figure]
  /// Those of the provinces by the parts of ranked composites that are not published by themselves.
  public let components: [Figure]
  public let questions: [QuestionAnswers]
  /// How many figures disclosure withholds, a sentence a dataset.
  public let disclosureNotes: [String]
}

/// The making of all figures of a run.
struct Measurement {
  let definition: PipelineDefinition
  let groupings: [Grouping]
  private let units: UnitCounts
  private let minDenominators: [String: Int]
  private let completeness: [String: Completeness]
  private let rejected: [String: RejectedRows]
  /// The surveys with a sampling design, by dataset.
  private let surveys: Surveys
  /// What is withheld, by dataset.
  private(set) var protections: [String: Protection] = [:]
  private var tables: [String: RolledTables] = [:]
  private var grids: [GridID: Grid] = [:]

  private struct GridID: Hashable {
    let datasets: [String]
    let grouping: Grouping
  }

  init(
    _ definition: PipelineDefinition, cells: [Cells], completeness: [Completeness],
    files: [FileReport], surveys: Surveys
  ) {
    self.definition = definition
    groupings =
      definition.groupings
      + [.national, .byProvince].filter { !definition.groupings.contains($0) }
    units = UnitCounts(definition.reference)
    minDenominators = Dictionary(
      definition.rankings.map { (definition.publishedID($0.kpi), $0.minDenominator) },
      uniquingKeysWith: { first, _ in first })
    self.completeness = Dictionary(
      completeness.map { ($0.dataset, $0) }, uniquingKeysWith: { first, _ in first })
    rejected = Dictionary(grouping: files, by: \.dataset).mapValues(RejectedRows.init)
    self.surveys = surveys
    for dataset in definition.datasets {
      let own = cells.first { $0.dataset == dataset.name }
      var rolled = RolledTables(own ?? Cells(dataset: dataset.name, tables: []), of: dataset)
      rolled.addUp(groupings)
      tables[dataset.name] = rolled
    }
  }

  /// The figures of a KPI by a grouping; `nil` where its datasets or its kind have none.
  mutating func series(
    _ kpi: KPI, published: Int, by grouping: Grouping
  ) throws(MissingCells) -> Series? {
    let parts = definition.parts(of: kpi)
    let datasets = datasets(of: parts)
    guard !datasets.isEmpty, parts.allSatisfy({ $0.kpi.isGiven(by: grouping) }),
      datasets.allSatisfy({ tables[$0.name]?.has(grouping) == true })
    else { return nil }
    var cellTables: [CellTable] = []
    for dataset in datasets { cellTables.append(try table(grouping, of: dataset.name)) }
    let grid = grid(grouping, datasets: datasets, tables: cellTables)
    var estimated: [Series.Part] = []
    for part in parts {
      guard let index = datasets.firstIndex(where: { $0.name == part.kpi.dataset }) else {
        return nil
      }
      let table = cellTables[index]
      guard
        table.cells.isEmpty || part.kpi.measures.allSatisfy({ table.measures.contains($0.id) })
      else {
        throw MissingCells(
          dataset: datasets[index].name, grouping: grouping.description, kpi: part.kpi.id)
      }
      estimated.append(
        Series.Part(
          weight: part.weight, cells: grid.cells[index],
          estimator: Estimator(part.kpi, published: published, in: table, units: units),
          minCount: definition.disclosure[datasets[index].name],
          isWithheld: isWithheld(
            part.kpi.id, of: datasets[index].name, in: grid.keys[index], grouping),
          basis: datasets[index].schema.instrument?.basis,
          isSampled: surveys.frames[datasets[index].name] != nil))
    }
    return Series(
      grid: grid, parts: estimated, isComposite: kpi.isComposite,
      marks: Marks(kpi, id: kpi.publishedIDs[published], datasets: datasets, of: self),
      survey: SurveyEstimator(
        kpi, parts: parts, frames: surveys.frames, grouping: grouping,
        keys: Dictionary(
          zip(datasets.map(\.name), grid.keys), uniquingKeysWith: { first, _ in first })))
  }

  /// Decides what is withheld, given all answers to questions.
  mutating func protect(_ questions: [QuestionAnswers]) throws(MissingCells) {
    let provinces = Dictionary(
      definition.reference.provinces.enumerated().map { ($1.code, Int32($0)) },
      uniquingKeysWith: { first, _ in first })
    for dataset in definition.datasets {
      guard let minCount = definition.disclosure[dataset.name],
        let rolled = tables[dataset.name], !rolled.isEmpty
      else { continue }
      let published = groupings.filter(rolled.has)
      var tables: [CellTable] = []
      for grouping in Grouping.closed(published) {
        tables.append(try table(grouping, of: dataset.name))
      }
      protections[dataset.name] = Protection(
        dataset.name, minCount: minCount,
        complements: definition.complements.contains(dataset.name), tables: tables,
        published: Set(published),
        kpis: definition.countedKPIs.filter { $0.dataset == dataset.name },
        questions: questions.filter { $0.dataset == dataset.name }, provinces: provinces)
    }
  }

  /// For each row whether a KPI's figure is withheld; `nil` where the dataset is published in full.
  private func isWithheld(
    _ kpi: String, of dataset: String, in keys: [CellKey?], _ grouping: Grouping
  ) -> [Bool]? {
    protections[dataset].map { protection in
      keys.map { key in key.map { protection.isWithheld(kpi, grouping, $0) } ?? false }
    }
  }

  private func datasets(of parts: [(kpi: KPI, weight: Exact)]) -> [PipelineDefinition.Dataset] {
    var datasets: [PipelineDefinition.Dataset] = []
    for name in parts.compactMap(\.kpi.dataset) where !datasets.contains(where: { $0.name == name })
    {
      guard let dataset = definition.dataset(name) else { return [] }
      datasets.append(dataset)
    }
    return datasets
  }

  private mutating func table(
    _ grouping: Grouping, of dataset: String
  ) throws(MissingCells) -> CellTable {
    if let table = tables[dataset]?.table(grouping) { return table }
    guard tables[dataset]?.isEmpty != false else {
      throw MissingCells(dataset: dataset, grouping: grouping.description, kpi: nil)
    }
    return CellTable(grouping: grouping, measures: [])
  }

  private mutating func grid(
    _ grouping: Grouping, datasets: [PipelineDefinition.Dataset], tables: [CellTable]
  ) -> Grid {
    let id = GridID(datasets: datasets.map(\.name), grouping: grouping)
    if let grid = grids[id] { return grid }
    let grid = Grid(grouping, tables: tables, datasets: datasets, reference: definition.reference)
    grids[id] = grid
    return grid
  }

  func rejected(_ dataset: String) -> RejectedRows? { rejected[dataset] }

  /// What is known of a dataset's gaps.
  func gaps(_ dataset: String) -> Completeness? { completeness[dataset] }

  /// The ranking's bound for a published id; `nil` where it is not ranked.
  func minDenominator(_ id: String) -> Int? { minDenominators[id] }
}
