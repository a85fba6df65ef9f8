internal import Engine
internal import Pipeline

extension ExplanationText {
  private static let mostRanges = 6

  func printOrigin(on console: Console) throws {
    guard explanation.parts.isEmpty else { return try printParts(on: console) }
    try heading("Where it comes from", on: console)
    try print(explanation.origin, of: explanation.figures, on: console)
  }

  private func printParts(on console: Console) throws {
    try heading("What it is made of", on: console)
    var table = Listing([">weight", "kpi", ">value", ">counts", "flag"])
    for part in explanation.parts {
      table.add([
        part.weight, part.figure.key.kpi, run.text(part.figure), part.figure.fraction,
        part.figure.flags.joined(separator: "; "),
      ])
    }
    try console.print(table)
    for part in explanation.parts {
      try heading("Where \(part.figure.key.kpi) comes from", on: console)
      try print(part.origin, of: [part.figure], on: console)
    }
  }

  private func print(
    _ origin: Result<FigureOrigin, FigureOrigin.Gap>, of figures: [PublishedFigure],
    on console: Console
  ) throws {
    let found: FigureOrigin
    switch origin {
    case .failure(let gap):
      try console.print("its records are not told: \(gap.reason)", .yellow)
      return
    case .success(let origin): found = origin
    }
    let files = listsAllLines ? found.files[...] : found.files.prefix(Self.mostFiles)
    var table = Listing(["file", ">records", ">in numerator", "lines"])
    for file in files {
      table.add([
        file.file, "\(file.records.count)", file.numerator.map { "\($0.count)" } ?? "",
        listsAllLines ? "" : ranges(file.records),
      ])
    }
    if found.files.isEmpty {
      try console.print("no record stands behind it")
    } else {
      try console.print(table)
    }
    if listsAllLines {
      for file in files {
        try console.print("\(file.file), lines of records: \(ranges(file.records))")
        if let numerator = file.numerator, !numerator.isEmpty {
          try console.print("\(file.file), lines in the numerator: \(ranges(numerator))")
        }
      }
    }
    if files.count < found.files.count {
      try console.print("and \(found.files.count - files.count) more files; all with --lines")
    }
    try printRecount(found, of: figures, on: console)
    if let spread = found.spread {
      try console.print(
        "values: least \(spread.least), middle \(spread.median), greatest \(spread.greatest)")
    }
    if !found.uncovered.isEmpty {
      try console.print(
        "without it (\(found.uncovered.count)): " + names(found.uncovered))
    }
  }

  private func printRecount(
    _ found: FigureOrigin, of figures: [PublishedFigure], on console: Console
  ) throws {
    for figure in figures {
      let published = FigureOrigin.Recount(figure)
      guard let counted = found.recounted[figure.key.kpi], counted != published else {
        let id = figures.count > 1 ? " of \(figure.key.kpi)" : ""
        try console.print("adds up to the published \(published.words)\(id)")
        continue
      }
      try console.print(
        "does not add up: \(counted.words) is counted now, \(published.words) was published", .red)
    }
    for file in found.missingFiles { try console.print("  not found from here: \(file)", .red) }
    for file in found.changedFiles {
      try console.print("  changed since the run, so are its lines: \(file)", .yellow)
    }
    if !found.addsUp, let program = explanation.otherProgram {
      try console.print("  the run was made by version \(program)", .yellow)
    }
  }

  /// `12-410 (395 records), 500 and 14 more`.
  private func ranges(_ lines: LineSet) -> String {
    let (first, more) =
      listsAllLines
      ? lines.stretches() : lines.stretches(gap: Self.gap, limit: Self.mostRanges)
    let words = first.map { stretch in
      stretch.first == stretch.last
        ? "\(stretch.first)"
        : "\(stretch.first)-\(stretch.last) (\(stretch.count) records)"
    }
    return words.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  func names(_ names: [String]) -> String {
    guard !listsAllLines, names.count > Self.mostNames + 1 else {
      return names.joined(separator: ", ")
    }
    return names.prefix(Self.mostNames).joined(separator: ", ")
      + " and \(names.count - Self.mostNames) more; all with --lines"
  }
}

extension FigureOrigin.Recount {
  /// `9922 / 10684`, or what there is of it.
  var words: String {
    if numerator.isEmpty {
      if denominator.isEmpty { return value.orDash }
      return "\(value.orDash) of n = \(denominator)"
    }
    return "\(numerator) / \(denominator)"
  }
}
