public import Definitions

/// The definition files of a proposal, ready to be written.
public struct ProposedPipeline: Sendable {
  /// What it publishes under, `out/<name>/`.
  public let name: String
  public let period: PeriodRange
  /// The ids of its KPIs, in the order of the catalog.
  public let kpis: [String]
  public let groupings: [String]
  /// The KPI that provinces are ranked by; `nil` where there is none, or nothing to rank.
  public let ranked: String?
  /// Paths relative to the target folder, and contents; the pipeline itself last.
  public let files: [(path: String, bytes: [UInt8])]

  /// The KPI text that goes with `kpis`.
  private init(_ plan: ProposalText, files: [(path: String, bytes: [UInt8])]) {
    name = plan.name
    period = plan.period
    kpis = plan.catalog.entries.map(\.id)
    groupings = plan.groupings
    ranked = plan.ranked
    self.files = files
  }

  /// Writes everything out in a folder of its own and reads it back, so that what is proposed is sound.
  ///
  /// A shipped KPI that a schema of the user's cannot answer is left out.
  public init(_ proposal: Proposal) throws(RunFailure) {
    let draft = try DraftFolder()
    for file in proposal.sources.reference {
      try draft.write(file.bytes, to: "reference/\(file.name)")
    }
    for dataset in proposal.datasets {
      try draft.write(dataset.schemaText, to: "schemas/\(dataset.name).yml")
    }
    try draft.write(proposal.sources.catalog, to: "shipped.yml")
    var catalog: CatalogDraft
    do throws(DefinitionFaults) {
      catalog = CatalogDraft(
        try Catalog.read(path: joined(draft.path, "shipped.yml")),
        text: String(decoding: proposal.sources.catalog, as: UTF8.self),
        columns: Dictionary(
          proposal.datasets.map { ($0.name, $0.names) }, uniquingKeysWith: { first, _ in first }))
    } catch { throw RunFailure(error) }
    for dataset in proposal.datasets
    where !catalog.entries.contains(where: { $0.dataset == dataset.name }) {
      catalog.add(dataset.schema, isSurvey: dataset.isSurvey)
    }
    while true {
      let plan = ProposalText(proposal, catalog)
      try draft.write(Array(catalog.text.utf8), to: "kpis.yml")
      try draft.write(Array(plan.text.utf8), to: "pipeline.yml")
      do throws(DefinitionFaults) {
        _ = try PipelineDefinition.read(
          path: joined(draft.path, "pipeline.yml"), today: proposal.today)
      } catch {
        let lines = Set(error.faults.filter { $0.file.hasSuffix("/kpis.yml") }.map(\.line))
        let before = catalog.entries.count
        catalog.remove(atLines: lines)
        guard catalog.entries.count < before else { throw RunFailure(error) }
        for dataset in proposal.datasets
        where !catalog.entries.contains(where: { $0.dataset == dataset.name }) {
          catalog.add(dataset.schema, isSurvey: dataset.isSurvey)
        }
        continue
      }
      self.init(
        plan,
        files: proposal.sources.reference.map { ("reference/\($0.name)", $0.bytes) }
          + proposal.datasets.map { ("schemas/\($0.name).yml", $0.schemaText) }
          + [
            ("kpis.yml", Array(catalog.text.utf8)), ("pipeline.yml", Array(plan.text.utf8)),
          ])
      return
    }
  }

  /// Writes the files into a folder, which is made where it is missing; other files stay.
  ///
  /// Throws `cannotCreate` where one of them is there already and `replacing` is false: then none is
  /// written.
  public func write(to folder: String, replacing: Bool) throws(RunFailure) {
    let there = files.map { joined(folder, $0.path) }.filter { FileSystem.kind($0) != nil }
    guard replacing || there.isEmpty else {
      throw RunFailure(
        .cannotCreate,
        "\(shown(there[there.count - 1])) is there already; write over it with --force, or elsewhere "
          + "with --out")
    }
    try FileSystem.makeFolders(folder)
    for file in files {
      let path = joined(folder, file.path)
      if let parent = FileSystem.parent(of: path) { try FileSystem.makeFolders(parent) }
      try FileSystem.removeIfPresent(path + ".new")
      try FileSystem.write(file.bytes, to: path + ".new")
      try FileSystem.rename(path + ".new", to: path)
    }
  }
}
