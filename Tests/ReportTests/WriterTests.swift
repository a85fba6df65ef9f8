import CSV
import Foundation
import Testing

@testable import Report

@Suite struct WriterTests {
  @Test func `marks that reorder what a terminal shows are escaped in JSON`() {
    let text = String(
      decoding: JSONWriter.bytes(of: .string("a\u{202E}b\u{FEFF}c\u{200B}\u{61C}“ế”")),
      as: UTF8.self)
    #expect(text == #""a\u202eb\ufeffc\u200b\u061c“ế”""# + "\n")
  }

  @Test func `fields are quoted only where needed`() {
    var writer = CSVWriter(header: ["a", "b"])
    writer.append(["x y", "Hà Nội"])
    writer.append(["a,b", "say \"hi\""])
    writer.append(["two\nlines", "cr\rlf"])
    writer.append([" led", "trailed\t"])
    writer.append(["", "'=1"])
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "a,b\nx y,Hà Nội\n\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"cr\rlf\"\n\" led\",\"trailed\t\"\n,'=1\n"
    )
  }

  @Test func `every field of two difficult characters reads back`() throws {
    let characters = ["a", ",", "\"", "\n", "\r", "\r\n", " ", "\t", ";", "ệ", "'"]
    for first in characters {
      for second in characters {
        var writer = CSVWriter(header: ["text", "after"])
        writer.append([first + second, "x"])
        #expect(try CSVTable(writer.bytes).rows == [[first + second, "x"]])
      }
    }
    #expect(
      try CSVTable(CSVWriter(header: ["a"]).bytes + CSVWriter(header: [""]).bytes).rows == [[""]])
  }

  @Test func `JSON is written to the letter`() {
    let value: JSON = [
      "z": .integer(-1), "a": .array([.number(0.5), .null, .bool(true), .number(.nan)]),
      "empty": [:], "none": .array([]),
      "nested": .array([["text": .string("a\"\\\n\u{1}\u{85}\u{2028}é/")], .array([.integer(1)])]),
    ]
    #expect(
      String(decoding: JSONWriter.bytes(of: value), as: UTF8.self) == #"""
        {
          "z": -1,
          "a": [0.5, null, true, null],
          "empty": {},
          "none": [],
          "nested": [
            {"text": "a\"\\\n\u0001\u0085\u2028é/"},
            [1]
          ]
        }

        """#)
  }

  @Test(arguments: [0, 1, 20_000])
  func `rows are those of the whole document, handed on in blocks`(count: Int) {
    let flags = (0..<count).map { JSON.array($0 % 3 == 1 ? [.string("x")] : []) }
    var blocks: [[UInt8]] = []
    var writer = JSONRowWriter([(name: "a", value: ["b": .null])], rows: "rows") {
      blocks.append($0)
    }
    for index in flags.indices {
      writer.append(isFlat: index % 3 != 1) { row, separator in
        row.append("\"n\": " as StaticString)
        row.append(Int64(index))
        row.append(separator)
        row.append("\"flags\": " as StaticString)
        JSONWriter.append(flags[index], to: &row)
      }
    }
    writer.end()
    let rows = flags.indices.map {
      JSON.object([("n", .integer(Int64($0))), ("flags", flags[$0])])
    }
    let whole = JSON.object([("a", ["b": .null]), ("rows", .array(rows))])
    #expect(Array(blocks.joined()) == JSONWriter.bytes(of: whole))
    #expect((blocks.count > 1) == (count > 1))
  }

  @Test(arguments: [0, 9, 10, -1, 1_234_567_890, .max, .min])
  func `integers are written digit by digit`(number: Int64) {
    var bytes: [UInt8] = []
    bytes.append(number)
    #expect(String(decoding: bytes, as: UTF8.self) == "\(number)")
  }

  @Test func `every scalar below U+3000 survives JSON`() throws {
    let text = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init)))
    let bytes = JSONWriter.bytes(of: .array([.string(text)]))
    let read = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String]
    #expect(read?.first?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    #expect(!bytes.contains { $0 < 0x20 && $0 != UInt8(ascii: "\n") })
  }

  @Test func `tables line up by what a terminal shows`() {
    var table = TextTable([("Tỉnh", .left), ("n", .right), ("ghi chú", .left)])
    table.append(["Huế", "2187", ""])
    table.append(["Phú Thọ".decomposedStringWithCanonicalMapping, "91", "x\u{1B}[31m\u{202E}y"])
    table.append(["東京"])
    #expect(
      table.text == """
        Tỉnh        n  ghi chú
        -------  ----  -------
        Huế      2187
        \("Phú Thọ".decomposedStringWithCanonicalMapping)    91  x [31my
        東京

        """)
    #expect("Phú Thọ".decomposedStringWithCanonicalMapping.terminalWidth == 7)
    #expect("".terminalWidth == 0 && "\u{301}".terminalWidth == 0)
  }
}
