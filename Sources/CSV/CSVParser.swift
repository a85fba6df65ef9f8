internal import CCSV

/// libcsv in strict mode, fed from Swift: bytes in, unescaped fields and records out.
///
/// The one grammar of the project: blank lines are no records, spaces and tabs around an unquoted
/// field are dropped, LF, CRLF and a lone CR end a record, and a quote that is not where RFC 4180
/// allows one is a fault. Not for use by two threads at once.
@safe public final class CSVParser {
  private var parser: csv_parser
  public let delimiter: UInt8
  private let quote: UInt8

  /// The content of all fields since the last `clear`, one after another.
  public private(set) var text: [UInt8] = []
  /// Where in `text` each field ends.
  public private(set) var fieldEnds: [Int] = []
  /// How many fields there were at the end of each record.
  public private(set) var recordEnds: [Int] = []

  public init(delimiter: UInt8 = 0x2C, quote: UInt8 = 0x22) {
    self.delimiter = delimiter
    self.quote = quote
    unsafe parser = csv_parser()
    start()
  }

  deinit { unsafe csv_free(&parser) }

  /// Feeds bytes; gives how many were taken, fewer than there are at a byte that cannot stand there.
  ///
  /// After such a fault the parser must be `reset`. O(bytes).
  public func feed(_ bytes: borrowing RawSpan) -> Int {
    // The context lives through the call, and libcsv keeps no pointer to it afterwards.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe csv_parse(&parser, buffer.baseAddress, buffer.count, Self.field, Self.record, context)
    }
  }

  /// Ends the input and submits a last record without a line end; false inside an open quote.
  public func finish() -> Bool {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    return unsafe csv_fini(&parser, Self.field, Self.record, context) == 0
  }

  /// Forgets the fields and records found so far, and keeps the room they took.
  public func clear() {
    text.removeAll(keepingCapacity: true)
    fieldEnds.removeAll(keepingCapacity: true)
    recordEnds.removeAll(keepingCapacity: true)
  }

  /// Forgets an unfinished record and any fault, and what was found.
  public func reset() {
    unsafe csv_free(&parser)
    start()
    clear()
  }

  private func start() {
    // csv_init fails only for a null parser.
    _ = unsafe csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
    unsafe csv_set_delim(&parser, delimiter)
    unsafe csv_set_quote(&parser, quote)
  }

  private static let field:
    @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
      bytes, count, context in
      guard let context = unsafe context else { return }
      let parser = unsafe Unmanaged<CSVParser>.fromOpaque(context).takeUnretainedValue()
      unsafe parser.text.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
      parser.fieldEnds.append(parser.text.count)
    }

  private static let record: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = {
    _, context in
    guard let context = unsafe context else { return }
    let parser = unsafe Unmanaged<CSVParser>.fromOpaque(context).takeUnretainedValue()
    parser.recordEnds.append(parser.fieldEnds.count)
  }
}
