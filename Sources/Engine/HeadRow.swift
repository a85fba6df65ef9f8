internal import CSV
internal import Definitions

/// A row among the first lines of a file, before it is known which of them is the header.
struct HeadRow {
  /// In normal form C without outer white space; `nil` where the row is no CSV or no UTF-8.
  let fields: [String]?
  let start: Int
  /// The 1-based line.
  let line: Int
  /// Where the next row starts, and its line.
  let end: Int
  let endLine: Int

  /// Whether it holds nothing but white space and delimiters.
  var isBlank: Bool { fields?.allSatisfy(\.isEmpty) ?? false }

  /// Reads the row that starts at `start`; `nil` where the head ends before it does.
  init?(
    _ head: [UInt8], from start: Int, line: Int, isWhole: Bool, delimiter: UInt8,
    parser: CSVParser
  ) {
    guard start < head.count else { return nil }
    let bytes = head.span
    (self.start, self.line) = (start, line)
    guard
      let firstEnd = Lines.end(bytes, from: start, to: head.count) ?? (isWhole ? head.count : nil)
    else { return nil }
    if Lines.isBlank(bytes, from: start, to: firstEnd) {
      (fields, end, endLine) = ([], firstEnd, line + 1)
      return
    }
    parser.reset()
    var position = start
    while parser.recordEnds.isEmpty {
      guard
        let next = Lines.end(bytes, from: position, to: head.count) ?? (isWhole ? head.count : nil)
      else { return nil }
      let stretch = unsafe bytes.bytes.extracting(position..<next)
      let isTaken = parser.feed(stretch) == next - position
      let isEnd = isWhole && next == head.count && parser.recordEnds.isEmpty
      guard isTaken, !isEnd || parser.finish() && !parser.recordEnds.isEmpty else {
        (fields, end, endLine) = (nil, firstEnd, line + 1)
        return
      }
      position = next
    }
    end = position
    endLine = line + max(1, Lines.count(bytes, from: start, to: position))
    fields = Self.fields(of: parser)
  }

  private static func fields(of parser: CSVParser) -> [String]? {
    var (fields, begin): ([String], Int) = ([], 0)
    for end in parser.fieldEnds {
      guard let text = String(validating: parser.text[begin..<end], as: UTF8.self) else {
        return nil
      }
      fields.append(text.normalized)
      begin = end
    }
    return fields
  }
}

extension HeadRow {
  /// The rows of a head one after another, at most so many.
  static func rows(
    of head: [UInt8], from start: Int, line: Int, isWhole: Bool, delimiter: UInt8, limit: Int
  ) -> [HeadRow] {
    let parser = CSVParser(delimiter: delimiter)
    var (rows, position, line): ([HeadRow], Int, Int) = ([], start, line)
    while rows.count < limit,
      let row = HeadRow(
        head, from: position, line: line, isWhole: isWhole, delimiter: delimiter, parser: parser)
    {
      rows.append(row)
      (position, line) = (row.end, row.endLine)
    }
    return rows
  }
}
