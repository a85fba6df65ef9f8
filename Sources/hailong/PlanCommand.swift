internal import ArgumentParser
internal import Definitions
internal import Pipeline
internal import Report

/// `hailong plan PIPELINE`.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Says which stages a run would make, and why; changes nothing.",
    discussion: Help(
      examples: [
        ("hailong plan pipelines/delegations-2025-08.yml", "what changed since the last run"),
        ("hailong plan pipelines/nightly.yml --as-of 2025-08-31", "for a night of the past"),
        ("hailong plan pipelines/nightly.yml --json", "as one JSON document"),
      ]
    ).text)

  @OptionGroup var pipeline: PipelineArgument

  @OptionGroup var out: OutOption

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day that the pipeline calls today.", valueName: "date"))
  var asOf: DayArgument?

  @Option(help: ArgumentHelp("The first stage to make.", valueName: "stage"))
  var from = StageArgument(.ingest)

  @Flag(help: "Plan for: run --force.")
  var force = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let console = Console(json: json)
    let definition = try pipeline.definition(asOf: asOf?.day)
    let options = RunOptions(
      out: out.folder, from: from.stage, force: force, interruption: { Signals.interruption })
    let plan = try Plan(definition, options)
    guard !json else {
      try console.print(plan.json)
      return
    }
    var listing = Listing(["stage", "action", "why"])
    for stage in plan.stages {
      listing.add([
        stage.name, stage.action.rawValue, stage.reasons.joined(separator: "; "),
      ])
    }
    try console.print(listing)
    try console.print()
    let made = plan.stages.count { $0.action == .run }
    let verdict = plan.isDone ? "nothing to do" : "\(made) of \(plan.stages.count) stages to make"
    try console.print(verdict + (plan.runID.map { "; run \($0)" } ?? ""))
  }
}

extension Plan {
  fileprivate var json: JSON {
    [
      "run_id": JSON(runID), "done": .bool(isDone),
      "stages": .array(
        stages.map { stage in
          [
            "stage": .string(stage.stage.rawValue), "dataset": JSON(stage.dataset),
            "action": .string(stage.action.rawValue), "reasons": JSON(stage.reasons),
          ]
        }),
    ]
  }
}
