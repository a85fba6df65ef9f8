internal import CSV
internal import Definitions

/// Records that libcsv reads, and what cannot be read at all.
extension RecordReader {
  /// Takes a record whose quotes are in good order; false where libcsv has to look at it.
  @inline(never)
  mutating func takeQuotedLine(
    _ batch: RecordBatch, _ bytes: Bytes, last: Int, stop: Int
  ) -> Bool {
    guard
      let next = quotesInOrder(batch.separators, bytes, to: stop),
      !isBlank(bytes, from: position, to: stop, quote: UInt8(ascii: "\""))
    else { return false }
    let end = min(stop + 1, bytes.count)
    var lines = 1
    if batch.separators.hasQuotedLineEnd {
      lines =
        bytes.withSpan(position, end) { Lines.count($0, from: 0, to: $0.count) }
        + (stop == bytes.count ? 1 : 0)
      // One of them may be a record.
      if lines > 2, width >= QuotedRecord.telltaleWidth { return false }
    }
    endsWithoutLineEnd = stop == bytes.count
    keep(batch, fields: last - window.first, from: position, to: end, length: end - position)
    window.quote = next
    line += lines
    return true
  }

  /// The first quote after `stop`, if all before open a field and close it, and none is doubled.
  private func quotesInOrder(_ separators: Separators, _ bytes: Bytes, to stop: Int) -> Int? {
    var quote = window.quote
    while quote < separators.quoteCount, Int(separators.quotes[quote]) < stop {
      guard quote + 1 < separators.quoteCount else { return nil }
      let open = Int(separators.quotes[quote])
      let next = Int(separators.quotes[quote + 1]) + 1
      guard open == position || bytes[open - 1] == delimiter, next <= stop else { return nil }
      let isClosed =
        next == stop || bytes[next] == delimiter
        || next + 1 == stop && bytes[next] == Lines.carriageReturn
      guard isClosed else { return nil }
      quote += 2
    }
    return quote
  }

  /// Has libcsv read the next record; a step where more bytes are needed, else `nil`.
  mutating func quotedRecord(
    _ bytes: Bytes, isFileEnd: Bool, into batch: RecordBatch
  ) -> Step? {
    let start = position
    bytes.withSpan(0, bytes.count) { span in
      switch quoted.read(span, from: start, isFileEnd: isFileEnd) {
      case .needsMore: break
      case .record(let fields, let next):
        takeUnescaped(span, fields: fields, to: next, isFileEnd: isFileEnd, into: batch)
      case .fault(let code, let next):
        note(code, span, from: start, to: next, isFileEnd: isFileEnd && next == bytes.count)
      }
    }
    guard position > start else {
      window = Window()
      return .needsMore
    }
    keepWindow(of: batch.separators)
    return nil
  }

  /// Goes on in the window where libcsv ended at the line end that the scan has next.
  private mutating func keepWindow(of separators: Separators) {
    guard window.start >= 0, window.lineEnd < separators.lineEndCount,
      case let last = Int(separators.lineEnds[window.lineEnd]),
      Int(separators.places[last]) + 1 == position
    else {
      window = Window()
      return
    }
    window.isDoubtful = false
    window.first = last
    window.lineEnd += 1
    while window.quote < separators.quoteCount,
      Int(separators.quotes[window.quote]) < position
    {
      window.quote += 1
    }
  }

  /// Takes the record that libcsv unescaped.
  private mutating func takeUnescaped(
    _ bytes: Span<UInt8>, fields: Int, to next: Int, isFileEnd: Bool, into batch: RecordBatch
  ) {
    endsWithoutLineEnd =
      isFileEnd && next == bytes.count && bytes[next - 1] != Lines.lineFeed
      && bytes[next - 1] != Lines.carriageReturn
    let text = quoted.parser.text
    // In a file of one column `""` is how a record without a value is written.
    if width > 1, Lines.isBlank(text.span, from: 0, to: text.count) {
      blankLines += 1
    } else if next - position > longestRecord {
      faults.append(tooLong(position..<next))
    } else if fields == width {
      if next > window.end { batch.separators.doubtText() }
      batch.keep(text, fieldEnds: quoted.parser.fieldEnds, line: line, from: position, to: next)
      keptWithoutLineEnd = endsWithoutLineEnd
    } else {
      faults.append(wrongWidth(fields, position..<next))
    }
    line += Lines.count(bytes, from: position, to: next) + (endsWithoutLineEnd ? 1 : 0)
    position = next
  }

  private mutating func note(
    _ code: Reject.Code, _ bytes: Span<UInt8>, from start: Int, to end: Int, isFileEnd: Bool
  ) {
    let hasLineEnd = end > start && [Lines.lineFeed, Lines.carriageReturn].contains(bytes[end - 1])
    let lines = Lines.count(bytes, from: start, to: end) + (hasLineEnd ? 0 : 1)
    endsWithoutLineEnd = isFileEnd && !hasLineEnd
    let code = endsWithoutLineEnd ? Reject.Code.truncated : code
    faults.append(Fault(line: line, code: code, lineCount: lines, place: start..<end))
    line += lines
    position = end
  }

  func wrongWidth(_ count: Int, _ place: Range<Int>) -> Fault {
    Fault(
      line: line, code: endsWithoutLineEnd ? .truncated : .fieldCount,
      detail: "\(count) ≠ \(width)", place: place, fieldCount: count)
  }
}
