internal import Definitions
internal import Engine

/// Decides what must be made: the same for a run and for those who only ask.
struct Planner {
  let pipeline: PipelineDefinition
  let from: Stage
  let force: Bool
  let directory: RunDirectory
  let plans: [CountingPlan]

  init(_ pipeline: PipelineDefinition, _ options: RunOptions) throws(RunFailure) {
    self.pipeline = pipeline
    from = options.from
    force = options.force
    directory = try RunDirectory(out: options.out, pipeline: pipeline.name)
    plans = pipeline.datasets.map { CountingPlan($0, of: pipeline) }
  }

  /// A decision, and the result that it rests on where nothing is to be made.
  typealias Verdict = (decision: StageDecision, record: StageStore.Record?)

  /// Decides on a stage of which everything it is made from is known.
  func decide(_ recipe: Recipe) throws(RunFailure) -> Verdict {
    let (stage, dataset) = (recipe.stage, recipe.dataset)
    func make(_ reasons: [String]) -> Verdict {
      (StageDecision(stage, dataset: dataset, .run, reasons), nil)
    }
    switch directory.stages.state(try recipe.digest) {
    case .damaged(let text): return make(["its result is damaged: \(text)"])
    case .intact(let record):
      if force, stage >= from { return make(["it is forced"]) }
      let reason = "nothing that it is made from has changed"
      return (StageDecision(stage, dataset: dataset, .reuse, [reason]), record)
    case .absent:
      guard let earlier = directory.stages.records.first(where: { $0.name == recipe.name }) else {
        return make([Self.noResult])
      }
      let differences = recipe.differences(from: earlier.madeFrom)
      return make(differences.isEmpty ? [Self.noResult] : differences)
    }
  }

  static let noResult = "there is no earlier result"

  /// The result of a dataset's ingest that a run from a later stage takes, its files unread.
  ///
  /// It may come from another engine: what its stage.json does not say is taken on trust.
  func existingCells(_ plan: CountingPlan) throws(RunFailure) -> StageStore.Record {
    let recipe = try Recipe.ingest(plan, of: pipeline)
    let records = directory.stages.records.filter { $0.name == recipe.name }
    guard let newest = records.first else {
      throw RunFailure(
        .noInput, "\(plan.dataset.name): there are no cells to go on from; run without --from")
    }
    let fitting = records.first { recipe.conflicts(with: $0.madeFrom).isEmpty }
    guard let fitting else {
      let words = recipe.conflicts(with: newest.madeFrom).joined(separator: "; ")
      throw RunFailure(
        .noInput,
        "\(plan.dataset.name): its cells do not fit any more: \(words); run without --from")
    }
    if let damage = directory.stages.damage(of: fitting) {
      throw RunFailure(
        .noInput, "\(plan.dataset.name): its cells are damaged: \(damage); run without --from")
    }
    return fitting
  }

  /// What the files of every dataset are now, where it is worth reading them for that alone.
  ///
  /// `nil` where nothing was ever made: then ingest tells their digests.
  func knownInputs(
    _ files: [String: [InputFile]], interruption: @Sendable () -> Int32?
  ) throws(RunFailure) -> [String: [InputRecord]]? {
    var known: [String: [InputRecord]] = [:]
    if from > .ingest {
      for plan in plans { known[plan.dataset.name] = try inputs(of: try existingCells(plan)) }
      return known
    }
    guard directory.hasHistory else { return nil }
    for (dataset, files) in files {
      let records = sideBySide(files) { file in
        Result { () throws(RunFailure) in
          if let signal = interruption() {
            throw RunFailure(.interrupted(signal: signal), "interrupted")
          }
          do throws(IngestFailure) {
            let (digest, byteCount) = try digest(of: file)
            return InputRecord(
              name: file.name, dataset: dataset, byteCount: byteCount, digest: digest)
          } catch { throw RunFailure(error, signal: interruption()) }
        }
      }
      known[dataset] = try records.map { record throws(RunFailure) in try record.get() }
    }
    return known
  }

  /// The files that a result was made from.
  func inputs(of record: StageStore.Record) throws(RunFailure) -> [InputRecord] {
    try QualityStageFile.read(directory.stages.path(record.digest, StageFile.quality)).inputs
  }

  /// The files of every dataset that is to be ingested.
  func expandedInputs() throws(RunFailure) -> [String: [InputFile]] {
    var files: [String: [InputFile]] = [:]
    guard from == .ingest else { return files }
    for dataset in pipeline.datasets {
      files[dataset.name] = try InputFiles.expand(dataset, in: pipeline.folder)
    }
    return files
  }

  /// The id of the run over these inputs: what it is made from, never where or how.
  func runID(_ inputs: [String: [InputRecord]]) throws(RunFailure) -> String {
    let digest = FramedDigest()
    digest.add(Program.version)
    digest.add(pipeline.name)
    digest.add(pipeline.asOf.description)
    digest.add(pipeline.period.words)
    for source in pipeline.sources {
      digest.add(source.path)
      digest.add(try source.sha256)
    }
    for dataset in pipeline.datasets {
      digest.add(dataset.name)
      digest.add(dataset.period.words)
      for input in inputs[dataset.name] ?? [] {
        digest.add(input.name)
        digest.add(input.digest)
      }
    }
    return String(try digest.finish().prefix(16))
  }

  /// What lies where a run would be published.
  enum Standing {
    case absent
    case whole(RunManifest)
    /// `prune` removed some of its files.
    case thinned
    case damaged(String)
  }

  func standing(of id: String) -> Standing {
    let folder = directory.run(id)
    guard FileSystem.kind(folder) != nil else { return .absent }
    guard let manifest = try? RunManifest(of: folder) else {
      return .damaged("run.json cannot be read")
    }
    if manifest.pruned != nil { return .thinned }
    return manifest.damage(in: folder).map { .damaged($0) } ?? .whole(manifest)
  }
}

/// The names of the files of stages.
enum StageFile {
  static let cells = "cells.csv"
  static let sample = "sample.csv"
  static let rejects = "rejects.csv"
  static let quality = "quality.json"
  static let figures = "kpis.csv"
  static let completeness = "completeness.json"
  static let surveyNotes = "survey-notes.json"
  static let questions = "questions.csv"
  static let components = "components.csv"
  static let rankings = "rankings.csv"
}

extension Recipe {
  /// What an earlier result was made from otherwise, its input files left out.
  fileprivate func conflicts(with earlier: [String: String]) -> [String] {
    differences(from: earlier.merging(ingredients.filter { earlier[$0.key] == nil }) { $1 })
      .filter { !$0.hasPrefix(Recipe.inputPrefix) }
  }
}

extension RunFailure {
  /// What a failed ingest means for a run.
  init(_ failure: IngestFailure, signal: Int32?) {
    switch failure {
    case .unreadable(let file, let reason):
      self.init(.noInput, "cannot open \(shown(file)): \(reason)")
    case .readFailed(let file, let reason):
      self.init(.readWrite, "cannot read \(shown(file)): \(reason)")
    case .damaged(let file, let reason): self.init(.data, "\(shown(file)): \(reason)")
    case .changedWhileRead(let file):
      self.init(.data, "\(shown(file)) changed while it was read; nothing was published")
    case .spillFailed(let reason): self.init(.readWrite, "cannot write a temporary file: \(reason)")
    case .outOfMemory: self.init(.readWrite, failure.reason)
    case .interrupted: self.init(.interrupted(signal: signal ?? 2), "interrupted")
    }
  }
}
