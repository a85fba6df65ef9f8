internal import CSV
internal import Definitions

/// The first record of a file that is not blank.
struct HeaderRecord {
  let fields: [String]
  let line: Int
  /// Where the next record may start, and its line.
  let end: Int
  let endLine: Int

  /// Reads the header out of the head of a file; `nil` where there is none that CSV allows.
  init?(_ head: [UInt8], from start: Int, isWhole: Bool, delimiter: UInt8) {
    let bytes = head.span
    var (position, line) = (start, 1)
    while position < head.count, let next = Lines.end(bytes, from: position, to: head.count),
      Lines.isBlank(bytes, from: position, to: next)
    {
      (position, line) = (next, line + 1)
    }
    self.line = line
    let parser = CSVParser(delimiter: delimiter)
    while parser.recordEnds.isEmpty {
      guard
        let next = Lines.end(bytes, from: position, to: head.count) ?? (isWhole ? head.count : nil)
      else { return nil }
      let line = unsafe bytes.bytes.extracting(position..<next)
      guard parser.feed(line) == next - position else { return nil }
      guard next > position || parser.finish() else { return nil }
      if next == head.count, isWhole, parser.recordEnds.isEmpty {
        guard parser.finish(), !parser.recordEnds.isEmpty else { return nil }
      }
      position = next
    }
    endLine = line + Lines.count(bytes, from: start, to: position) - (line - 1)
    end = position
    var (fields, begin): ([String], Int) = ([], 0)
    for fieldEnd in parser.fieldEnds {
      guard let text = String(validating: parser.text[begin..<fieldEnd], as: UTF8.self)
      else { return nil }
      fields.append(text.normalized)
      begin = fieldEnd
    }
    self.fields = fields
  }
}
