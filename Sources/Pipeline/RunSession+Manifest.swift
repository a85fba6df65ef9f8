internal import Definitions
internal import Report

/// A file of a run, and who it is for.
struct RunOutput {
  enum Audience: String {
    case `public`
    case analyst
  }

  let name: String
  let written: DurableFile.Written
  var audience = Audience.public
}

extension RunSession {
  /// The document of run.json.
  func manifest(
    _ outcome: RunOutcome, _ outputs: [RunOutput], publishSeconds: Double
  ) throws(RunFailure) -> JSON {
    var definitions: [JSON] = []
    for source in pipeline.sources {
      definitions.append(["path": .string(source.path), "sha256": .string(try source.sha256)])
    }
    let status = outcome.status == .failed ? "failed" : "published"
    return [
      "schema_version": .count(RunManifest.version),
      "program": .string(Program.version),
      "pipeline": .string(pipeline.name),
      "title": ["en": .string(pipeline.title.english), "vi": .string(pipeline.title.vietnamese)],
      "run_id": .string(outcome.runID),
      "status": .string(status),
      "as_of": .string(pipeline.asOf.description),
      "period": json(pipeline.period),
      "dataset_periods": .object(
        pipeline.datasets.map { (name: $0.name, value: json($0.period)) }),
      "timezone": .string(pipeline.offset.description),
      "compared_with": .text(outcome.comparedWith),
      "findings": .array(outcome.findings.map(json)),
      "notes": .strings(outcome.notes),
      "completeness": CompletenessFile.json(outcome.completeness),
      "outputs": .array(
        outputs.sorted { $0.name < $1.name }.map { output in
          [
            "path": .string(output.name), "bytes": .integer(output.written.byteCount),
            "sha256": .string(output.written.sha256),
            "audience": .string(output.audience.rawValue),
          ]
        }),
      "definitions": .array(definitions),
      "inputs": .array(try inputs(outcome.quality ?? Quality())),
      "pipeline_folder": .string(
        relativePath(to: pipeline.folder, from: directory.root) ?? pipeline.folder),
      "stages": .array(stages(publishSeconds)),
      "peak_memory_bytes": .count(Host.peakMemory),
      "temporary_bytes": .count(outcome.temporaryBytes),
      "host": [
        "cores": .count(Host.cores), "threads": .count(threads), "system": .string(Host.system),
        "swift": .string(Host.swift), "finished_at": .string(Clock.timeOfDay()),
      ],
    ]
  }

  private func json(_ period: PeriodRange) -> JSON {
    [
      "from": .string(period.from.description), "to": .string(period.to.description),
      "grain": .string(period.grain.rawValue),
    ]
  }

  private func json(_ finding: RunOutcome.Finding) -> JSON {
    [
      "gate": .string(finding.gate), "severity": .string(finding.severity),
      "subject": .string(finding.subject), "observed": .string(finding.observed),
      "bound": .string(finding.bound), "message": .string(finding.message),
      "message_vi": .string(finding.vietnamese),
    ]
  }

  private func inputs(_ quality: Quality) throws(RunFailure) -> [JSON] {
    var entries: [JSON] = []
    for dataset in pipeline.datasets {
      for input in quality.inputs where input.dataset == dataset.name {
        var members: [(name: String, value: JSON)] = [
          ("path", .string(input.name)), ("dataset", .string(input.dataset)),
          ("bytes", .integer(input.byteCount)), ("digest", .string(input.digest)),
        ]
        if options.digestsInputs {
          members.append(("sha256", .string(try sha256(of: input))))
        }
        entries.append(.object(members))
      }
    }
    return entries
  }

  private func sha256(of input: InputRecord) throws(RunFailure) -> String {
    let path = joined(pipeline.folder, input.name)
    let found = try FileSystem.sha256(ofFile: path, kind: .noInput)
    guard found.byteCount == input.byteCount else {
      throw RunFailure(.data, "\(shown(path)) changed after it was read; nothing was published")
    }
    return found.sha256
  }

  private func stages(_ publishSeconds: Double) -> [JSON] {
    func entry(_ name: String, _ action: StageDecision.Action, _ seconds: Double) -> JSON {
      ["stage": .string(name), "action": .string(action.rawValue), "seconds": .seconds(seconds)]
    }
    return zip(decisions, seconds).map { entry($0.name, $0.action, $1) }
      + [entry(Stage.publish.rawValue, .run, publishSeconds)]
  }
}

/// The way from a run's folder, which is or will be in `root`, to another folder; links are resolved.
func relativePath(to folder: String, from root: String) -> String? {
  guard let target = FileSystem.resolved(folder), let start = FileSystem.resolved(root) else {
    return nil
  }
  let to = target.split(separator: "/")
  let from = start.split(separator: "/")
  let shared = zip(to, from).prefix { $0 == $1 }.count
  let up = [Substring](repeating: "..", count: from.count - shared + 1)
  return (up + to.dropFirst(shared)).joined(separator: "/")
}
