/// Puts bytes that come one by one together to characters of UTF-8.
struct UTF8Assembler {
  /// A byte, and what it was made from.
  struct Piece {
    let byte: UInt8
    let unit: EncodingFault.Unit
    let sourceOffset: Int
  }

  /// The bytes of a character that is not whole yet.
  private(set) var pieces: [Piece] = []
  private var missing = 0

  var isEmpty: Bool { pieces.isEmpty }

  /// Adds a byte.
  ///
  /// `whole` receives the value of a character and its pieces, `broken` the first piece of what cannot become one.
  mutating func add(
    _ piece: Piece, whole: (UInt32, [Piece]) -> Void, broken: (Piece) -> Void
  ) {
    if pieces.isEmpty {
      switch piece.byte {
      case 0...0x7F: return whole(UInt32(piece.byte), [piece])
      case 0xC2...0xDF: missing = 1
      case 0xE0...0xEF: missing = 2
      case 0xF0...0xF4: missing = 3
      default: return broken(piece)
      }
      return pieces.append(piece)
    }
    guard mayFollow(piece.byte) else {
      finish(broken: broken)
      return add(piece, whole: whole, broken: broken)
    }
    pieces.append(piece)
    missing -= 1
    guard missing == 0 else { return }
    let lead = UInt32(pieces[0].byte) & (0xFF >> UInt32(pieces.count + 1))
    whole(pieces.dropFirst().reduce(lead) { $0 << 6 | UInt32($1.byte & 0x3F) }, pieces)
    pieces.removeAll(keepingCapacity: true)
  }

  /// Gives up a character that is not whole.
  mutating func finish(broken: (Piece) -> Void) {
    if let first = pieces.first { broken(first) }
    pieces.removeAll(keepingCapacity: true)
  }

  /// Whether the byte can go on with the character; the one after the first decides most.
  private func mayFollow(_ byte: UInt8) -> Bool {
    guard pieces.count == 1 else { return 0x80...0xBF ~= byte }
    switch pieces[0].byte {
    case 0xE0: return 0xA0...0xBF ~= byte
    case 0xED: return 0x80...0x9F ~= byte
    case 0xF0: return 0x90...0xBF ~= byte
    case 0xF4: return 0x80...0x8F ~= byte
    default: return 0x80...0xBF ~= byte
    }
  }
}
