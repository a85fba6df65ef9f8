internal import CZlib
internal import Definitions

/// What a gzip file unpacks to, from its first byte to its last and from member to member.
///
/// Some 300 MB of text a second. Memory: a block of the file, and what the caller keeps.
@safe final class GzipStream: ByteStream {
  private let input: FileBytes
  private let limits: InputLimits
  private let zlib: UnsafeMutablePointer<z_stream>
  private var given = 0
  private var isInMember = false
  private var failure: IngestFailure?

  var digest: Digest { input.digest }

  init(_ file: SourceFile, limits: InputLimits) {
    input = FileBytes(file)
    self.limits = limits
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

  func next() throws(IngestFailure) -> [UInt8] {
    if let failure { throw failure }
    var failed: IngestFailure?
    let block = unsafe [UInt8](unsafeUninitializedCapacity: Digest.blockBytes) { room, count in
      do throws(IngestFailure) {
        while count < Digest.blockBytes, try unsafe unpack(into: room, &count) {}
      } catch { failed = error }
    }
    given += block.count
    failure =
      failed
      ?? Packing.gzip.expansionFailure(input.file, given: given, taken: place, limits: limits)
    if let failure { throw failure }
    return block
  }

  /// How many bytes of the file are unpacked.
  private var place: Int { input.taken - Int(unsafe zlib.pointee.avail_in) }

  /// Unpacks some bytes; false at the end of the file.
  private func unpack(
    into room: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) throws(IngestFailure) -> Bool {
    if unsafe zlib.pointee.avail_in == 0 {
      if !input.isAtEnd {
        try takeInput()
      } else if isInMember {
        throw Packing.gzip.breaksOff(input.file)
      } else {
        return false
      }
    }
    // Another member may follow.
    if !isInMember, place > 0, unsafe zlib.pointee.next_in[0] != 0x1F {
      throw Packing.gzip.isFollowed(input.file, from: place)
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
    case Z_MEM_ERROR:
      throw .readFailed(file: input.file.input.name, reason: "there is no memory for it")
    default:
      let words = unsafe zlib.pointee.msg.map { unsafe ", \(String(cString: $0))" } ?? ""
      throw Packing.gzip.damaged(
        input.file, "its gzip data is damaged (near byte \(place)\(words))")
    }
    return true
  }

  private func takeInput() throws(IngestFailure) {
    let bytes = try input.take()
    unsafe zlib.pointee.next_in = bytes.pointer
    unsafe zlib.pointee.avail_in = UInt32(bytes.count)
  }
}
