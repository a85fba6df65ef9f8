internal import Engine
internal import Glibc

/// A file that lies in memory, and can be opened by its path.
struct MemoryFile {
  private let descriptor: Int32
  let input: InputFile

  init(_ name: String) {
    var path = Array("/dev/shm/hailong-fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    precondition(descriptor >= 0, "/dev/shm: error \(errno)")
    // What is open stays, and goes with the process.
    unlink(path)
    input = InputFile(name: name, path: "/proc/self/fd/\(descriptor)")
  }

  /// Replaces the content.
  func write(_ bytes: UnsafeRawBufferPointer) {
    precondition(ftruncate(descriptor, 0) == 0)
    var written = 0
    while written < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written, written)
      precondition(count > 0, "pwrite: error \(errno)")
      written += count
    }
  }
}
