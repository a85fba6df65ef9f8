internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Pipeline
internal import Report

/// `hailong show [RUN] [rejects|quality|feeds]`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what a run published: rankings, figures, data quality, rejects.",
    discussion: Help(
      examples: [
        ("hailong show", "the run published last"),
        ("hailong show delegations-2025-08 --provinces 46,25", "two provinces side by side"),
        ("hailong show --kpi online_rate --grouping province", "one KPI in every province"),
        ("hailong show --province Huế --json", "one province as a JSON document"),
        ("hailong show rejects", "what was left out, by file and reason, and where to mend it"),
        (
          "hailong show nightly rejects --province Huế,25 --all",
          "every rejected record of two provinces"
        ),
        ("hailong show quality", "doubtful survey responses and sites, and whether they matter"),
        ("hailong show feeds", "what did not arrive as on other nights"),
      ],
      notes: """
        A figure stands beside its counts: numerator / denominator, or n where there is a \
        denominator alone. "–" means no data, which is not zero.

        A reject belongs to the province that its record names; where that cannot be read, to the \
        one province of all accepted records of its file. A pipeline that is called rejects, quality \
        or feeds is shown by its folder: hailong show out/rejects.
        """
    ).text)

  @Argument(
    help: ArgumentHelp(
      "A run's folder, its id or the name of its pipeline; without it the latest of all. The word "
        + "rejects before or after it lists the records that were left out, the word quality what "
        + "is doubtful in surveys, the word feeds what is odd about the night's files.",
      valueName: "run"), completion: Completions.runs)
  var names: [String] = []

  @OptionGroup var out: OutOption

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these KPIs, by id.", valueName: "id"), completion: Completions.kpis)
  var kpi: [String] = []

  @Option(
    help: ArgumentHelp("Only this grouping, such as province+field.", valueName: "grouping"),
    completion: Completions.groupings)
  var grouping: String?

  @Option(
    help: ArgumentHelp(
      "Only this province, by code or name; of such a list several, with commas between.",
      valueName: "province"), completion: Completions.provinces)
  var province: String?

  @Option(
    help: ArgumentHelp(
      "These provinces side by side, by code or name, with commas between.", valueName: "provinces"),
    completion: Completions.provinces)
  var provinces: String?

  @Option(
    help: ArgumentHelp(
      "Only rejects of this file: its path as listed, or the end of it.", valueName: "file"),
    completion: Completions.rejectedFiles)
  var file: String?

  @Option(
    help: ArgumentHelp("Only rejects of this code, such as bad_date.", valueName: "code"),
    completion: Completions.rejectCodes)
  var code: String?

  @Option(
    help: ArgumentHelp("Only what such a list has of this dataset.", valueName: "dataset"),
    completion: Completions.datasets)
  var dataset: String?

  @Flag(help: "List every rejected record; of quality every province.")
  var all = false

  @Flag(help: "Print one JSON document.")
  var json = false

  /// What is listed in place of figures.
  private enum List: String, CaseIterable {
    case rejects, quality, feeds
  }

  /// What is asked for, figures where it is no list, and of which run.
  private var subject: (list: List?, run: String?) {
    if let list = names.first.flatMap(List.init) { return (list, names.dropFirst().first) }
    return names.count == 2 ? (List(rawValue: names[1]), names[0]) : (nil, names.first)
  }

  func validate() throws {
    let words = List.allCases.map(\.rawValue)
    guard names.count < 2 || (names.count == 2 && names.contains(where: words.contains)) else {
      throw ValidationError(
        "show takes one run: show RUN, show RUN rejects, show RUN quality or show RUN feeds"
          + (names.compactMap { didYouMean($0, among: words) }.first ?? ""))
    }
    let list = subject.list
    if let list {
      guard kpi.isEmpty, grouping == nil, provinces == nil else {
        let options =
          list == .rejects ? "--province, --file, --code, --dataset" : "--province, --dataset"
        throw ValidationError(
          "\(list.rawValue) has no choice by KPI and grouping; choose with \(options)")
      }
    }
    if list == nil, file != nil || code != nil || dataset != nil || all {
      throw ValidationError(
        "--file, --code, --dataset and --all choose among rejects: hailong show rejects …")
    }
    if list == .quality || list == .feeds, file != nil || code != nil {
      throw ValidationError("--file and --code choose among rejects: hailong show rejects …")
    }
    if provinces != nil, province != nil || grouping != nil {
      throw ValidationError("--provinces goes with --kpi only; leave out --province and --grouping")
    }
  }

  /// The folder of the run, or what may be meant where there is none.
  private func folder(in runs: PublishedRuns) throws -> String {
    let found = Result { () throws(PublishedRuns.Fault) in try runs.folder(of: subject.run) }
    guard case .failure(let fault) = found, fault.kind == .absent, let name = subject.run,
      let near = didYouMean(name, among: List.allCases.map(\.rawValue))
    else { return try found.get() }
    throw Failure(.noInput, "there is no run \"\(name)\"\(near)")
  }

  func run() throws {
    let console = Console(json: json)
    let (subject, runs) = (subject, PublishedRuns(out: out.folder))
    let run = try PublishedRun(folder: folder(in: runs))
    if names.count == 1, let word = subject.list?.rawValue, runs.pipelines.contains(word) {
      console.say(
        "note: the pipeline called \(word) is shown by: hailong show "
          + "\(out.folder)/\(word)".shellWord, .dim)
    }
    switch subject.list {
    case .rejects: return try showRejects(of: run, on: console)
    case .quality: return try showQuality(of: run, on: console)
    case .feeds: return try showFeeds(of: run, on: console)
    case nil: break
    }
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

extension ShowCommand {
  /// Lists what is doubtful in surveys, as far as it was asked for.
  private func showQuality(of run: PublishedRun, on console: Console) throws {
    let surveys = (run.quality.surveys ?? [:]).keys.sorted()
    if let dataset, !surveys.contains(dataset) {
      throw Failure.unknown("survey", dataset, among: surveys)
    }
    let listing = try QualityListing(
      run: run, provinces: provinceCodes(in: run), dataset: dataset, listsAll: all)
    try json ? console.print(listing.json) : listing.print(on: console)
  }

  /// Lists what was found about the feeds, as far as it was asked for.
  private func showFeeds(of run: PublishedRun, on console: Console) throws {
    if let dataset, run.quality.datasets[dataset] == nil {
      throw Failure.unknown("dataset", dataset, among: run.quality.datasets.keys.sorted())
    }
    let listing = try FeedListing(run: run, provinces: provinceCodes(in: run), dataset: dataset)
    try json ? console.print(listing.json) : listing.print(on: console)
  }

  private func provinceCodes(in run: PublishedRun) throws -> [String] {
    try (province ?? "").split(separator: ",").map { name in
      try run.code(ofProvince: name.trimmingPrefix(" ").description)
    }
  }

  /// Lists what was left out, as far as it was asked for.
  private func showRejects(of run: PublishedRun, on console: Console) throws {
    if let dataset, run.quality.datasets[dataset] == nil {
      throw Failure.unknown("dataset", dataset, among: run.quality.datasets.keys.sorted())
    }
    if let code, run.quality.all.rejects[code] == nil, Reject.Code(rawValue: code) == nil {
      let known = Set(run.quality.all.rejects.keys).union(Reject.Code.allCases.map(\.rawValue))
      throw Failure.unknown("reject of the code", code, among: known.sorted())
    }
    let files = run.quality.files.map(\.file) + run.quality.refused.map(\.file)
    if let file, !files.contains(where: { RejectSelection.isNamed($0, by: file) }) {
      // As many of the last components as were typed.
      let count = file.split(separator: "/").count
      throw Failure.unknown(
        "file", file,
        among: files.map { $0.split(separator: "/").suffix(count).joined(separator: "/") })
    }
    let listing = RejectListing(
      run: run,
      selection: RejectSelection(
        of: run, provinces: try provinceCodes(in: run), file: file, code: code, dataset: dataset),
      listsAll: all)
    try json ? console.print(listing.json()) : listing.print(on: console)
  }
}

extension PublishedRun {
  fileprivate func printAll(on console: Console) throws {
    try printHeading(on: console)
    for kpi in rankedKPIs { try printTop(of: kpi, on: console) }
    let national = figures.filter { $0.key.grouping == "national" }
    if !national.isEmpty {
      try console.print()
      try console.print(headingOfNation, .bold)
      try print(national, on: console)
    }
    try printRows(on: console)
    try printDoubts(on: console)
    try console.print()
    try console.print("files: \(folder)")
  }
}
