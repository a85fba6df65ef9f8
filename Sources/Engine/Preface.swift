internal import Definitions

/// What may stand above everything else in a file: lines that somebody said are to be passed, and a line
/// `sep=;`, as Excel writes and reads it.
struct Preface {
  /// What the line says.
  let delimiter: UInt8?
  /// Rows that were passed, by kind.
  let skipped: [String: Int]
  /// Where the next line starts, and its 1-based number.
  let end: Int
  let line: Int

  init(_ head: [UInt8], from start: Int, skippedLines: Int) {
    let bytes = head.span
    var (start, skipped): (Int, [String: Int]) = (start, [:])
    for _ in 0..<skippedLines {
      guard let end = Lines.end(bytes, from: start, to: head.count) else { break }
      let isBlank = Lines.isBlank(bytes, from: start, to: end)
      skipped[isBlank ? "blank" : "title", default: 0] += 1
      start = end
    }
    let line = 1 + skipped.values.reduce(0, +)
    let end = Lines.end(bytes, from: start, to: head.count) ?? start
    var text = head[start..<end].filter { !Lines.isLineEnd($0) && $0 != UInt8(ascii: "\"") }
    // A tab is the delimiter, spaces are not.
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    let name = text.prefix(4).map { $0 | 0x20 }
    guard text.count == 5, name.elementsEqual("sep=".utf8.map { $0 | 0x20 }),
      FileShape.delimiters.contains(text[4])
    else {
      (delimiter, self.skipped, self.end, self.line) = (nil, skipped, start, line)
      return
    }
    skipped["sep"] = 1
    (delimiter, self.skipped, self.end, self.line) = (text[4], skipped, end, line + 1)
  }
}
