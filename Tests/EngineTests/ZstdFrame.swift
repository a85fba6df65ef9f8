import CZstd

/// What zstd makes of some bytes, with a checksum; `windowLog` is that of the frame's header.
func zstandard(
  _ bytes: some Collection<UInt8>, level: Int32 = 3, windowLog: Int32 = 0
) -> [UInt8] {
  let context = ZSTD_createCCtx()
  defer { ZSTD_freeCCtx(context) }
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  if windowLog > 0 {
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog)
    // Else the window is no larger than the content.
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)
  }
  let text = Array(bytes)
  let room = ZSTD_compressBound(text.count) + 64
  return [UInt8](unsafeUninitializedCapacity: room) { packed, count in
    text.withUnsafeBytes { text in
      var source = ZSTD_inBuffer(src: text.baseAddress, size: text.count, pos: 0)
      var target = ZSTD_outBuffer(dst: packed.baseAddress, size: room, pos: 0)
      // In two steps, so that the size is not known when the header is written.
      if windowLog > 0 { ZSTD_compressStream2(context, &target, &source, ZSTD_e_continue) }
      while ZSTD_compressStream2(context, &target, &source, ZSTD_e_end) != 0 {}
      count = target.pos
    }
  }
}

/// A frame that is to be passed over.
func skippableFrame(_ count: Int) -> [UInt8] {
  let size = UInt32(count)
  return [0x5A, 0x2A, 0x4D, 0x18] + (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
    + [UInt8](repeating: 0x31, count: count)
}
