/// Bytes that come block after block, from the first to the last.
protocol ByteStream {
  /// The next block: `Digest.blockBytes`, a shorter one is the last, and none follows it.
  func next() throws(IngestFailure) -> [UInt8]

  /// Of the file as it lies; of all of it once the last block was given.
  var digest: Digest { get }
}

/// The bytes of a file as they lie, digested as they are taken.
final class FileBytes: ByteStream {
  let file: SourceFile
  /// How many bytes were taken.
  private(set) var taken = 0
  private(set) var digest = Digest()
  /// What was taken last.
  private let buffer: BlockBuffer

  init(_ file: SourceFile) {
    self.file = file
    buffer = BlockBuffer(capacity: min(file.size, Digest.blockBytes))
  }

  var isAtEnd: Bool { taken == file.size }

  /// Takes the next block, which is there until the one after it is taken.
  func take() throws(IngestFailure) -> Bytes {
    buffer.start(at: taken)
    try buffer.extend(file, by: min(Digest.blockBytes, file.size - taken))
    taken += buffer.count
    if buffer.count > 0 { digest.append(Hash128(of: buffer.bytes, 0, buffer.count)) }
    return buffer.bytes
  }

  func next() throws(IngestFailure) -> [UInt8] {
    let bytes = try take()
    return bytes.withSpan(0, bytes.count) { span in
      unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }
}
