internal import Definitions
internal import Figures
internal import Report

extension RunSession {
  /// The last stage: gates, the run's folder, and `latest`.
  mutating func publish(
    _ parts: [Ingested], _ measured: Measured, _ ranked: Ranked
  ) throws(RunFailure) -> RunOutcome {
    var quality = Quality()
    var inputs: [String: [InputRecord]] = [:]
    for part in parts {
      quality.files += part.quality.files
      quality.refused += part.quality.refused
      inputs[part.plan.dataset.name] = part.quality.inputs
    }
    for text in dataNotes(of: quality) + measured.surveyNotes { note(text) }
    let id = try planner.runID(inputs)
    let feeds = feedReport(of: quality, for: id)
    let findings =
      pipeline.gateFindings(
        files: quality.files, refused: quality.refused, completeness: measured.completeness,
        figures: measured.figures)
      + [pipeline.feedsFinding(incidents: feeds?.incidents ?? 0)].compactMap(\.self)
    let decision = try planner.publication(id)
    let isStopped = findings.contains { $0.severity == .stop }
    var outcome = RunOutcome(
      status: isStopped ? .failed : .published, runID: id, folder: directory.run(id), stages: [],
      findings: findings.map(RunOutcome.Finding.init), notes: [],
      comparedWith: earlierRun(than: id), quality: quality, completeness: measured.completeness,
      figures: measured.figures, rankings: ranked.rankings)
    outcome.surveyNotes = measured.surveyNotes
    outcome.questions = measured.questions
    outcome.surveyQuality = measured.surveyQuality
    outcome.composites = ranked.composites
    outcome.trends = measured.trends
    outcome.feeds = feeds
    outcome.temporaryBytes = parts.reduce(0) { $0 + $1.temporaryBytes }
    return try timed(decision) { session throws(RunFailure) in
      let stages = parts.map(\.record) + [measured.record, ranked.record]
      try session.write(&outcome, findings, stages)
      outcome.stages = session.decisions + [decision]
      return outcome
    }
  }

  /// Writes the run's folder, the manifest last, and makes it seen.
  private mutating func write(
    _ outcome: inout RunOutcome, _ findings: [GateFinding], _ stages: [StageStore.Record]
  ) throws(RunFailure) {
    let start = Clock.monotonic()
    let draft = try directory.draft(outcome.runID)
    let changes = changes(of: &outcome)
    var outputs = try write(try release(outcome, findings, changes).documents, to: draft)
    if pipeline.outputs.contains(.png) { outputs += try draw(outputs, in: draft) }
    let rejects = try DurableFile(draft + "/" + StageFile.rejects, mode: .owner)
    rejects.write(RejectFile.header)
    for stage in stages where stage.sha256(of: StageFile.rejects) != nil {
      try FileSystem.append(
        directory.stages.path(stage.digest, StageFile.rejects),
        from: RejectFile.header.count, to: rejects)
    }
    outputs.append(
      RunOutput(name: StageFile.rejects, written: try rejects.finish(), audience: .analyst))
    outcome.notes = notes
    let manifest = try manifest(outcome, outputs, publishSeconds: Clock.monotonic() - start)
    try FileSystem.write(manifest.bytes, to: draft + "/" + RunManifest.name)
    try checkInterruption()
    try directory.publish(draft, as: outcome.runID)
    guard outcome.status == .published else { return }
    if directory.latestRun != outcome.runID {
      try FileSystem.swapLink(directory.latest, to: outcome.runID)
    }
    try directory.stages.prune(keeping: Set(stages.map(\.digest)))
  }

  /// Writes the documents of a release into a folder.
  private func write(
    _ documents: [Release.Document], to draft: String
  ) throws(RunFailure) -> [RunOutput] {
    for folder in Set(documents.compactMap { FileSystem.parent(of: $0.name) }) {
      try FileSystem.makeFolder(draft + "/" + folder)
    }
    let interruption = options.interruption
    let written = sideBySide(documents, threads: threads) { document in
      Result { () throws(RunFailure) in
        guard interruption() == nil else { return nil as RunOutput? }
        // Files for analysts may tell what single people answered.
        let file = try DurableFile(
          draft + "/" + document.name, mode: document.audience == .analyst ? .owner : .everyone)
        try document.write(file)
        return RunOutput(
          name: document.name, written: try file.finish(), audience: document.audience)
      }
    }
    try checkInterruption()
    for folder in Set(documents.compactMap { FileSystem.parent(of: $0.name) }) {
      try FileSystem.synchronizeFolder(draft + "/" + folder)
    }
    var outputs: [RunOutput] = []
    for document in written { if let output = try document.get() { outputs.append(output) } }
    return outputs
  }

  /// Makes a PNG of every SVG; a picture that cannot be made stops nothing.
  private mutating func draw(
    _ outputs: [RunOutput], in draft: String
  ) throws(RunFailure) -> [RunOutput] {
    guard let rasterizer = Rasterizer() else {
      note(
        "no PNG was made: \(Rasterizer.name) is not installed; on Debian: apt-get install librsvg2-bin"
      )
      return []
    }
    let scratch = try directory.draft("png")
    let pictures = outputs.map(\.name).filter { $0.hasSuffix(".svg") }
    let drawn = sideBySide(pictures, threads: threads) { svg in
      let name = svg.dropLast(4) + ".png"
      let path = scratch + "/" + name.replacing("/", with: "-")
      guard rasterizer.draw(draft + "/" + svg, to: path) else { return nil as (String, String)? }
      return (String(name), path)
    }
    var made: [RunOutput] = []
    for case let (name, path)? in drawn {
      let bytes = try FileSystem.read(path, kind: .readWrite)
      made.append(
        RunOutput(name: name, written: try FileSystem.write(bytes, to: draft + "/" + name)))
    }
    if made.count < pictures.count {
      note("\(pictures.count - made.count) of \(pictures.count) pictures could not be made as PNG")
    }
    return made
  }

  /// What the run tells people.
  private func release(
    _ outcome: RunOutcome, _ findings: [GateFinding], _ changes: Changes?
  ) throws(RunFailure) -> Release {
    let quality = outcome.quality ?? Quality()
    let isReport = pipeline.outputs.contains(.html)
    return Release(
      definition: pipeline, runID: outcome.runID, program: Program.version,
      figures: outcome.figures, rankings: outcome.rankings, completeness: outcome.completeness,
      files: quality.files, refused: quality.refused, findings: findings,
      notes: dataNotes(of: quality) + outcome.surveyNotes, changes: changes,
      earlier: isReport ? try earlierReleases(before: outcome) : [], questions: outcome.questions,
      surveyQuality: outcome.surveyQuality, composites: outcome.composites,
      trends: outcome.trends, wards: pipeline.wards(of: outcome.figures), feeds: outcome.feeds)
  }

  // MARK: Earlier runs

  /// The run to compare with: that of `latest`, or, when a run is made again, the one it was first
  /// compared with, so that it gets the same bytes.
  private func earlierRun(than id: String) -> String? {
    if let manifest = try? RunManifest(of: directory.run(id)) { return manifest.comparedWith }
    guard let latest = directory.latestRun, latest != id else { return nil }
    return latest
  }

  /// What changed since the earlier run; `nil` where there is none to compare with.
  private mutating func changes(of outcome: inout RunOutcome) -> Changes? {
    guard let earlier = outcome.comparedWith else { return nil }
    guard pipeline.outputs.contains(.csv) else {
      outcome.comparedWith = nil
      return nil
    }
    do throws(RunFailure) {
      let old = try readFigures(directory.run(earlier) + "/kpis.csv")
      return Changes(
        from: old, of: earlier, to: outcome.figures.listed(in: pipeline),
        in: try changeContext(outcome, since: earlier))
    } catch {
      note("nothing to compare with: the figures of the run \(earlier) cannot be read")
      outcome.comparedWith = nil
      return nil
    }
  }
}
