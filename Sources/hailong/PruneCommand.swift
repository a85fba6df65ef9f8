internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Pipeline
internal import Report

/// `hailong prune PIPELINE --keep N`.
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Thins old runs of a pipeline, and keeps their figures.",
    discussion: Help(
      examples: [
        ("hailong prune nightly --keep 30 --dry-run", "says what would be removed"),
        ("hailong prune nightly --keep 30", "keeps the 30 newest published runs whole"),
        ("hailong prune pipelines/nightly.yml --keep 7 --json", "as one JSON document"),
      ],
      notes: """
        Of a thinned run run.json, kpis.csv, rankings.csv and quality.json stay: verify, show, compare \
        and history work as before, and say what is gone. The run that latest leads to is never \
        thinned. Asked for again, a thinned run is made whole again.
        """
    ).text)

  @Argument(
    help: ArgumentHelp(
      "A pipeline's name, its file, or its folder of runs.", valueName: "pipeline"),
    completion: Completions.runs)
  var pipeline: String

  @Option(
    help: ArgumentHelp("How many of the newest published runs stay whole.", valueName: "count"))
  var keep: Int

  @OptionGroup var out: OutOption

  @Flag(help: "Change nothing, only say what would be removed.")
  var dryRun = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    guard keep >= 0 else { throw ValidationError("--keep is a number of runs, 0 or more") }
  }

  func run() throws {
    let (name, out) = try place
    let found = try Pruning.prune(name, out: out, keeping: keep, isDry: dryRun)
    let console = Console(json: json)
    if json {
      try console.print(found.json(isDry: dryRun))
    } else {
      try found.print(isDry: dryRun, on: console)
    }
  }

  /// The name of the pipeline, and the folder that it publishes in.
  private var place: (name: String, out: String) {
    get throws {
      let runs = PublishedRuns(out: out.folder)
      if runs.pipelines.contains(pipeline) { return (pipeline, out.folder) }
      if pipeline.hasSuffix(".yml") || pipeline.hasSuffix(".yaml") {
        return (try PipelineDefinition.read(existing: pipeline).name, out.folder)
      }
      let url = URL(filePath: pipeline).standardizedFileURL
      let parent = url.deletingLastPathComponent().path
      if pipeline.contains("/"),
        PublishedRuns(out: parent).pipelines.contains(url.lastPathComponent)
      {
        return (url.lastPathComponent, parent)
      }
      if let near = nearest(to: pipeline, among: runs.pipelines) {
        throw Failure(
          .noInput,
          "there are no runs of \"\(pipeline)\" under \(out.folder); did you mean \"\(near)\"?")
      }
      throw Failure(
        .noInput,
        runs.pipelines.isEmpty
          ? "nothing is published under \(out.folder); name the folder with --out DIR"
          : "there are no runs of \"\(pipeline)\" under \(out.folder); there are runs of "
            + runs.pipelines.joined(separator: ", "))
    }
  }
}

extension Pruning {
  fileprivate func print(isDry: Bool, on console: Console) throws {
    for fault in faults { console.warn("left alone: \(fault)") }
    if !irreplaceable.isEmpty {
      console.warn(
        "\(Self.runs(irreplaceable.count)) without kpis.csv and kpis.json, which would lose their "
          + "figures, stay whole: \(irreplaceable.joined(separator: ", ")); add csv to outputs")
    }
    guard !thinned.isEmpty else {
      try console.print("nothing to thin: \(Self.runs(kept.count)) of \(pipeline) stay whole")
      return
    }
    var table = Listing(["run", ">files", ">kB", "status"])
    for run in thinned {
      table.add([
        run.runID, "\(run.files.count)", "\((run.byteCount + 999) / 1000)",
        run.isFailed ? "failed" : "",
      ])
    }
    try console.print(table)
    let verb = isDry ? "would be thinned" : "thinned"
    try console.print(
      "\(Self.runs(thinned.count)) of \(pipeline) \(verb), "
        + "\((byteCount + 999) / 1000) kB; \(Self.runs(kept.count)) stay whole")
  }

  private static func runs(_ count: Int) -> String { count == 1 ? "1 run" : "\(count) runs" }

  fileprivate func json(isDry: Bool) -> JSON {
    [
      "pipeline": .string(pipeline), "dry_run": .bool(isDry), "kept": JSON(kept),
      "thinned": .array(
        thinned.map { run in
          [
            "run_id": .string(run.runID), "folder": .string(run.folder),
            "status": .string(run.isFailed ? "failed" : "published"), "removed": JSON(run.files),
            "bytes": .integer(run.byteCount),
          ]
        }),
      "bytes": .integer(byteCount), "irreplaceable": JSON(irreplaceable),
      "faults": JSON(faults),
    ]
  }
}
