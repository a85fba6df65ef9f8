public import Definitions

/// Which stages a run would make, and why; asking changes nothing.
public struct Plan: Sendable {
  public let stages: [StageDecision]
  /// The run's id, where the inputs' digests are known: not before the first run.
  public let runID: String?

  /// Whether there is nothing to do.
  public var isDone: Bool { stages.allSatisfy { $0.action == .reuse } }

  /// Compares the pipeline as it is now with what earlier runs left in the output folder.
  public init(_ pipeline: PipelineDefinition, _ options: RunOptions) throws(RunFailure) {
    let planner = try Planner(pipeline, options)
    let files = try planner.expandedInputs()
    let known = try planner.knownInputs(files, interruption: options.interruption)
    guard let known else {
      runID = nil
      stages = planner.firstRun
      return
    }
    let id = try planner.runID(known)
    runID = id
    if !options.force, case .whole(let manifest) = planner.standing(of: id) {
      stages = planner.finished(manifest)
    } else {
      stages = try planner.decisions(known, id: id)
    }
  }
}

extension Planner {
  /// Every stage, where nothing was ever made.
  fileprivate var firstRun: [StageDecision] {
    plans.map { StageDecision(.ingest, dataset: $0.dataset.name, .run, [Self.noResult]) }
      + [Stage.measure, .rank].map { StageDecision($0, .run, [Self.noResult]) }
      + [StageDecision(.publish, .run, ["nothing is published yet"])]
  }

  /// Every stage, where the very run is there.
  fileprivate func finished(_ manifest: RunManifest) -> [StageDecision] {
    let end = manifest.status == .failed ? "failed" : "is published"
    let reason = "the run \(manifest.runID) of the same inputs and definitions \(end) already"
    var publication = StageDecision(.publish, .reuse, [reason])
    if manifest.status != .failed, let latest = directory.latestRun, latest != manifest.runID {
      publication = StageDecision(.publish, .run, ["latest leads to the run \(latest)"])
    }
    return plans.map { StageDecision(.ingest, dataset: $0.dataset.name, .reuse, [reason]) }
      + [Stage.measure, .rank].map { StageDecision($0, .reuse, [reason]) } + [publication]
  }

  fileprivate func decisions(
    _ known: [String: [InputRecord]], id: String
  ) throws(RunFailure) -> [StageDecision] {
    var decisions: [StageDecision] = []
    var parts: [String: IngestPart] = [:]
    for plan in plans {
      let (decision, record) = try ingest(plan, known[plan.dataset.name] ?? [])
      decisions.append(decision)
      parts[plan.dataset.name] = record.flatMap(IngestPart.init)
    }
    let recipe = try Recipe.measure(pipeline, parts)
    let remade = decisions.filter { $0.action == .run }.compactMap(\.dataset)
    guard remade.isEmpty else {
      let reason = "the cells of \(remade.joined(separator: ", ")) are made anew"
      return decisions + [Stage.measure, .rank].map { StageDecision($0, .run, [reason]) }
        + [try publication(id)]
    }
    let (measure, record) = try decide(recipe)
    decisions.append(measure)
    if let figures = record?.sha256(of: StageFile.figures) {
      decisions.append(
        try decide(try Recipe.rank(pipeline, measure: recipe, figures: figures)).decision)
    } else {
      decisions.append(StageDecision(.rank, .run, ["the figures are made anew"]))
    }
    return decisions + [try publication(id)]
  }

  /// The decision on one dataset, its files known.
  func ingest(_ plan: CountingPlan, _ inputs: [InputRecord]) throws(RunFailure) -> Verdict {
    if from > .ingest {
      let record = try existingCells(plan)
      let reason = "the run begins with \(from.rawValue)"
      return (StageDecision(.ingest, dataset: plan.dataset.name, .reuse, [reason]), record)
    }
    var recipe = try Recipe.ingest(plan, of: pipeline)
    try recipe.add(inputs)
    return try decide(recipe)
  }

  /// Why a run is to be published.
  func publication(_ id: String) throws(RunFailure) -> StageDecision {
    let reason =
      switch standing(of: id) {
      case .absent: differenceFromLatest ?? "nothing is published yet"
      case .whole: "it is forced"
      case .thinned: "the run \(id) was thinned by prune, and is made whole again"
      case .damaged(let text): "the run \(id) is damaged: \(text)"
      }
    return StageDecision(.publish, .run, [reason])
  }

  /// Why the run that was published last is another one; `nil` where there is none.
  private var differenceFromLatest: String? {
    guard let latest = directory.latestRun else { return nil }
    let asOf = pipeline.asOf.description
    if let manifest = try? RunManifest(of: directory.run(latest)), manifest.asOf != asOf {
      return "as_of changed: \(manifest.asOf) → \(asOf)"
    }
    return "latest is the run \(latest) of other inputs or definitions"
  }
}

extension IngestPart {
  /// The part of a kept result.
  init?(_ record: StageStore.Record) {
    guard let cells = record.sha256(of: StageFile.cells),
      let quality = record.sha256(of: StageFile.quality)
    else { return nil }
    self.init(cells: cells, quality: quality, sample: record.sha256(of: StageFile.sample))
  }
}
