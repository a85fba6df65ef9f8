internal import Pipeline
internal import Report

/// What a run found about its feeds, as people and programs read it.
struct FeedListing {
  private let run: PublishedRun
  private let feeds: PublishedFeedFindings?
  private let findings: [PublishedFeedFindings.Finding]

  /// Chooses by provinces, which are codes, and by dataset; all where none is given.
  init(run: PublishedRun, provinces: [String], dataset: String?) throws {
    self.run = run
    feeds = try PublishedFeedFindings(of: run)
    findings = (feeds?.findings ?? []).filter { finding in
      (provinces.isEmpty || provinces.contains(finding.provinceCode ?? ""))
        && (dataset == nil || finding.dataset == dataset)
    }
  }

  func print(on console: Console) throws {
    try run.printHeading(on: console)
    try console.print()
    guard let feeds else {
      try console.print("no feed of this run is watched; write feeds: {watch: …} in the pipeline")
      return
    }
    let tests = feeds.tests.values.reduce(0, +)
    try console.print(
      "compared with \(feeds.nights) nights; \(tests) tests share a false-alarm rate of "
        + "\(feeds.falseAlarms) a night", .dim)
    guard !findings.isEmpty else {
      try console.print("nothing found")
      return
    }
    var table = Listing([">incident", "kind", ">adjusted p", "what was found"])
    for finding in findings {
      table.add([
        "\(finding.incident)", finding.kind, finding.adjusted.map(Self.rounded) ?? "",
        finding.message,
      ])
    }
    try console.print(table)
    try console.print()
    try console.print("every feed and number: \(run.folder)/\(FeedFile.name)", .dim)
  }

  /// Two digits: `0.012`, `3.4e-07`.
  private static func rounded(_ probability: Double) -> String {
    guard probability > 0 else { return "0" }
    var (leading, exponent) = (probability, 0)
    while leading < 1 { (leading, exponent) = (leading * 10, exponent - 1) }
    let digits = "\((leading * 10).rounded() / 10)"
    return exponent == 0 ? digits : "\(digits)e\(exponent)"
  }

  var json: JSON {
    [
      "run": run.headJSON, "nights": feeds.map { JSON($0.nights) } ?? .null,
      "false_alarms": feeds.map { .number($0.falseAlarms) } ?? .null,
      "incidents": feeds.map { JSON($0.incidents) } ?? .null,
      "findings": .array(findings.map(\.json)),
    ]
  }
}

extension PublishedFeedFindings.Finding {
  fileprivate var json: JSON {
    func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
    return [
      "incident": JSON(incident), "kind": .string(kind), "dataset": .string(dataset),
      "province_code": JSON(provinceCode), "series": JSON(series), "member": JSON(member),
      "observed": number(observed), "expected": number(expected), "p_adjusted": number(adjusted),
      "message": .string(message),
    ]
  }
}

extension PublishedRun {
  /// The findings about feeds, worst said first: one line each, and how to see all.
  func feedLines() throws -> [String] {
    guard let feeds = try PublishedFeedFindings(of: self), !feeds.findings.isEmpty else {
      return []
    }
    let shown = feeds.findings.count > 8 ? feeds.findings.prefix(7) : feeds.findings[...]
    let rest = feeds.findings.count - shown.count
    let count = feeds.incidents == 1 ? "1 incident" : "\(feeds.incidents) incidents"
    return ["feeds: \(count)"] + shown.map { "  \($0.kind): \($0.message)" }
      + [
        "  \(rest > 0 ? "and \(rest) more; " : "")see them with: hailong show feeds \(folder.shellWord)"
      ]
  }
}
