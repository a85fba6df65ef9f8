internal import Glibc

/// What each byte of an encoding of one byte a letter stands for, as the system's iconv knows it.
struct LetterTable: Sendable {
  /// The text of each byte; empty for a byte that the encoding does not have.
  let letters: [[UInt8]]

  /// `nil` where the system's iconv does not know the encoding.
  init?(iconv name: String) {
    guard let converter = unsafe iconv_open("UTF-8", name),
      Int(bitPattern: converter) != -1
    else { return nil }
    defer { unsafe _ = iconv_close(converter) }
    letters = (0...0xFF).map { unsafe Self.letter($0, converter) }
  }

  static let windows1258 = LetterTable(iconv: "CP1258")
  static let tcvn3 = LetterTable(iconv: "TCVN")
  static let windows1252 = LetterTable(iconv: "CP1252")

  /// One byte alone; a letter that waits for a mark to be joined with is had by asking for the end.
  private static func letter(_ byte: UInt8, _ converter: iconv_t) -> [UInt8] {
    _ = unsafe iconv(converter, nil, nil, nil, nil)
    var source = [CChar(bitPattern: byte)]
    let room = 16
    return unsafe [UInt8](unsafeUninitializedCapacity: room) { letter, count in
      unsafe source.withUnsafeMutableBufferPointer { source in
        var input = source.baseAddress
        var inputLeft = source.count
        var output = unsafe UnsafeMutableRawPointer(letter.baseAddress)?.assumingMemoryBound(
          to: CChar.self)
        var outputLeft = room
        guard unsafe iconv(converter, &input, &inputLeft, &output, &outputLeft) == 0,
          unsafe iconv(converter, nil, nil, &output, &outputLeft) == 0
        else { return }
        count = room - outputLeft
      }
    }
  }
}

/// Decodes an encoding of one byte a letter.
struct LetterDecoder: TextDecoder {
  private let table: LetterTable
  private var offset = 0

  init(_ table: LetterTable) { self.table = table }

  mutating func decode(_ bytes: [UInt8], isLast: Bool, into text: inout DecodedText) {
    text.reserve(bytes.count + bytes.count / 2)
    for index in bytes.indices {
      let byte = bytes[index]
      // Line ends, separators, digits and plain letters are what they are in ASCII.
      if 0x20..<0x7F ~= byte || byte == 0x0A || byte == 0x0D {
        text.append(byte)
        continue
      }
      let letter = table.letters[Int(byte)]
      if byte == 0 || letter.isEmpty {
        text.refuse(.byte(byte), at: offset + index)
      } else {
        text.append(letter)
      }
    }
    offset += bytes.count
  }
}
