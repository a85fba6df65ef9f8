public import Definitions
internal import Report

/// A published figure as a sentence to be quoted, with all that must be told beside it.
public struct Citation: Sendable {
  /// One sentence; what stands in brackets at its end says how to find the figure again.
  public let text: String
  public let language: Language
  /// The value as the sentence writes it; `nil` where none is published.
  public let value: String?
  /// What must be told beside the value, in words.
  public let caveats: [String]
  /// Whether the days that it speaks of were not over when it was counted.
  public let isProvisional: Bool

  /// Writes the sentence.
  ///
  /// - Parameters:
  ///   - figure: a figure of the run.
  ///   - run: the run that published it.
  ///   - language: of the sentence; absent: the pipeline's.
  ///   - verification: the command that checks the run's files.
  /// - Throws: where the run failed, or its run.json cannot be read.
  public init(
    of figure: PublishedFigure, in run: PublishedRun, language: Language? = nil,
    verification: String
  ) throws(RunFailure) {
    guard !run.record.hasFailed else {
      throw RunFailure(
        .data,
        "run \(run.record.runID) failed: a gate stopped it, nothing of it may be quoted")
    }
    let manifest = try RunManifest(of: run.folder)
    let definitions = RunDefinitions(of: manifest, in: run.folder)
    let catalog = CatalogOfRun(run, definitions)
    let definition = definitions.definition
    let datasets = catalog.datasets(of: figure.key.kpi)
    let schemas = (datasets ?? []).compactMap { definition?.dataset($0)?.schema }
    let isSnapshot = !schemas.isEmpty && schemas.allSatisfy { $0.time == nil }
    let days = DaysOfFigure(figure, manifest, dataset: datasets?.sorted().first)
    let writer = CitationText(
      figure: figure, kpi: catalog[figure.key.kpi],
      numerals: Numerals(language ?? definition?.language ?? .english), definition: definition,
      schema: schemas.first, days: isSnapshot ? nil : days,
      presence: run.record.presence(in: datasets),
      isPercent: run.isPercent(figure.key.kpi) || catalog[figure.key.kpi]?.isPercent == true)
    self.language = writer.numerals.language
    value = writer.value
    isProvisional = writer.isProvisional
    caveats = writer.caveats
    text = writer.sentence(of: run, manifest, verification)
  }
}

/// The days that a figure speaks of.
struct DaysOfFigure {
  let from: CivilDate?
  let to: CivilDate?
  /// The key of its period; empty where it speaks of all days.
  let period: String
  /// Whether they were not over on the day as of which the run speaks.
  let areOpen: Bool

  init(_ figure: PublishedFigure, _ manifest: RunManifest, dataset: String?) {
    let range = dataset.flatMap { manifest.datasetPeriods?[$0] } ?? manifest.period
    (from, to) = (CivilDate(reading: range.from), CivilDate(reading: range.to))
    period = figure.key.period
    let asOf = CivilDate(reading: manifest.asOf)
    // A month is not over, either, where the run's days end in the midst of it.
    let end = period.isEmpty ? to : CivilDate(endOf: period)
    let last = [asOf, period.isEmpty ? nil : to].compactMap(\.self).min()
    areOpen = end.flatMap { end in last.map { end > $0 } } ?? false
  }
}

extension CivilDate {
  /// `2025-08-31`.
  init?(reading text: String) {
    let parts = text.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  /// The last day of a period as kpis.csv writes it: `2025-07-01`, `2025-07`, `2025-Q3` or `2025`.
  fileprivate init?(endOf period: String) {
    let parts = period.split(separator: "-")
    if parts.count == 3 {
      self.init(reading: period)
      return
    }
    guard let year = parts.first.flatMap({ Int($0) }) else { return nil }
    var month: Int? = 12
    if parts.count == 2 {
      month = parts[1].hasPrefix("Q") ? Int(parts[1].dropFirst()).map { 3 * $0 } : Int(parts[1])
    }
    guard let month, (1...12).contains(month) else { return nil }
    self.init(year: year, month: month, day: CivilDate.length(ofMonth: month, in: year))
  }
}
