/// Which KPIs of the catalog a pipeline has, and what they mean on its datasets.
struct KPISelection {
  /// Those that the pipeline's datasets can answer, in catalog order.
  let bound: [KPI]
  /// Those of them to publish.
  var published: [KPI] { bound.filter { chosen.contains($0.id) } }
  let path: String
  /// The drafts to publish, those with faults in their expressions included.
  let drafts: [KPIDraft]
  /// Those that the pipeline has no dataset for, where it lists none itself.
  let leftOut: [Omission]
  private let chosen: Set<String>
  /// Every id that the catalog writes, or publishes for a quantile.
  let catalogIDs: Set<String>
  /// Those that could not be read.
  let faulty: Set<String>

  init(
    _ pipeline: PipelineReader, _ catalog: (reader: CatalogReader, path: String)?,
    _ datasets: [DatasetDraft], _ reference: Reference?, _ offset: UTCOffset
  ) {
    path = catalog?.path ?? ""
    let reader = catalog?.reader
    catalogIDs = Set((reader?.ids ?? []) + (reader?.drafts.flatMap(\.publishedIDs) ?? []))
    faulty = Set(reader?.ids ?? []).subtracting(reader?.drafts.map(\.id) ?? [])
    let names = Set(datasets.map(\.name))
    // The parts of a composite have datasets; a composite of composites is a fault by now.
    func isAnswerable(_ draft: KPIDraft) -> Bool {
      guard case .composite(let parts) = draft.kind else {
        return draft.dataset.map(names.contains) ?? false
      }
      return parts.allSatisfy { reader?[$0.kpi]?.dataset.map(names.contains) ?? false }
    }
    let answerable = (reader?.drafts ?? []).filter(isAnswerable)
    let listed = Self.listed(pipeline, reader, answerable)
    let drafts = answerable.filter { listed?.contains($0.id) ?? true }
    self.drafts = drafts
    chosen = Set(drafts.map(\.id))
    leftOut =
      listed != nil
      ? []
      : (reader?.drafts ?? []).filter { !isAnswerable($0) }.map { draft in
        Omission(
          kpi: draft.id, grouping: nil,
          reason: draft.dataset.map { "the pipeline has no dataset \(quoted($0))" }
            ?? "the pipeline lacks datasets of its parts")
      }
    bound = answerable.compactMap { draft in
      guard let name = draft.dataset else { return draft.bound(by: nil) }
      guard let dataset = datasets.first(where: { $0.name == name }), let schema = dataset.schema
      else { return nil }
      return draft.bound(
        by: ExpressionChecker(
          schema: schema, reference: reference, offset: offset, doubtful: dataset.doubtful,
          isSound: dataset.isSound))
    }
  }

  /// The ids under `kpis`, or `nil` for the whole catalog.
  private static func listed(
    _ pipeline: PipelineReader, _ catalog: CatalogReader?, _ answerable: [KPIDraft]
  ) -> Set<String>? {
    guard let value = pipeline.root["kpis"] else { return nil }
    guard let elements = value.list("kpis") else { return nil }
    var ids: Set<String> = []
    for element in elements {
      guard let id = element.text("a KPI") else { continue }
      guard ids.insert(id).inserted else {
        element.fault("the KPI \(quoted(id)) stands here twice", hint: "remove one")
        continue
      }
      guard let catalog else { continue }
      guard catalog.ids.contains(id) else {
        element.fault("unknown KPI \(quoted(id))", hint: remedy(for: id, among: catalog.ids))
        continue
      }
      guard let draft = catalog[id], !answerable.contains(where: { $0.id == id }) else { continue }
      let missing =
        draft.dataset.map { "has no dataset \(quoted($0))" } ?? "lacks datasets of its parts"
      element.fault("\(quoted(id)) cannot be counted: the pipeline \(missing)")
    }
    return ids
  }
}
