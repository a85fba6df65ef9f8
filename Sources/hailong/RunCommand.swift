internal import ArgumentParser
internal import Definitions
internal import Pipeline
internal import Report

/// `hailong run PIPELINE`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a pipeline: reads its files, publishes its figures and rankings.",
    discussion: Help(
      examples: [
        ("hailong run pipelines/delegations-2025-08.yml", "the sample campaign, into out/"),
        ("hailong run pipelines/nightly.yml --out nights", "into another folder than out/"),
        (
          "hailong run pipelines/nightly.yml --as-of 2025-08-31 --json",
          "a night repeated, its summary as a JSON document"
        ),
      ],
      notes: """
        Only what changed is made again; see: hailong plan. out/<pipeline>/latest leads to the run \
        that was published last. A bad record is left out and listed in rejects.csv; it stops \
        nothing unless a gate of the pipeline says so (exit 65).
        """
    ).text)

  @OptionGroup var pipeline: PipelineArgument

  @OptionGroup var out: OutOption

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The day that the pipeline calls today, such as 2025-08-31.", valueName: "date"))
  var asOf: DayArgument?

  @Option(
    help: ArgumentHelp(
      "The first stage to make; what comes before it is taken as it is.",
      valueName: "stage"))
  var from = StageArgument(.ingest)

  @Option(help: ArgumentHelp("How many threads; as many as there are cores.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "How much memory records may take before they go to temporary files, such as 1GiB.",
      valueName: "size"))
  var memory: ByteSize?

  @Flag(help: "Make everything again although nothing changed.")
  var force = false

  @Flag(help: "Put the SHA-256 of every input into run.json.")
  var sha256 = false

  @Flag(help: "Print the summary as one JSON document.")
  var json = false

  @Flag(help: "Say nothing but errors, refused files and gates that warn.")
  var quiet = false

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads must be 1 or more, not \(threads)")
    }
  }

  func run() throws {
    let console = Console(quiet: quiet, json: json)
    let definition = try pipeline.definition(asOf: asOf?.day)
    let progress = Progress(console: console)
    let options = RunOptions(
      out: out.folder, from: from.stage, threads: threads, memoryLimit: memory?.bytes, force: force,
      digestsInputs: sha256, interruption: { Signals.interruption },
      report: { progress.show($0) })
    let outcome = try execute(Run(definition, options), progress)
    let failure = outcome.exitCode == 0 ? nil : Self.failure(of: outcome)
    if json {
      let published = try PublishedRun(of: outcome)
      let error = failure.map(\.jsonMembers) ?? []
      try console.print(
        .object(
          [("outcome", .string(outcome.status.rawValue))] + published.summaryJSON + error))
    } else if !quiet {
      try PublishedRun(of: outcome).printSummary(of: outcome, definition, on: console)
    } else if outcome.status == .published {
      for warning in Self.warnings(of: outcome) { console.warn(warning) }
    }
    if let failure {
      console.fail(failure, asJSON: false)
      throw ExitCode(failure.code)
    }
  }

  private func execute(_ run: Run, _ progress: Progress) throws -> RunOutcome {
    defer { progress.clear() }
    return try run.execute()
  }

  /// What a run that nobody watches must still say: files and datasets that gave nothing, and gates.
  private static func warnings(of outcome: RunOutcome) -> [String] {
    let refused = outcome.quality?.refused ?? []
    return refused.map { "refused: \($0.path): \($0.reason)" }
      + outcome.feedWarnings
      + outcome.findings.map { "gate \($0.gate), \($0.severity): \($0.message)" }
  }

  /// What stopped a run that came to its end.
  private static func failure(of outcome: RunOutcome) -> Failure {
    let stops = outcome.findings.filter { $0.severity == "stop" }
      .map { "gate \($0.gate): \($0.message)" }
    let reason = stops.isEmpty ? "a gate stopped the run" : stops.joined(separator: " ")
    return Failure(.data, "nothing was published, latest stays: \(reason)")
  }
}

extension PublishedRun {
  fileprivate func printSummary(
    of outcome: RunOutcome, _ definition: PipelineDefinition, on console: Console
  ) throws {
    if outcome.status == .unchanged {
      try console.print(
        "\(record.pipeline): nothing changed since run \(outcome.runID); see \(folder)")
      return
    }
    try printHeading(on: console)
    try printRows(on: console)
    try printDoubts(on: console)
    if let first = rankedKPIs.first { try printTop(of: first, on: console) }
    try console.print()
    if outcome.status == .published {
      try console.print("published: \(folder)", .green)
      if definition.outputs.contains(.html) {
        try console.print("report:    \(folder)/report.\(definition.language.rawValue).html")
      }
      let name = folder.hasPrefix("out/") ? record.pipeline : folder.shellWord
      try console.print("more:      hailong show \(name)", .dim)
    } else {
      try console.print("files: \(folder)")
    }
  }
}
