internal import Definitions
public import Engine
internal import Figures

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

  /// A figure to be traced: that of a KPI, of one with several quantiles one for each.
  struct Request {
    let kpi: String
    let figures: [PublishedFigure]
  }

  /// Where the records of figures lie, in their order.
  ///
  /// The files of a dataset are read once for each grouping, whatever the number of KPIs and cells.
  func origins(
    of requests: [Request]
  ) throws(RunFailure) -> [Result<FigureOrigin, FigureOrigin.Gap>] {
    var found = [Result<FigureOrigin, FigureOrigin.Gap>?](repeating: nil, count: requests.count)
    var batches: [String: Batch] = [:]
    for (index, request) in requests.enumerated() {
      switch target(of: request) {
      case .failure(let gap): found[index] = .failure(gap)
      case .success(let target):
        let name = "\(target.dataset.name) \(target.grouping)"
        batches[name, default: Batch(dataset: target.dataset, grouping: target.grouping)]
          .targets.append((index, target))
      }
    }
    for (_, batch) in batches.sorted(by: { $0.key < $1.key }) {
      let origins = try origins(in: batch, requests)
      for ((index, _), origin) in zip(batch.targets, origins) { found[index] = .success(origin) }
    }
    return found.compactMap(\.self)
  }

  /// What a request means by the definitions.
  private struct Target {
    let dataset: PipelineDefinition.Dataset
    let grouping: Grouping
    let kpi: KPI
    let key: CellKey
  }

  /// The requests that one reading answers.
  private struct Batch {
    let dataset: PipelineDefinition.Dataset
    let grouping: Grouping
    var targets: [(request: Int, target: Target)] = []
  }

  private func target(of request: Request) -> Result<Target, FigureOrigin.Gap> {
    func gap(_ reason: String) -> Result<Target, FigureOrigin.Gap> {
      .failure(FigureOrigin.Gap(reason: reason))
    }
    let figure = request.figures[0]
    guard !request.figures.contains(where: { $0.flags.contains("suppressed") }) else {
      return gap("it is withheld: too few records stand behind it to be told")
    }
    guard let definition = definitions.definition, let kpi = definition.kpi(request.kpi),
      let dataset = kpi.dataset.flatMap(definition.dataset)
    else { return .failure(FigureOrigin.Gap(definitions, definitions.changed)) }
    let changed = definitions.changed(for: dataset.name)
    guard changed.isEmpty else { return .failure(FigureOrigin.Gap(definitions, changed)) }
    let grouping = definition.groupings.first { $0.description == figure.key.grouping }
    guard let grouping, let key = CellKey(figure.key, of: definition, dataset, grouping) else {
      return gap("the definitions have no such cell")
    }
    return .success(Target(dataset: dataset, grouping: grouping, kpi: kpi, key: key))
  }

  private func origins(
    in batch: Batch, _ requests: [Request]
  ) throws(RunFailure) -> [FigureOrigin] {
    guard let definition = definitions.definition else { return [] }
    let kpis = Dictionary(
      batch.targets.map { ($0.target.kpi.id, $0.target.kpi) }, uniquingKeysWith: { a, _ in a })
    let plan = CountingPlan(
      dataset: batch.dataset,
      measures: kpis.sorted { $0.key < $1.key }.flatMap(\.value.measures),
      tables: [batch.grouping], reference: definition.reference, offset: definition.offset,
      asOf: definition.asOf)
    let inputs = manifest.inputs.filter { $0.dataset == batch.dataset.name }
    let files = inputs.map {
      InputFile(name: $0.path, path: joined(definitions.folder, $0.path))
    }
    let present = files.filter {
      (try? FileSystem.status($0.path, followingLinks: true))?.kind == .file
    }
    let found: (result: IngestResult, traces: [CellTrace])
    do throws(IngestFailure) {
      found = try trace(
        plan, files: present, cells: Set(batch.targets.map(\.target.key)), options: options)
    } catch { throw RunFailure(error, signal: nil) }
    let digests = Dictionary(
      found.result.files.map { ($0.path, $0.digest) }
        + found.result.refused.map { ($0.path, $0.digest) },
      uniquingKeysWith: { first, _ in first })
    let missing = Set(files.map(\.name)).subtracting(present.map(\.name))
    let changed = inputs.filter { !missing.contains($0.path) && digests[$0.path] != $0.digest }
    let traces = Dictionary(grouping: found.traces, by: \.cell)
    let hidesValues = definition.disclosure[batch.dataset.name] != nil
    return batch.targets.map { index, target in
      let figures = requests[index].figures
      let counter = Recounter(
        target.kpi, in: found.result.cells.tables.first?.cells[target.key], key: target.key,
        of: plan, batch.grouping)
      let recounted = Dictionary(
        figures.map { ($0.key.kpi, counter.recount($0.key.kpi).comparable(with: $0)) },
        uniquingKeysWith: { first, _ in first })
      return FigureOrigin(
        files: (traces[target.key] ?? []).map { trace in
          FigureOrigin.File(
            file: present[trace.file].name, records: trace.lines[counter.base],
            numerator: counter.numerator.map { trace.lines[$0] })
        }.filter { !$0.records.isEmpty },
        hasNumerator: counter.numerator != nil, recounted: recounted,
        addsUp: figures.allSatisfy { recounted[$0.key.kpi] == FigureOrigin.Recount($0) },
        changedFiles: changed.map(\.path), missingFiles: missing.sorted(),
        spread: hidesValues ? nil : counter.spread, uncovered: counter.uncovered)
    }
  }
}

extension FigureOrigin.Gap {
  fileprivate init(_ definitions: RunDefinitions, _ changed: [String]) {
    guard !changed.isEmpty else {
      self.init(reason: "its definition files cannot be read any more")
      return
    }
    let files = changed.count == 1 ? "the definition file" : "the definition files"
    let shown = changed.count > 4 ? changed.prefix(3) : changed[...]
    let rest = changed.count - shown.count
    self.init(
      reason: "\(files) \(shown.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "") "
        + (changed.allSatisfy(definitions.missing.contains)
          ? "cannot be found from here; was the run's folder or the pipeline moved?"
          : "changed since the run, or cannot be read"))
  }
}

extension FigureOrigin.Recount {
  /// The numbers that were published.
  ///
  /// A weighted value is none of them: it cannot be told from counts.
  public init(_ figure: PublishedFigure) {
    self.init(
      numerator: figure.numerator, denominator: figure.denominator,
      value: figure.isWeighted ? "" : figure.value)
  }

  /// What of these numbers a figure can be held against.
  fileprivate func comparable(with figure: PublishedFigure) -> Self {
    figure.isWeighted ? Self(numerator: numerator, denominator: denominator, value: "") : self
  }
}

extension PublishedFigure {
  fileprivate var isWeighted: Bool { flags.contains(Figure.Flag.weighted.rawValue) }
}

extension CellKey {
  /// The cell of a published figure; `nil` where a key is not known.
  fileprivate init?(
    _ key: PublishedFigure.Key, of definition: PipelineDefinition,
    _ dataset: PipelineDefinition.Dataset, _ grouping: Grouping
  ) {
    func place(_ text: String, in names: [String]?) -> Int32? {
      text.isEmpty ? -1 : names?.firstIndex(of: text).map { Int32($0) }
    }
    let reference = definition.reference
    guard let province = place(key.provinceCode, in: reference.provinces.map(\.code)),
      let ward = place(key.wardCode, in: reference.wards.map(\.code)),
      let member = place(key.member, in: grouping.category.flatMap(dataset.schema.categoryMembers)),
      let period = place(
        key.period, in: grouping.period ? dataset.period.periods.map(\.description) : nil)
    else { return nil }
    self.init(province: province, ward: ward, member: member, period: period)
  }
}
