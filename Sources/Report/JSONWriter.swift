internal import Statistics

/// Writes JSON: UTF-8, two spaces a level, an object or array without others inside it on one line.
///
/// The same value gives the same bytes. Numbers are the shortest decimals that read back as the same
/// doubles; what is not finite is null. Control characters, U+2028 and U+2029, which end lines in
/// scripts, and invisible marks, which reorder what a terminal shows, are escaped.
public struct JSONWriter: Sendable {
  private var bytes: [UInt8] = []

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
    var writer = JSONWriter()
    swap(&writer.bytes, &bytes)
    writer.write(value, depth: depth)
    swap(&writer.bytes, &bytes)
  }

  private mutating func write(_ value: JSON, depth: Int) {
    switch value {
    case .null: bytes.append("null" as StaticString)
    case .bool(let bool): bytes.append(bool ? "true" : "false" as StaticString)
    case .integer(let integer): bytes.append(integer)
    case .number(let double): bytes.append(double.isFinite ? double.shortestDecimal : "null")
    case .string(let text): write(text)
    case .array(let elements):
      write(elements, isFlat: !elements.contains(where: \.isNested), depth, "[", "]") {
        $0.write($1, depth: depth + 1)
      }
    case .object(let members):
      write(members, isFlat: !members.contains(where: \.value.isNested), depth, "{", "}") {
        $0.write($1.name)
        $0.bytes += ": ".utf8
        $0.write($1.value, depth: depth + 1)
      }
    }
  }

  private mutating func write<Elements: Collection>(
    _ elements: Elements, isFlat: Bool, _ depth: Int, _ open: String, _ close: String,
    _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    bytes += open.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes += (isFlat ? ", " : ",").utf8 }
      if !isFlat { breakLine(depth + 1) }
      body(&self, element)
    }
    if !isFlat { breakLine(depth) }
    bytes += close.utf8
  }

  private mutating func breakLine(_ depth: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += [UInt8](repeating: UInt8(ascii: " "), count: 2 * depth)
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(Self.isPlain) { bytes.append(text) } else { writeEscaped(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether no character that must be escaped begins with the byte.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
      && byte != 0xC2 && byte != 0xD8 && byte != 0xE2 && byte != 0xEF
  }

  private mutating func writeEscaped(_ text: String) {
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
