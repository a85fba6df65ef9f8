internal import Glibc

extension FileSystem {
  /// The bytes of a whole regular file.
  static func read(_ path: String, kind: RunFailure.Kind = .readWrite) throws(RunFailure) -> [UInt8]
  {
    var content: [UInt8] = []
    try forEachBlock(of: path, kind: kind) { content.append(contentsOf: $0) }
    return content
  }

  /// The SHA-256 and the size of a regular file.
  static func sha256(
    ofFile path: String, kind: RunFailure.Kind = .readWrite
  ) throws(RunFailure) -> (sha256: String, byteCount: Int64) {
    let digest = SHA256()
    var byteCount: Int64 = 0
    try forEachBlock(of: path, kind: kind) { block in
      digest.update(block)
      byteCount += Int64(block.count)
    }
    return (try digest.finish(), byteCount)
  }

  /// Appends a regular file's bytes, the first ones left out, to a file that is being written.
  static func append(_ source: String, from start: Int, to file: DurableFile) throws(RunFailure) {
    var skipped = 0
    try forEachBlock(of: source) { block in
      let rest = block.dropFirst(max(0, start - skipped))
      skipped += block.count
      file.write(rest)
    }
  }

  /// Reads a regular file block by block; anything else is refused without waiting for it.
  private static func forEachBlock(
    of path: String, kind: RunFailure.Kind = .readWrite,
    _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(RunFailure) {
    do throws(SystemError) {
      let descriptor = try call { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
      defer { close(descriptor) }
      var status = stat()
      try call { fstat(descriptor, &status) }
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw SystemError(number: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
      }
      let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
      defer { block.deallocate() }
      while true {
        let count = try call { Glibc.read(descriptor, block.baseAddress, block.count) }
        guard count > 0 else { return }
        body(UnsafeRawBufferPointer(rebasing: block[..<count]))
      }
    } catch { throw error.failure(kind, "read", path) }
  }
}
