internal import Glibc

/// An input file, opened once and read by position.
///
/// At most the size seen at opening is read. A file that is replaced, grown, cut or rewritten while
/// it is read is found out by `checkUnchanged` or by a read that ends early.
final class SourceFile: Sendable {
  let input: InputFile
  let size: Int
  private let descriptor: Int32
  private let identity: Identity

  private struct Identity: Equatable {
    let device: UInt
    let inode: UInt
    let size: Int
    let modified: Int
    let modifiedNanoseconds: Int
    let changed: Int
    let changedNanoseconds: Int

    init(_ status: stat) {
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      size = Int(status.st_size)
      modified = status.st_mtim.tv_sec
      modifiedNanoseconds = status.st_mtim.tv_nsec
      changed = status.st_ctim.tv_sec
      changedNanoseconds = status.st_ctim.tv_nsec
    }
  }

  init(_ input: InputFile) throws(IngestFailure) {
    // Non-blocking, so that a FIFO without a writer is found out rather than waited for.
    let descriptor = unsafe open(input.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .unreadable(file: input.name, reason: systemReason(errno))
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let reason = systemReason(errno)
      close(descriptor)
      throw .unreadable(file: input.name, reason: reason)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(file: input.name, reason: "it is not a regular file")
    }
    self.input = input
    self.descriptor = descriptor
    identity = Identity(status)
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills `room` with the bytes at `offset`; fewer bytes there mean that the file shrank.
  func read(
    at offset: Int, into room: UnsafeMutableRawBufferPointer
  ) throws(IngestFailure) {
    var filled = 0
    while filled < room.count {
      let got = unsafe pread(
        descriptor, room.baseAddress?.advanced(by: filled), room.count - filled, offset + filled)
      if got > 0 {
        filled += got
      } else if got == 0 {
        throw .changedWhileRead(file: input.name)
      } else if errno != EINTR {
        throw .readFailed(file: input.name, reason: systemReason(errno))
      }
    }
  }

  /// The bytes from `start` to `end`, copied.
  func bytes(_ start: Int, _ end: Int) throws(IngestFailure) -> [UInt8] {
    var failure: IngestFailure?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: end - start) { buffer, count in
      do throws(IngestFailure) {
        try unsafe read(
          at: start,
          into: UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[..<(end - start)]))
        count = end - start
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fails if the file is not what it was when it was opened.
  func checkUnchanged() throws(IngestFailure) {
    var now = stat()
    guard unsafe fstat(descriptor, &now) == 0, Identity(now) == identity else {
      throw .changedWhileRead(file: input.name)
    }
    // A file renamed over the path leaves the open one as it was.
    guard unsafe stat(input.path, &now) == 0, Identity(now) == identity else {
      throw .changedWhileRead(file: input.name)
    }
  }
}

/// The system's words for an error number.
func systemReason(_ code: Int32) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text)
}
