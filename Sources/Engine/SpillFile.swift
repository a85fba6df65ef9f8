internal import Glibc

/// Rows that memory has no room for, in a temporary file without a name.
///
/// The file is unlinked as soon as it is made, so nothing is left behind however the process ends. It
/// takes one descriptor, whatever the number of stretches.
final class SpillFile {
  /// Some rows in the file.
  struct Stretch {
    let offset: Int
    let wordCount: Int
  }

  private let descriptor: Int32
  /// Bytes in the file.
  private(set) var size = 0

  init(folder: String) throws(IngestFailure) {
    var template = Array((folder + "/hailong-rows-XXXXXX").utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { path in
      unsafe path.baseAddress.map { unsafe mkstemp($0) } ?? -1
    }
    guard descriptor >= 0 else {
      throw .spillFailed(reason: "\(folder): \(systemReason(errno))")
    }
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = unsafe template.withUnsafeBufferPointer { path in
      unsafe path.baseAddress.map { unsafe unlink($0) }
    }
  }

  deinit { close(descriptor) }

  /// Adds words at the end of the file.
  func append(_ pieces: [(words: Lane<UInt64>, count: Int)]) throws(IngestFailure) -> Stretch {
    let start = size
    for piece in pieces {
      let bytes = unsafe UnsafeRawBufferPointer(
        start: piece.words.pointer, count: piece.count * MemoryLayout<UInt64>.stride)
      var written = 0
      while written < bytes.count {
        let count = unsafe pwrite(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
          size + written)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          throw .spillFailed(reason: systemReason(errno))
        }
      }
      size += bytes.count
    }
    return Stretch(offset: start, wordCount: (size - start) / MemoryLayout<UInt64>.stride)
  }

  /// Reads a stretch back; the words are the caller's to deallocate.
  func read(_ stretch: Stretch) throws(IngestFailure) -> Lane<UInt64> {
    let words = Lane<UInt64>(capacity: stretch.wordCount)
    let byteCount = stretch.wordCount * MemoryLayout<UInt64>.stride
    let bytes = unsafe UnsafeMutableRawPointer(words.pointer)
    var filled = 0
    while filled < byteCount {
      let count = unsafe pread(
        descriptor, bytes + filled, byteCount - filled, stretch.offset + filled)
      if count > 0 {
        filled += count
      } else if count == 0 || errno != EINTR {
        let failure = count == 0 ? EIO : errno
        words.deallocate()
        throw .spillFailed(reason: systemReason(failure))
      }
    }
    return words
  }
}
