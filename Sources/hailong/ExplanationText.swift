internal import Definitions
internal import Engine
internal import Pipeline
internal import Report

/// An explanation as people read it.
struct ExplanationText {
  /// Lines that may lie between two that count, in one range.
  static let gap = 10
  static let mostFiles = 20
  static let mostNames = 12

  let run: PublishedRun
  let explanation: Explanation
  let listsAllLines: Bool

  private var figure: PublishedFigure { explanation.figures[0] }

  /// What it is about; of the nation which part of it has data.
  private var subject: String {
    guard figure.key.grouping == "national",
      let presence = run.record.presence(in: explanation.datasets)
    else { return figure.subject }
    return presence.words
  }

  func print(on console: Console) throws {
    if run.record.hasFailed {
      try console.print(
        "not published: a gate stopped run \(run.record.runID), nothing of it may be quoted", .red)
    }
    let label = explanation.kpi?.label?.en
    let id = explanation.kpi?.id ?? figure.key.kpi
    try console.print(
      label.map { "\($0) (\(id)), \(subject)" } ?? "\(id), \(subject)", .bold)
    if let vietnamese = explanation.kpi?.label?.vi, vietnamese != label {
      try console.print(vietnamese)
    }
    try run.printHeading(on: console)
    try printValues(on: console)
    try printOrigin(on: console)
    try printRejects(on: console)
    try printAccounting(on: console)
    try printChanges(on: console)
  }

  func heading(_ text: String, on console: Console) throws {
    try console.print()
    try console.print(text, .bold)
  }

  // MARK: What it is

  private func printValues(on console: Console) throws {
    try console.print()
    for figure in explanation.figures {
      let name = explanation.figures.count > 1 ? figure.key.kpi : "value"
      var text = run.text(figure)
      if !figure.fraction.isEmpty { text += ", \(figure.fraction)" }
      let interval = figure.interval(percent: run.isPercent(figure.key.kpi))
      if !interval.isEmpty {
        let level = explanation.kpi?.level.map { " at \(Self.percent($0))" } ?? ""
        text += ", interval\(level) \(interval)"
      }
      try console.print("\(Self.padded(name))\(text)")
      for (name, text) in Self.sureness(of: figure, percent: run.isPercent(figure.key.kpi)) {
        try console.print("\(Self.padded(name))\(text)")
      }
    }
    if let meaning = explanation.kpi?.meaning {
      try console.print(Self.padded("measures") + meaning)
    }
    for (key, text) in explanation.kpi?.formulas ?? [] {
      try console.print(Self.padded(key) + text)
    }
    if let source = explanation.kpi?.source, !source.isEmpty {
      try console.print(Self.padded("source") + source)
    }
    for flag in Set(explanation.figures.flatMap(\.flags)).sorted() {
      try console.print("\(Self.padded(flag))\(Self.meaning(ofFlag: flag))", .yellow)
    }
  }

  /// What a figure is from, and what says how sure it is.
  private static func sureness(
    of figure: PublishedFigure, percent: Bool
  ) -> [(name: String, text: String)] {
    let known = figure.uncertainty
    guard let survey = known.survey else {
      guard known.isFullCount else { return [] }
      let bounds = intervalText(known.boundLow, known.boundHigh, percent: percent)
      return [("basis", "full count, no sampling error")]
        + (bounds.isEmpty
          ? [] : [("bounds", "\(bounds), whatever the rejected records hold")])
    }
    var lines = [("basis", survey.label.english)]
    if !figure.methodText.isEmpty { lines.append(("interval", figure.methodText)) }
    let plain = intervalText(known.plainLow, known.plainHigh, percent: percent)
    if !plain.isEmpty {
      lines.append(("without the design", "\(plain), as if people had been drawn one by one"))
    }
    if !known.effectiveSize.isEmpty {
      lines.append(
        ("effective n", "\(known.effectiveSizeText) of \(known.responses) answers"))
      lines.append(("design effect", "\(known.designEffectText), \(known.ruleText)"))
    }
    if !known.degrees.isEmpty {
      lines.append(("df", "\(known.degrees), sites less strata"))
    }
    return lines
  }

  private static func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(1, 19 - name.terminalWidth))
  }

  static func percent(_ level: Double) -> String {
    let tenths = Int((level * 1000).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }

  static func meaning(ofFlag flag: String) -> String {
    switch flag {
    case "low_count": "fewer records than a ranking asks for, or none: not ranked"
    case "suppressed": "withheld, since too few records stand behind it"
    case "partial": "the data of the province are incomplete"
    case "missing": "no record of the province, where some are expected"
    case "weighted", "unreliable", "review":
      Label(flag: flag).english
    default: "see README, Reading the figures"
    }
  }

  // MARK: What could have changed it

  private func printRejects(on console: Console) throws {
    try heading("Rejects that could have changed it", on: console)
    if let gap = explanation.rejectsGap { return try console.print(gap, .yellow) }
    for refused in explanation.refused {
      try console.print("refused as a whole: \(refused.file): \(refused.reason)", .yellow)
    }
    guard !explanation.rejects.isEmpty else {
      if explanation.refused.isEmpty { try console.print("none") }
      return
    }
    var table = Listing([">records", "file", "code", "column", "lines", "example", "message"])
    for group in explanation.rejects.prefix(Self.mostFiles) {
      table.add([
        "\(group.count)", group.file, group.code, group.column,
        group.lines.joined(separator: ", ") + (group.count > group.lines.count ? ", …" : ""),
        group.value, group.message,
      ])
    }
    try console.print(table)
    let rest = explanation.rejects.dropFirst(Self.mostFiles).reduce(0) { $0 + $1.count }
    if rest > 0 {
      try console.print(
        "and \(rest) more records; all with: hailong show rejects \(run.folder.shellWord)")
    }
  }

  private func printAccounting(on console: Console) throws {
    let files = explanation.files
    if explanation.hidesFiles {
      try heading("Where the rows of the files went", on: console)
      try console.print("not told where a figure is withheld: it could be read off it", .yellow)
    }
    if !files.isEmpty {
      try heading("Where the rows of these files went", on: console)
      var table = Listing([
        "file", ">rows read", ">accepted", ">superseded", ">out of period", ">rejected",
      ])
      for file in files.prefix(Self.mostFiles) {
        let tally = file.tally
        table.add(
          [file.file]
            + [tally.rowsRead, tally.accepted, tally.superseded, tally.outOfPeriod, tally.rejected]
            .map(String.init))
      }
      try console.print(table)
      if files.count > Self.mostFiles {
        try console.print("and \(files.count - Self.mostFiles) more files")
      }
    }
    let provinces = Dictionary(
      run.provinces.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    for gap in explanation.gaps {
      let missing = gap.missing.map { provinces[$0] ?? $0 }
      if !missing.isEmpty {
        try console.print("missing in \(gap.dataset): \(names(missing))", .yellow)
      }
      for partial in gap.partial.prefix(Self.mostNames) {
        let periods =
          partial.periods.isEmpty ? [] : ["no record in \(partial.periods.joined(separator: ", "))"]
        let files = partial.files.map { "much rejected in \($0)" }
        try console.print(
          "partial in \(gap.dataset): \(provinces[partial.provinceCode] ?? partial.provinceCode), "
            + (periods + files).joined(separator: "; "), .yellow)
      }
    }
  }

  // MARK: What it was

  private func printChanges(on console: Console) throws {
    guard let first = explanation.changes.first else { return }
    try heading("Since the run \(first.comparedWith)", on: console)
    for (figure, change) in zip(explanation.figures, explanation.changes) {
      let name = explanation.figures.count > 1 ? "\(figure.key.kpi): " : ""
      switch change.kind {
      case .unchanged: try console.print("\(name)the same")
      case .withheld: try console.print("\(name)withheld, and so is what it was before")
      case .added: try console.print("\(name)new; the earlier run has no such figure")
      case .changed:
        let unit = run.isPercent(figure.key.kpi) ? " %" : ""
        let old = change.oldDisplay.isEmpty ? "–" : change.oldDisplay + unit
        try console.print(
          "\(name)\(old) (\(change.old.words)) → \(run.text(figure)) "
            + "(\(FigureOrigin.Recount(figure).words))")
      }
      for cause in change.causes { try console.print("  \(cause.words)") }
      if change.causes.isEmpty, [.changed, .added].contains(change.kind) {
        try console.print("  why is not known: the earlier run is not there any more")
      }
    }
  }
}
