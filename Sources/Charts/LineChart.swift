/// Values over periods, for one to five series.
///
/// Series differ in dash and symbol and are named at their ends; a period without a value is a gap.
public struct LineChart: Chart {
  public struct Observation: Hashable, Sendable {
    /// `nil` where there is no value: `text` then says so in the table.
    public var value: Double?
    public var text: String
    public var interval: ChartInterval?
    /// How the value was revised, for the table, or empty; the symbol is then hollow.
    public var revision: String

    public init(
      _ value: Double?, text: String, interval: ChartInterval? = nil, revision: String = ""
    ) {
      self.value = value
      self.text = text
      self.interval = interval
      self.revision = revision
    }

    var drawn: Double? { value.flatMap { $0.isDrawable ? $0 : nil } }
  }

  public struct Series: Hashable, Sendable {
    public var name: String
    /// One a period.
    public var points: [Observation]

    public init(_ name: String, points: [Observation]) {
      self.name = name
      self.points = points
    }
  }

  /// The heads of the table, and the words of the legend where they name a sign.
  public struct Words: Hashable, Sendable {
    public var period: String
    public var interval: String
    public var revision: String

    public init(period: String, interval: String = "", revision: String = "") {
      self.period = period
      self.interval = interval
      self.revision = revision
    }
  }

  public var head: ChartHead
  public var words: Words
  public var axis: ValueAxis
  public var periods: [String]
  public var series: [Series]

  public init(
    _ head: ChartHead, words: Words, axis: ValueAxis, periods: [String], series: [Series]
  ) {
    precondition(series.count <= Ink.seriesCount, "at most five series can be told apart")
    precondition(series.allSatisfy { $0.points.count == periods.count }, "one point a period")
    self.head = head
    self.words = words
    self.axis = axis
    self.periods = periods
    self.series = series
  }

  /// A row a period; for each series its values, intervals and revisions, as far as it has them.
  public var table: ChartTable {
    var table = ChartTable(title, columns: [.init(words.period)], rows: periods.map { [$0] })
    for series in series {
      func head(_ words: String) -> String {
        self.series.count == 1 || series.name.isEmpty ? words : "\(series.name): \(words)"
      }
      table = table.adding(
        .init(series.name.isEmpty ? axis.title : series.name, isNumeric: true),
        cells: series.points.map(\.text))
      if series.points.contains(where: { $0.interval != nil }) {
        table = table.adding(
          .init(head(words.interval), isNumeric: true),
          cells: series.points.map { $0.interval?.text ?? "" })
      }
      if series.points.contains(where: { !$0.revision.isEmpty }) {
        table = table.adding(.init(head(words.revision)), cells: series.points.map(\.revision))
      }
    }
    return table
  }
}
