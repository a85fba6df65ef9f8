internal import Definitions
internal import Pipeline
internal import Report

extension PublishedRun {
  func text(_ figure: PublishedFigure) -> String {
    figure.text(percent: isPercent(figure.key.kpi))
  }

  /// The pipeline, the run and the days it speaks of.
  func printHeading(on console: Console) throws {
    if record.hasFailed { try console.print("failed: not published, latest stays", .red) }
    if let title = record.title?.en ?? record.title?.vi, title != record.pipeline {
      try console.print(title, .bold)
    }
    var line = "\(record.pipeline), run \(record.runID)"
    if let period = record.period { line += ", \(period.from) to \(period.to)" }
    if let asOf = record.asOf { line += ", as of \(asOf)" }
    try console.print(line)
    if !record.pruned.isEmpty {
      try console.print("thinned by prune: its figures and accounting are left", .dim)
    }
  }

  /// The provinces in the top of a ranking, with their denominators.
  func printTop(of kpi: String, on console: Console) throws {
    let all = ranks.filter { $0.kpi == kpi }
    let top = all.filter(\.inTop)
    let ranked = all.count { !$0.rank.isEmpty }
    let percent = isPercent(kpi)
    try console.print()
    guard !top.isEmpty else {
      try console.print("\(kpi): no province is ranked", .yellow)
      return
    }
    let basis = top.compactMap(\.uncertainty.survey).first.map { " (\($0.label.english))" } ?? ""
    try console.print("Top \(top.count) of \(ranked) ranked provinces by \(kpi)\(basis)", .bold)
    var table = Listing([
      ">rank", "province", "code", ">value", ">counts", "interval", ">eff. n", "ranks", ">chance",
      "flag",
    ])
    for rank in top {
      table.add([
        rank.rank, rank.province, rank.provinceCode,
        rank.display.isEmpty ? "–" : rank.display + (percent ? " %" : ""),
        rank.fraction, intervalText(rank.ciLow, rank.ciHigh, percent: percent),
        rank.uncertainty.effectiveSizeText,
        rank.possibleRanks, rank.chance,
        rank.flags.joined(separator: "; "),
      ])
    }
    try console.print(table)
    try printSettled(all, places: top.count, on: console)
  }

  /// Whether the data settle who the first are.
  private func printSettled(
    _ ranks: [PublishedRank], places: Int, on console: Console
  ) throws {
    let (may, certain) = (ranks.filter(\.mayLead), ranks.filter(\.leads))
    guard may.count != places || certain.count != places else { return }
    let isEstimated = ranks.contains { !$0.ciLow.isEmpty }
    let why = isEstimated ? "with 95 % confidence" : "depending on rejected and missing records"
    let sure =
      certain.isEmpty
      ? "none is certain" : "certain: " + certain.map(\.province).joined(separator: ", ")
    try console.print(
      "not settled: \(why) the best \(places) are among \(may.count) provinces; \(sure)", .yellow)
  }

  /// Figures one below the other, with what they are about where that differs.
  ///
  /// Of one KPI from a survey all that says how sure it is; of several the size that they are as sure as.
  func print(_ figures: [PublishedFigure], on console: Console) throws {
    if Set(figures.map(\.key.kpi)).count == 1,
      figures.contains(where: { !$0.uncertainty.effectiveSize.isEmpty })
    {
      try printSurvey(figures, on: console)
      return
    }
    var table = Listing([
      "kpi", "of", ">value", ">counts", "interval", ">eff. n", "flag", "name",
    ])
    let national = figures.allSatisfy { $0.key.grouping == "national" }
    for figure in figures {
      table.add([
        figure.key.kpi, national ? "" : figure.subject, text(figure), figure.fraction,
        figure.interval(percent: isPercent(figure.key.kpi)), figure.uncertainty.effectiveSizeText,
        figure.flags.joined(separator: "; "),
        national ? kpis[figure.key.kpi]?.label?.en ?? "" : "",
      ])
    }
    try console.print(table)
    try printFootnotes(of: figures, on: console)
    try printBounds(of: figures, on: console)
  }

  private func printSurvey(_ figures: [PublishedFigure], on console: Console) throws {
    var table = Listing([
      "of", ">value", ">counts", "interval", "if drawn one by one", ">eff. n", ">deff", ">df",
      "flag",
    ])
    for figure in figures {
      let (known, percent) = (figure.uncertainty, isPercent(figure.key.kpi))
      table.add([
        figure.subject, text(figure), figure.fraction, figure.interval(percent: percent),
        intervalText(known.plainLow, known.plainHigh, percent: percent), known.effectiveSizeText,
        known.designEffectText, known.degrees, figure.flags.joined(separator: "; "),
      ])
    }
    try console.print(table)
    try printFootnotes(of: figures, on: console)
    let rules = PublishedUncertainty.rules(of: figures)
    if !rules.isEmpty { try console.print("deff: " + rules.joined(separator: "; "), .dim) }
  }

  /// Of full counts that they have no sampling error, and how far rejected rows could move them.
  private func printBounds(of figures: [PublishedFigure], on console: Console) throws {
    guard Set(figures.map(\.key.kpi)).count == 1,
      figures.allSatisfy({ $0.uncertainty.isFullCount })
    else { return }
    try console.print("full count, no sampling error", .dim)
    let bounded = figures.filter { !$0.uncertainty.boundLow.isEmpty }
    guard !bounded.isEmpty else { return }
    var table = Listing(["of", "within these bounds, whatever the rejected records hold"])
    for figure in bounded {
      table.add([
        figure.subject,
        intervalText(
          figure.uncertainty.boundLow, figure.uncertainty.boundHigh,
          percent: isPercent(figure.key.kpi)),
      ])
    }
    try console.print(table)
  }

  /// Where every row that was read has gone.
  func printRows(on console: Console) throws {
    var table = Listing([
      "dataset", ">rows read", ">accepted", ">superseded", ">out of period", ">rejected",
    ])
    func add(_ name: String, _ tally: PublishedQuality.Tally) {
      table.add(
        [name]
          + [tally.rowsRead, tally.accepted, tally.superseded, tally.outOfPeriod, tally.rejected]
          .map(String.init))
    }
    for (name, tally) in quality.datasets.sorted(by: { $0.key < $1.key }) { add(name, tally) }
    add("all", quality.all)
    try console.print()
    try console.print("Rows read = accepted + superseded + out of period + rejected", .bold)
    try console.print(table)
    let passed = quality.all.skipped.filter { $0.key != "header" }
    if !passed.isEmpty {
      try console.print("passed over, no records: \(Self.list(passed))", .dim)
    }
  }

  /// What is doubtful or missing: rejects, refused files, provinces, findings of gates, notes.
  func printDoubts(on console: Console) throws {
    var lines: [(String, Console.Style)] = []
    if quality.all.rejected > 0 {
      lines.append(("rejected: \(Self.list(quality.all.rejects))", .yellow))
      lines += rejectedFiles.map { ("  " + $0, .plain) }
      lines.append(("  see them with: hailong show rejects \(folder.shellWord)", .dim))
    }
    for (name, tally) in quality.datasets.sorted(by: { $0.key < $1.key })
    where tally.accepted == 0 && tally.outOfPeriod > 0 {
      let days = record.period.map { " \($0.from) to \($0.to)" } ?? ""
      lines.append(
        ("\(name): all \(tally.outOfPeriod) records lie outside the period\(days)", .yellow))
    }
    if !quality.all.warnings.isEmpty {
      lines.append(("kept with a warning: \(Self.list(quality.all.warnings))", .yellow))
    }
    for (name, survey) in (quality.surveys ?? [:]).sorted(by: { $0.key < $1.key })
    where survey.isDoubtful {
      lines.append(("\(name): \(survey.words)", .yellow))
      lines.append(("  see them with: hailong show quality \(folder.shellWord)", .dim))
    }
    for refused in quality.refused {
      lines.append(("refused: \(refused.file): \(refused.reason)", .yellow))
    }
    lines += try feedLines().map { ($0, .yellow) }
    lines += gaps.map { ($0, .yellow) }
    for finding in record.findings {
      let style: Console.Style = finding.severity == "stop" ? .red : .yellow
      lines.append(("gate \(finding.gate), \(finding.severity): \(finding.message)", style))
    }
    let all = record.notes.filter { note in
      !quality.refused.contains { note.hasPrefix("\($0.file) was refused") }
    }
    let notes = all.count > 4 ? all.prefix(3) : all[...]
    lines += notes.map { ("note: \($0)", .dim) }
    if notes.count < all.count {
      let rest = all.count - notes.count
      lines.append(("and \(rest) more notes in \(folder)/run.json", .dim))
    }
    guard !lines.isEmpty else { return }
    try console.print()
    for (line, style) in lines { try console.print(line, style) }
  }

  /// The files with most rejects, worst first: `a.csv: 3 of 110 (unknown_ward 2, bad_date 1)`.
  private var rejectedFiles: [String] {
    let files = quality.files.filter { $0.tally.rejected > 0 }
      .sorted { ($1.tally.rejected, $0.file) < ($0.tally.rejected, $1.file) }
    // One more would take no more room than to say that there is one.
    let shown = files.count > 6 ? files.prefix(5) : files[...]
    let lines = shown.map { file in
      "\(file.file): \(file.tally.rejected) of \(file.tally.rowsRead) "
        + "(\(Self.list(file.tally.rejects)))"
    }
    let rest = files.count - shown.count
    return rest > 0 ? lines + ["and \(rest) more files"] : lines
  }

  /// The greatest counts first: `bad_date 12, unknown_ward 3, and 2 more codes`.
  private static func list(_ counts: [String: Int]) -> String {
    let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = ordered.prefix(8).map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return ordered.count > 8 ? "\(shown), and \(ordered.count - 8) more codes" : shown
  }
}

extension PublishedRank {
  /// The ranks to be reckoned with, where there is more than one.
  fileprivate var possibleRanks: String {
    let (low, high) = bestRank.isEmpty ? (rankLow, rankHigh) : (bestRank, worstRank)
    return low == high ? "" : "\(low)–\(high)"
  }

  /// How likely it is to be truly among the first, where that is open.
  fileprivate var chance: String {
    guard let probability = Double(topProbability), !leads else { return "" }
    let percent = Int((probability * 100).rounded())
    return percent < 1 ? "< 1 %" : percent > 99 ? "> 99 %" : "\(percent) %"
  }
}
