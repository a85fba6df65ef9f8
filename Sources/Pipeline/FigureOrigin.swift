internal import Definitions
public import Engine

/// The records behind a figure: the lines of the input files in which they begin.
///
/// A run keeps no lines. They are found by reading the figure's dataset again by the definitions of the
/// run, which counts the figure anew: what was counted stands beside what was published.
public struct FigureOrigin: Sendable {
  /// The files with records of the figure, in the order of the run.
  public let files: [File]
  /// Whether some of the records are in a numerator: of a share.
  public let hasNumerator: Bool
  /// The numbers that were counted now, as kpis.csv writes them, by the published id.
  public let recounted: [String: Recount]
  /// Whether they are those that were published.
  public let addsUp: Bool
  /// Inputs whose bytes are others than the run read, and inputs that are gone.
  public let changedFiles: [String]
  public let missingFiles: [String]
  /// Of values the least, the middle and the greatest; `nil` where the KPI has none, or where so few
  /// records would be told by them.
  public let spread: Spread?
  /// The units of the reference without a record that satisfies a coverage, by name.
  public let uncovered: [String]

  public struct File: Sendable {
    public let file: String
    /// The records that stand behind the figure: those of a denominator, or all that count.
    public let records: LineSet
    /// Those of them in the numerator of a share.
    public let numerator: LineSet?
  }

  /// A figure's numbers as kpis.csv writes them; empty where it has none.
  public struct Recount: Hashable, Sendable {
    public let numerator: String
    public let denominator: String
    public let value: String
  }

  public struct Spread: Hashable, Sendable {
    public let least: String
    public let median: String
    public let greatest: String
  }

  /// Why there is no origin to be told.
  public struct Gap: Error, Hashable, Sendable {
    public let reason: String
  }
}

/// Traces figures of a run back to the lines of its inputs.
struct OriginTracer {
  private let manifest: RunManifest
  private let definitions: RunDefinitions
  private let options: IngestOptions

  init(_ manifest: RunManifest, _ definitions: RunDefinitions, options: IngestOptions) {
    (self.manifest, self.definitions, self.options) = (manifest, definitions, options)
  }

  /// Where the records of several figures of one KPI and grouping lie, in their order.
  ///
  /// Quantiles of one cell are one figure here. O(bytes of the dataset's inputs), whatever the figures.
  func origins(
    of kpi: String, cells: [[PublishedFigure]]
  ) throws(RunFailure) -> Result<[FigureOrigin], FigureOrigin.Gap> {
    guard let definition = definitions.definition else {
      return .failure(FigureOrigin.Gap(changed: definitions.changed))
    }
    guard let kpi = definition.kpi(kpi), let name = kpi.dataset,
      let dataset = definition.dataset(name)
    else {
      let reason = "it is counted on no dataset of its own"
      return .failure(
        definitions.changed.isEmpty
          ? FigureOrigin.Gap(reason: reason) : FigureOrigin.Gap(changed: definitions.changed))
    }
    let changedDefinitions = definitions.changed(for: name)
    guard changedDefinitions.isEmpty else {
      return .failure(FigureOrigin.Gap(changed: changedDefinitions))
    }
    guard let named = cells.first?.first?.key.grouping,
      let grouping = definition.groupings.first(where: { $0.description == named })
    else { return .failure(FigureOrigin.Gap(reason: "its grouping is not one of the pipeline")) }
    let plan = CountingPlan(
      dataset: dataset, measures: kpi.measures, tables: [grouping],
      reference: definition.reference, offset: definition.offset, asOf: definition.asOf)
    let keys = cells.map { $0.first.flatMap { CellKey($0.key, of: plan, grouping) } }
    guard !keys.contains(nil) else {
      return .failure(FigureOrigin.Gap(reason: "a key of it is not in the definitions any more"))
    }
    let inputs = manifest.inputs.filter { $0.dataset == name }
    let files = inputs.map {
      InputFile(name: $0.path, path: joined(definitions.folder, $0.path))
    }
    let present = files.filter {
      (try? FileSystem.status($0.path, followingLinks: true))?.kind == .file
    }
    let found: (result: IngestResult, traces: [CellTrace])
    do throws(IngestFailure) {
      found = try trace(plan, files: present, cells: Set(keys.compactMap(\.self)), options: options)
    } catch { throw RunFailure(error, signal: nil) }
    let digests = Dictionary(
      found.result.files.map { ($0.path, $0.digest) }
        + found.result.refused.map { ($0.path, $0.digest) },
      uniquingKeysWith: { first, _ in first })
    let missing = Set(files.map(\.name)).subtracting(present.map(\.name))
    let changed = inputs.filter { !missing.contains($0.path) && digests[$0.path] != $0.digest }
    let hidesValues = definition.disclosure[name] != nil
    return .success(
      zip(cells, keys.compactMap(\.self)).map { figures, key in
        let cell = found.result.cells.tables.first?.cells[key]
        let counter = Recounter(kpi, in: cell, key: key, of: plan, grouping)
        let recounted = Dictionary(
          figures.map { ($0.key.kpi, counter.recount($0.key.kpi)) },
          uniquingKeysWith: { first, _ in first })
        return FigureOrigin(
          files: found.traces.filter { $0.cell == key }.map { trace in
            FigureOrigin.File(
              file: present[trace.file].name, records: trace.lines[counter.base],
              numerator: counter.hasNumerator ? trace.lines[0] : nil)
          }.filter { !$0.records.isEmpty },
          hasNumerator: counter.hasNumerator, recounted: recounted,
          addsUp: figures.allSatisfy { recounted[$0.key.kpi] == FigureOrigin.Recount($0) },
          changedFiles: changed.map(\.path), missingFiles: missing.sorted(),
          spread: hidesValues ? nil : counter.spread, uncovered: counter.uncovered)
      })
  }
}

extension FigureOrigin.Gap {
  fileprivate init(changed: [String]) {
    guard !changed.isEmpty else {
      self.init(reason: "its definition files cannot be read any more")
      return
    }
    let files = changed.count == 1 ? "the definition file" : "the definition files"
    let shown = changed.count > 4 ? changed.prefix(3) : changed[...]
    let rest = changed.count - shown.count
    self.init(
      reason: "\(files) \(shown.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "") "
        + "changed since the run, or cannot be read")
  }
}

extension FigureOrigin.Recount {
  /// The numbers that were published.
  public init(_ figure: PublishedFigure) {
    self.init(
      numerator: figure.numerator, denominator: figure.denominator, value: figure.value)
  }
}

extension CellKey {
  /// The cell of a published figure; `nil` where a key is not known.
  fileprivate init?(
    _ key: PublishedFigure.Key, of plan: CountingPlan, _ grouping: Grouping
  ) {
    func place(_ text: String, in names: [String]?) -> Int32? {
      text.isEmpty ? -1 : names?.firstIndex(of: text).map { Int32($0) }
    }
    let reference = plan.reference
    guard let province = place(key.provinceCode, in: reference.provinces.map(\.code)),
      let ward = place(key.wardCode, in: reference.wards.map(\.code)),
      let member = place(key.member, in: grouping.category.flatMap(plan.schema.categoryMembers)),
      let period = place(
        key.period, in: grouping.period ? plan.dataset.period.periods.map(\.description) : nil)
    else { return nil }
    self.init(province: province, ward: ward, member: member, period: period)
  }
}
