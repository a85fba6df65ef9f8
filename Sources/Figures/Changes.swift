internal import Definitions
internal import Statistics

/// What differs between the figures of two runs.
public struct Changes: Hashable, Sendable {
  /// The id of the earlier run.
  public let comparedWith: String
  public let rows: [Row]

  public struct Row: Hashable, Sendable {
    public let kind: Kind
    public let old: Figure?
    public let new: Figure?

    /// The figure to name it by.
    public var figure: Figure? { new ?? old }
  }

  public enum Kind: String, Hashable, Sendable {
    case changed, added, vanished
  }

  /// Compares what both runs published; what is shown alike, or withheld now, is the same.
  ///
  /// Rows are in the order of the new figures, then, in their order, the old ones that are gone.
  /// O(old + new).
  public init(from old: [Figure], of earlierRun: String, to new: [Figure]) {
    comparedWith = earlierRun
    let before = Dictionary(old.map { (ID($0), $0) }, uniquingKeysWith: { first, _ in first })
    let now = Set(new.map(ID.init))
    var rows: [Row] = []
    for figure in new {
      guard var earlier = before[ID(figure)] else {
        rows.append(Row(kind: .added, old: nil, new: figure))
        continue
      }
      // What is withheld now is not told from what was published before.
      if figure.flags.contains(.suppressed) { earlier.withhold() }
      guard !earlier.hasSameNumbers(as: figure) else { continue }
      rows.append(Row(kind: .changed, old: earlier, new: figure))
    }
    rows += old.filter { !now.contains(ID($0)) }.map { Row(kind: .vanished, old: $0, new: nil) }
    self.rows = rows
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
