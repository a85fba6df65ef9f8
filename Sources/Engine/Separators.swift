internal import CScan

/// What gives a stretch of bytes its structure: where fields and lines end, and where quotes stand.
///
/// Found many bytes at a time, on the word that quotes are well formed; `RecordReader` checks that,
/// record by record, before it uses what lies behind them.
@safe final class Separators {
  /// Delimiters and line ends outside quotes; of a CRLF the LF.
  private(set) var places: Lane<Int32>
  private(set) var count = 0
  /// For each line end outside quotes its index in `places`.
  private(set) var lineEnds: Lane<Int32>
  private(set) var lineEndCount = 0
  private(set) var quotes: Lane<Int32>
  private(set) var quoteCount = 0
  /// Whether a quote is open at the end of what was scanned.
  private(set) var isQuoteOpen = false
  /// Whether a line ends inside quotes.
  private(set) var hasQuotedLineEnd = false
  /// Whether the bytes are UTF-8 without NUL for sure; where not, they may be all the same.
  private(set) var isSurelyUTF8 = true
  /// Whether a question mark may stand among the bytes, perhaps in place of a letter.
  private(set) var mayHaveQuestionMark = false

  private static let slack = Int(scan_slack)

  init() {
    places = Lane(0, capacity: Self.slack)
    lineEnds = Lane(0, capacity: Self.slack)
    quotes = Lane(0, capacity: Self.slack)
  }

  deinit {
    places.deallocate()
    lineEnds.deallocate()
    quotes.deallocate()
  }

  /// The place of the last line end, or −1.
  var lastLineEnd: Int {
    lineEndCount == 0 ? -1 : Int(places[Int(lineEnds[lineEndCount - 1])])
  }

  /// Forgets all places.
  func clear() {
    (count, lineEndCount, quoteCount) = (0, 0, 0)
    isSurelyUTF8 = true
    mayHaveQuestionMark = false
  }

  /// Adds what `bytes[start..<end]` holds, where a record starts at `start`.
  ///
  /// Earlier line ends and quotes are forgotten; places stay, and the first new one is the byte before
  /// `start`, so that every field lies between two of them.
  func scan(
    _ bytes: Bytes, from start: Int, to end: Int, isFileEnd: Bool, delimiter: UInt8
  ) {
    reserve(count + 2 + end - start)
    append(start - 1)
    var result = unsafe scan_result(
      separators: places.pointer, separator_count: count, line_ends: lineEnds.pointer,
      line_end_count: 0, quotes: quotes.pointer, quote_count: 0, open_quote: 0, quoted_line_ends: 0,
      doubtful_text: 0, cut_text: 0, question_marks: 0)
    unsafe CScan.scan(bytes.pointer, start, end, delimiter, &result)
    count = unsafe result.separator_count
    lineEndCount = unsafe result.line_end_count
    quoteCount = unsafe result.quote_count
    isQuoteOpen = unsafe result.open_quote != 0
    hasQuotedLineEnd = unsafe result.quoted_line_ends != 0
    if unsafe result.doubtful_text != 0 { isSurelyUTF8 = false }
    if unsafe result.question_marks != 0 { mayHaveQuestionMark = true }
    if isFileEnd, unsafe result.cut_text != 0 { isSurelyUTF8 = false }
  }

  /// Says that bytes beyond those scanned are used.
  func doubtText() { (isSurelyUTF8, mayHaveQuestionMark) = (false, true) }

  /// Adds the end of the file as that of its last line.
  func endLine(at place: Int) {
    lineEnds[lineEndCount] = Int32(truncatingIfNeeded: count)
    lineEndCount += 1
    append(place)
  }

  /// Adds a place; there must be room.
  func append(_ place: Int) {
    places[count] = Int32(truncatingIfNeeded: place)
    count += 1
  }

  /// Makes room for so many places.
  func reserve(_ count: Int) {
    let needed = count + Self.slack
    guard needed > places.capacity else { return }
    places = places.grown(to: needed * 2, 0)
    lineEnds = lineEnds.grown(to: needed * 2, 0)
    quotes = quotes.grown(to: needed * 2, 0)
  }
}
