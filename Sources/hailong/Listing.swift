internal import Report

/// Rows for a person to read: words to the left, numbers to the right, empty columns left out.
struct Listing {
  private let columns: [(title: String, alignment: TextTable.Alignment)]
  private var rows: [[String]] = []

  /// - Parameter columns: the columns' titles; `>` before one of numbers.
  init(_ columns: [String]) {
    self.columns = columns.map { title in
      title.hasPrefix(">") ? (String(title.dropFirst()), .right) : (title, .left)
    }
  }

  var isEmpty: Bool { rows.isEmpty }

  /// Adds a row as wide as the columns.
  mutating func add(_ row: [String]) { rows.append(row.map(\.shown)) }

  fileprivate var lines: [String] {
    let used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    var table = TextTable(used.map { columns[$0] })
    for row in rows { table.append(used.map { row[$0] }) }
    return table.text.split(separator: "\n").map(String.init)
  }
}

extension Console {
  /// Prints a listing under its titles.
  func print(_ listing: Listing) throws {
    let lines = listing.lines
    for (index, line) in lines.enumerated() { try print(line, index == 0 ? .bold : .plain) }
  }
}
