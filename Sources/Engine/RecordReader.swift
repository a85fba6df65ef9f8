internal import CSV
internal import Definitions

/// Finds records in a block of bytes.
///
/// Two readers, one truth: a record without a quote is cut at its delimiters here, by the rules that
/// `CSVParser` states; every other record goes through libcsv. Where a record starts is all the state
/// there is between two records, so that any place at which a record starts will do to begin.
struct RecordReader {
  /// A record longer than this is no record; over several lines, a quote was never closed.
  static let longestRecord = 4 << 20

  /// A record that cannot be used, whatever its schema.
  struct Fault {
    let line: Int
    let code: Reject.Code
    /// How many lines it takes.
    var lineCount = 1
    var detail = ""
  }

  enum Step {
    /// A record was kept or a fault noted; the next may start here.
    case advanced
    /// The record goes on beyond the block.
    case needsMore
    case atEnd
  }

  let delimiter: UInt8
  let width: Int
  private let longestRecord: Int
  private let parser: CSVParser
  private var specials: SpecialBytes

  /// Where the next record may start, in the block.
  private(set) var position: Int
  /// Lines passed since the shard's start.
  private(set) var line = 0
  private(set) var blankLines = 0
  private(set) var faults: [Fault] = []
  /// The last record of the file has no line end.
  private var endsWithoutLineEnd = false
  /// The last record of the file has no line end, and was kept.
  private(set) var keptWithoutLineEnd = false

  init(
    delimiter: UInt8, width: Int, position: Int, parser: CSVParser,
    longestRecord: Int = RecordReader.longestRecord
  ) {
    self.longestRecord = longestRecord
    self.delimiter = delimiter
    self.width = width
    self.position = position
    self.parser = parser
    specials = SpecialBytes(delimiter: delimiter)
    specials.seek(position)
  }

  /// Locates one record of `bytes[position..<limit]`, or passes a blank row.
  ///
  /// `isFileEnd` says whether the file ends at `limit`.
  @inline(__always)
  mutating func step(
    _ bytes: Span<UInt8>, to limit: Int, isFileEnd: Bool, into batch: RecordBatch
  ) -> Step {
    guard position < limit else { return isFileEnd ? .atEnd : .needsMore }
    // The pointer is used only while the span that it comes from is borrowed.
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let pointer = buffer.baseAddress else { return .atEnd }
      return unsafe step(bytes, pointer, to: limit, isFileEnd: isFileEnd, into: batch)
    }
  }

  @inline(__always)
  private mutating func step(
    _ bytes: Span<UInt8>, _ pointer: UnsafePointer<UInt8>, to limit: Int, isFileEnd: Bool,
    into batch: RecordBatch
  ) -> Step {
    var (fieldStart, field) = (position, 0)
    while true {
      let index = unsafe specials.next(pointer, to: limit)
      guard index < limit else { break }
      let byte = unsafe pointer[index]
      if byte == delimiter {
        unsafe place(pointer, field, fieldStart, index, batch)
        field += 1
        fieldStart = index + 1
      } else if byte == UInt8(ascii: "\"") {
        let step = quotedRecord(bytes, to: limit, isFileEnd: isFileEnd, into: batch)
        specials.seek(position)
        return step
      } else {
        var next = index + 1
        if byte == Lines.carriageReturn {
          guard next < limit || isFileEnd else {
            specials.seek(position)
            return .needsMore
          }
          if next < limit, unsafe pointer[next] == Lines.lineFeed {
            next += 1
            specials.skip(to: next)
          }
        }
        unsafe endPlainRecord(pointer, field, fieldStart, index, next: next, batch)
        return .advanced
      }
    }
    guard isFileEnd else {
      specials.seek(position)
      return .needsMore
    }
    endsWithoutLineEnd = unsafe !isBlank(pointer, from: position, to: limit)
    unsafe endPlainRecord(pointer, field, fieldStart, limit, next: limit, batch)
    return .advanced
  }

  @inline(__always)
  private func place(
    _ bytes: UnsafePointer<UInt8>, _ field: Int, _ start: Int, _ end: Int,
    _ batch: RecordBatch
  ) {
    var (start, end) = (start, end)
    while start < end, unsafe Lines.isSpace(bytes[start]) { start += 1 }
    while end > start, unsafe Lines.isSpace(bytes[end - 1]) { end -= 1 }
    batch.place(field: field, from: start, to: end)
  }

  @inline(__always)
  private mutating func endPlainRecord(
    _ bytes: UnsafePointer<UInt8>, _ field: Int, _ fieldStart: Int, _ end: Int, next: Int,
    _ batch: RecordBatch
  ) {
    if unsafe isBlank(bytes, from: position, to: end) {
      blankLines += 1
    } else {
      unsafe place(bytes, field, fieldStart, end, batch)
      if end - position > longestRecord {
        faults.append(Fault(line: line, code: .tooLong))
      } else if field + 1 == width {
        batch.keep(line: line, from: position, to: next)
        keptWithoutLineEnd = endsWithoutLineEnd
      } else {
        faults.append(wrongWidth(field + 1, line: line))
      }
    }
    line += 1
    position = next
  }

  /// Whether there is nothing but spaces and delimiters, as a spreadsheet writes a line that it shows
  /// empty.
  private func isBlank(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Bool {
    var index = start
    while index < end {
      let byte = unsafe bytes[index]
      guard byte == delimiter || Lines.isSpace(byte) else { return false }
      index += 1
    }
    return true
  }

  private func wrongWidth(_ count: Int, line: Int) -> Fault {
    Fault(
      line: line, code: endsWithoutLineEnd ? .truncated : .fieldCount, detail: "\(count) ≠ \(width)"
    )
  }
}

extension RecordReader {
  /// What libcsv made of the bytes from one record's start on.
  private enum Attempt {
    case record(fields: Int, next: Int)
    /// A quote where none may stand, on the line that ends at `next`.
    case fault(next: Int)
    /// The quote is never closed.
    case unterminated
    case needsMore
  }

  /// Locates a record that holds a quote, or gets past one that cannot be read.
  private mutating func quotedRecord(
    _ bytes: Span<UInt8>, to limit: Int, isFileEnd: Bool, into batch: RecordBatch
  ) -> Step {
    switch attempt(bytes, from: position, to: limit, isFileEnd: isFileEnd) {
    case .needsMore: return .needsMore
    case .record(let fields, let next):
      endsWithoutLineEnd =
        isFileEnd && next == limit && bytes[limit - 1] != Lines.lineFeed
        && bytes[limit - 1] != Lines.carriageReturn
      let text = parser.text
      // In a file of one column `""` is how a record without a value is written.
      if width > 1, Lines.isBlank(text.span, from: 0, to: text.count) {
        blankLines += 1
      } else if next - position > longestRecord {
        faults.append(Fault(line: line, code: .tooLong))
      } else if fields == width {
        batch.keep(
          text, fieldEnds: parser.fieldEnds, line: line, from: position, to: next)
        keptWithoutLineEnd = endsWithoutLineEnd
      } else {
        faults.append(wrongWidth(fields, line: line))
      }
      line += Lines.count(bytes, from: position, to: next) + (endsWithoutLineEnd ? 1 : 0)
      position = next
      return .advanced
    case .fault(let next):
      let firstEnd = Lines.end(bytes, from: position, to: limit) ?? limit
      if next <= firstEnd {
        note(
          .badQuote, bytes, from: position, to: firstEnd, isFileEnd: isFileEnd && firstEnd == limit)
        return .advanced
      }
      return resume(after: .badQuote, bytes, from: firstEnd, to: limit, isFileEnd: isFileEnd)
    case .unterminated:
      let firstEnd = Lines.end(bytes, from: position, to: limit) ?? limit
      return resume(
        after: .unterminatedQuote, bytes, from: firstEnd, to: limit, isFileEnd: isFileEnd)
    }
  }

  /// Feeds libcsv line by line until it has one record.
  private func attempt(
    _ bytes: Span<UInt8>, from start: Int, to limit: Int, isFileEnd: Bool
  ) -> Attempt {
    parser.reset()
    var position = start
    while true {
      guard position - start <= longestRecord else { return .unterminated }
      let next = Lines.end(bytes, from: position, to: limit)
      // A CR at the very end of the block may be half of a line end.
      if !isFileEnd, next == nil || next == limit && bytes[limit - 1] == Lines.carriageReturn {
        return .needsMore
      }
      let end = next ?? limit
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

  /// Passes lines until one starts a record of the header's width, which is left for the next step.
  ///
  /// The quote ran over line ends, so the lines after it may be parts of one broken field: those that
  /// are no record of the right width belong to the same reject.
  private mutating func resume(
    after code: Reject.Code, _ bytes: Span<UInt8>, from start: Int, to limit: Int, isFileEnd: Bool
  ) -> Step {
    var candidate = start
    while candidate < limit {
      guard candidate - position <= longestRecord else {
        // A reject of its own for every so many bytes keeps memory bounded in a hopeless file.
        note(code, bytes, from: position, to: candidate, isFileEnd: false)
        return .advanced
      }
      let end = Lines.end(bytes, from: candidate, to: limit)
      guard end != nil || isFileEnd else { return .needsMore }
      switch attempt(bytes, from: candidate, to: limit, isFileEnd: isFileEnd) {
      case .needsMore: return .needsMore
      case .record(width, _):
        note(code, bytes, from: position, to: candidate, isFileEnd: false)
        return .advanced
      case .record, .fault, .unterminated: candidate = end ?? limit
      }
    }
    guard isFileEnd else { return .needsMore }
    note(code, bytes, from: position, to: limit, isFileEnd: true)
    return .advanced
  }

  private mutating func note(
    _ code: Reject.Code, _ bytes: Span<UInt8>, from start: Int, to end: Int, isFileEnd: Bool
  ) {
    let hasLineEnd = end > start && [Lines.lineFeed, Lines.carriageReturn].contains(bytes[end - 1])
    let lines = Lines.count(bytes, from: start, to: end) + (hasLineEnd ? 0 : 1)
    endsWithoutLineEnd = isFileEnd && !hasLineEnd
    let code = endsWithoutLineEnd ? Reject.Code.truncated : code
    faults.append(Fault(line: line, code: code, lineCount: lines))
    line += lines
    position = end
  }
}
