internal import Pipeline
internal import Report

/// What each run brought for one figure, as people and programs read it.
struct FigureRevisions {
  let run: PublishedRun
  let figure: PublishedFigure
  let revisions: [FigureHistory.Revision]

  func print(on console: Console) throws {
    let label = run.kpis[figure.key.kpi]?.label?.en
    let name = label.map { "\($0) (\(figure.key.kpi))" } ?? figure.key.kpi
    try console.print("\(name), \(figure.subject)", .bold)
    var table = Listing([
      "published", "run", "as of", ">value", ">counts", "interval", "what", "why", "flag",
    ])
    let percent = run.isPercent(figure.key.kpi)
    for revision in revisions {
      let figure = revision.figure
      table.add([
        revision.release.publication, revision.release.runID, revision.release.asOf,
        figure.map(run.text) ?? "–", figure?.fraction ?? "",
        figure?.interval(percent: percent) ?? "", revision.kind.words,
        revision.causes.map(\.words).joined(separator: "; "),
        figure?.flags.joined(separator: "; ") ?? "",
      ])
    }
    try console.print(table)
    try run.printFootnotes(of: revisions.compactMap(\.figure), on: console)
  }

  var json: JSON {
    .object(
      figure.keyJSON + [
        (
          "releases",
          .array(
            revisions.map { revision in
              .object(
                revision.release.json + [
                  ("what", .string(revision.kind.rawValue)),
                  ("figure", revision.figure.map { .object($0.contentJSON) } ?? .null),
                  ("causes", .array(revision.causes.map(\.json))),
                ])
            })
        )
      ])
  }
}

/// What runs revised of all figures, as people and programs read it.
struct RevisionLedgers {
  let pipeline: String
  let history: FigureHistory
  let ledgers: [FigureHistory.Ledger]

  func print(on console: Console) throws {
    guard let first = history.releases.first else {
      try console.print("\(pipeline) has no published run")
      return
    }
    guard !ledgers.isEmpty else {
      try console.print("\(pipeline) has one published run, \(first.runID): nothing was revised")
      return
    }
    var table = Listing([
      "published", "run", "as of", "since", ">revised", ">added", ">vanished", ">the same", "why",
    ])
    for ledger in ledgers {
      table.add([
        ledger.new.publication, ledger.new.runID, ledger.new.asOf, ledger.old.runID,
        "\(ledger.revisedCount)", "\(ledger.added.count)", "\(ledger.vanished.count)",
        "\(ledger.sameCount)",
        ledger.revised.map(\.words).joined(separator: "; "),
      ])
    }
    try console.print(table)
  }

  var json: JSON {
    [
      "pipeline": .string(pipeline),
      "ledgers": .array(
        ledgers.map { ledger in
          [
            "old": .object(ledger.old.json), "new": .object(ledger.new.json),
            "same": JSON(ledger.sameCount),
            "revised": .object(
              Dictionary(grouping: ledger.revised, by: \.cause.code).sorted { $0.key < $1.key }
                .map { code, revised in
                  (
                    name: code,
                    value: .array(
                      revised.flatMap(\.figures).map { history.json(of: $0, in: ledger) })
                  )
                }),
            "causes": .array(ledger.revised.map(\.json)),
            "added": .array(ledger.added.map { history.json(of: $0, in: ledger) }),
            "vanished": .array(ledger.vanished.map { history.json(of: $0, in: ledger) }),
          ]
        }),
    ]
  }
}

extension FigureHistory.Revised {
  /// `12 of dossiers, late data: a.csv`.
  fileprivate var words: String {
    let datasets = (datasets ?? []).joined(separator: " and ")
    return "\(figures.count) \(datasets.isEmpty ? "" : "of \(datasets), ")\(cause.words)"
  }

  fileprivate var json: JSON {
    [
      "cause": .string(cause.code), "datasets": datasets.map { JSON($0) } ?? .null,
      "files": JSON(cause.files), "text": .string(cause.words), "figures": JSON(figures.count),
    ]
  }
}

extension FigureHistory {
  /// A figure before and after.
  fileprivate func json(of key: PublishedFigure.Key, in ledger: Ledger) -> JSON {
    let entries = entries(of: key)
    func figure(_ release: Release) -> PublishedFigure? {
      entries.first { $0.release.runID == release.runID }?.figure
    }
    let (old, new) = (figure(ledger.old), figure(ledger.new))
    return .object(
      ((new ?? old)?.keyJSON ?? []) + [
        ("old", old.map { .object($0.contentJSON) } ?? .null),
        ("new", new.map { .object($0.contentJSON) } ?? .null),
      ])
  }
}

extension FigureHistory.Release {
  fileprivate var json: [JSON.Member] {
    [
      ("run_id", .string(runID)), ("folder", .string(folder)), ("as_of", .string(asOf)),
      ("finished_at", .string(finishedAt)), ("published_by", .string(publishedBy)),
      ("made_again", .bool(isMadeAgain)), ("pruned", .bool(isPruned)),
    ]
  }

  /// When it was published, or by when at the latest where it was made again since.
  fileprivate var publication: String {
    isMadeAgain ? "by \(publishedBy), made again \(finishedAt)" : finishedAt
  }
}

extension FigureHistory.Revision.Kind {
  fileprivate var words: String {
    switch self {
    case .first: "first published"
    case .revised, .unchanged, .vanished: rawValue
    }
  }
}

extension RevisionCause {
  var json: JSON {
    ["cause": .string(code), "files": JSON(files), "text": .string(words)]
  }
}
