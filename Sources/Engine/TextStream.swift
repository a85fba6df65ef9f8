internal import Definitions

/// The text of a file block by block: its bytes, unpacked where they are packed, decoded to UTF-8.
final class TextStream {
  /// A block of text, and where it holds what could not be decoded.
  typealias Block = (bytes: [UInt8], faults: [EncodingFault])

  private let source: any ByteStream
  private let declared: TextEncoding?
  private var decoder: (any TextDecoder)?
  private var text = DecodedText()
  private var hasAllSource = false
  /// What the first bytes of the source say; known with the first block.
  private(set) var head: SourceHead?

  init(_ source: any ByteStream, declared: TextEncoding?) {
    self.source = source
    self.declared = declared
  }

  /// Of the file as it lies; of all of it once the last block was given.
  var digest: Digest { source.digest }

  /// The next block: `Digest.blockBytes`, a shorter one is the last, and none follows it.
  func next() throws(IngestFailure) -> Block {
    if head == nil {
      let first = try source.next()
      hasAllSource = first.count < Digest.blockBytes
      let encoding = SourceEncoding(first, declared: declared)
      head = SourceHead(
        encoding: encoding, bytes: Array(first.prefix(SourceHead.longest)),
        isWhole: hasAllSource && first.count <= SourceHead.longest)
      decoder = encoding.decoder()
      guard decoder != nil else { return (first, []) }
      let body = encoding.skippedBytes > 0 ? Array(first[encoding.skippedBytes...]) : first
      decoder?.decode(body, isLast: hasAllSource, into: &text)
    }
    guard decoder != nil else { return (try source.next(), []) }
    while text.bytes.count < Digest.blockBytes, !hasAllSource {
      let block = try source.next()
      hasAllSource = block.count < Digest.blockBytes
      decoder?.decode(block, isLast: hasAllSource, into: &text)
    }
    return text.takeBlock()
  }
}

/// The first bytes of a source as they lie, unpacked where it is packed, and what they say.
struct SourceHead: Sendable {
  /// Bytes that are kept of what is decoded.
  static let longest = 1 << 18

  let encoding: SourceEncoding
  let bytes: [UInt8]
  /// Whether these are all.
  let isWhole: Bool
}
