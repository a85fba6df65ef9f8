/// The data of a chart as a table.
public struct ChartTable: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    /// The head, with the unit where there is one.
    public var head: String
    /// Whether its cells are figures, and stand at the right.
    public var isNumeric: Bool

    public init(_ head: String, isNumeric: Bool = false) {
      self.head = head
      self.isNumeric = isNumeric
    }
  }

  public var caption: String
  public var columns: [Column]
  /// A cell a column; which of them names the row is `header`.
  public var rows: [[String]]
  /// The column whose cells name the rows.
  public var header: Int

  public init(_ caption: String, columns: [Column], rows: [[String]], header: Int = 0) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.header = header
  }

  /// The table with a column at its end; rows beyond the cells get an empty one.
  public func adding(_ column: Column, cells: [String]) -> ChartTable {
    var table = self
    table.columns.append(column)
    for index in table.rows.indices {
      table.rows[index].append(index < cells.count ? cells[index] : "")
    }
    return table
  }

  /// The table in HTML: a caption, heads with their scope, figures of class `n`.
  public var markup: Markup {
    let heads = columns.map { column -> Markup in
      column.isNumeric
        ? "<th scope=\"col\" class=\"n\">\(column.head)</th>"
        : "<th scope=\"col\">\(column.head)</th>"
    }
    let body = rows.map { row -> Markup in "<tr>\(cells(of: row))</tr>\n" }
    return """
      <table>
      <caption>\(caption)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(body)</tbody>
      </table>

      """
  }

  private func cells(of row: [String]) -> [Markup] {
    zip(columns.indices, row).map { index, cell in
      switch (index == header, columns[index].isNumeric) {
      case (true, false): "<th scope=\"row\">\(cell)</th>"
      case (true, true): "<th scope=\"row\" class=\"n\">\(cell)</th>"
      case (false, true): "<td class=\"n\">\(cell)</td>"
      case (false, false): "<td>\(cell)</td>"
      }
    }
  }
}
