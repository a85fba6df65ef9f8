internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Report
internal import Statistics

/// `hailong compare OLD NEW`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Lists the figures that differ between two runs.",
    discussion: Help(
      examples: [
        ("hailong compare nightly delegations-2025-08", "the latest runs of two pipelines"),
        (
          "hailong compare nights/nightly/latest nightly",
          "a run published in another folder, and one in out/"
        ),
        (
          "hailong compare nights/nightly/latest nightly --json",
          "a run by its folder; its id, or four letters of it, are enough too"
        ),
      ],
      notes: """
        Figures are matched by KPI, grouping, place, category, member and period. Whether a \
        difference is beyond chance is told of samples of days that have none in common; full \
        counts are facts, and a sample of the same days is restated, not tested. Exit code 0, \
        whether or not they differ. hailong compare nightly, with one name, compares its latest run \
        with the one that it was compared with when it was made.
        """
    ).text)

  @Argument(
    help: "The earlier run: its folder, its id or the name of its pipeline.",
    completion: Completions.runs)
  var old: String

  @Argument(
    help:
      "The later run; without it the first one is, and the run that it was compared with earlier.",
    completion: Completions.runs)
  var new: String?

  @OptionGroup var out: OutOption

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let runs = PublishedRuns(out: out.folder)
    let first = try PublishedRun(folder: runs.folder(of: old)).withFigures()
    let (before, after) =
      if let new {
        (first, try PublishedRun(folder: runs.folder(of: new)).withFigures())
      } else {
        (try Self.earlier(than: first).withFigures(), first)
      }
    let comparison = Comparison(before, after)
    let console = Console(json: json)
    if json {
      try console.print(comparison.json)
    } else {
      try comparison.print(on: console)
    }
  }

  /// The run that a run was compared with when it was made.
  private static func earlier(than run: PublishedRun) throws -> PublishedRun {
    let id = run.record.runID
    guard let earlier = run.record.comparedWith else {
      throw Failure(
        .noInput, "run \(id) is the first of \(run.record.pipeline): name another run after it")
    }
    do {
      return try PublishedRun(folder: "\(run.pipelineFolder)/\(earlier)")
    } catch {
      guard error.kind == .absent else { throw error }
      throw Failure(
        .noInput,
        "run \(earlier), which run \(id) was compared with, is not there any more: name another one"
      )
    }
  }
}

extension PublishedRun {
  /// The run; fails where it published no figures.
  fileprivate func withFigures() throws -> PublishedRun {
    if let lackOfFigures { throw Failure(.noInput, lackOfFigures) }
    return self
  }
}

extension Comparison {
  fileprivate func print(on console: Console) throws {
    try console.print("old  \(old.record.pipeline) \(old.record.runID)")
    try console.print("new  \(new.record.pipeline) \(new.record.runID)")
    try console.print()
    try console.print(
      "\(changed.count) changed, \(added.count) added, \(vanished.count) vanished, "
        + "\(sameCount) the same")
    guard !isEmpty else { return }
    try list("Changed", changed.map { ($0.old, $0.new) }, console, changed.map(\.chance.words))
    try list("Added", added.map { (nil, $0) }, console)
    try list("Vanished", vanished.map { ($0, nil) }, console)
    guard !moves.isEmpty else { return }
    var table = Listing(["kpi", "province", ">old rank", ">new rank"])
    for move in moves {
      table.add([
        move.new.kpi, move.new.province, move.old.rank.orDash, move.new.rank.orDash,
      ])
    }
    try console.print()
    try console.print("Ranks", .bold)
    try console.print(table)
  }

  private func list(
    _ title: String, _ figures: [(before: PublishedFigure?, after: PublishedFigure?)],
    _ console: Console, _ chances: [String] = []
  ) throws {
    guard !figures.isEmpty else { return }
    let isTested = chances.contains { !$0.isEmpty }
    let heads = ["kpi", "of", ">old", ">counts", ">new", ">counts", ">change"]
    var table = Listing(heads + (isTested ? ["beyond chance"] : []) + ["flag"])
    for (index, (before, after)) in figures.enumerated() {
      guard let figure = after ?? before else { continue }
      var fields: [String] = [
        figure.key.kpi, figure.subject, before.map { text($0, in: old) } ?? "",
        before?.fraction ?? "", after.map { text($0, in: new) } ?? "", after?.fraction ?? "",
        growth(before, after),
      ]
      if isTested { fields.append(chances[index]) }
      table.add(fields + [figure.flags.joined(separator: "; ")])
    }
    try console.print()
    try console.print(title, .bold)
    try console.print(table)
    try new.printFootnotes(of: figures.compactMap { $0.after ?? $0.before }, on: console)
  }

  /// A value, with its interval where it has one.
  private func text(_ figure: PublishedFigure, in run: PublishedRun) -> String {
    let interval = figure.interval(percent: run.isPercent(figure.key.kpi))
    return interval.isEmpty ? run.text(figure) : "\(run.text(figure)) \(interval)"
  }

  /// How much a figure grew, with as many decimals as its display: `+2.08`.
  ///
  /// Of the unrounded values, so it can differ from the difference of the displays in the last digit;
  /// one that rounds to nothing is `up <0.01` or `down <0.01`.
  private func growth(_ before: PublishedFigure?, _ after: PublishedFigure?) -> String {
    guard let from = before?.number, let after, let to = after.number, from != to else { return "" }
    let scale = new.isPercent(after.key.kpi) ? 100.0 : 1
    let decimals = after.display.split(separator: ".").dropFirst().first?.count ?? 0
    let text = String(format: "%+.\(decimals)f", (to - from) * scale)
    guard !text.contains(where: { "1"..."9" ~= $0 }) else { return text }
    let least = decimals == 0 ? "1" : "0." + String(repeating: "0", count: decimals - 1) + "1"
    return "\(to > from ? "up" : "down") <\(least)"
  }

  fileprivate var json: JSON {
    [
      "old": Self.run(old), "new": Self.run(new), "same": JSON(sameCount),
      "changed": .array(
        changed.map { change in
          .object(
            change.new.keyJSON + [
              ("old", .object(change.old.contentJSON)), ("new", .object(change.new.contentJSON)),
              ("change", change.difference.map(JSON.number) ?? .null),
              ("chance", change.chance.json),
            ])
        }),
      "added": .array(added.map(\.json)),
      "vanished": .array(vanished.map(\.json)),
      "ranks": .array(
        moves.map { move in
          [
            "kpi": .string(move.new.kpi), "province_code": .string(move.new.provinceCode),
            "province": .string(move.new.province), "old": JSON(number: move.old.rank),
            "new": JSON(number: move.new.rank),
          ]
        }),
    ]
  }

  private static func run(_ run: PublishedRun) -> JSON {
    [
      "pipeline": .string(run.record.pipeline), "run_id": .string(run.record.runID),
      "folder": .string(run.folder),
    ]
  }
}

extension Comparison.Chance {
  /// Whether a difference is beyond chance: `yes (p 0.003)`; empty where nobody can tell.
  fileprivate var words: String {
    switch self {
    case .fact: "full count"
    case .restated: "restated"
    case .tested(_, _, let adjusted):
      (isBeyond == true ? "yes" : "no") + String(format: " (p %.3f)", adjusted)
    case .unknown: ""
    }
  }

  fileprivate var json: JSON {
    guard case .tested(let interval, let probability, let adjusted) = self else {
      return ["basis": .string(code)]
    }
    return [
      "basis": .string(code), "ci_low": .number(interval.lower), "ci_high": .number(interval.upper),
      "p_value": .number(probability), "p_adjusted": .number(adjusted),
      "beyond_chance": .bool(isBeyond == true),
    ]
  }
}
