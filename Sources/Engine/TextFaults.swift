/// What speaks against taking bytes for text, or for all of it.
extension Span<UInt8> {
  /// The first byte that is no UTF-8.
  var firstNonUTF8: Int? {
    do {
      _ = try UTF8Span(validating: self)
      return nil
    } catch { return error.byteOffsets.lowerBound }
  }

  /// The first byte that is no UTF-8, or a NUL.
  var firstNonText: Int? {
    let wrong = firstNonUTF8
    return (0..<(wrong ?? count)).first { self[$0] == 0 } ?? wrong
  }

  /// Whether a question mark stands between two letters of one word: `Tr?n`.
  ///
  /// Of an address on the web, such as `…/a?b=c`, or a file's name it is a part.
  var hasLostLetter: Bool {
    var index = 1
    while index + 1 < count {
      guard self[index] == UInt8(ascii: "?") else {
        index += 1
        continue
      }
      var (start, end) = (index, index + 1)
      while start > 0, isLetterOrMark(self[start - 1]) { start -= 1 }
      while end < count, isLetterOrMark(self[end]) { end += 1 }
      let isPart =
        start > 0 && isJoint(self[start - 1]) || end + 1 < count && isJoint(self[end])
      if !isPart, hasLostLetter(start, end) { return true }
      index = end
    }
    return false
  }

  private func hasLostLetter(_ start: Int, _ end: Int) -> Bool {
    var index = start + 1
    while index + 1 < end {
      if self[index] == UInt8(ascii: "?"), self[index - 1] != self[index] {
        // As many as there were letters may be lost in a row.
        var next = index + 1
        while next < end, self[next] == self[index] { next += 1 }
        if next < end { return true }
      }
      index += 1
    }
    return false
  }

  private func isLetterOrMark(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "?") || 0x61...0x7A ~= byte | 0x20
  }

  private func isJoint(_ byte: UInt8) -> Bool { "/=&.:@#%_-".utf8.contains(byte) }
}
