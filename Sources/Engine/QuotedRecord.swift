internal import CSV
internal import Definitions

/// Reads one record that is not plain with libcsv, or gets past one that cannot be read.
struct QuotedRecord {
  enum Outcome {
    /// The parser holds the record's content.
    case record(fields: Int, next: Int)
    /// A fault from the record's start to `next`.
    case fault(Reject.Code, next: Int)
    case needsMore
  }

  /// The fewest columns by which a line tells that it is a record.
  static let telltaleWidth = 5

  let parser: CSVParser
  let width: Int
  let longestRecord: Int
  /// Whether the last line of the bytes goes on beyond them, and is longer than any record already.
  var hasOpenLine = false
  /// Lines without an odd number of quotes, so that many faults near each other look at them once.
  private var evenLines = 0..<0

  init(parser: CSVParser, width: Int, longestRecord: Int) {
    self.parser = parser
    self.width = width
    self.longestRecord = longestRecord
  }

  /// Reads the record that starts at `start`; `isFileEnd` says whether the file ends with `bytes`.
  ///
  /// Calls are in the order of the bytes, all of one block. O(bytes of the record); after a fault, of the
  /// broken stretch for each of its lines.
  mutating func read(_ bytes: Span<UInt8>, from start: Int, isFileEnd: Bool) -> Outcome {
    guard let first = lineEnd(bytes, from: start, isFileEnd: isFileEnd) else { return .needsMore }
    guard first - start <= longestRecord + 2 else { return .fault(.tooLong, next: first) }
    return switch attempt(bytes, from: start, isFileEnd: isFileEnd) {
    case .needsMore: .needsMore
    case .record(let fields, let next):
      holdsRecord(bytes, from: start, to: next)
        ? resume(after: .unterminatedQuote, bytes, from: start, isFileEnd: isFileEnd)
        : .record(fields: fields, next: next)
    case .fault: resume(after: .badQuote, bytes, from: start, isFileEnd: isFileEnd)
    case .unterminated:
      resume(after: .unterminatedQuote, bytes, from: start, isFileEnd: isFileEnd)
    }
  }

  /// Whether a line inside a record of several lines is by itself a record of the header's width.
  ///
  /// Then two quotes too many, far apart, may have made one record of several, and nothing decides.
  /// Lines of a text seldom have the delimiters of so many columns. The parser holds the record still.
  private func holdsRecord(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard width >= Self.telltaleWidth, var line = Lines.end(bytes, from: start, to: end) else {
      return false
    }
    var isParserUsed = false
    while let next = Lines.end(bytes, from: line, to: end), next < end {
      if isRecord(bytes, line, next) { return true }
      isParserUsed = true
      line = next
    }
    if isParserUsed { _ = attempt(bytes, from: start, isFileEnd: true) }
    return false
  }

  /// What libcsv made of the bytes from one record's start on.
  private enum Attempt {
    case record(fields: Int, next: Int)
    /// A quote where none may stand, on the line that ends at `next`.
    case fault(next: Int)
    /// The quote is never closed.
    case unterminated
    case needsMore
  }

  /// Feeds libcsv line by line until it has one record.
  private func attempt(_ bytes: Span<UInt8>, from start: Int, isFileEnd: Bool) -> Attempt {
    parser.reset()
    let limit = bytes.count
    var position = start
    while true {
      guard position - start <= longestRecord else { return .unterminated }
      guard let end = lineEnd(bytes, from: position, isFileEnd: isFileEnd) else {
        return .needsMore
      }
      guard end - position <= longestRecord + 2 else { return .unterminated }
      let line = unsafe bytes.bytes.extracting(position..<end)
      let taken = parser.feed(line)
      guard taken == end - position else { return .fault(next: end) }
      position = end
      if parser.recordEnds.isEmpty, position == limit, isFileEnd {
        guard parser.finish() else { return .unterminated }
      }
      if let fields = parser.recordEnds.first { return .record(fields: fields, next: position) }
      if position == limit { return .unterminated }
    }
  }

  /// Passes the line of a fault, and those after it that the broken field goes on in.
  ///
  /// A quoted field may still be open where the line ends. Then the next line with an odd number of
  /// quotes tells: where it has a quote that may close, or begins a record over several lines, it may
  /// close that field, and all lines up to there are lost, unless three or more lie between that are
  /// records, every one.
  private mutating func resume(
    after code: Reject.Code, _ bytes: Span<UInt8>, from start: Int, isFileEnd: Bool
  ) -> Outcome {
    guard let first = lineEnd(bytes, from: start, isFileEnd: isFileEnd) else { return .needsMore }
    var candidate = first
    if leavesFieldOpen(bytes, start, first) {
      switch closingLine(bytes, from: first, isFileEnd: isFileEnd) {
      case .needsMore: return .needsMore
      case .none: break
      case .line(let end): candidate = end
      }
    }
    return .fault(code, next: candidate)
  }

  private enum Closing {
    /// The broken field ends in the line that ends here.
    case line(end: Int)
    case none
    case needsMore
  }

  /// How far a field that was left open at `start` may be looked for: some hundred lines.
  private static let closingBytes = 1 << 16

  /// Looks for the line that closes a broken field.
  private mutating func closingLine(
    _ bytes: Span<UInt8>, from start: Int, isFileEnd: Bool
  ) -> Closing {
    if !evenLines.contains(start) { evenLines = start..<start }
    while case let line = evenLines.upperBound, line < bytes.count,
      line - start <= Self.closingBytes
    {
      guard let end = lineEnd(bytes, from: line, isFileEnd: isFileEnd) else { return .needsMore }
      if hasOddQuotes(bytes, line, end) {
        switch attempt(bytes, from: line, isFileEnd: isFileEnd) {
        case .needsMore: return .needsMore
        // A record over several lines may be made of the end of the field and what comes after.
        case .record(width, let next):
          return areManyRecords(bytes, start, line) ? .none : .line(end: next)
        case .record, .fault, .unterminated:
          let isClosing = mayClose(bytes, line, end) && !areManyRecords(bytes, start, line)
          return isClosing ? .line(end: end) : .none
        }
      }
      evenLines = evenLines.lowerBound..<end
    }
    return evenLines.upperBound < bytes.count || isFileEnd ? .none : .needsMore
  }

  /// Whether there are three lines or more, and all are records.
  private func areManyRecords(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var (line, count) = (start, 0)
    while line < end, let next = Lines.end(bytes, from: line, to: end) {
      guard isRecord(bytes, line, next) else { return false }
      (line, count) = (next, count + 1)
    }
    return count > 2
  }

  /// Whether a line is a record of the header's width, all by itself.
  private func isRecord(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    parser.reset()
    let line = unsafe bytes.bytes.extracting(start..<end)
    guard parser.feed(line) == end - start, parser.recordEnds.count == 1 || parser.finish() else {
      return false
    }
    return parser.recordEnds.first == width
  }

  /// Whether a quoted field that starts in a line goes on beyond it, as whoever wrote it saw it.
  ///
  /// A quote inside that nothing follows which may follow a field is one that should have been doubled. So
  /// may be one that seems to close a field, where the line has too few fields or a quote too many.
  private func leavesFieldOpen(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    var (isOpen, isFieldStart, index) = (false, true, start)
    var (fieldCount, isQuoted) = (1, false)
    while index < end {
      let byte = bytes[index]
      let next = index + 1 < end ? bytes[index + 1] : Lines.lineFeed
      if isOpen, byte == quote {
        if next == quote {
          index += 1
        } else {
          isOpen = next != parser.delimiter && !Lines.isLineEnd(next)
        }
      } else if !isOpen {
        isOpen = isFieldStart && byte == quote
        if isOpen { isQuoted = true }
        if byte == parser.delimiter { fieldCount += 1 }
        isFieldStart = byte == parser.delimiter || isFieldStart && Lines.isSpace(byte)
      }
      index += 1
    }
    return isOpen || isQuoted && (fieldCount < width || hasOddQuotes(bytes, start, end))
  }

  /// Whether a line has a quote where one may end a field.
  private func mayClose(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    (start..<end).contains { index in
      let next = index + 1 < end ? bytes[index + 1] : Lines.lineFeed
      return bytes[index] == UInt8(ascii: "\"")
        && (next == parser.delimiter || Lines.isLineEnd(next))
    }
  }

  private func hasOddQuotes(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var count = 0
    for index in start..<end where bytes[index] == UInt8(ascii: "\"") { count += 1 }
    return !count.isMultiple(of: 2)
  }

  /// Where a line ends; `nil` where more bytes must tell.
  private func lineEnd(_ bytes: Span<UInt8>, from start: Int, isFileEnd: Bool) -> Int? {
    let end = Lines.end(bytes, from: start, to: bytes.count)
    if isFileEnd || hasOpenLine { return end ?? bytes.count }
    // A CR at the very end of the block may be half of a line end.
    return end == bytes.count && bytes[bytes.count - 1] == Lines.carriageReturn ? nil : end
  }
}
