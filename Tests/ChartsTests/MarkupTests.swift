import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct MarkupTests {
  @Test func `literals are markup, and what is put into them is text`() {
    let name = "<b>\"Huế\" & 'Đà Nẵng'</b>"
    let cell: Markup = "<td title=\"\(name)\">\(name.prefix(3))\(name.last ?? " ")</td>"
    #expect(
      cell.text
        == "<td title=\"&lt;b&gt;&quot;Huế&quot; &amp; &#39;Đà Nẵng&#39;&lt;/b&gt;\">&lt;b&gt;&gt;</td>"
    )
  }

  @Test func `markup goes into markup as it is`() {
    let cells: [Markup] = ["<td>\(1)</td>", "<td>\(-0.5)</td>"]
    let none: Markup? = nil
    let row: Markup = "<tr>\(cells)\(none)\(cells[0])</tr>"
    #expect(row.text == "<tr><td>1</td><td>-0.5</td><td>1</td></tr>")
    #expect(cells.joined(separator: "|").text == "<td>1</td>|<td>-0.5</td>")
    #expect(Markup().isEmpty)
    #expect(([Markup]()).joined().isEmpty)
  }

  @Test func `every scalar that XML allows reads back as itself, in text and in attributes`() throws
  {
    var text = String.UnicodeScalarView()
    for value in UInt32(0x20)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      guard scalar.isXMLCharacter else { continue }
      // The two planes of rare letters, and of each other one the first and the last.
      guard value < 0x20000 || value & 0xFFFF < 16 || value & 0xFFFF > 0xFFE0 else { continue }
      text.append(scalar)
    }
    let string = String(text)
    #expect(
      try Element.read("<a b=\"\(string)\">\(string)</a>") == Element("a", ["b": string], string))
  }

  @Test func `characters that XML forbids are left out, and nothing beside them`() throws {
    var scalars = (UInt32(0)..<0x20).compactMap(Unicode.Scalar.init)
    scalars += ["\u{FFFE}", "\u{FFFF}"]
    for scalar in scalars {
      let character = String(String.UnicodeScalarView([scalar]))
      let markup: Markup = "<a>x\(character)y</a>"
      #expect(markup.text == (scalar.isXMLCharacter ? "<a>x\(character)y</a>" : "<a>xy</a>"))
    }
    // Those with bytes in common are kept.
    for kept in ["\u{FFFD}", "\u{FFBF}", "\u{FFBE}", "\u{BF}", "\u{10FFFF}", "ï¿¾"] {
      #expect(Markup(escaping: kept).text == kept)
    }
  }

  @Test func `escaped pieces make the escaped whole, wherever a text is cut`() {
    let text = "a<b>&\"'\u{0}\u{FFFF}ế\u{1F600}&amp;"
    for index in text.unicodeScalars.indices {
      let left = Markup(escaping: text.unicodeScalars[..<index].text)
      let right = Markup(escaping: text.unicodeScalars[index...].text)
      #expect([left, right].joined() == Markup(escaping: text))
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isXMLCharacter: Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

extension Substring.UnicodeScalarView {
  fileprivate var text: Substring { Substring(self) }
}
