internal import CZlib
internal import Definitions

/// What a gzip file unpacks to, from its first byte to its last and from member to member.
///
/// Some 300 MB of text a second. Memory: a block of the file, and what the caller keeps.
@safe final class GzipStream {
  /// A file may unpack to this much, and `longestRatio` times the bytes it took.
  ///
  /// Tables of records come to some 5 to 50 times, zeros to 1000.
  private static let freeBytes = 16 << 20
  private static let longestRatio = 200

  private let file: SourceFile
  private let zlib: UnsafeMutablePointer<z_stream>
  private let input: BlockBuffer
  /// Bytes of the file that were read.
  private var taken = 0
  private var given = 0
  private var isInMember = false
  private var failure: IngestFailure?
  /// Of the file as it lies; of all of it once everything is unpacked.
  private(set) var digest = Digest()

  static func isGzip(_ head: [UInt8]) -> Bool { head.starts(with: [0x1F, 0x8B]) }

  init(_ file: SourceFile) {
    self.file = file
    input = BlockBuffer(capacity: min(file.size, Digest.blockBytes))
    unsafe zlib = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe zlib.initialize(to: unsafe z_stream())
    let gzipOnly = 16
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    if unsafe inflateInit2_(zlib, MAX_WBITS + Int32(gzipOnly), ZLIB_VERSION, size) != Z_OK {
      failure = .readFailed(file: file.input.name, reason: "zlib cannot be started")
    }
  }

  deinit {
    unsafe inflateEnd(zlib)
    unsafe zlib.deallocate()
  }

  /// The next block of text; a shorter one is the last, and none follows an empty one.
  func next() throws(IngestFailure) -> [UInt8] {
    if let failure { throw failure }
    var failed: IngestFailure?
    let block = unsafe [UInt8](unsafeUninitializedCapacity: Digest.blockBytes) { room, count in
      do throws(IngestFailure) {
        while count < Digest.blockBytes, try unsafe unpack(into: room, &count) {}
      } catch { failed = error }
    }
    given += block.count
    if failed == nil, given > Self.freeBytes + Self.longestRatio * place {
      let reason =
        "it unpacks to more than \(Self.longestRatio) times its size, which no table of records does; "
        + "if it is what you expect, unpack it with gunzip"
      failed = .damaged(file: file.input.name, reason: reason)
    }
    failure = failed
    if let failed { throw failed }
    return block
  }

  /// How many bytes of the file are unpacked.
  private var place: Int { taken - Int(unsafe zlib.pointee.avail_in) }

  /// Unpacks some bytes; false at the end of the file.
  private func unpack(
    into room: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) throws(IngestFailure) -> Bool {
    if unsafe zlib.pointee.avail_in == 0 {
      if taken < file.size {
        try takeInput()
      } else if isInMember {
        throw damaged("its gzip data breaks off")
      } else {
        return false
      }
    }
    // Another member may follow.
    if !isInMember, place > 0, unsafe zlib.pointee.next_in[0] != 0x1F {
      throw damaged("after its gzip data, from byte \(place) on, comes something else")
    }
    isInMember = true
    unsafe zlib.pointee.next_out = room.baseAddress?.advanced(by: count)
    unsafe zlib.pointee.avail_out = UInt32(Digest.blockBytes - count)
    let code = unsafe inflate(zlib, Z_NO_FLUSH)
    count = Digest.blockBytes - Int(unsafe zlib.pointee.avail_out)
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      unsafe inflateReset(zlib)
      isInMember = false
    case Z_MEM_ERROR: throw .readFailed(file: file.input.name, reason: "there is no memory for it")
    default:
      let words = unsafe zlib.pointee.msg.map { unsafe ", \(String(cString: $0))" } ?? ""
      throw damaged("its gzip data is damaged (near byte \(place)\(words))")
    }
    return true
  }

  private func takeInput() throws(IngestFailure) {
    input.start(at: taken)
    try input.extend(file, by: min(Digest.blockBytes, file.size - taken))
    taken += input.count
    digest.append(Hash128(of: input.bytes, 0, input.count))
    unsafe zlib.pointee.next_in = input.bytes.pointer
    unsafe zlib.pointee.avail_in = UInt32(input.count)
  }

  private func damaged(_ what: String) -> IngestFailure {
    .damaged(file: file.input.name, reason: what + "; fetch it again, and try it with gzip -t")
  }
}
