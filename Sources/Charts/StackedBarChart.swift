/// Answers on a scale of levels: a bar a row, a part a level, with the number of answers beside it.
public struct StackedBarChart: Chart {
  public struct Part: Hashable, Sendable {
    /// From 0 to 1.
    public var share: Double
    public var text: String

    public init(_ share: Double, text: String) {
      self.share = share
      self.text = text
    }

    var drawn: Double { share.isDrawable ? max(share, 0) : 0 }
  }

  public struct Row: Hashable, Sendable {
    public var label: String
    /// How many answers, such as "n = 1.234".
    public var count: String
    /// One a level; none where there is nothing to show: `missing` then says so in their place.
    public var parts: [Part]
    public var missing: String

    public init(_ label: String, count: String, parts: [Part], missing: String = "") {
      self.label = label
      self.count = count
      self.parts = parts
      self.missing = missing
    }
  }

  public enum Arrangement: Hashable, Sendable {
    /// All bars from 0 to 1.
    case plain
    /// Bars about the middle of the neutral level, or of all levels where none is neutral.
    case diverging(neutral: Int?)
  }

  /// The heads of the table.
  public struct Words: Hashable, Sendable {
    public var label: String
    public var count: String

    public init(label: String, count: String) {
      self.label = label
      self.count = count
    }
  }

  public var head: ChartHead
  public var words: Words
  /// The names of the levels, worst first; at most seven.
  public var levels: [String]
  public var rows: [Row]
  public var arrangement: Arrangement

  public init(
    _ head: ChartHead, words: Words, levels: [String], rows: [Row],
    arrangement: Arrangement = .diverging(neutral: nil)
  ) {
    precondition(levels.count <= 7, "at most seven levels can be told apart")
    precondition(rows.allSatisfy { $0.parts.isEmpty || $0.parts.count == levels.count })
    self.head = head
    self.words = words
    self.levels = levels
    self.rows = rows
    self.arrangement = arrangement
  }

  /// Label, a column a level, and the count.
  public var table: ChartTable {
    ChartTable(
      title,
      columns: [.init(words.label)] + levels.map { .init($0, isNumeric: true) }
        + [.init(words.count, isNumeric: true)],
      rows: rows.map { row in
        let parts = row.parts.isEmpty ? levels.map { _ in row.missing } : row.parts.map(\.text)
        return [row.label] + parts + [row.count]
      })
  }

  /// The level in the middle, if there is one.
  var neutral: Int? {
    switch arrangement {
    case .plain: levels.count % 2 == 1 ? levels.count / 2 : nil
    case .diverging(let neutral): neutral.flatMap { levels.indices.contains($0) ? $0 : nil }
    }
  }

  /// How strong a level's colour is, and to which side: −3 to 3.
  func strength(of level: Int) -> Int {
    let below = neutral ?? levels.count / 2
    let above = levels.count - below - (neutral == nil ? 0 : 1)
    if level == neutral { return 0 }
    if level < below { return -Self.strength(rank: below - level, of: below) }
    return Self.strength(rank: level - (levels.count - above) + 1, of: above)
  }

  private static func strength(rank: Int, of count: Int) -> Int {
    max(1, min(3, rank + 3 - count))
  }

  /// How much of a bar lies left of the middle.
  func left(of row: Row) -> Double {
    guard case .diverging = arrangement else { return 0 }
    let below = neutral ?? levels.count / 2
    let half = neutral.map { row.parts[$0].drawn / 2 } ?? 0
    return row.parts.prefix(below).map(\.drawn).reduce(0, +) + half
  }
}
