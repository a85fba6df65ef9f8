internal import Statistics

/// Writes JSON: UTF-8, two spaces a level, an object or array without others inside it on one line.
///
/// The same value gives the same bytes. Numbers are the shortest decimals that read back as the same
/// doubles; what is not finite is null. Control characters, U+2028 and U+2029, which end lines in
/// scripts, and invisible marks, which reorder what a terminal shows, are escaped.
public enum JSONWriter {
  /// The document with a line end at its end.
  ///
  /// O(size).
  public static func bytes(of value: JSON) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Appends a value that stands so many levels deep.
  static func append(_ value: JSON, depth: Int = 0, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append("null" as StaticString)
    case .bool(let bool): bytes.append(bool ? "true" : "false" as StaticString)
    case .integer(let integer): bytes.append(integer)
    case .number(let double): bytes.append(double.isFinite ? double.shortestDecimal : "null")
    case .string(let text): append(text, to: &bytes)
    case .array(let elements):
      append(elements, isFlat: !elements.contains(where: \.isNested), depth, "[", "]", &bytes) {
        append($0, depth: depth + 1, to: &$1)
      }
    case .object(let members):
      append(members, isFlat: !members.contains(where: \.value.isNested), depth, "{", "}", &bytes) {
        append($0.name, to: &$1)
        $1.append(": " as StaticString)
        append($0.value, depth: depth + 1, to: &$1)
      }
    }
  }

  private static func append<Element>(
    _ elements: [Element], isFlat: Bool, _ depth: Int, _ open: StaticString, _ close: StaticString,
    _ bytes: inout [UInt8], _ body: (Element, inout [UInt8]) -> Void
  ) {
    bytes.append(open)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(isFlat ? ", " : "," as StaticString) }
      if !isFlat { breakLine(depth + 1, &bytes) }
      body(element, &bytes)
    }
    if !isFlat { breakLine(depth, &bytes) }
    bytes.append(close)
  }

  private static func breakLine(_ depth: Int, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<(2 * depth) { bytes.append(UInt8(ascii: " ")) }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    let isWritten = text.withUTF8 { utf8 in
      guard utf8.allSatisfy(isPlain) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
    if !isWritten { appendEscaped(text, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether no character that must be escaped begins with the byte.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
      && byte != 0xC2 && byte != 0xD8 && byte != 0xE2 && byte != 0xEF
  }

  private static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\r": bytes += "\\r".utf8
      case "\t": bytes += "\\t".utf8
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200B}"..."\u{200F}",
        "\u{2028}"..."\u{202E}", "\u{2060}"..."\u{206F}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: bytes += String(scalar).utf8
      }
    }
  }
}

extension JSON {
  /// Whether it has members or elements of its own.
  fileprivate var isNested: Bool {
    switch self {
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }
}
