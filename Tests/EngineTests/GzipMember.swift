import CZlib

/// What gzip makes of some bytes.
func gzipped(_ bytes: some Collection<UInt8>, level: Int32 = 6) -> [UInt8] {
  var stream = z_stream()
  let size = Int32(MemoryLayout<z_stream>.size)
  deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
  defer { deflateEnd(&stream) }
  let room = Int(deflateBound(&stream, UInt(bytes.count)))
  let text = Array(bytes)
  return [UInt8](unsafeUninitializedCapacity: room) { packed, count in
    text.withUnsafeBufferPointer { text in
      stream.next_in = text.baseAddress
      stream.avail_in = UInt32(text.count)
      stream.next_out = packed.baseAddress
      stream.avail_out = UInt32(room)
      deflate(&stream, Z_FINISH)
    }
    count = room - Int(stream.avail_out)
  }
}

/// What gzip makes of some bytes, cut anywhere and put together again.
func gzippedInMembers(
  _ bytes: [UInt8], _ count: Int, using generator: inout SeededGenerator
) -> [UInt8] {
  let cuts = (1..<count).map { _ in Int.random(in: 0...bytes.count, using: &generator) }.sorted()
  return zip([0] + cuts, cuts + [bytes.count]).flatMap { gzipped(bytes[$0..<$1]) }
}
