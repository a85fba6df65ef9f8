internal import ArgumentParser
internal import Definitions
internal import Pipeline

/// Which figure a command is about; what is not said, the figure is not divided by.
struct FigureOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A KPI's id, as kpis.csv has it, or its label.", valueName: "kpi"),
    completion: Completions.kpis)
  var kpi: String

  @Argument(
    help: ArgumentHelp(
      "A run's folder, its id or the name of its pipeline; without it the latest of all.",
      valueName: "run"), completion: Completions.runs)
  var run: String?

  @Option(
    help: ArgumentHelp(
      "The province, by code or name, old or new; without it the nation.", valueName: "province"),
    completion: Completions.provinces)
  var province: String?

  @Option(help: ArgumentHelp("The ward or commune, by code or name.", valueName: "ward"))
  var ward: String?

  @Option(
    help: ArgumentHelp("A category's member, such as field=land.", valueName: "category=member"))
  var member: String?

  @Option(
    help: ArgumentHelp("The period, such as 2025-07; without it all days.", valueName: "period"))
  var period: String?

  @OptionGroup var out: OutOption

  /// The run that is meant.
  func publishedRun() throws -> PublishedRun {
    try PublishedRun(folder: PublishedRuns(out: out.folder).folder(of: run))
  }

  /// The figure that is meant; of a KPI with several quantiles one for each.
  ///
  /// Fails where the run has it not, and says what it has.
  func figures(of run: PublishedRun) throws -> [PublishedFigure] {
    let ids = try run.publishedIDs(of: kpi)
    let figures = run.figures.filter { ids.contains($0.key.kpi) }
    let search = FigureSearch(run: run, figures: figures, definitions: RunDefinitions(of: run))
    return try search.found(
      kpi: ids[0], province: province, ward: ward, member: member, period: period)
  }

  /// The one figure that is meant.
  func figure(of run: PublishedRun) throws -> PublishedFigure {
    let figures = try figures(of: run)
    guard figures.count == 1 else {
      throw Failure(
        .usage,
        "\(kpi) is published as \(figures.map(\.key.kpi).joined(separator: ", ")); name one of them"
      )
    }
    return figures[0]
  }
}

extension PublishedRun {
  /// The ids of the rows of a KPI, named by its id, that of one of its rows, or its label.
  func publishedIDs(of name: String) throws -> [String] {
    if let lackOfFigures { throw Failure(.noInput, lackOfFigures) }
    let known = kpiIDs
    if known.contains(name) { return [name] }
    let published = { (kpi: PublishedKPI) in kpi.publishedAs.filter(known.contains) }
    if let kpi = kpis.values.first(where: { $0.id == name }), case let ids = published(kpi),
      !ids.isEmpty
    {
      return ids
    }
    var labels = WordTable<String>()
    for kpi in kpis.values {
      for label in [kpi.label?.en, kpi.label?.vi].compactMap(\.self) { labels.add(label, kpi.id) }
    }
    if let id = labels[name], let kpi = kpis.values.first(where: { $0.id == id }) {
      return published(kpi)
    }
    throw Failure.unknown("KPI", name, among: known)
  }
}
