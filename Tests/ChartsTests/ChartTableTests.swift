import Charts
import Testing

@Suite struct ChartTableTests {
  private static let table = ChartTable(
    "Tỷ lệ & hạng",
    columns: [.init("Hạng", isNumeric: true), .init("Địa phương"), .init("%", isNumeric: true)],
    rows: [["1", "Huế", "93,28"], ["2", "<Hà Nội>", ""]], header: 1)

  @Test func `the table has a caption, scopes, and figures at the right`() throws {
    let root = try Element.read(Self.table.markup)
    #expect(root.children.map(\.name) == ["caption", "thead", "tbody"])
    #expect(root.children[0].text == "Tỷ lệ & hạng")
    let heads = root.children[1].children[0].children
    #expect(heads.map(\.text) == ["Hạng", "Địa phương", "%"])
    #expect(heads.allSatisfy { $0.name == "th" && $0.attributes["scope"] == "col" })
    #expect(heads.map { $0.attributes["class"] } == ["n", nil, "n"])
    for (row, cells) in zip(root.children[2].children, Self.table.rows) {
      #expect(row.children.map(\.text) == cells)
      #expect(row.children.map(\.name) == ["td", "th", "td"])
      #expect(row.children[1].attributes == ["scope": "row"])
      #expect(row.children.map { $0.attributes["class"] } == ["n", nil, "n"])
    }
  }

  @Test func `a column that is added has an empty cell where it has none`() {
    let wider = Self.table.adding(.init("n", isNumeric: true), cells: ["2187"])
    #expect(wider.columns.map(\.head) == ["Hạng", "Địa phương", "%", "n"])
    #expect(wider.rows.map(\.last) == ["2187", ""])
  }
}
