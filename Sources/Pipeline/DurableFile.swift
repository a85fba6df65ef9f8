internal import Glibc

/// A new file that is written once, and is on the disk when `finish` returns.
///
/// It is made where nothing lies, never through a link, and its mode does not depend on the umask.
/// After the first failure nothing more is written, and `finish` throws that failure.
final class DurableFile {
  /// Who may read it.
  enum Mode: UInt32 {
    case everyone = 0o644
    case owner = 0o600
  }

  /// What a reader must find.
  typealias Written = (byteCount: Int64, sha256: String)

  let path: String
  private(set) var byteCount: Int64 = 0
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private let digest = SHA256()
  private var failure: RunFailure?

  init(_ path: String, mode: Mode = .everyone) throws(RunFailure) {
    self.path = path
    do throws(SystemError) {
      descriptor = try call {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode.rawValue)
      }
    } catch { throw error.failure(.readWrite, "create", path) }
    do throws(SystemError) {
      try call { fchmod(descriptor, mode.rawValue) }
    } catch {
      throw error.failure(.readWrite, "set the mode of", path)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds bytes; a failure shows in `finish`.
  func write(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 18 { flush() }
  }

  func write(_ text: String) { write(text.utf8) }

  /// Writes the rest, brings everything to the disk and closes the file.
  func finish() throws(RunFailure) -> Written {
    flush()
    if failure == nil {
      // A failed fsync is not tried again: the data may be gone already.
      do throws(SystemError) {
        try call { fsync(descriptor) }
      } catch { failure = error.failure(.readWrite, "write out", path) }
    }
    let closed = close(descriptor)
    descriptor = -1
    if closed != 0, failure == nil {
      failure = SystemError(number: errno).failure(.readWrite, "close", path)
    }
    if let failure { throw failure }
    return (byteCount, try digest.finish())
  }

  private func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    failure = buffer.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        do throws(SystemError) {
          let count = try call { Glibc.write(descriptor, rest.baseAddress, rest.count) }
          rest = rest.dropFirst(count)
        } catch { return error.failure(.readWrite, "write", path) }
      }
      digest.update(bytes)
      byteCount += Int64(bytes.count)
      return nil
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
    _ bytes: some Sequence<UInt8>, to path: String, mode: DurableFile.Mode = .everyone
  ) throws(RunFailure) -> DurableFile.Written {
    let file = try DurableFile(path, mode: mode)
    file.write(bytes)
    return try file.finish()
  }
}
