import CSV
import Testing

struct CSVTests {
  /// Records as lists of fields; `nil` at a fault.
  private func records(_ text: String, pieces: Int = .max, delimiter: UInt8 = 0x2C) -> [[String]]? {
    let parser = CSVParser(delimiter: delimiter)
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = min(
        bytes.count, start.addingReportingOverflow(pieces).overflow ? bytes.count : start + pieces)
      let piece = Array(bytes[start..<end])
      guard parser.feed(piece.span.bytes) == piece.count else { return nil }
      start = end
    }
    guard parser.finish() else { return nil }
    var records: [[String]] = []
    var (field, position) = (0, 0)
    for end in parser.recordEnds {
      var fields: [String] = []
      while field < end {
        fields.append(
          String(decoding: parser.text[position..<parser.fieldEnds[field]], as: UTF8.self))
        position = parser.fieldEnds[field]
        field += 1
      }
      records.append(fields)
    }
    return records
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a\rb\r", [["a"], ["b"]]), ("a,\n", [["a", ""]]), (",\n", [["", ""]]),
    ("\n\na\n\n", [["a"]]), ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]),
    ("\"a\nb\"\n", [["a\nb"]]), (" a ,\tb\t\n", [["a", "b"]]), ("\" a \"\n", [[" a "]]),
    ("\"\"\n", [[""]]), ("", []), ("Huế,Đà Nẵng", [["Huế", "Đà Nẵng"]]),
  ])
  func `the grammar is the stated one, wherever the bytes are cut`(
    _ text: String, _ expected: [[String]]
  ) {
    for pieces in [1, 2, 3, 7, Int.max] {
      #expect(records(text, pieces: pieces) == expected)
    }
  }

  @Test(arguments: ["a\"b\n", "\"a\"b\n", "\"a", "a,\"b\nc"])
  func `a quote where none may stand is a fault`(_ text: String) {
    for pieces in [1, 2, Int.max] { #expect(records(text, pieces: pieces) == nil) }
  }

  @Test
  func `the delimiter can be another, and a comma is then a letter`() {
    #expect(records("a;b,c\n", delimiter: 0x3B) == [["a", "b,c"]])
    #expect(records("a\tb\n", delimiter: 0x09) == [["a", "b"]])
    #expect(records("a|b\n", delimiter: 0x7C) == [["a", "b"]])
  }

  @Test
  func `a parser goes on after a fault once it is reset`() {
    let parser = CSVParser()
    let bad = Array("a\"b\n".utf8)
    #expect(parser.feed(bad.span.bytes) == 1)
    parser.reset()
    let good = Array("x,y\n".utf8)
    #expect(parser.feed(good.span.bytes) == 4)
    #expect(parser.finish())
    #expect(parser.recordEnds == [2])
    #expect(parser.text == Array("xy".utf8))
    parser.clear()
    #expect(parser.fieldEnds.isEmpty)
  }

  @Test
  func `a table has a header and rows of its width`() throws {
    let table = try CSVTable(Array("\u{FEFF}code,name\n01,\"Hà, Nội\"\n".utf8))
    #expect(table.header == ["code", "name"])
    #expect(table.rows == [["01", "Hà, Nội"]])
    #expect(table.column("name") == 1)
    #expect(table.column("Name") == nil)
  }

  @Test(arguments: [
    ("", 1, "it has no header"), ("a,b\n1\n", 2, "it has 1 fields where the header has 2"),
    ("a\n1\n\"2\n", 3, "a quote stands where CSV allows none"),
  ])
  func `a broken table is refused with the record at fault`(
    _ text: String, _ record: Int, _ message: String
  ) {
    let fault = #expect(throws: CSVTable.Fault.self) { try CSVTable(Array(text.utf8)) }
    #expect(fault?.record == record)
    #expect(fault?.message == message)
  }

  @Test
  func `text that is not UTF-8 is refused`() {
    let fault = #expect(throws: CSVTable.Fault.self) { try CSVTable([0x61, 0x0A, 0xFF, 0x0A]) }
    #expect(fault?.record == 2)
  }
}
