internal import Dispatch
internal import Glibc
internal import Synchronization

/// A new file that is written once, and is on the disk when `finish` returns.
///
/// It is made where nothing lies, never through a link, and its mode does not depend on the umask.
/// After the first failure nothing more is written, and `finish` throws that failure. Full blocks are
/// written and digested beside the work of the caller, who makes the next ones.
final class DurableFile {
  /// Who may read it.
  enum Mode: UInt32 {
    case everyone = 0o644
    case owner = 0o600
  }

  /// What a reader must find.
  typealias Written = (byteCount: Int64, sha256: String)

  let path: String
  private let disk: DiskFile
  private var buffer: [UInt8] = []
  private let queue = DispatchQueue(label: "file")
  /// How many more blocks may wait.
  private let room = DispatchSemaphore(value: 4)
  private static let blockSize = 1 << 16

  init(_ path: String, mode: Mode = .everyone) throws(RunFailure) {
    self.path = path
    disk = try DiskFile(path, mode: mode)
  }

  /// Adds bytes; a failure shows in `finish`.
  func write(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.blockSize { flush() }
  }

  func write(_ block: [UInt8]) {
    if buffer.isEmpty { buffer = block } else { buffer += block }
    if buffer.count >= Self.blockSize { flush() }
  }

  func write(_ text: String) { write(text.utf8) }

  /// Takes back everything that was written; a failure shows in `finish`.
  func startOver() {
    queue.sync { disk.empty() }
    buffer = []
  }

  private func flush() {
    room.wait()
    queue.async { [disk, room, buffer] in
      disk.write(buffer)
      room.signal()
    }
    buffer = []
  }

  /// Writes the rest, brings everything to the disk and closes the file.
  func finish() throws(RunFailure) -> Written {
    queue.sync {
      disk.write(buffer)
      disk.close()
    }
    return try disk.written()
  }
}

/// The file behind a `DurableFile`, used by one thread after another.
private final class DiskFile: Sendable {
  private struct State {
    var descriptor: Int32
    var byteCount: Int64 = 0
    var failure: RunFailure?
    var digest = SHA256()
  }

  private let path: String
  private let state: Mutex<State>

  init(_ path: String, mode: DurableFile.Mode) throws(RunFailure) {
    self.path = path
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try call {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode.rawValue)
      }
    } catch { throw error.failure(.cannotCreate, "create", path) }
    state = Mutex(State(descriptor: descriptor))
    do throws(SystemError) {
      try call { fchmod(descriptor, mode.rawValue) }
    } catch {
      throw error.failure(.readWrite, "set the mode of", path)
    }
  }

  deinit {
    state.withLock { if $0.descriptor >= 0 { Glibc.close($0.descriptor) } }
  }

  func write(_ bytes: [UInt8]) {
    state.withLock { state in
      guard state.failure == nil else { return }
      bytes.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          do throws(SystemError) {
            let count = try call { Glibc.write(state.descriptor, rest.baseAddress, rest.count) }
            rest = rest.dropFirst(count)
          } catch {
            state.failure = error.failure(.readWrite, "write", path)
            return
          }
        }
        state.digest.update(bytes)
        state.byteCount += Int64(bytes.count)
      }
    }
  }

  func empty() {
    state.withLock { state in
      guard state.failure == nil else { return }
      do throws(SystemError) {
        try call { ftruncate(state.descriptor, 0) }
        try call { lseek(state.descriptor, 0, SEEK_SET) }
      } catch {
        state.failure = error.failure(.readWrite, "write", path)
      }
      state.digest = SHA256()
      state.byteCount = 0
    }
  }

  /// Brings everything to the disk and closes the file, once.
  func close() {
    state.withLock { state in
      guard state.descriptor >= 0 else { return }
      if state.failure == nil {
        // A failed fsync is not tried again: the data may be gone already.
        do throws(SystemError) {
          try call { fsync(state.descriptor) }
        } catch { state.failure = error.failure(.readWrite, "write out", path) }
      }
      let closed = Glibc.close(state.descriptor)
      state.descriptor = -1
      if closed != 0, state.failure == nil {
        state.failure = SystemError(number: errno).failure(.readWrite, "close", path)
      }
    }
  }

  /// What was written, of a file that is closed.
  func written() throws(RunFailure) -> DurableFile.Written {
    try state.withLock { state throws(RunFailure) in
      if let failure = state.failure { throw failure }
      return (state.byteCount, try state.digest.finish())
    }
  }
}

extension Slice where Base == UnsafeRawBufferPointer {
  fileprivate var baseAddress: UnsafeRawPointer? {
    base.baseAddress?.advanced(by: startIndex)
  }
}

extension FileSystem {
  /// Writes a whole file durably and gives its SHA-256.
  @discardableResult
  static func write(
    _ bytes: [UInt8], to path: String, mode: DurableFile.Mode = .everyone
  ) throws(RunFailure) -> DurableFile.Written {
    let file = try DurableFile(path, mode: mode)
    file.write(bytes)
    return try file.finish()
  }
}
