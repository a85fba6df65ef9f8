/// A table that people get: the same columns, words and cells whatever kind of file it goes into.
///
/// Rows are made when they are asked for: a table of all figures is long.
public struct ReleaseTable: Sendable {
  /// Its stable name for programs, such as `rankings`; also that of its file.
  public let id: String
  /// A short name in the pipeline's language, of at most 31 characters, as of a sheet.
  public let name: String
  public let title: String
  /// What a reader must know of all of its rows, a sentence each.
  public let notes: [String]
  public let columns: [Column]
  public let rowCount: Int
  private let makeRow: @Sendable (Int) -> [Cell]

  public struct Column: Sendable {
    /// In the pipeline's language.
    public let head: String
    public let kind: Kind
    /// How many characters of its cells are to be seen.
    public let width: Int
  }

  /// What the cells of a column are to a spreadsheet that guesses.
  public enum Kind: Sendable {
    case value, text
    /// Digits that are no number: the name that they stand for is in the next column.
    case code
    /// `2025-07` and the like, which is no day.
    case period
  }

  /// A value as it is, and with its case how it is shown.
  public enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    case integer(Int64)
    /// Shown with the pipeline's decimals.
    case number(Double)
    /// Shown in percent with the pipeline's decimals.
    case proportion(Double)
  }

  init(
    id: String, name: String, title: String, notes: [String] = [], columns: [Column], rowCount: Int,
    row: @escaping @Sendable (Int) -> [Cell]
  ) {
    self.id = id
    self.name = name
    self.title = title
    self.notes = notes
    self.columns = columns
    self.rowCount = rowCount
    makeRow = row
  }

  /// The cells of a row, one a column.
  public func row(_ index: Int) -> [Cell] { makeRow(index) }
}
