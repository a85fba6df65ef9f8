/// A piece of HTML or SVG in which every text is escaped.
///
/// A literal is markup; what is interpolated into it is text, unless it is markup itself:
///
/// ```swift
/// let cell: Markup = "<td>\(name)</td>"     // name = "A & B" gives <td>A &amp; B</td>
/// let row: Markup = "<tr>\(cells)</tr>"     // cells: [Markup] goes in as it is, in order
/// ```
///
/// There is no way to make markup of a text that the program did not spell out: literals are static, and
/// everything else is escaped. Escaped text may stand between tags and in quoted attributes, not in a
/// script, a style sheet or an address that a stranger chose. Appending is O(length), to one buffer of UTF-8.
public struct Markup: Hashable, Sendable {
  /// The markup as bytes, for a file.
  public private(set) var utf8: [UInt8] = []

  /// No markup at all.
  public init() {}

  /// The text, escaped: `&`, `<`, `>`, `"` and `'` as references, characters that XML forbids left out.
  public init(escaping text: some StringProtocol) {
    utf8.appendEscaped(text)
  }

  /// The markup as text, to look at.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  public var isEmpty: Bool { utf8.isEmpty }

  public mutating func append(_ other: Markup) {
    utf8.append(contentsOf: other.utf8)
  }

  public static func + (left: Markup, right: Markup) -> Markup {
    var result = left
    result.append(right)
    return result
  }

  public static func += (left: inout Markup, right: Markup) {
    left.append(right)
  }
}

extension Markup: ExpressibleByStringInterpolation {
  public init(stringLiteral literal: StaticString) {
    utf8.append(literal: literal)
  }

  public init(stringInterpolation interpolation: Interpolation) {
    utf8 = interpolation.utf8
  }

  /// Collects the pieces of a literal: its own ones as they are, texts escaped.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var utf8: [UInt8] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      utf8.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    public mutating func appendLiteral(_ literal: StaticString) {
      utf8.append(literal: literal)
    }

    public mutating func appendInterpolation(_ text: some StringProtocol) {
      utf8.appendEscaped(text)
    }

    public mutating func appendInterpolation(_ character: Character) {
      utf8.appendEscaped(String(character))
    }

    public mutating func appendInterpolation(_ number: some BinaryInteger) {
      utf8.append(contentsOf: String(number).utf8)
    }

    /// The shortest decimal that reads back as the same number; a label has a text of its own.
    public mutating func appendInterpolation(_ number: Double) {
      utf8.append(contentsOf: number.description.utf8)
    }

    public mutating func appendInterpolation(_ markup: Markup) {
      utf8.append(contentsOf: markup.utf8)
    }

    /// Nothing where there is no markup.
    public mutating func appendInterpolation(_ markup: Markup?) {
      if let markup { utf8.append(contentsOf: markup.utf8) }
    }

    public mutating func appendInterpolation(_ pieces: some Sequence<Markup>) {
      for piece in pieces { utf8.append(contentsOf: piece.utf8) }
    }
  }
}

extension Sequence<Markup> {
  /// The pieces in order, with the separator between them.
  public func joined(separator: Markup = "") -> Markup {
    var result = Markup()
    for (index, piece) in enumerated() {
      if index > 0 { result.append(separator) }
      result.append(piece)
    }
    return result
  }
}

extension [UInt8] {
  fileprivate mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(contentsOf: $0) }
  }

  fileprivate mutating func appendEscaped(_ text: some StringProtocol) {
    var text = String(text)
    text.withUTF8 { bytes in
      var start = 0
      for index in bytes.indices where bytes[index].isSpecial {
        let byte = bytes[index]
        var end = index
        let replacement: StaticString
        switch byte {
        case UInt8(ascii: "&"): replacement = "&amp;"
        case UInt8(ascii: "<"): replacement = "&lt;"
        case UInt8(ascii: ">"): replacement = "&gt;"
        case UInt8(ascii: "\""): replacement = "&quot;"
        case UInt8(ascii: "'"): replacement = "&#39;"
        case 0xBF:  // U+FFFF is EF BF BF
          guard index >= 2, bytes[index - 2] == 0xEF, bytes[index - 1] == 0xBF else { continue }
          end = index - 2
          replacement = ""
        case 0xBE:  // U+FFFE is EF BF BE
          guard index >= 2, bytes[index - 2] == 0xEF, bytes[index - 1] == 0xBF else { continue }
          end = index - 2
          replacement = ""
        case 0x09, 0x0A, 0x0D: continue
        default: replacement = ""
        }
        append(contentsOf: bytes[start..<end])
        append(literal: replacement)
        start = index + 1
      }
      append(contentsOf: bytes[start...])
    }
  }
}

extension UInt8 {
  /// Whether a byte of UTF-8 may call for anything but itself.
  fileprivate var isSpecial: Bool {
    switch self {
    case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), 0xBE, 0xBF:
      true
    default: false
    }
  }
}
