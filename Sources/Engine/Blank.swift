/// Characters beyond ASCII that are nothing to see at the end of a cell: spaces without a line break
/// and of other widths, and signs of no width such as a byte order mark in the middle of a file.
enum Blank {
  /// The bytes of such a character that begins at `index`; 0 where none does.
  @inline(__always)
  static func count(at index: Int, in bytes: Bytes, to end: Int) -> Int {
    // All begin with one of five bytes.
    switch bytes[index] {
    case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF: longCount(at: index, in: bytes, to: end)
    default: 0
    }
  }

  /// The bytes of such a character that ends before `end`; 0 where none does.
  @inline(__always)
  static func count(before end: Int, in bytes: Bytes, from start: Int) -> Int {
    guard bytes[end - 1] & 0xC0 == 0x80 else { return 0 }
    if end - start >= 2, longCount(at: end - 2, in: bytes, to: end) == 2 { return 2 }
    return end - start >= 3 && longCount(at: end - 3, in: bytes, to: end) == 3 ? 3 : 0
  }

  @inline(never)
  private static func longCount(at index: Int, in bytes: Bytes, to end: Int) -> Int {
    guard end - index >= 2 else { return 0 }
    let (first, second) = (bytes[index], bytes[index + 1])
    if first == 0xC2 { return second == 0xA0 || second == 0xAD || second == 0x85 ? 2 : 0 }
    guard end - index >= 3 else { return 0 }
    let third = bytes[index + 2]
    switch (first, second) {
    case (0xE1, 0x9A): return third == 0x80 ? 3 : 0
    // U+2000 to U+200D, lines and paragraphs, the narrow space without a line break.
    case (0xE2, 0x80):
      let isOther = third == 0xA8 || third == 0xA9 || third == 0xAF
      return 0x80...0x8D ~= third || isOther ? 3 : 0
    // U+205F and U+2060.
    case (0xE2, 0x81): return third == 0x9F || third == 0xA0 ? 3 : 0
    case (0xE3, 0x80): return third == 0x80 ? 3 : 0
    case (0xEF, 0xBB): return third == 0xBF ? 3 : 0
    default: return 0
    }
  }
}
