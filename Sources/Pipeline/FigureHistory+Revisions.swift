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
    guard let first = entries(of: key).first else { return [] }
    var revisions: [Revision] = []
    for index in first.index..<releases.count {
      let (figure, earlier) = (figure(key, in: index), self.figure(key, in: index - 1))
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
          kind: kind, release: releases[index], figure: figure.map(told),
          earlier: earlier.map(told),
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
    /// The figures that both have and that are not the same, by their first cause and the datasets that
    /// they are counted on; those with most first.
    public let revised: [Revised]

    public var revisedCount: Int { revised.reduce(0) { $0 + $1.figures.count } }
  }

  /// Figures that were revised for one reason.
  public struct Revised: Sendable {
    /// With all files of this kind of the datasets.
    public let cause: RevisionCause
    /// In order; `nil` where nobody tells.
    public let datasets: [String]?
    public let figures: [PublishedFigure.Key]
  }

  /// The ledger from one release to a later one; `datasets` tells what a KPI is counted on.
  ///
  /// O(figures that were read).
  public func ledger(
    from old: Int, to new: Int, datasets: (_ kpi: String) -> Set<String>?
  ) -> Ledger {
    let difference = difference(from: old, to: new)
    var (same, added, vanished): (Int, [PublishedFigure.Key], [PublishedFigure.Key]) = (0, [], [])
    struct Reason: Hashable {
      let cause: RevisionCause
      let datasets: [String]?
    }
    var revised: [Reason: [PublishedFigure.Key]] = [:]
    var reasons: [String: Reason] = [:]
    for key in keys {
      switch (figure(key, in: old), figure(key, in: new)) {
      case (let before?, let after?) where before.saysExactly(after): same += 1
      case (_?, _?):
        let reason =
          reasons[key.kpi]
          ?? {
            let datasets = datasets(key.kpi)
            return Reason(
              cause: difference.causes(for: datasets).first ?? .unknown,
              datasets: datasets?.sorted())
          }()
        reasons[key.kpi] = reason
        revised[reason, default: []].append(key)
      case (nil, _?): added.append(key)
      case (_?, nil): vanished.append(key)
      case (nil, nil): continue
      }
    }
    return Ledger(
      old: releases[old], new: releases[new], sameCount: same, added: added.inOrder,
      vanished: vanished.inOrder,
      revised: revised.map { reason, keys in
        Revised(cause: reason.cause, datasets: reason.datasets, figures: keys.inOrder)
      }.sorted { a, b in
        (b.figures.count, a.cause.words, a.datasets?.first ?? "")
          < (a.figures.count, b.cause.words, b.datasets?.first ?? "")
      })
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
