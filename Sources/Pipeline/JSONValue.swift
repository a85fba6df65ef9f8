/// A JSON document with its keys in a fixed order.
enum JSONValue {
  case object([(key: String, value: JSONValue)])
  case array([JSONValue])
  case string(String)
  case integer(Int)
  /// Seconds to the thousandth.
  case seconds(Double)
  case bool(Bool)
  case null

  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// An object with the keys in the order of their bytes.
  static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(
      counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { ($0.key, .integer($0.value)) })
  }

  static func texts(_ texts: [String: String]) -> JSONValue {
    .object(
      texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { ($0.key, .string($0.value)) })
  }

  /// The document, indented by two spaces, with a line end.
  var document: String {
    var text = ""
    write(to: &text, indent: "\n")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .object(let members):
      Self.write(members, "{", "}", to: &text, indent) { member, text, deeper in
        Self.write(member.key, to: &text)
        text += ": "
        member.value.write(to: &text, indent: deeper)
      }
    case .array(let elements):
      Self.write(elements, "[", "]", to: &text, indent) { element, text, deeper in
        element.write(to: &text, indent: deeper)
      }
    case .string(let string): Self.write(string, to: &text)
    case .integer(let integer): text += String(integer)
    case .seconds(let seconds):
      let thousandths = Int((seconds * 1000).rounded())
      let digits = String(thousandths % 1000 + 1000).dropFirst()
      text += "\(thousandths / 1000).\(digits)"
    case .bool(let bool): text += bool ? "true" : "false"
    case .null: text += "null"
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String,
    _ indent: String, _ body: (Element, inout String, String) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      text += (index > 0 ? "," : "") + indent + "  "
      body(element, &text, indent + "  ")
    }
    if !elements.isEmpty { text += indent }
    text += close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
