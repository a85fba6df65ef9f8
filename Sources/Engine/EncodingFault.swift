/// A place in a file where something stands that its encoding does not have.
struct EncodingFault: Hashable, Sendable {
  /// What stands there.
  enum Unit: Hashable, Sendable {
    case byte(UInt8)
    /// Half of a character of UTF-16.
    case unit(UInt16)
    /// A character that a text read as windows-1252 cannot have.
    case character(UInt32)
  }

  let unit: Unit
  /// In the bytes of the file, unpacked where it is packed.
  let sourceOffset: Int
  /// In the text: what cannot be decoded is the byte FF there, which UTF-8 never has.
  let textOffset: Int

  /// `0xFE 1234`, `0xD800 1234` or `U+1EBF 1234`: what stands there, and its offset in the file.
  var detail: String { "\(unit.words) \(sourceOffset)" }
}

extension EncodingFault.Unit {
  /// `0xFE`, `0xD800` or `U+1EBF`.
  var words: String {
    switch self {
    case .byte(let byte): "0x" + Self.hexadecimal(UInt32(byte), digits: 2)
    case .unit(let unit): "0x" + Self.hexadecimal(UInt32(unit), digits: 4)
    case .character(let value): "U+" + Self.hexadecimal(value, digits: 4)
    }
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
