/// Ranked rows, each with a dot for its value and a bar for its interval.
///
/// One row under the other in the caller's order: 34 provinces stand on one phone page, and on one sheet.
public struct DotChart: Chart {
  public struct Row: Hashable, Sendable {
    public var label: String
    /// The place in the ranking as text; empty for none.
    public var rank: String
    /// `nil` where there is no value: `text` then says so in its place.
    public var value: Double?
    /// The value as text, or why there is none.
    public var text: String
    public var interval: ChartInterval?
    public var isHighlighted: Bool
    /// Why the value is in doubt, for the table, or empty; the dot is then hollow.
    public var doubt: String

    public init(
      _ label: String, rank: String = "", value: Double?, text: String,
      interval: ChartInterval? = nil, isHighlighted: Bool = false, doubt: String = ""
    ) {
      self.label = label
      self.rank = rank
      self.value = value
      self.text = text
      self.interval = interval
      self.isHighlighted = isHighlighted
      self.doubt = doubt
    }

    /// The value, if there is a place for it.
    var drawn: Double? { value.flatMap { $0.isDrawable ? $0 : nil } }
  }

  /// The heads of the table, and the words of the legend where they name a sign.
  public struct Words: Hashable, Sendable {
    public var rank: String
    public var label: String
    public var value: String
    public var interval: String
    public var doubt: String

    public init(
      rank: String, label: String, value: String, interval: String = "", doubt: String = ""
    ) {
      self.rank = rank
      self.label = label
      self.value = value
      self.interval = interval
      self.doubt = doubt
    }
  }

  public var head: ChartHead
  public var words: Words
  public var axis: ValueAxis
  public var rows: [Row]
  /// What all are held against, such as the national value: a solid line.
  public var reference: ChartLine?
  /// What is to be reached: a dashed line.
  public var target: ChartLine?

  public init(
    _ head: ChartHead, words: Words, axis: ValueAxis, rows: [Row], reference: ChartLine? = nil,
    target: ChartLine? = nil
  ) {
    self.head = head
    self.words = words
    self.axis = axis
    self.rows = rows
    self.reference = reference
    self.target = target
  }

  /// Rank, label, value, interval and doubt, as far as any row has them; the lines' values come last.
  public var table: ChartTable {
    typealias Part = (column: ChartTable.Column, text: (Row) -> String, isUsed: Bool)
    let parts: [Part] = [
      (.init(words.rank, isNumeric: true), \.rank, rows.contains { !$0.rank.isEmpty }),
      (.init(words.label), \.label, true),
      (.init(words.value, isNumeric: true), \.text, true),
      (
        .init(words.interval, isNumeric: true), { $0.interval?.text ?? "" },
        rows.contains { $0.interval != nil }
      ),
      (.init(words.doubt), \.doubt, rows.contains { !$0.doubt.isEmpty }),
    ].filter(\.isUsed)
    let lines = [reference, target].compactMap { $0 }.map {
      Row($0.label, value: $0.value, text: $0.text)
    }
    return ChartTable(
      title, columns: parts.map(\.column),
      rows: (rows + lines).map { row in parts.map { $0.text(row) } },
      header: parts.count > 2 && rows.contains { !$0.rank.isEmpty } ? 1 : 0)
  }
}
