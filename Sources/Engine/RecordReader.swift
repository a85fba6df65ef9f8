internal import CSV
internal import Definitions

/// Finds records in a block of bytes.
///
/// ```
///  bytes ──scan──▶ places of separators, line ends, quotes      many bytes at a time, a window ahead
///                        │
///     line by line: no quote, or quotes in good order ──▶ a record, its fields between the places
///                   anything else ──▶ libcsv, then a new window from where libcsv ended
/// ```
///
/// Two readers, one truth: `CSVParser` states the rules. Where a record starts is all the state there
/// is between two records, so that any place at which a record starts will do to begin.
struct RecordReader {
  /// Bytes that are scanned at once: at first, and after a fault, few; then more, as cache allows.
  private static let windowBytes = 1 << 10...1 << 16

  /// A record that cannot be used, whatever its schema.
  struct Fault {
    let line: Int
    let code: Reject.Code
    /// How many lines it takes.
    var lineCount = 1
    var detail = ""
    /// Where it lies in the block.
    let place: Range<Int>
    /// How many fields it has, where that is what is wrong with it.
    var fieldCount: Int?
  }

  enum Step {
    /// The batch is full, or the stretch that was asked for is read.
    case advanced
    /// The record goes on beyond the block.
    case needsMore
    case atEnd
  }

  let delimiter: UInt8
  let width: Int
  let longestRecord: Int
  var quoted: QuotedRecord

  /// Whether the last line of the block goes on beyond it, and is longer than any record already.
  var hasOpenLine: Bool {
    get { quoted.hasOpenLine }
    set { quoted.hasOpenLine = newValue }
  }

  /// Where the next record may start, in the block.
  var position: Int
  /// Lines passed since the shard's start.
  var line = 0
  var blankLines = 0
  var faults: [Fault] = []
  /// The last record of the file has no line end.
  var endsWithoutLineEnd = false
  /// The last record of the file has no line end, and was kept.
  var keptWithoutLineEnd = false

  var window = Window()

  /// What was scanned, and how far it is used up.
  struct Window {
    var size = RecordReader.windowBytes.lowerBound
    var start = -1
    var end = -1
    /// The index of the place before `position`.
    var first = 0
    var lineEnd = 0
    var quote = 0
    /// The quotes of the next record are not in good order.
    var isDoubtful = false
  }

  init(
    delimiter: UInt8, width: Int, position: Int, parser: CSVParser,
    longestRecord: Int = InputLimits().longestRecord.bytes
  ) {
    self.longestRecord = longestRecord
    self.delimiter = delimiter
    self.width = width
    self.position = position
    quoted = QuotedRecord(parser: parser, width: width, longestRecord: longestRecord)
  }

  /// Fills a batch with the records that start before `end`.
  ///
  /// `isFileEnd` says whether the file ends where `bytes` do.
  mutating func fill(
    _ batch: RecordBatch, from bytes: Bytes, to end: Int, isFileEnd: Bool
  ) -> Step {
    while position < end, !batch.isFull {
      guard position < bytes.count else { return isFileEnd ? .atEnd : .needsMore }
      takeLines(batch, bytes, to: end)
      guard position < end, !batch.isFull, position < bytes.count else { continue }
      // A new window after a batch that is worth the while, or after many with little in them.
      let isFilled = batch.count >= 64
      let isLittered = batch.count > 0 && batch.separators.count > Self.windowBytes.upperBound
      if isFilled || isLittered { return .advanced }
      if let step = lookFurther(batch, bytes, isFileEnd: isFileEnd) { return step }
    }
    return .advanced
  }

  /// Takes the records of the window that are whole.
  @inline(__always)
  private mutating func takeLines(
    _ batch: RecordBatch, _ bytes: Bytes, to end: Int
  ) {
    guard window.start >= 0 else { return }
    let separators = batch.separators
    let (places, lineEnds, quotes) = (separators.places, separators.lineEnds, separators.quotes)
    let (lineEndCount, quoteCount) = (separators.lineEndCount, separators.quoteCount)
    while true {
      takePlainRecords(batch, bytes, to: end)
      guard window.lineEnd < lineEndCount, position < end, !batch.isFull else { return }
      let last = Int(lineEnds[window.lineEnd])
      let stop = Int(places[last])
      if window.quote < quoteCount, Int(quotes[window.quote]) < stop {
        guard takeQuotedLine(batch, bytes, last: last, stop: stop) else {
          window.isDoubtful = true
          return
        }
      } else {
        takePlainLine(batch, bytes, last: last, stop: stop)
      }
      window.first = last
      window.lineEnd += 1
      position = min(stop + 1, bytes.count)
    }
  }

  /// Takes lines as long as they are surely records without a quote: most of them, so that the loop
  /// works on locals alone.
  @inline(__always)
  private mutating func takePlainRecords(_ batch: RecordBatch, _ bytes: Bytes, to end: Int) {
    let separators = batch.separators
    let (places, lineEnds, records) = (separators.places, separators.lineEnds, batch.records)
    let (lineEndCount, delimiter, width) = (separators.lineEndCount, delimiter, width)
    let quote =
      window.quote < separators.quoteCount ? Int(separators.quotes[window.quote]) : Int.max
    var (first, lineEnd, count) = (window.first, window.lineEnd, batch.count)
    var (position, line) = (position, line)
    while lineEnd < lineEndCount, position < end, count < RecordBatch.capacity {
      let last = Int(lineEnds[lineEnd])
      let (stop, byte) = (Int(places[last]), bytes[position])
      guard stop < quote, last &- first == width, byte > UInt8(ascii: "\""), byte != delimiter,
        stop &- position <= longestRecord, stop < bytes.count
      else { break }
      records.set(count, first: first, line: line, start: position, end: stop &+ 1)
      (first, lineEnd, position) = (last, lineEnd &+ 1, stop &+ 1)
      count &+= 1
      line &+= 1
    }
    batch.setCount(count)
    (window.first, window.lineEnd) = (first, lineEnd)
    (self.position, self.line) = (position, line)
  }

  /// Takes a line without a quote that is not surely a record.
  private mutating func takePlainLine(
    _ batch: RecordBatch, _ bytes: Bytes, last: Int, stop: Int
  ) {
    // The end of the file stands for the line end that is missing.
    if isBlank(bytes, from: position, to: stop) {
      blankLines += 1
    } else {
      endsWithoutLineEnd = stop == bytes.count
      keep(
        batch, fields: last - window.first, from: position, to: min(stop + 1, bytes.count),
        length: stop - position - (bytes[stop - 1] == Lines.carriageReturn ? 1 : 0))
    }
    line += 1
  }

  mutating func keep(
    _ batch: RecordBatch, fields: Int, from start: Int, to end: Int, length: Int
  ) {
    if length > longestRecord {
      faults.append(tooLong(start..<end))
    } else if fields == width {
      batch.keep(first: window.first, line: line, from: start, to: end)
      keptWithoutLineEnd = endsWithoutLineEnd
    } else {
      faults.append(wrongWidth(fields, start..<end))
    }
  }

  /// Gets on where the window holds no whole record any more; a step where there is no more to read.
  private mutating func lookFurther(
    _ batch: RecordBatch, _ bytes: Bytes, isFileEnd: Bool
  ) -> Step? {
    let isAtStart = window.start == position
    if window.isDoubtful || isAtStart && batch.separators.quoteCount > 0 {
      return quotedRecord(bytes, isFileEnd: isFileEnd, into: batch)
    }
    // A CR at the very end of the block may be half of a line end.
    let isCut = !isFileEnd && bytes[bytes.count - 1] == Lines.carriageReturn
    let limit = bytes.count - (isCut ? 1 : 0)
    guard position < limit, !isAtStart || window.end < limit || hasOpenLine else {
      return .needsMore
    }
    var end = min(limit, position + window.size)
    if isAtStart, window.end - position >= Self.windowBytes.upperBound {
      let next = bytes.withSpan(0, limit) { Lines.end($0, from: position, to: limit) }
      guard let next = next ?? (isFileEnd || hasOpenLine ? limit : nil) else { return .needsMore }
      if next - position > longestRecord + 2 {
        passLongLine(bytes, to: next)
        return nil
      }
      end = next
    } else if isAtStart {
      end = min(limit, position + 2 * window.size)
    }
    if batch.count == 0 { batch.separators.clear() }
    scan(batch.separators, bytes, to: end, isFileEnd: isFileEnd && end == bytes.count)
    return nil
  }

  /// Scans a window that starts at the next record.
  private mutating func scan(
    _ separators: Separators, _ bytes: Bytes, to end: Int, isFileEnd: Bool
  ) {
    let size = min(2 * (end - position), Self.windowBytes.upperBound)
    window = Window(size: size, start: position, end: end, first: separators.count)
    separators.scan(bytes, from: position, to: end, isFileEnd: isFileEnd, delimiter: delimiter)
    if isFileEnd, !separators.isQuoteOpen, separators.lastLineEnd != end - 1 {
      separators.endLine(at: end)
    }
  }

  /// Passes a line that is longer than a record may be.
  private mutating func passLongLine(_ bytes: Bytes, to next: Int) {
    if isBlank(bytes, from: position, to: next) {
      blankLines += 1
    } else {
      faults.append(tooLong(position..<next))
    }
    line += 1
    position = next
    window = Window()
  }

  /// That the record at `line` is longer than one may be.
  func tooLong(_ place: Range<Int>) -> Fault {
    Fault(
      line: line, code: .tooLong, detail: "\(ByteSize(bytes: longestRecord))", place: place)
  }

  /// Whether there is nothing but white space and delimiters, as a spreadsheet writes a line that it
  /// shows empty.
  func isBlank(
    _ bytes: Bytes, from start: Int, to end: Int, quote: UInt8 = UInt8(ascii: " ")
  ) -> Bool {
    var index = start
    while index < end {
      let byte = bytes[index]
      guard
        byte == delimiter || byte == quote || Lines.isSpace(byte) || byte == Lines.carriageReturn
          || byte == Lines.lineFeed
      else { return false }
      index += 1
    }
    return true
  }
}
