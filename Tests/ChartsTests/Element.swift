import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of a document as an XML parser reads it.
struct Element: Equatable {
  var name: String
  var attributes: [String: String]
  /// The text directly inside it.
  var text: String
  var children: [Element]

  init(
    _ name: String, _ attributes: [String: String] = [:], _ text: String = "",
    _ children: [Element] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// The element and all below it, in the order of the document.
  var all: [Element] { [self] + children.flatMap(\.all) }

  /// Reads a document; throws where it is not well formed.
  static func read(_ markup: Markup) throws -> Element {
    let parser = XMLParser(data: Data(markup.utf8))
    let builder = Builder()
    parser.delegate = builder
    guard parser.parse() else { throw Malformed(line: parser.lineNumber, text: markup.text) }
    return try #require(builder.root)
  }

  struct Malformed: Error {
    var line: Int
    var text: String
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var open: [Element] = []
    var root: Element?

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      open.append(Element(name, attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      open[open.count - 1].text += text
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      let element = open.removeLast()
      if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }
  }
}
