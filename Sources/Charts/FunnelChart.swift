/// Shares of many units against their sizes, with the limits that narrow with the size.
///
/// Sizes are on a logarithmic axis. Units outside the outer limits have signs of their own and, as far as
/// there is room, their names; all others are small squares of one path, so that thousands stay light.
public struct FunnelChart: Chart {
  public struct Unit: Hashable, Sendable {
    public var label: String
    public var size: Double
    public var sizeText: String
    public var value: Double
    public var text: String
    /// Between what nearly all and all but very few units of its size are, for the table.
    public var inner: String
    public var outer: String
    /// `nil` within the outer limits.
    public var side: Side?

    public init(
      _ label: String, size: Double, sizeText: String, value: Double, text: String,
      inner: String = "", outer: String = "", side: Side? = nil
    ) {
      self.label = label
      self.size = size
      self.sizeText = sizeText
      self.value = value
      self.text = text
      self.inner = inner
      self.outer = outer
      self.side = side
    }

    /// Whether there is a place for it.
    var isDrawn: Bool { size > 0 && size.isDrawable && value.isDrawable }
  }

  /// Where a unit is that is outside the outer limits.
  public enum Side: Hashable, Sendable, CaseIterable {
    case above, below
  }

  /// The limits of one size.
  public struct Limit: Hashable, Sendable {
    public var size: Double
    public var inner: ClosedRange<Double>
    public var outer: ClosedRange<Double>

    public init(size: Double, inner: ClosedRange<Double>, outer: ClosedRange<Double>) {
      self.size = size
      self.inner = inner
      self.outer = outer
    }
  }

  /// The heads of the table, the title of the axis of sizes, and the words of the legend.
  public struct Words: Hashable, Sendable {
    public var label: String
    public var size: String
    public var value: String
    public var inner: String
    public var outer: String
    public var within: String
    public var above: String
    public var below: String

    public init(
      label: String, size: String, value: String, inner: String, outer: String, within: String,
      above: String, below: String
    ) {
      self.label = label
      self.size = size
      self.value = value
      self.inner = inner
      self.outer = outer
      self.within = within
      self.above = above
      self.below = below
    }

    func side(_ side: Side?) -> String {
      switch side {
      case .above: above
      case .below: below
      case nil: within
      }
    }
  }

  public var head: ChartHead
  public var words: Words
  public var axis: ValueAxis
  /// The text of a round size, for the axis.
  public var sizeText: @Sendable (Double) -> String
  public var units: [Unit]
  /// In rising order of sizes.
  public var limits: [Limit]
  /// What all are held against.
  public var target: ChartLine

  public init(
    _ head: ChartHead, words: Words, axis: ValueAxis,
    sizeText: @escaping @Sendable (Double) -> String, units: [Unit], limits: [Limit],
    target: ChartLine
  ) {
    self.head = head
    self.words = words
    self.axis = axis
    self.sizeText = sizeText
    self.units = units
    self.limits = limits
    self.target = target
  }

  /// Label, size, value, limits and side of every unit; the target comes last.
  public var table: ChartTable {
    ChartTable(
      title,
      columns: [
        .init(words.label), .init(words.size, isNumeric: true),
        .init(words.value, isNumeric: true), .init(words.inner, isNumeric: true),
        .init(words.outer, isNumeric: true), .init(""),
      ],
      rows: units.map { unit in
        [unit.label, unit.sizeText, unit.text, unit.inner, unit.outer, words.side(unit.side)]
      } + [[target.label, "", target.text, "", "", ""]])
  }
}
