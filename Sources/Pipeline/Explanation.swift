public import Engine

/// All that is known of one published figure: what it is, which records stand behind it, which could
/// have changed it, and what it was before.
public struct Explanation: Sendable {
  /// The figure; of a KPI with several quantiles one for each.
  public let figures: [PublishedFigure]
  /// What it measures; `nil` where neither kpis.json nor the definitions tell.
  public let kpi: PublishedKPI?
  /// The datasets that it is counted on; `nil` where nobody tells.
  public let datasets: Set<String>?
  /// Where its records lie, or why that cannot be told; of a composite see its parts.
  public let origin: Result<FigureOrigin, FigureOrigin.Gap>
  /// What a composite is made of.
  public let parts: [Part]
  /// Rejects that could have changed it, the file with most first.
  ///
  /// Those of its province in its datasets, and those that may be of any province.
  public let rejects: [RejectGroup]
  /// Why these are not known.
  public let rejectsGap: String?
  /// Files of its datasets that were left out as a whole.
  public let refused: [PublishedQuality.Refused]
  /// Where the rows of the files went that have records of it, or could have; none of a withheld
  /// figure, which could be read off them.
  public let files: [PublishedQuality.File]
  /// Whether they are left out, since the figure is withheld.
  public let hidesFiles: Bool
  /// The gaps in its datasets: of its province, or of all.
  public let gaps: [PublishedRecord.Completeness]
  /// Since the run that its run was compared with, figure by figure; none where it was with none.
  public let changes: [FigureChange]
  /// The version that made the run, where it is another one than this.
  public let otherProgram: String?

  /// A part of a composite.
  public struct Part: Sendable {
    public let figure: PublishedFigure
    public let kpi: PublishedKPI?
    public let weight: String
    public let origin: Result<FigureOrigin, FigureOrigin.Gap>
  }

  /// Reads the run's folder and, to find the records, its inputs.
  ///
  /// Takes about as long as ingesting the figure's dataset; rows beyond `options.memoryLimit` wait in a
  /// temporary file.
  public init(
    of figures: [PublishedFigure], in run: PublishedRun, options: IngestOptions
  ) throws {
    precondition(!figures.isEmpty)
    self.figures = figures
    let manifest = try RunManifest(of: run.folder)
    let definitions = RunDefinitions(of: manifest, in: run.folder)
    let catalog = CatalogOfRun(run, definitions)
    let id = figures[0].key.kpi
    let kpi = catalog[id]
    self.kpi = kpi
    let datasets = catalog.datasets(of: id)
    self.datasets = datasets
    let parts = (kpi?.parts ?? []).compactMap { part in
      let key = figures[0].key.of(kpi: part.kpi)
      return run.figures.first { $0.key == key }.map { (part: part, figure: $0) }
    }
    let tracer = OriginTracer(manifest, definitions, options: options)
    let origins = try tracer.origins(
      of: parts.isEmpty
        ? [OriginTracer.Request(kpi: kpi?.id ?? id, figures: figures)]
        : parts.map { OriginTracer.Request(kpi: $0.part.kpi, figures: [$0.figure]) })
    origin =
      kpi?.kind == "composite"
      ? .failure(FigureOrigin.Gap(reason: "it is made of other KPIs")) : origins[0]
    self.parts = zip(parts, origins).map { part, origin in
      Part(
        figure: part.figure, kpi: catalog[part.part.kpi], weight: part.part.weight, origin: origin)
    }
    let province = figures[0].key.provinceCode
    let isOfFigure = { (dataset: String?) in
      dataset.map { datasets?.contains($0) ?? true } ?? true
    }
    (rejects, rejectsGap) = try Self.rejects(of: run, province: province, datasets: datasets)
    refused = run.quality.refused.filter { isOfFigure($0.dataset) }
    let traced = Set(origins.compactMap { try? $0.get() }.flatMap(\.files).map(\.file))
    let isWithheld = figures.contains(where: \.isWithheld)
    hidesFiles = isWithheld
    files = run.quality.files.filter { file in
      !isWithheld && isOfFigure(file.dataset)
        && (province.isEmpty || traced.contains(file.file)
          || file.tally.provinces.keys.contains(province))
    }
    gaps = run.record.completeness.filter { isOfFigure($0.dataset) }
      .map { province.isEmpty ? $0 : $0.only(province) }
      .filter { !$0.missing.isEmpty || !$0.partial.isEmpty }
    changes = try figures.compactMap {
      try FigureChange(of: $0, in: run, manifest, datasets: datasets)
    }
    otherProgram = manifest.program == Program.version ? nil : manifest.program
  }

  private static func rejects(
    of run: PublishedRun, province: String, datasets: Set<String>?
  ) throws(PublishedRuns.Fault) -> (groups: [RejectGroup], gap: String?) {
    let provinces = province.isEmpty ? [] : [province]
    do throws(PublishedRuns.Fault) {
      guard let datasets else {
        let all = RejectSelection(of: run, provinces: provinces, includingUnknown: true)
        return (try RejectGroup.all(of: run, in: all), nil)
      }
      var groups: [RejectGroup] = []
      for dataset in datasets.sorted() {
        groups += try RejectGroup.all(
          of: run,
          in: RejectSelection(
            of: run, provinces: provinces, dataset: dataset, includingUnknown: true))
      }
      return (groups, nil)
    } catch {
      guard error.kind == .absent else { throw error }
      return ([], error.message)
    }
  }
}

extension PublishedFigure.Key {
  /// The same of another KPI.
  func of(kpi: String) -> Self {
    Self(
      kpi: kpi, grouping: grouping, provinceCode: provinceCode, wardCode: wardCode,
      category: category, member: member, period: period)
  }
}

extension PublishedRecord.Completeness {
  /// What of it is about one province.
  fileprivate func only(_ province: String) -> Self {
    Self(
      dataset: dataset, present: present, missing: missing.filter { $0 == province },
      partial: partial.filter { $0.provinceCode == province })
  }
}
