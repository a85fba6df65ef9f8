internal import Glibc

/// Equal pieces of memory that are handed out and taken back, cut from slabs of huge pages.
///
/// Hundreds of megabytes in pages of 4 KiB would cost as much time as what is written there.
@safe final class ChunkPool {
  /// A huge page; the first slab is smaller, since most datasets are small.
  private static let slabBytes = 1 << 21
  private static let firstSlabBytes = 1 << 18

  let chunkWords: Int
  private var slabs: [UnsafeMutableRawPointer] = unsafe []
  private var spare: [Lane<UInt64>] = []
  /// Bytes of all slabs.
  private var byteCount = 0

  init(chunkWords: Int) { self.chunkWords = chunkWords }

  deinit { unsafe slabs.forEach { unsafe free($0) } }

  /// A chunk that is not to be read before it is written.
  func take() throws(IngestFailure) -> Lane<UInt64> {
    if spare.isEmpty { try addSlab() }
    return spare.removeLast()
  }

  func giveBack(_ chunk: Lane<UInt64>) { spare.append(chunk) }

  private func addSlab() throws(IngestFailure) {
    let chunkBytes = chunkWords * MemoryLayout<UInt64>.stride
    let size = max(byteCount == 0 ? Self.firstSlabBytes : Self.slabBytes, chunkBytes)
    var slab: UnsafeMutableRawPointer?
    guard unsafe posix_memalign(&slab, Self.slabBytes, size) == 0, let slab = unsafe slab else {
      throw .outOfMemory(byteCount: byteCount)
    }
    if size == Self.slabBytes { _ = unsafe madvise(slab, size, MADV_HUGEPAGE) }
    unsafe slabs.append(slab)
    byteCount += size
    for start in stride(from: 0, through: size - chunkBytes, by: chunkBytes) {
      unsafe spare.append(Lane(borrowing: slab + start, capacity: chunkWords))
    }
  }
}
