internal import Definitions
internal import Synchronization

/// Text that has to be unpacked or decoded: the stretch of it that somebody may still have to read.
///
/// One thread unpacks and decodes at a time, and others read meanwhile what there is.
final class StreamedText: Sendable {
  private struct Window {
    /// Where in the text the first block starts.
    var start = 0
    var blocks: [[UInt8]] = []
    /// What could not be decoded, in these blocks.
    var faults: [EncodingFault] = []
    /// Where the last block ends.
    var end = 0
    /// Of the file as it lies, once all of the text is there.
    var digest: Digest?
    /// How much of the file as it lies was taken for the text so far.
    var taken = 0
    var head: SourceHead?
  }

  private let stream: Mutex<TextStream>
  private let window = Mutex(Window())

  init(_ stream: sending TextStream) { self.stream = Mutex(stream) }

  /// Goes on to `position` if the text goes so far; gives `position`, or the end of the text.
  func reach(_ position: Int) throws(IngestFailure) -> Int {
    if let known = known(position) { return known }
    return try stream.withLock { stream throws(IngestFailure) in
      while true {
        if let known = known(position) { return known }
        let (block, faults) = try stream.next()
        let digest = block.count < Digest.blockBytes ? stream.digest : nil
        let (head, taken) = (stream.head, stream.digest.reach)
        window.withLock { window in
          window.blocks.append(block)
          window.faults += faults
          window.end += block.count
          window.digest = digest
          window.taken = taken
          window.head = head
        }
      }
    }
  }

  private func known(_ position: Int) -> Int? {
    window.withLock { window in
      position <= window.end && window.head != nil
        ? position : window.digest == nil ? nil : window.end
    }
  }

  /// Whether the text is known to end here.
  func isEnd(_ position: Int) -> Bool {
    window.withLock { $0.digest != nil && position == $0.end }
  }

  /// Of the file as it lies, once all of the text is there.
  var digest: Digest? { window.withLock(\.digest) }

  /// How many bytes of the file as it lies were taken so far, to the block.
  var taken: Int { window.withLock(\.taken) }

  /// The first bytes as they lie; known once anything was asked for.
  var head: SourceHead? { window.withLock(\.head) }

  /// What could not be decoded at this place of the text, where that is told.
  func fault(at offset: Int) -> EncodingFault? {
    window.withLock { window in window.faults.first { $0.textOffset == offset } }
  }

  /// Fills `room` with the text at `offset`, which is there and not forgotten.
  func read(at offset: Int, into room: UnsafeMutableRawBufferPointer) {
    let (start, blocks) = window.withLock { ($0.start, $0.blocks) }
    var filled = 0
    while filled < room.count {
      let (block, from) = (offset + filled - start).quotientAndRemainder(
        dividingBy: Digest.blockBytes)
      let count = min(room.count - filled, blocks[block].count - from)
      unsafe blocks[block].withUnsafeBytes { bytes in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
        unsafe rest.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[from..<(from + count)]))
      }
      filled += count
    }
  }

  /// Forgets the blocks that end before `position`, which nobody will ask for.
  func forget(before position: Int) {
    window.withLock { window in
      while let first = window.blocks.first, window.start + first.count < position {
        window.blocks.removeFirst()
        window.start += first.count
      }
      if window.faults.first.map({ $0.textOffset < window.start }) ?? false {
        let start = window.start
        window.faults.removeAll { $0.textOffset < start }
      }
    }
  }
}
