public import Definitions
internal import Statistics

/// What differs between the figures of two runs.
public struct Changes: Hashable, Sendable {
  /// The id of the earlier run.
  public let comparedWith: String
  public let rows: [Row]

  public struct Row: Hashable, Sendable {
    public let kind: Kind
    public let relation: Relation
    public let old: Figure?
    public let new: Figure?
    /// `nil` where one of both has no value.
    public let difference: FigureDifference?
    /// Why it is another one, in the order of weight; none where nobody can tell.
    public let causes: [String]

    /// The figure to name it by.
    public var figure: Figure? { new ?? old }
  }

  public enum Kind: String, Hashable, Sendable {
    case changed, added, vanished
  }

  /// What the two figures have to do with one another.
  public enum Relation: String, Hashable, Sendable {
    /// The same days in both runs: the later one says anew what the earlier one said. Their records are
    /// largely the same ones, so no test is one of chance.
    case restated
    /// Days that have none in common.
    case otherPeriod = "other_period"
  }

  /// What is known of the figures beside themselves.
  public struct Context {
    let definition: PipelineDefinition
    /// The published ids whose days in the two runs have none in common.
    let otherPeriods: Set<String>
    /// By published id why figures differ.
    let causes: [String: [String]]

    public init(
      _ definition: PipelineDefinition, otherPeriods: Set<String> = [],
      causes: [String: [String]] = [:]
    ) {
      self.definition = definition
      self.otherPeriods = otherPeriods
      self.causes = causes
    }

    /// A figure of a period speaks of that one in both runs.
    fileprivate func relation(_ figure: Figure) -> Relation {
      figure.subject.period.isEmpty && otherPeriods.contains(figure.kpi) ? .otherPeriod : .restated
    }

    fileprivate func difference(_ old: Figure, _ new: Figure) -> FigureDifference? {
      guard relation(new) == .otherPeriod, let kpi = definition.kpi(publishing: new.kpi) else {
        return FigureDifference(from: old, to: new)
      }
      let isShare = if case .share = kpi.kind { true } else { false }
      return FigureDifference(from: old, to: new, isShare: isShare, level: kpi.level)
    }
  }

  /// Compares what both runs published; what is shown alike, or withheld now, is the same.
  ///
  /// Rows are in the order of the new figures, then, in their order, the old ones that are gone.
  /// Differences of other periods are tested, and adjusted over all that a KPI has of a grouping, those
  /// that did not change among them. O(old + new log new).
  public init(
    from old: [Figure], of earlierRun: String, to new: [Figure], in context: Context
  ) {
    comparedWith = earlierRun
    let before = Dictionary(old.map { (ID($0), $0) }, uniquingKeysWith: { first, _ in first })
    let now = Set(new.map(ID.init))
    let pairs = new.map { figure -> (old: Figure?, new: Figure) in
      guard var earlier = before[ID(figure)] else { return (nil, figure) }
      // What is withheld now is not told from what was published before.
      if figure.flags.contains(.suppressed) { earlier.withhold() }
      return (earlier, figure)
    }
    let differences = Self.differences(pairs, context)
    var rows: [Row] = []
    for (pair, difference) in zip(pairs, differences) {
      let (earlier, figure) = pair
      if let earlier, earlier.hasSameNumbers(as: figure) { continue }
      rows.append(
        Row(
          kind: earlier == nil ? .added : .changed, relation: context.relation(figure),
          old: earlier, new: figure, difference: difference,
          causes: context.causes[figure.kpi] ?? []))
    }
    rows += old.filter { !now.contains(ID($0)) }.map { figure in
      Row(
        kind: .vanished, relation: context.relation(figure), old: figure, new: nil,
        difference: nil, causes: context.causes[figure.kpi] ?? [])
    }
    self.rows = rows
  }

  /// The difference of each pair, tested together with the others of its KPI and grouping.
  private static func differences(
    _ pairs: [(old: Figure?, new: Figure)], _ context: Context
  ) -> [FigureDifference?] {
    var differences = pairs.map { old, new in old.flatMap { context.difference($0, new) } }
    let tested = differences.indices.filter { differences[$0]?.probability != nil }
    let families = Dictionary(grouping: tested) { index in
      Family(kpi: pairs[index].new.kpi, grouping: pairs[index].new.subject.grouping)
    }
    for members in families.values {
      var together = members.map { differences[$0] }
      together.adjust()
      for (index, difference) in zip(members, together) { differences[index] = difference }
    }
    return differences
  }

  private struct Family: Hashable {
    let kpi: String
    let grouping: Grouping
  }

  /// What makes two figures speak of the same; names of places may change beside their codes.
  private struct ID: Hashable {
    let kpi: String
    let grouping: Grouping
    let codes: [String]

    init(_ figure: Figure) {
      kpi = figure.kpi
      grouping = figure.subject.grouping
      let subject = figure.subject
      codes = [
        subject.provinceCode, subject.wardCode, subject.category, subject.member, subject.period,
      ]
    }
  }
}

extension Figure {
  /// Takes away every number.
  fileprivate mutating func withhold() {
    (numerator, denominator, value, interval, intervalMethod) = (nil, nil, nil, nil, nil)
    display = ""
  }

  fileprivate func hasSameNumbers(as other: Figure) -> Bool {
    numerator?.text == other.numerator?.text && denominator == other.denominator
      && value?.double == other.value?.double
  }
}
