internal import ArgumentParser
internal import Pipeline
internal import Report

/// `hailong history KPI`.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Follows a figure over the published runs: first published, revised, why.",
    discussion: Help(
      examples: [
        ("hailong history online_rate --province Huế", "of the pipeline that ran last"),
        ("hailong history online_rate nightly", "the nation's, in another pipeline"),
        ("hailong history --revisions nightly", "what every run revised, counted by cause"),
        ("hailong history --revisions nightly --json", "with every figure, as one JSON document"),
      ],
      notes: """
        The published run folders are the history, thinned ones included. A change has its causes in \
        order of precedence: late data (new files, or more rows), corrected rows, withdrawn files, \
        changed definition, another program version, other dates. Only the inputs of the KPI's own \
        datasets count.
        """
    ).text)

  @Argument(
    help: ArgumentHelp("A KPI's id or label; with --revisions none.", valueName: "kpi"),
    completion: Completions.kpis)
  var kpi: String?

  @Argument(
    help: ArgumentHelp(
      "A pipeline's name or folder, or one of its runs; with --revisions two runs are compared.",
      valueName: "run"), completion: Completions.runs)
  var runs: [String] = []

  @Option(
    help: ArgumentHelp("The province, by code or name.", valueName: "province"),
    completion: Completions.provinces)
  var province: String?

  @Option(help: ArgumentHelp("The ward or commune, by code or name.", valueName: "ward"))
  var ward: String?

  @Option(
    help: ArgumentHelp("A category's member, such as field=land.", valueName: "category=member"))
  var member: String?

  @Option(help: ArgumentHelp("The period, such as 2025-07.", valueName: "period"))
  var period: String?

  @OptionGroup var out: OutOption

  @Flag(help: "Count what each run revised of all figures, by cause.")
  var revisions = false

  @Flag(help: "Print one JSON document.")
  var json = false

  /// What is named besides the KPI.
  private var names: [String] { revisions ? [kpi].compactMap(\.self) + runs : runs }

  func validate() throws {
    if revisions {
      guard names.count <= 2 else { throw ValidationError("--revisions takes two runs at most") }
      guard province == nil, ward == nil, member == nil, period == nil else {
        throw ValidationError("--revisions counts all figures; leave out --province and the like")
      }
    } else {
      guard kpi != nil else {
        throw ValidationError("name a KPI, or count all figures with --revisions")
      }
      guard runs.count <= 1 else { throw ValidationError("history takes one pipeline or run") }
    }
  }

  func run() throws {
    let console = Console(json: json)
    let found = PublishedRuns(out: out.folder)
    let run = try PublishedRun(folder: found.folder(of: names.first))
    guard let kpi, !revisions else { return try printRevisions(run, found, on: console) }
    let ids = try run.publishedIDs(of: kpi)
    let search = FigureSearch(
      run: run, figures: run.figures.filter { ids.contains($0.key.kpi) },
      definitions: RunDefinitions(of: run))
    let figures = try search.found(
      kpi: ids[0], province: province, ward: ward, member: member, period: period)
    let history = FigureHistory(
      of: run.pipelineFolder, kpis: Set(ids), groupings: [figures[0].key.grouping])
    for fault in history.faults { console.warn("left out: \(fault)") }
    let listings = figures.map { figure in
      FigureRevisions(
        run: run, figure: figure,
        revisions: history.revisions(
          of: figure.key, datasets: CatalogOfRun(of: run).datasets(of: figure.key.kpi)))
    }
    guard !json else {
      try console.print([
        "pipeline": .string(run.record.pipeline), "figures": .array(listings.map(\.json)),
      ])
      return
    }
    for (index, listing) in listings.enumerated() {
      if index > 0 { try console.print() }
      try listing.print(on: console)
    }
  }

  private func printRevisions(
    _ run: PublishedRun, _ runs: PublishedRuns, on console: Console
  ) throws {
    let history = FigureHistory(of: run.pipelineFolder)
    for fault in history.faults { console.warn("left out: \(fault)") }
    var pairs = Array(zip(history.releases.indices, history.releases.indices.dropFirst()))
    if names.count == 2 {
      let ids = [
        run.record.runID, try PublishedRun(folder: runs.folder(of: names[1])).record.runID,
      ]
      let places = ids.compactMap { id in history.releases.firstIndex { $0.runID == id } }
      guard places.count == 2 else {
        throw Failure(
          .usage, "the two runs are not published runs of one pipeline; see: hailong compare")
      }
      pairs = [(places[0], places[1])]
    }
    let catalog = CatalogOfRun(of: run)
    let ledgers = pairs.map { old, new in
      history.ledger(from: old, to: new) { catalog.datasets(of: $0) }
    }
    let listing = RevisionLedgers(pipeline: run.record.pipeline, history: history, ledgers: ledgers)
    try json ? console.print(listing.json) : listing.print(on: console)
  }
}

extension PublishedRun {
  /// The folder that the runs of its pipeline lie in.
  var pipelineFolder: String {
    let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    if parts.isEmpty { return folder == "." ? ".." : "." }
    return parts.joined(separator: "/")
  }
}
