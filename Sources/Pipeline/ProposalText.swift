internal import Definitions

/// The pipeline file of a proposal, with a comment on every choice.
struct ProposalText {
  let name: String
  let period: PeriodRange
  /// The day of the report.
  let asOf: CivilDate
  let groupings: [String]
  let ranked: String?
  let catalog: CatalogDraft
  let proposal: Proposal

  init(_ proposal: Proposal, _ catalog: CatalogDraft) {
    self.proposal = proposal
    self.catalog = catalog
    name = Self.name(of: proposal)
    let last = Self.lastDay(of: proposal)
    asOf = last?.day ?? proposal.today
    period = Self.period(of: proposal, to: last?.day)
    groupings = Self.groupings(of: proposal)
    ranked =
      catalog.entries.first { entry in
        entry.isShare && entry.isDirected
          && proposal.datasets.contains {
            $0.name == entry.dataset && $0.reading.provinceCount >= 2
          }
      }?.id
  }

  /// That of the folder; of the folder above where it says nothing.
  private static func name(of proposal: Proposal) -> String {
    let folder = FileSystem.absolute(proposal.folder).split(separator: "/").last.map(String.init)
    let words = (folder ?? "").split { !($0.isLetter || $0.isNumber) }
      .map { Fold(String($0), lettersAndDigitsOnly: true).bare }
      .map { $0.filter { $0.isASCII } }.filter { !$0.isEmpty }
    let name = String(words.joined(separator: "-").prefix(64))
    return name.isEmpty ? "pipeline" : name
  }

  /// The last day up to today on which something happened, and where it stands.
  private static func lastDay(
    of proposal: Proposal
  ) -> (day: CivilDate, column: String, dataset: String)? {
    proposal.datasets.compactMap { dataset in
      dataset.reading.lastDay.map { ($0.day, $0.column, dataset.name) }
    }.reduce(nil) { best, next in best.map { $0.day < next.0 } ?? true ? next : best }
  }

  /// Whole months from the first day of all records, up to a day.
  ///
  /// Without that, where all days lie ahead or there are none, up to the last of them or today.
  private static func period(of proposal: Proposal, to last: CivilDate?) -> PeriodRange {
    let days = proposal.datasets.compactMap(\.reading.days)
    let last = last ?? (days.map(\.upperBound) + [proposal.today]).max() ?? proposal.today
    let first = (days.map(\.lowerBound) + [last]).min() ?? last
    let (from, to) = (first.components, last.components)
    let months = (to.year - from.year) * 12 + to.month - from.month + 1
    return PeriodRange(
      from: first.advanced(by: 1 - from.day), to: last,
      grain: months <= 24 ? .month : months <= 96 ? .quarter : .year)
  }

  private static func groupings(of proposal: Proposal) -> [String] {
    let datasets = proposal.datasets
    var groupings = ["national"]
    func add(_ grouping: Grouping) {
      let text = grouping.description
      let applies = datasets.contains { dataset in
        let names = dataset.names
        return grouping.missingKeys(in: dataset.schema).isEmpty
          && (!grouping.province || names.contains("province"))
          && (!grouping.ward || names.contains("ward"))
      }
      if applies, !groupings.contains(text) { groupings.append(text) }
    }
    add(Grouping(province: true))
    add(Grouping(province: true, ward: true))
    add(Grouping(period: true))
    add(Grouping(province: true, period: true))
    for category in categories(of: proposal).prefix(mostCategories) {
      add(Grouping(category: category))
      add(Grouping(province: true, category: category))
    }
    return groupings
  }

  private static let mostCategories = 3

  /// The first category column of each dataset, those of the largest datasets first, each once.
  private static func categories(of proposal: Proposal) -> [String] {
    let sized = proposal.datasets.map { ($0, rows: $0.reading.accounting.rowsRead) }
      .sorted { ($1.rows, $0.0.name) < ($0.rows, $1.0.name) }
    var seen: Set<String> = []
    return sized.compactMap(\.0.category?.name).filter { seen.insert($0).inserted }
  }

  var text: String {
    let folder = FileSystem.relative(
      FileSystem.absolute(proposal.folder), from: FileSystem.absolute(proposal.target))
    var lines = [
      "# Proposed by `hailong init` from the files in \(folder.isEmpty ? "this folder" : folder.yamlComment + "/").",
      "# Every line may be changed; paths are relative to this file. Then: hailong check, hailong run.",
      "",
      "# Runs are published in out/\(name)/.",
      "pipeline: \(name)",
      "title: {en: \("Files of \(name)".yaml), vi: \("Số liệu \(name)".yaml)}",
      "# The KPIs that these files can answer.",
      "catalog: kpis.yml",
      "# Provinces and wards, and every way they are written.",
      "reference: reference",
      "timezone: Asia/Ho_Chi_Minh",
    ]
    lines += periodLines
    lines += ["datasets:"] + proposal.datasets.flatMap { datasetLines($0, folder) }
    lines += leftOutLines
    lines += [
      "# By what figures are put together. A key that a dataset has not is left out for it.",
      "groupings:",
    ]
    lines += groupings.map { "  - \($0)" }
    let others = Self.categories(of: proposal).dropFirst(Self.mostCategories)
    if !others.isEmpty {
      lines.append("  # Also possible, alone or with province: \(others.joined(separator: ", "))")
    }
    lines += rankingLines
    lines += [
      "# What a run warns of: a file of which more than 2 % is rejected, and any file that is refused.",
      "# With stop: beside warn:, it publishes nothing. How many provinces there must be is not asked:",
      "# add provinces: {warn: 34} when all are to report.",
      "gates:",
      "  reject_share: {warn: 0.02}",
      "  refused_files: {warn: 0}",
    ]
    lines += disclosureLines
    lines += [
      "rounding: {mode: half_up, decimals: 2}",
      "# Of reject messages and the workbook; vi for offices.",
      "language: en",
      "# html is the report, xlsx a workbook; also excel_csv for a Vietnamese Excel, and png for slides.",
      "outputs: [csv, json, html, xlsx]",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var periodLines: [String] {
    let dated = proposal.datasets.filter { $0.reading.days != nil }
    let facts = dated.compactMap { dataset -> String? in
      guard let days = dataset.reading.days, let time = dataset.schema.time else { return nil }
      let column = dataset.schema.columns[time].name
      return "#   \(dataset.name): \(column) from \(days.lowerBound) to \(days.upperBound)"
    }
    let isLater = dated.contains { $0.reading.days.map { $0.upperBound > period.to } ?? false }
    let reason =
      facts.isEmpty
      ? ["# No record has a day that decides its period: this month, which leaves out nothing."]
      : ["# From the month of the first day in the files:"] + facts
        + (isLater
          ? [
            "#   Days after the period's last are yet to come: are they mistyped? They are left out."
          ]
          : [])
    let origin =
      Self.lastDay(of: proposal).map {
        "the last day up to today in the files, \($0.column) of \($0.dataset); not of due dates."
      } ?? "today, since no column has a day up to today on which something happened."
    return [
      "# The day of the report, by which a dossier is late: \(origin)",
      "# For a nightly job write: as_of: today",
      "as_of: \(asOf)",
    ] + reason + [
      "period: {from: \(period.from), to: \(period.to), grain: \(period.grain.rawValue)}"
    ]
  }

  private var rankingLines: [String] {
    guard let ranked else {
      let open = catalog.entries.first { $0.isShare && !$0.isDirected }
      return ["# No ranking: no share of which is known what is better has two provinces or more."]
        + (open.map {
          [
            "# Write better: in kpis.yml where that is plain, and here such as:",
            "#   rankings: [{kpi: \($0.id), top: 5, min_denominator: 30}]",
          ]
        } ?? [])
    }
    return [
      "# By the first share of which is known what is better; provinces with fewer than 30 records in its denominator are not ranked.",
      "rankings:",
      "  - {kpi: \(ranked), top: 5, min_denominator: 30}",
    ]
  }

  private var disclosureLines: [String] {
    let surveys = proposal.datasets.filter { dataset in
      dataset.isSurvey
        || catalog.entries.contains { $0.dataset == dataset.name && $0.hasInterval }
    }.map(\.name)
    guard !surveys.isEmpty else {
      return [
        "# Figures of few people can be withheld: disclosure: {DATASET: {min_count: 10}}"
      ]
    }
    return [
      "# Survey answers of fewer than 10 people are withheld, lest somebody be recognised.",
      "disclosure: {\(surveys.map { "\($0): {min_count: 10}" }.joined(separator: ", "))}",
    ]
  }
}
