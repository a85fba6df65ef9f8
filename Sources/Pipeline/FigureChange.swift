/// What a figure was in the run that its run was compared with, and why it differs.
public struct FigureChange: Sendable {
  /// The id of the earlier run.
  public let comparedWith: String
  public let kind: Kind
  /// The earlier figure's numbers, empty where it had none.
  public let old: FigureOrigin.Recount
  public let oldDisplay: String
  /// Why it changed; empty where the earlier run is not there any more, or nothing changed.
  public let causes: [RevisionCause]

  public enum Kind: String, Sendable {
    case changed, added, unchanged
    /// What it was is not told, since it is withheld now.
    case withheld
  }

  /// Reads changes.csv, or where that is gone the earlier run's figures; `nil` where the run was
  /// compared with none, or neither is there.
  init?(
    of figure: PublishedFigure, in run: PublishedRun, _ manifest: RunManifest,
    datasets: Set<String>?
  ) throws(PublishedRuns.Fault) {
    guard let earlier = manifest.comparedWith else { return nil }
    comparedWith = earlier
    guard !figure.isWithheld else {
      (kind, oldDisplay, causes) = (.withheld, "", [])
      old = FigureOrigin.Recount("", "", "")
      return
    }
    let folder = joined(FileSystem.resolved(run.folder + "/..") ?? run.folder + "/..", earlier)
    if FileSystem.kind(run.folder + "/changes.csv") == .file {
      var table = try PublishedTableReader(
        "changes.csv", in: run.folder, required: ["change", "kpi", "grouping", "old_value"],
        only: ["kpi": [figure.key.kpi], "grouping": [figure.key.grouping]])
      var found: PublishedTable.Row?
      while found == nil, let rows = try table.next() {
        found = rows.first { PublishedFigure.Key($0) == figure.key }
      }
      kind = found.map { Kind(rawValue: $0["change"]) ?? .changed } ?? .unchanged
      old =
        found.map {
          FigureOrigin.Recount(
            numerator: $0["old_numerator"], denominator: $0["old_denominator"],
            value: $0["old_value"])
        } ?? FigureOrigin.Recount(figure)
      oldDisplay = found.map { $0["old_display"] } ?? figure.display
    } else {
      let figures = try? PublishedFigure.read(
        folder, kpis: [figure.key.kpi], groupings: [figure.key.grouping])
      guard let figures else { return nil }
      let before = figures.first { $0.key == figure.key }
      kind = before.map { $0.saysExactly(figure) ? .unchanged : .changed } ?? .added
      old = before.map(FigureOrigin.Recount.init) ?? FigureOrigin.Recount("", "", "")
      oldDisplay = before?.display ?? ""
    }
    guard kind != .unchanged, let before = try? RunManifest(of: folder) else {
      causes = []
      return
    }
    causes = RunDifference(before, manifest) { side in
      PublishedQuality.rowsRead(in: side.runID == earlier ? folder : run.folder)
    }.causes(for: datasets)
  }
}

extension FigureOrigin.Recount {
  fileprivate init(_ numerator: String, _ denominator: String, _ value: String) {
    self.init(numerator: numerator, denominator: denominator, value: value)
  }
}
