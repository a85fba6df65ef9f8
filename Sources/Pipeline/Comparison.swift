/// What differs between the figures of two runs.
///
/// Figures are matched by what they are about: KPI, grouping, place, category, member and period.
public struct Comparison: Sendable {
  public let old: PublishedRun
  public let new: PublishedRun
  /// In the order of the new run.
  public let changed: [Change]
  /// Figures that only the new run has, in its order.
  public let added: [PublishedFigure]
  /// Figures that only the old run has, in its order.
  public let vanished: [PublishedFigure]
  /// How many figures are the same.
  public let sameCount: Int
  /// Provinces whose rank differs, in the order of the new run.
  public let moves: [Move]

  /// A figure before and after.
  public struct Change: Sendable {
    public let old: PublishedFigure
    public let new: PublishedFigure
    public let chance: Chance

    /// What the value grew by; `nil` where one of both has none.
    public var difference: Double? {
      guard let before = old.number, let after = new.number else { return nil }
      return after - before
    }
  }

  /// A province's rank before and after; empty where it was not ranked.
  public struct Move: Sendable {
    public let old: PublishedRank
    public let new: PublishedRank
  }

  /// Compares two runs; O(figures).
  public init(_ old: PublishedRun, _ new: PublishedRun) {
    self.old = old
    self.new = new
    let before = Dictionary(old.figures.map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
    let after = Set(new.figures.map(\.key))
    let pairs = new.figures.compactMap { figure in
      // What the later run withholds is not told by the earlier one.
      before[figure.key].map { (old: figure.isWithheld ? $0.withheld : $0, new: figure) }
    }
    changed = zip(pairs, Self.chances(pairs, old, new)).compactMap { pair, chance in
      before[pair.new.key]?.saysTheSame(as: pair.new) == true
        ? nil : Change(old: pair.old, new: pair.new, chance: chance)
    }
    added = new.figures.filter { before[$0.key] == nil }
    vanished = old.figures.filter { !after.contains($0.key) }
    sameCount = new.figures.count - changed.count - added.count
    let ranks = Dictionary(old.ranks.map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
    moves = new.ranks.compactMap { rank in
      guard let earlier = ranks[rank.key], earlier.rank != rank.rank else { return nil }
      return Move(old: earlier, new: rank)
    }
  }

  public var isEmpty: Bool { changed.isEmpty && added.isEmpty && vanished.isEmpty && moves.isEmpty }
}

extension PublishedFigure {
  /// Whether everything but the spelling of names is the same.
  fileprivate func saysTheSame(as other: PublishedFigure) -> Bool {
    numerator == other.numerator && denominator == other.denominator && value == other.value
      && ciLow == other.ciLow && ciHigh == other.ciHigh && display == other.display
  }
}

extension PublishedRank {
  fileprivate struct Key: Hashable {
    let kpi: String
    let provinceCode: String
  }

  fileprivate var key: Key { Key(kpi: kpi, provinceCode: provinceCode) }
}
