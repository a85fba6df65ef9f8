internal import Definitions
internal import Engine
internal import Figures
internal import Report

/// A run on its way through the stages.
struct RunSession {
  let planner: Planner
  let options: RunOptions
  let files: [String: [InputFile]]
  var decisions: [StageDecision] = []
  var seconds: [Double] = []
  var notes: [String] = []

  var pipeline: PipelineDefinition { planner.pipeline }
  var directory: RunDirectory { planner.directory }
  var threads: Int { max(1, options.threads ?? Host.cores) }

  init(_ planner: Planner, _ options: RunOptions, files: [String: [InputFile]]) {
    self.planner = planner
    self.options = options
    self.files = files
  }

  mutating func run() throws(RunFailure) -> RunOutcome {
    let known = try planner.knownInputs(files, interruption: options.interruption)
    if let known, !options.force, let outcome = try unrepeated(known) { return outcome }
    var parts: [Ingested] = []
    for plan in planner.plans { parts.append(try ingest(plan, known?[plan.dataset.name])) }
    let measured = try measure(parts)
    let ranked = try rank(measured)
    return try publish(parts, measured, ranked)
  }

  /// Ends the run where the very same one is there already, whole.
  private mutating func unrepeated(
    _ known: [String: [InputRecord]]
  ) throws(RunFailure) -> RunOutcome? {
    let id = try planner.runID(known)
    switch planner.standing(of: id) {
    case .absent: return nil
    case .thinned:
      note("the run \(id) was thinned by prune, and is made whole again")
      return nil
    case .damaged(let text):
      note("the run \(id) is damaged and made again: \(text)")
      return nil
    case .whole(let manifest):
      for text in directory.stages.damages { note("a stage is damaged and made again: \(text)") }
      guard notes.isEmpty else { return nil }
      let isFailed = manifest.status == .failed
      if !isFailed, directory.latestRun != id {
        try FileSystem.swapLink(directory.latest, to: id)
        note("latest leads to the run \(id) again")
      }
      let reason = "the same run was made before"
      decisions = planner.plans.map {
        StageDecision(.ingest, dataset: $0.dataset.name, .reuse, [reason])
      }
      decisions += [Stage.measure, .rank, .publish].map { StageDecision($0, .reuse, [reason]) }
      return RunOutcome(
        status: isFailed ? .failed : .unchanged, runID: id, folder: directory.run(id),
        stages: decisions, findings: manifest.findings, notes: manifest.notes + notes,
        comparedWith: manifest.comparedWith)
    }
  }

  // MARK: Steps that all stages share

  /// Does a stage's work, and tells those who watch.
  mutating func timed<Result>(
    _ decision: StageDecision, _ work: (inout RunSession) throws(RunFailure) -> Result
  ) throws(RunFailure) -> Result {
    try checkInterruption()
    options.report(.stageStarted(decision))
    let start = Clock.monotonic()
    if let damage = decision.reasons.first(where: { $0.hasPrefix("its result is damaged") }) {
      note("\(decision.name): \(damage); it is made again")
    }
    let result = try work(&self)
    decisions.append(decision)
    seconds.append(Clock.monotonic() - start)
    options.report(.stageFinished(decision, seconds: Clock.monotonic() - start))
    return result
  }

  mutating func note(_ text: String) {
    guard !notes.contains(text) else { return }
    notes.append(text)
    options.report(.note(text))
  }

  func checkInterruption() throws(RunFailure) {
    guard let signal = options.interruption() else { return }
    throw RunFailure(.interrupted(signal: signal), "interrupted; nothing was published")
  }

  /// Keeps what a stage wrote into its draft.
  func keep(
    _ recipe: Recipe, draft: String, _ files: [(name: String, written: DurableFile.Written)]
  ) throws(RunFailure) -> StageStore.Record {
    try directory.stages.keep(
      recipe, draft: draft,
      files: files.map {
        StageStore.Record.File(
          path: $0.name, bytes: $0.written.byteCount, sha256: $0.written.sha256)
      })
  }
}
