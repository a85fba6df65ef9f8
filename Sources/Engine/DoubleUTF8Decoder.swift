/// Undoes what becomes of UTF-8 that is read as windows-1252 and saved as UTF-8: `Huáº¿` is `Huế` again.
///
/// Every character must go back to a byte of windows-1252, and the bytes must be UTF-8.
struct DoubleUTF8Decoder: TextDecoder {
  /// The byte of each character of windows-1252 from 80 on.
  private let bytesOfCharacters: [UInt32: UInt8]
  private var characters = UTF8Assembler()
  private var letters = UTF8Assembler()
  private var offset: Int

  /// `offset` is where in the source the first byte stands that is decoded.
  init(_ table: LetterTable, offset: Int) {
    bytesOfCharacters = Self.bytesOfCharacters(table)
    self.offset = offset
  }

  /// The bytes that a text had before it was read as windows-1252; what it cannot have had is FF.
  static func bytes(of text: String, _ table: LetterTable) -> [UInt8] {
    let bytes = bytesOfCharacters(table)
    return text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : bytes[$0.value] ?? 0xFF }
  }

  private static func bytesOfCharacters(_ table: LetterTable) -> [UInt32: UInt8] {
    var bytes: [UInt32: UInt8] = [:]
    for byte in UInt8(0x80)...0xFF {
      let letter = table.letters[Int(byte)]
      // Bytes without a letter were read as the control characters of that number.
      let scalar = String(decoding: letter, as: UTF8.self).unicodeScalars.first
      bytes[scalar?.value ?? UInt32(byte)] = byte
    }
    return bytes
  }

  mutating func decode(_ bytes: [UInt8], isLast: Bool, into text: inout DecodedText) {
    text.reserve(bytes.count)
    for byte in bytes {
      if 1..<0x80 ~= byte, characters.isEmpty, letters.isEmpty {
        text.append(byte)
      } else {
        let piece = UTF8Assembler.Piece(byte: byte, unit: .byte(byte), sourceOffset: offset)
        addCharacter(piece, into: &text)
      }
      offset += 1
    }
    guard isLast else { return }
    var (cut, open) = (characters, letters)
    open.finish { text.refuse($0.unit, at: $0.sourceOffset) }
    cut.finish { text.refuse($0.unit, at: $0.sourceOffset) }
    (characters, letters) = (cut, open)
  }

  private mutating func addCharacter(_ piece: UTF8Assembler.Piece, into text: inout DecodedText) {
    var (characters, letters) = (self.characters, self.letters)
    self.characters = UTF8Assembler()
    self.letters = UTF8Assembler()
    func refuse(_ piece: UTF8Assembler.Piece) { text.refuse(piece.unit, at: piece.sourceOffset) }
    func breakOff(_ piece: UTF8Assembler.Piece) {
      letters.finish(broken: refuse)
      refuse(piece)
    }
    characters.add(piece) { value, pieces in
      let unit = value < 0x80 ? EncodingFault.Unit.byte(UInt8(value)) : .character(value)
      guard value != 0, let byte = value < 0x80 ? UInt8(value) : bytesOfCharacters[value] else {
        return breakOff(
          UTF8Assembler.Piece(byte: 0xFF, unit: unit, sourceOffset: pieces[0].sourceOffset))
      }
      letters.add(
        UTF8Assembler.Piece(byte: byte, unit: unit, sourceOffset: pieces[0].sourceOffset),
        whole: { value, _ in text.append(scalar: value) }, broken: refuse)
    } broken: {
      breakOff($0)
    }
    (self.characters, self.letters) = (characters, letters)
  }
}
