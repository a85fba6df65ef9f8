internal import Statistics

/// Reads a pipeline file and every definition and reference file that it names.
struct PipelineReader {
  let root: YAMLMapping
  let path: DefinitionPath
  let today: CivilDate
  /// The day of `--as-of`, which replaces what the file says.
  let asOfOption: CivilDate?
  let log: FaultLog
  private let sources = SourceList()

  static let keys = [
    "pipeline", "title", "catalog", "reference", "timezone", "as_of", "period", "datasets", "kpis",
    "groupings", "rankings", "gates", "disclosure", "rounding", "language", "outputs", "limits",
    "feeds",
  ]

  /// The files read so far, each once.
  private final class SourceList {
    var files: [String: [UInt8]] = [:]
  }

  init?(path: DefinitionPath, today: CivilDate, asOf: CivilDate?, log: FaultLog) {
    guard let value = path.root("the pipeline", log),
      let root = value.mapping("the pipeline", keys: Self.keys)
    else { return nil }
    self.root = root
    self.path = path
    self.today = today
    self.asOfOption = asOf
    self.log = log
    if let content = try? path.read(limit: YAMLParser.byteLimit) {
      let name = path.shown.split(separator: "/").last.map(String.init) ?? path.shown
      sources.files[name] = content
    }
  }

  /// The pipeline, or `nil` where the log has faults.
  func definition() -> PipelineDefinition? {
    let name = root.required("pipeline")?.safeName("a pipeline", alsoAllowed: ".")
    let title = root["title"]?.label("title")
    let offset = self.offset()
    let asOf = root.required("as_of").flatMap { day($0, "as_of") }
    let period = root.required("period").flatMap { pipelinePeriod($0) }
    let catalog = self.catalog()
    let reference = self.reference()
    let datasets = calibrated(self.datasets(period), reference, offset ?? .vietnam)
    let kpis = KPISelection(self, catalog, datasets, reference, offset ?? .vietnam)
    let groupings = self.groupings(datasets)
    let rankings = self.rankings(kpis, datasets)
    let gates = self.gates(kpis)
    let disclosure = self.disclosure(datasets)
    let feeds = self.feeds(datasets)
    let rounding = self.rounding()
    let language = root["language"]?.choice("language", of: Language.self) ?? .english
    let outputs = self.outputs()
    guard log.isEmpty, let name, let offset, let asOf, let period, let reference, let groupings
    else { return nil }
    return PipelineDefinition(
      name: name, title: title ?? Label(name),
      catalog: Catalog(kpis: kpis.bound, path: kpis.path), reference: reference, offset: offset,
      asOf: asOf, period: period, datasets: datasets.compactMap(\.dataset), kpis: kpis.published,
      groupings: groupings, rankings: rankings, gates: gates, disclosure: disclosure.bounds,
      complements: disclosure.complements,
      rounding: rounding, language: language, outputs: outputs, path: path.shown,
      sources: sources.files.map { DefinitionSource(path: $0.key, content: $0.value) }
        .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) },
      leftOut: kpis.leftOut, feeds: feeds)
  }

  // MARK: Files

  /// The root of the file that a value names, relative to a folder beside the pipeline; a missing one is
  /// a fault of the value.
  func root(of value: YAMLValue, _ what: String, beside folder: String = "") -> YAMLValue? {
    guard let name = value.text(what).map({ DefinitionPath.joined(folder, $0) }) else { return nil }
    let sibling = path.sibling(name)
    do {
      let content = try sibling.read(limit: YAMLParser.byteLimit)
      sources.files[DefinitionPath.simplified(name)] = content
      return YAMLFile.parse(content, path: sibling.shown, log: log)
    } catch {
      value.fault(
        "the \(what) \(quoted(name)) cannot be read: \(error.reason)",
        hint: "it is looked for at \(sibling.shown)")
      return nil
    }
  }

  /// Notes a file that the pipeline is made from, by the name that the pipeline gives it.
  func record(_ name: String, _ content: [UInt8]) {
    sources.files[DefinitionPath.simplified(name)] = content
  }

  private func catalog() -> (reader: CatalogReader, path: String)? {
    guard let value = root.required("catalog"), let catalog = root(of: value, "catalog"),
      let reader = CatalogReader(
        catalog,
        open: { standard in
          root(
            of: standard, "standard",
            beside: DefinitionPath.folder(of: value.text("catalog") ?? ""))
        })
    else { return nil }
    return (reader, catalog.file.path)
  }

  private func reference() -> Reference? {
    guard let value = root.required("reference"), let name = value.text("reference") else {
      return nil
    }
    let sources = sources
    return ReferenceReader.read(path.sibling(name), place: value, log: log) { file, content in
      sources.files[DefinitionPath.simplified(DefinitionPath.joined(name, file))] = content
    }
  }

  // MARK: Time

  private func offset() -> UTCOffset? {
    guard let value = root["timezone"] else { return .vietnam }
    guard let text = value.text("timezone") else { return nil }
    guard let offset = UTCOffset(text) else {
      value.fault(
        "unknown timezone \(quoted(text))",
        hint: nearest(to: text, among: ["Asia/Ho_Chi_Minh", "UTC"]).map {
          "did you mean \(quoted($0))?"
        } ?? "write Asia/Ho_Chi_Minh or an offset such as +07:00")
      return nil
    }
    return offset
  }

  /// A day, or `today`, which `--as-of` replaces.
  private func day(_ value: YAMLValue, _ what: String) -> CivilDate? {
    if case .scalar("today", _) = value.node.content { return asOfOption ?? today }
    let written = value.date(what, orToday: true)
    return what == "as_of" ? asOfOption ?? written : written
  }

  private func pipelinePeriod(_ value: YAMLValue) -> PeriodRange? {
    guard let mapping = value.mapping("period", keys: ["from", "to", "grain"]) else { return nil }
    let (from, to) = (mapping.required("from"), mapping.required("to"))
    guard let from, let to else { return nil }
    return period(mapping, from: from.date("from"), to: day(to, "to"), grain: .month)
  }

  /// The days of a dataset, where it does not say otherwise those of the pipeline.
  func period(_ value: YAMLValue, default whole: PeriodRange?) -> PeriodRange? {
    guard let mapping = value.mapping("period", keys: ["from", "to", "grain"]) else { return nil }
    let from = mapping["from"].map { $0.date("from") } ?? whole?.from
    let to = mapping["to"].map { day($0, "to") } ?? whole?.to
    return period(mapping, from: from, to: to, grain: whole?.grain ?? .month)
  }

  private func period(
    _ mapping: YAMLMapping, from: CivilDate?, to: CivilDate?, grain: Grain
  ) -> PeriodRange? {
    let grain = mapping["grain"].map { $0.choice("grain", of: Grain.self) } ?? grain
    guard let from, let to, let grain else { return nil }
    guard from <= to else {
      (mapping["from"] ?? mapping["to"])?.fault(
        "the period begins on \(from), after it ends on \(to)")
      return nil
    }
    guard to.daysSinceEpoch - from.daysSinceEpoch < 100 * 366 else {
      (mapping["to"] ?? mapping["from"])?.fault("the period is longer than 100 years")
      return nil
    }
    return PeriodRange(from: from, to: to, grain: grain)
  }
}

extension PipelineDefinition {
  /// Reads a pipeline and all that it names, or tells every fault.
  ///
  /// Messages name files in the way of `path`, as the user gave it. `today` is what the word means in
  /// the files; `asOf`, the day of `--as-of`, replaces `as_of` and a `to` written as `today`.
  public static func read(path: String, today: CivilDate, asOf: CivilDate? = nil)
    throws(DefinitionFaults) -> PipelineDefinition
  {
    let log = FaultLog()
    let reader = PipelineReader(path: DefinitionPath(path), today: today, asOf: asOf, log: log)
    guard let definition = reader?.definition() else { throw log.faults }
    return definition
  }
}
