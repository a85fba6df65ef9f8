internal import Definitions
internal import Engine
internal import Report

/// What ingest made of a dataset, now or in an earlier run.
struct Ingested {
  let plan: CountingPlan
  let record: StageStore.Record
  let quality: Quality
  /// The cells, where they were made now; otherwise they lie in the record's file.
  let cells: Cells?
  /// Bytes of records that memory had no room for.
  var temporaryBytes = 0
}

extension RunSession {
  /// The first stage, for one dataset, whose files' digests may be known beforehand.
  mutating func ingest(
    _ plan: CountingPlan, _ known: [InputRecord]?
  ) throws(RunFailure) -> Ingested {
    let name = plan.dataset.name
    let verdict: Planner.Verdict =
      if let known {
        try planner.ingest(plan, known)
      } else {
        (StageDecision(.ingest, dataset: name, .run, [Planner.noResult]), nil)
      }
    return try timed(verdict.decision) { session throws(RunFailure) in
      guard let record = verdict.record else { return try session.ingestFiles(plan) }
      let path = session.directory.stages.path(record.digest, StageFile.quality)
      return Ingested(
        plan: plan, record: record, quality: try QualityStageFile.read(path), cells: nil)
    }
  }

  private func ingestFiles(_ plan: CountingPlan) throws(RunFailure) -> Ingested {
    let draft = try directory.draft("ingest")
    let spill = try directory.draft("spill")
    let rejects = try DurableFile(draft + "/" + StageFile.rejects, mode: .owner)
    rejects.write(RejectFile.header)
    let meter = IngestMeter()
    options.report(
      .reading(dataset: plan.dataset.name, byteCount: byteCount(of: plan), meter))
    let result: IngestResult
    do throws(IngestFailure) {
      var line: [UInt8] = []
      result = try Engine.ingest(
        plan, files: files[plan.dataset.name] ?? [], options: ingestOptions(spill: spill, meter)
      ) { reject in
        line.removeAll(keepingCapacity: true)
        RejectFile.append(reject, language: pipeline.language, to: &line)
        rejects.write(line)
      } restart: {
        rejects.startOver()
        rejects.write(RejectFile.header)
      }
    } catch { throw RunFailure(error, signal: options.interruption()) }
    try checkInterruption()
    let quality = Quality(files: result.files, refused: result.refused)
    let cells = try DurableFile(draft + "/" + StageFile.cells)
    CellsFile.write(result.cells, of: plan, to: cells)
    var written = [
      (StageFile.cells, try cells.finish()), (StageFile.rejects, try rejects.finish()),
    ]
    if let sample = result.cells.sample {
      // It holds what single people answered.
      let file = try DurableFile(draft + "/" + StageFile.sample, mode: .owner)
      SampleFile.write(sample, of: plan, to: file)
      written.append((StageFile.sample, try file.finish()))
    }
    written.append(
      (
        StageFile.quality,
        try FileSystem.write(
          QualityStageFile.document(quality), to: draft + "/" + StageFile.quality)
      ))
    var recipe = try Recipe.ingest(plan, of: pipeline)
    try recipe.add(quality.inputs)
    let record = try keep(recipe, draft: draft, written)
    return Ingested(
      plan: plan, record: record, quality: quality, cells: result.cells,
      temporaryBytes: result.temporaryBytes)
  }

  /// The sizes of a dataset's files together; what cannot be had shows when it is read.
  private func byteCount(of plan: CountingPlan) -> Int64 {
    (files[plan.dataset.name] ?? []).reduce(0) { total, file in
      total + ((try? FileSystem.status(file.path, followingLinks: true))?.byteCount ?? 0)
    }
  }

  private func ingestOptions(spill: String, _ meter: IngestMeter) -> IngestOptions {
    let interruption = options.interruption
    return IngestOptions(
      threads: threads, memoryLimit: options.memoryLimit, temporaryDirectory: spill,
      isInterrupted: { interruption() != nil }, meter: meter)
  }

  /// A dataset's cells, read back where they were made in an earlier run.
  func cells(of part: Ingested) throws(RunFailure) -> Cells {
    if let cells = part.cells { return cells }
    let stages = directory.stages
    var cells = try CellsFile.read(
      stages.path(part.record.digest, StageFile.cells), of: part.plan)
    if part.plan.sampledColumns != nil {
      cells.sample = try SampleFile.read(
        stages.path(part.record.digest, StageFile.sample), of: part.plan)
    }
    return cells
  }
}
