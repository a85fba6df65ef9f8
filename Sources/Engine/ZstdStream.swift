internal import CZstd
internal import Definitions

/// What a zstd file unpacks to, from its first byte to its last and from frame to frame.
///
/// Some 800 MB of text a second. Memory: a block of the file, the window that its frames ask for, at
/// most 128 MiB, and what the caller keeps.
@safe final class ZstdStream: ByteStream {
  /// The largest window that is made, as a power of two; that of `zstd --ultra -22`.
  private static let largestWindow: Int32 = 27

  private let input: FileBytes
  private let limits: InputLimits
  private let zstd: OpaquePointer?
  /// What was taken of the file, and how far it is unpacked.
  private var bytes: Bytes?
  private var position = 0
  private var given = 0
  private var isInFrame = false
  private var failure: IngestFailure?

  var digest: Digest { input.digest }

  init(_ file: SourceFile, limits: InputLimits) {
    input = FileBytes(file)
    self.limits = limits
    unsafe zstd = ZSTD_createDCtx()
    let code = unsafe zstd.map {
      unsafe ZSTD_DCtx_setParameter($0, ZSTD_d_windowLogMax, Self.largestWindow)
    }
    if code.map({ ZSTD_isError($0) != 0 }) ?? true {
      failure = .readFailed(file: file.input.name, reason: "zstd cannot be started")
    }
  }

  deinit { unsafe ZSTD_freeDCtx(zstd) }

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
      ?? Packing.zstd.expansionFailure(input.file, given: given, taken: place, limits: limits)
    if let failure { throw failure }
    return block
  }

  private var left: Int { (bytes?.count ?? 0) - position }

  /// How many bytes of the file are unpacked.
  private var place: Int { input.taken - left }

  /// Unpacks some bytes; false at the end of the file.
  private func unpack(
    into room: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) throws(IngestFailure) -> Bool {
    if left == 0, !input.isAtEnd {
      bytes = try input.take()
      position = 0
    }
    // What a full block left behind may still come, although all of the file is taken.
    guard let bytes, left > 0 || isInFrame else { return false }
    // Another frame may follow, one of data or one that is passed over.
    guard isInFrame || Self.mayStartFrame(bytes[position]) else {
      throw Packing.zstd.isFollowed(input.file, from: place)
    }
    isInFrame = true
    let (before, countBefore) = (position, count)
    var source = unsafe ZSTD_inBuffer(
      src: bytes.pointer, size: bytes.count, pos: position)
    var target = unsafe ZSTD_outBuffer(
      dst: room.baseAddress, size: Digest.blockBytes, pos: count)
    let code = unsafe ZSTD_decompressStream(zstd, &target, &source)
    position = unsafe source.pos
    count = unsafe target.pos
    guard ZSTD_isError(code) == 0 else { throw failure(code) }
    if code == 0 {
      isInFrame = false
    } else if position == before, count == countBefore, input.isAtEnd {
      throw Packing.zstd.breaksOff(input.file)
    }
    return true
  }

  /// One of data starts with 28, one that is passed over with 50 to 5F.
  private static func mayStartFrame(_ byte: UInt8) -> Bool { byte == 0x28 || byte & 0xF0 == 0x50 }

  private func failure(_ code: Int) -> IngestFailure {
    switch ZSTD_getErrorCode(code) {
    case ZSTD_error_memory_allocation:
      return .readFailed(file: input.file.input.name, reason: "there is no memory for it")
    case ZSTD_error_frameParameter_windowTooLarge:
      return .damaged(
        file: input.file.input.name,
        reason: "to unpack it takes a window of more than \(1 << (Self.largestWindow - 20)) MiB; "
          + "unpack it with unzstd --long=31, or pack it without --long")
    case ZSTD_error_dictionary_wrong:
      return .damaged(
        file: input.file.input.name,
        reason: "it is packed with a dictionary that is not in it; unpack it with unzstd -D")
    default:
      let words = unsafe String(cString: ZSTD_getErrorName(code))
      return Packing.zstd.damaged(
        input.file, "its zstd data is damaged (near byte \(place), \(words.lowercased()))")
    }
  }
}
