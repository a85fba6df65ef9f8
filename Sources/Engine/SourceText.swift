/// The bytes of an input that are parsed: those of the file, or what it unpacks to if it is gzip.
///
/// A gzip file is told by its first bytes, whatever its name.
final class SourceText: Sendable {
  let file: SourceFile
  /// Absent where the file itself is the text.
  private let unpacked: UnpackedText?

  init(_ input: InputFile) throws(IngestFailure) {
    file = try SourceFile(input)
    let isGzip = GzipStream.isGzip(try file.bytes(0, min(2, file.size)))
    unpacked = isGzip ? UnpackedText(file) : nil
  }

  var isUnpacked: Bool { unpacked != nil }

  /// The digest of a file that is unpacked, once it is unpacked to its end.
  var packedDigest: Digest? { unpacked?.digest }

  /// `position`, or the end of the text where that comes first; unpacks as far as that takes.
  func reach(_ position: Int) throws(IngestFailure) -> Int {
    try unpacked?.reach(position) ?? min(position, file.size)
  }

  /// Whether the text is known to end here.
  ///
  /// The end of a gzip file is known once anything beyond it was asked for.
  func isEnd(_ position: Int) -> Bool { unpacked?.isEnd(position) ?? (position == file.size) }

  /// Fills `room` with the text at `offset`, which was reached.
  func read(
    at offset: Int, into room: UnsafeMutableRawBufferPointer
  ) throws(IngestFailure) {
    if let unpacked {
      unsafe unpacked.read(at: offset, into: room)
    } else {
      try unsafe file.read(at: offset, into: room)
    }
  }

  /// The first bytes, at most `count`.
  func head(_ count: Int) throws(IngestFailure) -> [UInt8] {
    let end = try reach(count)
    guard let unpacked else { return try file.bytes(0, end) }
    return unsafe [UInt8](unsafeUninitializedCapacity: end) { room, count in
      unsafe unpacked.read(
        at: 0,
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(room)[..<end]))
      count = end
    }
  }

  /// Says that nothing before `position` will be read any more.
  func forget(before position: Int) { unpacked?.forget(before: position) }
}
