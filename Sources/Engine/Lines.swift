/// Physical lines of a file: LF, CRLF or a lone CR ends one.
enum Lines {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Where the line that holds `position` ends, its end mark counted; `nil` without one before `limit`.
  ///
  /// A CR that is the last byte before `limit` may be half of a CRLF: `limit` must then be the end of
  /// the file, or the caller reads on.
  @inline(__always)
  static func end(_ bytes: Span<UInt8>, from position: Int, to limit: Int) -> Int? {
    var index = position
    while index < limit {
      let byte = bytes[index]
      if byte == lineFeed { return index + 1 }
      if byte == carriageReturn {
        return index + 1 < limit && bytes[index + 1] == lineFeed ? index + 2 : index + 1
      }
      index += 1
    }
    return nil
  }

  /// How many line ends stand in `bytes[start..<end]`.
  static func count(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var (position, count) = (start, 0)
    while let next = Lines.end(bytes, from: position, to: end) {
      (position, count) = (next, count + 1)
    }
    return count
  }

  /// Whether there is nothing but spaces, tabs and line ends.
  static func isBlank(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var index = start
    while index < end {
      guard isSpace(bytes[index]) || isLineEnd(bytes[index]) else { return false }
      index += 1
    }
    return true
  }

  @inline(__always)
  static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

extension Bytes {
  /// Whether the last line has no end yet, and is no record wherever it ends.
  func hasOpenLine(from start: Int, longerThan longestRecord: Int) -> Bool {
    guard count - start > longestRecord + 2, !Lines.isLineEnd(self[count - 1]) else { return false }
    let tail = max(start, count - longestRecord - 3)
    return !(tail..<count).contains { Lines.isLineEnd(self[$0]) }
  }
}
