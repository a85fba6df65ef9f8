internal import Definitions

/// The text of an input that is parsed, as UTF-8: the bytes of the file, or what they unpack and decode to.
///
/// Plain UTF-8 is read by position, without a copy of the file in memory; all else is streamed.
final class SourceText: Sendable {
  let file: SourceFile
  let packing: Packing?
  /// What the first bytes of the file say, before they are unpacked.
  private let fileEncoding: SourceEncoding
  /// Absent where the file itself is the text.
  private let streamed: StreamedText?

  /// Opens a file of a dataset.
  convenience init(
    _ input: InputFile, of dataset: PipelineDefinition.Dataset
  ) throws(IngestFailure) {
    try self.init(
      input, encoding: dataset.encoding, limits: dataset.limits, dialect: dataset.dialect,
      delimiter: dataset.delimiter)
  }

  /// Opens a file of which so much was declared; the delimiter matters to unusual quotes alone.
  init(
    _ input: InputFile, encoding declared: TextEncoding? = nil,
    limits: InputLimits = InputLimits(), dialect: Dialect = Dialect(), delimiter: UInt8? = nil
  ) throws(IngestFailure) {
    let file = try SourceFile(input)
    let head = try file.bytes(0, min(Packing.headBytes, file.size))
    self.file = file
    fileEncoding = SourceEncoding(head, declared: declared)
    packing = Packing(head)
    guard packing != nil || !fileEncoding.isPlain || !dialect.hasUsualQuotes else {
      streamed = nil
      return
    }
    let bytes: any ByteStream = packing?.stream(file, limits: limits) ?? FileBytes(file)
    streamed = StreamedText(
      TextStream(
        dialect.hasUsualQuotes
          ? bytes : TranslatedBytes(bytes, dialect: dialect, delimiter: delimiter, limits: limits),
        declared: declared))
  }

  /// Whether the text is not the bytes of the file as they lie.
  var isStreamed: Bool { streamed != nil }

  /// The digest of a file that is streamed, once all of its text is there.
  var streamDigest: Digest? { streamed?.digest }

  /// How many bytes of the file as it lies the text before `position` took; to the block where it is
  /// streamed, which runs ahead a little.
  func sourceBytes(before position: Int) -> Int {
    min(streamed?.taken ?? position, file.size)
  }

  /// `position`, or the end of the text where that comes first; goes on as far as that takes.
  func reach(_ position: Int) throws(IngestFailure) -> Int {
    try streamed?.reach(position) ?? min(position, file.size)
  }

  /// Whether the text is known to end here.
  ///
  /// The end of a streamed text is known once anything beyond it was asked for.
  func isEnd(_ position: Int) -> Bool { streamed?.isEnd(position) ?? (position == file.size) }

  /// Fills `room` with the text at `offset`, which was reached.
  func read(
    at offset: Int, into room: UnsafeMutableRawBufferPointer
  ) throws(IngestFailure) {
    if let streamed {
      unsafe streamed.read(at: offset, into: room)
    } else {
      try unsafe file.read(at: offset, into: room)
    }
  }

  /// The first bytes of the text, at most `count`.
  func head(_ count: Int) throws(IngestFailure) -> [UInt8] {
    let end = try reach(count)
    guard let streamed else { return try file.bytes(0, end) }
    return unsafe [UInt8](unsafeUninitializedCapacity: end) { room, count in
      unsafe streamed.read(
        at: 0,
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(room)[..<end]))
      count = end
    }
  }

  /// What the text is written in; of one that is streamed known once its head was asked for.
  var encoding: SourceEncoding { streamed?.head?.encoding ?? fileEncoding }

  /// The first bytes before they were decoded, where `text` is the head that they gave.
  func sourceHead(of text: [UInt8], isWhole: Bool) -> SourceHead {
    streamed?.head ?? SourceHead(encoding: fileEncoding, bytes: text, isWhole: isWhole)
  }

  /// What stands at a place of the text that is no text: as it lies in the file, where that is known.
  func fault(at offset: Int, byte: UInt8) -> EncodingFault? {
    if let streamed, byte == 0xFF, let fault = streamed.fault(at: offset) { return fault }
    return encoding.isPlain
      ? EncodingFault(unit: .byte(byte), sourceOffset: offset, textOffset: offset) : nil
  }

  /// Says that nothing before `position` will be read any more.
  func forget(before position: Int) { streamed?.forget(before: position) }
}
