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
  private var size = 0

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
  func append(_ words: [UInt64]) throws(IngestFailure) -> Stretch {
    let stretch = Stretch(offset: size, wordCount: words.count)
    var failure: Int32 = 0
    unsafe words.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe pwrite(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
          size + written)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if failure != 0 { throw .spillFailed(reason: systemReason(failure)) }
    size += words.count * MemoryLayout<UInt64>.stride
    return stretch
  }

  /// Reads a stretch back.
  func read(_ stretch: Stretch) throws(IngestFailure) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: stretch.wordCount)
    var failure: Int32 = 0
    unsafe words.withUnsafeMutableBytes { bytes in
      var filled = 0
      while filled < bytes.count {
        let count = unsafe pread(
          descriptor, bytes.baseAddress?.advanced(by: filled), bytes.count - filled,
          stretch.offset + filled)
        if count > 0 {
          filled += count
        } else if count == 0 {
          failure = EIO
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if failure != 0 { throw .spillFailed(reason: systemReason(failure)) }
    return words
  }
}
