internal import Definitions

/// What the KPIs of a run mean, by kpis.json, or by the definitions where that is not there.
public struct CatalogOfRun: Sendable {
  private let kpis: [String: PublishedKPI]

  private init(_ kpis: [String: PublishedKPI]) { self.kpis = kpis }

  init(_ run: PublishedRun, _ definitions: RunDefinitions) {
    var kpis = run.kpis
    for kpi in definitions.unchanged?.countedKPIs ?? [] {
      for id in kpi.publishedIDs + [kpi.id] where kpis[id] == nil { kpis[id] = PublishedKPI(kpi) }
    }
    self.kpis = kpis
  }

  /// Reads the definitions of a run, where its own documents do not say enough.
  public init(of run: PublishedRun) {
    if run.kpis.isEmpty, let manifest = try? RunManifest(of: run.folder) {
      self.init(run, RunDefinitions(of: manifest, in: run.folder))
    } else {
      self = CatalogOfRun(run.kpis)
    }
  }

  /// A KPI by one of its published ids.
  public subscript(id: String) -> PublishedKPI? { kpis[id] }

  /// The datasets that a KPI is counted on; `nil` where nobody tells.
  public func datasets(of id: String) -> Set<String>? {
    guard let kpi = kpis[id] else { return nil }
    if let dataset = kpi.dataset { return [dataset] }
    let parts = kpi.parts.map { kpis[$0.kpi]?.dataset }
    return parts.isEmpty || parts.contains(nil) ? nil : Set(parts.compactMap(\.self))
  }
}
