internal import Definitions

/// The catalog of a proposed pipeline: shipped KPIs as they are written, and new ones.
struct CatalogDraft {
  private(set) var entries: [Entry] = []

  struct Entry {
    let id: String
    let isShare: Bool
    /// Whether it says which direction is better; without that nothing may be ranked by it.
    let isDirected: Bool
    /// `nil` for a composite.
    let dataset: String?
    /// Whether it is of survey answers, which carry an interval.
    let hasInterval: Bool
    /// Other KPIs that it is made of.
    let parts: [String]
    /// As it stands in the file, indented.
    let text: String
  }

  /// Takes those KPIs of a catalog whose dataset and columns are there.
  ///
  /// In the catalog's text each KPI begins with its id two columns from the left. `columns` are by dataset
  /// those that some file has, with `province` and `ward` where one tells it.
  init(_ catalog: Catalog, text: String, columns: [String: Set<String>]) {
    let texts = Self.entries(of: text)
    for kpi in catalog.kpis {
      guard let written = texts[kpi.id] else { continue }
      var parts: [String] = []
      if case .composite(let weights) = kpi.kind {
        parts = weights.map(\.kpi)
        guard parts.allSatisfy({ part in entries.contains { $0.id == part } }) else { continue }
      } else {
        guard let dataset = kpi.dataset, let present = columns[dataset],
          Self.names(in: kpi).isSubset(of: present)
        else { continue }
      }
      var isShare = false
      if case .share = kpi.kind { isShare = true }
      entries.append(
        Entry(
          id: kpi.id, isShare: isShare, isDirected: written.contains("\n    better: "),
          dataset: kpi.dataset, hasInterval: kpi.interval != nil, parts: parts,
          text: Self.withOwnSource(written)))
    }
  }

  /// What a KPI says of itself for anybody's files: the comment `# source:` in place of `source:`,
  /// which may quote the figures that the shipped campaign reproduces.
  private static func withOwnSource(_ written: String) -> String {
    let lines = written.split(separator: "\n", omittingEmptySubsequences: false)
    let mark = "    # source:"
    guard let own = lines.first(where: { $0.hasPrefix(mark) }) else { return written }
    return lines.filter { !$0.hasPrefix(mark) }
      .map { $0.hasPrefix("    source:") ? "    source:" + own.dropFirst(mark.count) : String($0) }
      .joined(separator: "\n")
  }

  /// Adds a count of records and a share for each flag of a dataset without KPIs.
  ///
  /// The shares of a survey carry an interval. Nothing tells whether yes or no is better.
  mutating func add(_ schema: Schema, isSurvey: Bool) {
    let taken = Set(entries.map(\.id))
    func free(_ id: String) -> String { taken.contains(id) ? id + "_2" : id }
    let count = free(schema.dataset + "_count")
    add(
      count, of: schema.dataset, isShare: false,
      label: ("Records of \(schema.dataset)", "Số bản ghi \(schema.dataset)"),
      lines: ["count: \"true\""])
    for column in schema.columns {
      guard case .flag = column.type, !column.personal else { continue }
      let header = column.headers.first ?? column.name
      add(
        free("\(schema.dataset)_\(column.name)"), of: schema.dataset, isShare: true,
        label: ("Share of \(header)", "Tỷ lệ \(header)"),
        lines: [
          "numerator: \"\(column.name)\"", "denominator: \"\(column.name) is not null\"",
        ] + (isSurvey ? ["interval: wilson"] : [])
          + ["# better: higher or lower? nothing tells; the tables say higher until it is written"],
        hasInterval: isSurvey)
    }
  }

  private mutating func add(
    _ id: String, of dataset: String, isShare: Bool, label: (String, String), lines: [String],
    hasInterval: Bool = false
  ) {
    let id = String(id.prefix(64))
    let text = [
      "  \(id):", "    label: {en: \(label.0.yaml), vi: \(label.1.yaml)}",
      "    dataset: \(dataset)",
    ]
    entries.append(
      Entry(
        id: id, isShare: isShare, isDirected: false, dataset: dataset, hasInterval: hasInterval,
        parts: [],
        text: (text + lines.map { "    " + $0 }).joined(separator: "\n")))
  }

  /// Takes out the KPIs that these lines of the file belong to, and the composites of them.
  mutating func remove(atLines lines: Set<Int>) {
    var (line, doomed): (Int, Set<String>) = (Self.head.count + 1, [])
    for entry in entries {
      let length = entry.text.split(separator: "\n", omittingEmptySubsequences: false).count
      if lines.contains(where: { line..<line + length ~= $0 }) { doomed.insert(entry.id) }
      line += length + 1
    }
    entries.removeAll { doomed.contains($0.id) || !doomed.isDisjoint(with: $0.parts) }
  }

  private static let head = [
    "# Proposed by `hailong init`: the KPIs that the files can answer. Others may be added.",
    "kpis:",
  ]

  var text: String {
    (Self.head + [entries.map(\.text).joined(separator: "\n\n")]).joined(separator: "\n") + "\n"
  }

  /// Each KPI of a catalog's text as it is written, without what stands between them.
  private static func entries(of text: String) -> [String: String] {
    var entries: [String: [Substring]] = [:]
    var id: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  "), let first = line.dropFirst(2).first, first != " ", first != "#" {
        id = String(line.dropFirst(2).prefix { $0 != ":" })
      } else if let first = line.first, first != " " {
        id = nil
      }
      if let id { entries[id, default: []].append(line) }
    }
    return entries.mapValues { lines in
      var lines = lines
      while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
      return lines.joined(separator: "\n")
    }
  }

  /// The names in a KPI's formulas that can only be columns.
  private static func names(in kpi: KPI) -> Set<String> {
    var names: Set<String> = []
    for formula in kpi.formulas {
      // Texts in quotes are values.
      let bare = formula.text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: " ")
      names.formUnion(
        bare.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
          .filter { $0.first?.isNumber == false && !words.contains($0.lowercased()) })
    }
    return names
  }

  private static let words: Set<String> = [
    "and", "as_of", "between", "false", "in", "is", "not", "null", "or", "true", "days", "date",
  ]
}
