internal import ArgumentParser
internal import Definitions
internal import Pipeline
internal import Report

/// `hailong show [RUN]`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what a run published: rankings, figures, data quality.",
    discussion: Help(
      examples: [
        ("hailong show", "the run published last"),
        ("hailong show delegations-2025-08 --provinces 46,25", "two provinces side by side"),
        ("hailong show --kpi online_rate --grouping province", "one KPI in every province"),
        ("hailong show --province Huế --json", "one province as a JSON document"),
      ],
      notes: """
        A figure stands beside its counts: numerator / denominator, or n where there is a \
        denominator alone. "–" means no data, which is not zero.
        """
    ).text)

  @Argument(
    help: ArgumentHelp(
      "A run's folder, its id or the name of its pipeline; without it the latest of all.",
      valueName: "run"))
  var name: String?

  @OptionGroup var out: OutOption

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these KPIs, by id.", valueName: "id"))
  var kpi: [String] = []

  @Option(help: ArgumentHelp("Only this grouping, such as province+field.", valueName: "grouping"))
  var grouping: String?

  @Option(help: ArgumentHelp("Only this province, by code or name.", valueName: "province"))
  var province: String?

  @Option(
    help: ArgumentHelp(
      "These provinces side by side, by code or name, with commas between.", valueName: "provinces")
  )
  var provinces: String?

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if provinces != nil, province != nil || grouping != nil {
      throw ValidationError("--provinces goes with --kpi only; leave out --province and --grouping")
    }
  }

  func run() throws {
    let run = try PublishedRun(folder: PublishedRuns(out: out.folder).folder(of: name))
    let console = Console(json: json)
    let selection = try Selection(
      of: run, kpis: kpi.flatMap { $0.split(separator: ",").map(String.init) }, grouping: grouping,
      province: province)
    if let provinces {
      let side = try SideBySide(
        run, provinces: provinces.split(separator: ",").map(String.init), kpis: selection.kpis)
      try json ? console.print(side.json) : side.print(on: console)
    } else if selection.isWhole {
      try json ? console.print(run.json) : run.printAll(on: console)
    } else {
      let figures = selection.figures
      guard !json else {
        try console.print(["run": run.headJSON, "figures": .array(figures.map(\.json))])
        return
      }
      try run.printHeading(on: console)
      try console.print()
      if figures.isEmpty {
        try console.print("no figure is published for this choice")
      } else {
        try run.print(figures, on: console)
      }
    }
  }
}

extension PublishedRun {
  fileprivate func printAll(on console: Console) throws {
    try printHeading(on: console)
    for kpi in rankedKPIs { try printTop(of: kpi, on: console) }
    let national = figures.filter { $0.key.grouping == "national" }
    if !national.isEmpty {
      try console.print()
      try console.print("The whole country", .bold)
      try print(national, on: console)
    }
    try printRows(on: console)
    try printDoubts(on: console)
    try console.print()
    try console.print("files: \(folder)")
  }
}
