internal import ArgumentParser
internal import Definitions
internal import Engine
internal import Pipeline
internal import Report

/// `hailong check PIPELINE`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks every definition file and every input's header; changes nothing.",
    discussion: Help(
      examples: [
        ("hailong check pipelines/delegations-2025-08.yml", "says ok, or all that is wrong"),
        ("hailong check pipelines/nightly.yml --json", "as one JSON document"),
        (
          "hailong check pipelines/nightly.yml && hailong run pipelines/nightly.yml",
          "runs only what is right"
        ),
      ],
      notes: """
        Mistakes in definition files are all told at once, as file:line:column (exit 78). Then \
        come inputs that are absent (66) and headers that do not fit their schema (65).
        """
    ).text)

  @OptionGroup var pipeline: PipelineArgument

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let console = Console(json: json)
    let definition = try pipeline.definition()
    let checks = HeaderCheck.all(of: definition)
    let report = Report(definition: definition, checks: checks)
    try json ? console.print(report.json) : report.print(on: console)
    if let status = report.status { throw ExitCode(status.rawValue) }
  }

  /// What was found.
  private struct Report {
    let definition: PipelineDefinition
    let checks: [HeaderCheck]

    var status: ExitStatus? {
      var status: ExitStatus?
      for check in checks {
        switch check.finding {
        case .readable: continue
        case .refused: status = status ?? .data
        case .unreadable: status = .noInput
        }
      }
      return status
    }

    private func problem(_ check: HeaderCheck) -> String? {
      switch check.finding {
      case .readable: nil
      case .refused(let reason), .unreadable(let reason):
        (check.file.isEmpty ? "" : check.file + ": ") + reason
      }
    }

    /// The columns of files that no schema names, each with the files that have it.
    private var ignored: [(column: String, dataset: String, files: [String])] {
      var order: [String] = []
      var found: [String: (column: String, dataset: String, files: [String])] = [:]
      for check in checks {
        guard case .readable(let shape) = check.finding else { continue }
        for column in shape.ignoredColumns {
          let key = check.dataset + "\n" + column
          if found[key] == nil { order.append(key) }
          found[key, default: (column, check.dataset, [])].files.append(check.file)
        }
      }
      return order.compactMap { found[$0] }
    }

    func print(on console: Console) throws {
      for note in definition.keyNotes { console.say("note: \(note)", .dim) }
      for column in ignored {
        let others =
          column.files.count > 1 ? " and \(count(column.files.count - 1, "more file"))" : ""
        console.say(
          "note: \(column.files[0])\(others): \(column.dataset) has no column "
            + "\"\(column.column)\"; it is ignored", .dim)
      }
      for problem in checks.compactMap(problem) { console.say(problem, .red) }
      guard status == nil else { return }
      try console.print(
        "ok: \(definition.name): "
          + [
            count(definition.kpis.count, "KPI"), count(definition.datasets.count, "dataset"),
            count(checks.count, "input file"), count(definition.groupings.count, "grouping"),
            count(definition.rankings.count, "ranking"),
          ].joined(separator: ", "), .green)
    }

    var json: JSON {
      [
        "ok": .bool(status == nil), "pipeline": .string(definition.name),
        "kpis": JSON(definition.kpis.count), "datasets": JSON(definition.datasets.count),
        "files": JSON(checks.count), "notes": JSON(definition.keyNotes),
        "problems": JSON(checks.compactMap(problem)),
        "ignored_columns": .array(
          ignored.map {
            [
              "dataset": .string($0.dataset), "column": .string($0.column),
              "files": JSON($0.files),
            ]
          }),
      ]
    }
  }
}

extension PipelineDefinition {
  /// One sentence a dataset that lacks keys of groupings: its KPIs are left out of these.
  fileprivate var keyNotes: [String] {
    datasets.compactMap { dataset in
      var keys: [String] = []
      for grouping in groupings {
        for key in grouping.missingKeys(in: dataset.schema) where !keys.contains(key) {
          keys.append(key)
        }
      }
      guard !keys.isEmpty, kpis.contains(where: { $0.dataset == dataset.name }) else { return nil }
      return "\(dataset.name) has no \(keys.joined(separator: ", ")); its KPIs are left out of "
        + "groupings by \(keys.count == 1 ? "it" : "these")"
    }
  }
}

/// `1 dataset`, `2 datasets`.
private func count(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
