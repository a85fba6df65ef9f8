/// Places as equal squares about where they lie, each with its value and the colour of its class.
///
/// No outlines are drawn and no place is larger for its area. The class is also told by the value in the
/// square and by so many pips; a place without a class has a dashed edge and no colour.
public struct TileMap: Chart {
  public struct Tile: Hashable, Sendable {
    /// The name in the square: short, or of short words.
    public var name: String
    /// From the top and from the left, from 0.
    public var row: Int
    public var column: Int
    /// The value as text, or a dash for none.
    public var text: String
    /// The class, an index of `classes`; `nil` for none.
    public var group: Int?
    /// Where the square leads to in a page, such as `#p46`.
    public var address: String?
    public var isHighlighted: Bool

    public init(
      _ name: String, row: Int, column: Int, text: String, group: Int?, address: String? = nil,
      isHighlighted: Bool = false
    ) {
      self.name = name
      self.row = row
      self.column = column
      self.text = text
      self.group = group
      self.address = address
      self.isHighlighted = isHighlighted
    }
  }

  /// A place that is shown and named, and has no value of its own.
  public struct Site: Hashable, Sendable {
    public var name: String
    public var row: Int
    public var column: Int

    public init(_ name: String, row: Int, column: Int) {
      self.name = name
      self.row = row
      self.column = column
    }
  }

  /// The heads of the table, and what the legend calls tiles without a class.
  public struct Words: Hashable, Sendable {
    public var place: String
    public var value: String
    public var group: String
    public var none: String

    public init(place: String, value: String, group: String, none: String) {
      self.place = place
      self.value = value
      self.group = group
      self.none = none
    }
  }

  public var head: ChartHead
  public var words: Words
  /// What the classes are, lowest first; at most seven.
  public var classes: [String]
  public var tiles: [Tile]
  public var sites: [Site]

  public init(
    _ head: ChartHead, words: Words, classes: [String], tiles: [Tile], sites: [Site] = []
  ) {
    precondition(classes.count <= Ink.stepCount, "at most seven classes can be told apart")
    self.head = head
    self.words = words
    self.classes = classes
    self.tiles = tiles
    self.sites = sites
  }

  public static var styleClass: String? { "chart-tiles" }
  public static var pageWidth: Double { 360 }

  /// Place, value and class.
  public var table: ChartTable {
    ChartTable(
      title,
      columns: [.init(words.place), .init(words.value, isNumeric: true), .init(words.group)],
      rows: tiles.map { [$0.name, $0.text, group(of: $0).map { classes[$0] } ?? words.none] })
  }

  /// The class of a tile, if it is one of those that there are.
  func group(of tile: Tile) -> Int? {
    tile.group.flatMap { classes.indices.contains($0) ? $0 : nil }
  }
}
