internal import Pipeline
internal import Report

/// What is doubtful in the surveys of a run, as people and programs read it.
struct QualityListing {
  private let run: PublishedRun
  private let surveys: [(name: String, survey: PublishedQuality.Survey)]
  private let sites: [PublishedSurveyQuality.Site]
  private let sensitivity: [PublishedSurveyQuality.Row]

  /// Chooses by provinces, which are codes, and by dataset; all where none is given.
  ///
  /// Of figures those of the nation are listed, with `listsAll` or of chosen provinces also theirs.
  init(run: PublishedRun, provinces: [String], dataset: String?, listsAll: Bool) throws {
    self.run = run
    surveys = (run.quality.surveys ?? [:]).sorted { $0.key < $1.key }
      .filter { dataset == nil || $0.key == dataset }.map { (name: $0.key, survey: $0.value) }
    guard !surveys.isEmpty else {
      (sites, sensitivity) = ([], [])
      return
    }
    let quality = try PublishedSurveyQuality(of: run)
    sites = quality.sites.filter { site in
      (provinces.isEmpty || provinces.contains(site.provinceCode))
        && (dataset == nil || site.dataset == dataset)
    }
    sensitivity = quality.sensitivity.filter { row in
      (dataset == nil || run.kpis[row.kpi]?.dataset == nil || run.kpis[row.kpi]?.dataset == dataset)
        && (provinces.isEmpty
          ? row.isNational || listsAll : provinces.contains(row.provinceCode))
    }
  }

  func print(on console: Console) throws {
    try run.printHeading(on: console)
    try console.print()
    guard !surveys.isEmpty else {
      try console.print("no survey of this run declares a sampling design")
      return
    }
    for (name, survey) in surveys {
      try console.print("\(name): \(survey.words)", .bold)
      try console.print(
        "  straight-lined, no flag by itself: \(survey.straightForms) of \(survey.completeForms) "
          + "complete forms", .dim)
    }
    try printSites(on: console)
    try printSensitivity(on: console)
    try console.print()
    try console.print(
      "nothing is left out of any figure; every count: "
        + "\(run.folder)/\(ResponseFile.name), \(SensitivityFile.name)", .dim)
  }

  private func printSites(on console: Console) throws {
    guard !sites.isEmpty else { return }
    var table = Listing(["province", "ward", "site", ">responses", ">flagged", "flags"])
    for site in sites {
      let name = site.site.isEmpty ? "(site not known)" : site.site
      let flags = site.flags.split(separator: ";").map { flag in
        let count = site.counts["\(flag)"] ?? ""
        let probability = site.counts["\(flag)_p"].flatMap(Double.init)
        let chance = probability.map { " (p \(Self.rounded($0)))" } ?? ""
        return "\(flag)" + (count.isEmpty ? chance : " \(count)")
      }
      table.add([
        site.province, site.ward, name, site.responses, site.flagged,
        flags.joined(separator: ", "),
      ])
    }
    try console.print()
    try console.print(table)
  }

  private func printSensitivity(on console: Console) throws {
    guard surveys.contains(where: \.survey.isDoubtful), !sensitivity.isEmpty else { return }
    var table = Listing([
      "kpi", "of", ">n", ">value", ">n", ">without flagged responses", ">n",
      ">without flagged sites",
    ])
    for start in stride(from: 0, to: sensitivity.count - 2, by: 3) {
      let rows = sensitivity[start..<start + 3]
      guard let all = rows.first else { continue }
      table.add(
        [all.kpi, all.isNational ? "the country" : all.province]
          + rows.flatMap { [$0.responses, text($0)] })
    }
    try console.print()
    try console.print("Whether flags matter: figures without the responses concerned", .bold)
    try console.print(table)
  }

  /// `77.31 %`, and in brackets what has changed.
  private func text(_ row: PublishedSurveyQuality.Row) -> String {
    guard row.flag.isEmpty, let value = Double(row.value) else {
      return row.flag.isEmpty ? "–" : row.flag
    }
    let isPercent = run.isPercent(row.kpi)
    let change = Double(row.difference).map { " (\($0 > 0 ? "+" : "")\(Self.fixed($0)))" } ?? ""
    return Self.fixed(isPercent ? value * 100 : value) + (isPercent ? " %" : "") + change
  }

  /// Two decimals.
  private static func fixed(_ number: Double) -> String {
    let hundredths = (number * 100).rounded()
    let digits = String(Int(hundredths.magnitude))
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return (hundredths < 0 ? "-" : "") + "\(padded.dropLast(2)).\(padded.suffix(2))"
  }

  /// A probability by its power of ten: `4e-7`.
  private static func rounded(_ probability: Double) -> String {
    guard probability > 0, probability < 0.001 else { return fixed(probability) }
    var (leading, exponent) = (probability, 0)
    while leading < 1 { (leading, exponent) = (leading * 10, exponent - 1) }
    return "\(Int(leading.rounded(.down)))e\(exponent)"
  }

  var json: JSON {
    [
      "run": run.headJSON,
      "surveys": .object(surveys.map { (name: $0.name, value: $0.survey.json) }),
      "sites": .array(sites.map(\.json)),
      "sensitivity": .array(sensitivity.map(\.json)),
    ]
  }
}

extension PublishedQuality.Survey {
  var isDoubtful: Bool { flaggedResponses > 0 || flaggedSites > 0 }

  /// `12 of 1265 responses flagged, 3 of 61 sites (burst 12, all_satisfied 3)`.
  var words: String {
    let found = flags.filter { $0.value > 0 }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
    return
      "\(flaggedResponses) of \(responses) responses flagged, \(flaggedSites) of \(sites) sites"
      + (found.isEmpty ? "" : " (\(found.joined(separator: ", ")))")
  }

  fileprivate var json: JSON {
    [
      "responses": JSON(responses), "sites": JSON(sites),
      "flagged_responses": JSON(flaggedResponses), "flagged_sites": JSON(flaggedSites),
      "complete_forms": JSON(completeForms), "straight_forms": JSON(straightForms),
      "flags": JSON(flags),
    ]
  }
}

extension PublishedSurveyQuality.Site {
  fileprivate var json: JSON {
    .object(
      [
        ("dataset", .string(dataset)), ("province_code", JSON(text: provinceCode)),
        ("province", JSON(text: province)), ("ward", JSON(text: ward)), ("site", JSON(text: site)),
        ("n", JSON(number: responses)), ("flagged", JSON(number: flagged)),
      ]
        + counts.sorted { $0.key < $1.key }
        .map { (name: $0.key, value: JSON(number: $0.value)) }
        + [("flags", JSON(flags.split(separator: ";").map(String.init)))])
  }
}

extension PublishedSurveyQuality.Row {
  fileprivate var json: JSON {
    [
      "kpi": .string(kpi), "province_code": JSON(text: provinceCode),
      "province": JSON(text: province), "left_out": .string(leftOut), "n": JSON(number: responses),
      "value": JSON(number: value), "weighted_value": JSON(number: weightedValue),
      "difference": JSON(number: difference),
      "weighted_difference": JSON(number: weightedDifference), "flag": JSON(text: flag),
    ]
  }
}
