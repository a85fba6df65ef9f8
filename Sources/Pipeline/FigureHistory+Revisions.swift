extension FigureHistory {
  /// What a release brought for one figure.
  public struct Revision: Sendable {
    public enum Kind: String, Sendable {
      /// No release before it has the figure.
      case first
      /// It says something else than the release before.
      case revised
      case unchanged
      /// The release before has it, this one has not.
      case vanished
    }

    public let kind: Kind
    public let release: Release
    /// The figure in this release; `nil` where it vanished.
    public let figure: PublishedFigure?
    /// The figure in the release before.
    public let earlier: PublishedFigure?
    /// Why it changed, in order of precedence; none of what was first published or did not change.
    public let causes: [RevisionCause]
  }

  /// What each release brought for a figure, from the first that has it.
  ///
  /// `datasets` are those that the KPI is counted on: only their files can have changed it. O(releases).
  public func revisions(
    of key: PublishedFigure.Key, datasets: Set<String>? = nil
  ) -> [Revision] {
    let entries = entries(of: key)
    guard let first = entries.first else { return [] }
    let byRelease = Dictionary(
      entries.map { ($0.index, $0.figure) }, uniquingKeysWith: { first, _ in first })
    var revisions: [Revision] = []
    for index in first.index..<releases.count {
      let (figure, earlier) = (byRelease[index], byRelease[index - 1])
      guard figure != nil || earlier != nil else { continue }
      let kind: Revision.Kind =
        if let figure, let earlier {
          figure.saysExactly(earlier) ? .unchanged : .revised
        } else if figure != nil {
          index == first.index ? .first : .revised
        } else {
          .vanished
        }
      let isChange = kind == .revised || kind == .vanished
      revisions.append(
        Revision(
          kind: kind, release: releases[index], figure: figure, earlier: earlier,
          causes: isChange
            ? difference(from: index - 1, to: index).causes(for: datasets) : []))
    }
    return revisions
  }

  /// Which figures one release revised of another, and why.
  public struct Ledger: Sendable {
    public let old: Release
    public let new: Release
    public let sameCount: Int
    /// Figures that only the new release has, and only the old one.
    public let added: [PublishedFigure.Key]
    public let vanished: [PublishedFigure.Key]
    /// The figures that both have and that are not the same, by the code of their first cause.
    public let revised: [String: [PublishedFigure.Key]]
    /// The first causes, in words, by their code.
    public let causes: [String: String]

    public var revisedCount: Int { revised.values.reduce(0) { $0 + $1.count } }
  }

  /// The ledger from one release to a later one; `datasets` tells what a KPI is counted on.
  ///
  /// O(figures that were read).
  public func ledger(
    from old: Int, to new: Int, datasets: (_ kpi: String) -> Set<String>?
  ) -> Ledger {
    let difference = difference(from: old, to: new)
    var (same, added, vanished): (Int, [PublishedFigure.Key], [PublishedFigure.Key]) = (0, [], [])
    var (revised, words): ([String: [PublishedFigure.Key]], [String: String]) = ([:], [:])
    var firstCauses: [String: RevisionCause] = [:]
    for key in keys {
      switch (figure(key, in: old), figure(key, in: new)) {
      case (let before?, let after?) where before.saysExactly(after): same += 1
      case (_?, _?):
        let cause =
          firstCauses[key.kpi] ?? difference.causes(for: datasets(key.kpi)).first ?? .unknown
        firstCauses[key.kpi] = cause
        revised[cause.code, default: []].append(key)
        if words[cause.code].map({ cause.words < $0 }) ?? true { words[cause.code] = cause.words }
      case (nil, _?): added.append(key)
      case (_?, nil): vanished.append(key)
      case (nil, nil): continue
      }
    }
    return Ledger(
      old: releases[old], new: releases[new], sameCount: same, added: added.inOrder,
      vanished: vanished.inOrder, revised: revised.mapValues(\.inOrder), causes: words)
  }
}

extension [PublishedFigure.Key] {
  /// By KPI, grouping, place, member and period.
  fileprivate var inOrder: [PublishedFigure.Key] {
    sorted { a, b in
      (a.kpi, a.grouping, a.provinceCode, a.wardCode, a.member, a.period)
        < (b.kpi, b.grouping, b.provinceCode, b.wardCode, b.member, b.period)
    }
  }
}
