internal import ArgumentParser
internal import Pipeline
internal import Report

/// `hailong verify RUN`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Reads a run's files again and compares them with what run.json says.",
    discussion: Help(
      examples: [
        ("hailong verify delegations-2025-08", "the latest run of a pipeline"),
        (
          "hailong verify out/delegations-2025-08/latest --inputs", "its definitions and inputs too"
        ),
        ("hailong verify nightly --json", "as one JSON document"),
      ],
      notes: "Exit code 65, with a list, where anything is not as it was published."
    ).text)

  @Argument(
    help: ArgumentHelp("A run's folder, its id or the name of its pipeline.", valueName: "run"),
    completion: Completions.runs)
  var name: String

  @OptionGroup var out: OutOption

  @Flag(help: "Also compare the definition files and the inputs.")
  var inputs = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let folder = try PublishedRuns(out: out.folder).folder(of: name)
    let found = try Verification(folder: folder, includingInputs: inputs)
    let console = Console(json: json)
    if json {
      try console.print(found.json)
    } else {
      try found.print(on: console)
    }
    if found.exitCode != 0 { throw ExitCode(found.exitCode) }
  }
}

extension Verification {
  fileprivate func print(on console: Console) throws {
    for name in changed { try console.print("changed: \(folder)/\(name)", .red) }
    for name in missing { try console.print("missing: \(folder)/\(name)", .red) }
    for name in extra { try console.print("not of the run: \(folder)/\(name)", .red) }
    let lost = Set(missingInputs)
    for name in changedInputs ?? [] {
      try console.print(
        lost.contains(name)
          ? "not found from here: \(name)" : "changed or unreadable since the run: \(name)", .yellow
      )
    }
    if isIntact {
      let inputs = changedInputs == nil ? "" : ", and so are its definitions and inputs"
      let (left, gone) = (
        outputCount - pruned.count,
        pruned.isEmpty ? "" : "; prune removed the other \(pruned.count)"
      )
      let files = pruned.isEmpty ? "all \(outputCount) files" : "\(left) of \(outputCount) files"
      try console.print(
        "ok: \(files) of run \(runID) are as they were published\(inputs)\(gone)", .green)
    } else if isPublicationIntact {
      let count = changedInputs?.count ?? 0
      console.say(
        "the published files of run \(runID) are intact; \(count) of its definitions and inputs "
          + (count == 1 ? "is not" : "are not") + " as it read them", .yellow)
    } else {
      console.say("run \(runID) is not as it was published", .red)
    }
  }

  fileprivate var json: JSON {
    [
      "ok": .bool(isIntact), "run_id": .string(runID), "folder": .string(folder),
      "files": JSON(outputCount), "changed": JSON(changed), "missing": JSON(missing),
      "extra": JSON(extra), "pruned": JSON(pruned),
      "published_files_ok": .bool(isPublicationIntact),
      "changed_inputs": changedInputs.map { JSON($0) } ?? .null,
      "missing_inputs": JSON(missingInputs),
    ]
  }
}
