/// stand-in with the interface of Report's
struct TextTable {
  enum Alignment { case left, right }
  private let alignments: [Alignment]
  private var rows: [[String]]
  init(_ columns: [(title: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.title)]
  }
  mutating func append(_ cells: [String]) { rows.append(cells) }
  var text: String {
    let widths = alignments.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      let cells = row.indices.map { column -> String in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return alignments[column] == .right ? space + row[column] : row[column] + space
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    var lines = rows.map(line)
    lines.insert(line(widths.map { String(repeating: "-", count: $0) }), at: 1)
    return lines.map { $0 + "\n" }.joined()
  }
}
