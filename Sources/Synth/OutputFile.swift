internal import Foundation

/// One file that is written from its start to its end, in blocks.
///
/// It speaks to the system directly, because an error must say why: a full disk is not a bad path.
struct OutputFile {
  let path: String
  /// Owns the open file and closes it when nobody holds it any longer.
  private let handle: FileHandle

  /// Makes the file, and the folders above it, or empties it where it exists.
  init(path: String) throws(SynthesisError) {
    self.path = path
    try Self.makeFolders(above: path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: systemReason()) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Writes what the block holds and empties it.
  func write(_ block: inout ByteBlock) throws(SynthesisError) {
    try write(block.bytes, count: block.count)
    block.removeAll()
  }

  func close() throws(SynthesisError) {
    do { try handle.close() } catch {
      throw .cannotWrite(path: path, reason: error.localizedDescription)
    }
  }

  /// Writes a whole file at once.
  static func write(_ bytes: [UInt8], to path: String) throws(SynthesisError) {
    let file = try OutputFile(path: path)
    try file.write(bytes, count: bytes.count)
    try file.close()
  }

  private func write(_ bytes: [UInt8], count: Int) throws(SynthesisError) {
    let isWritten = bytes.withUnsafeBytes { writeAll($0.prefix(count), to: handle.fileDescriptor) }
    guard isWritten else { throw .cannotWrite(path: path, reason: systemReason()) }
  }

  private static func makeFolders(above path: String) throws(SynthesisError) {
    let places = path.utf8.indices.dropFirst().filter { path.utf8[$0] == UInt8(ascii: "/") }
    for place in places {
      let folder = String(path[..<place])
      if mkdir(folder, 0o777) == 0 || errno == EEXIST { continue }
      let reason = systemReason()
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
      guard exists && isFolder.boolValue else {
        throw .cannotCreate(path: folder, reason: reason)
      }
    }
  }
}

/// Writes every byte, over interruptions and short writes; false leaves the reason in `errno`.
private func writeAll(_ bytes: Slice<UnsafeRawBufferPointer>, to descriptor: Int32) -> Bool {
  var rest = UnsafeRawBufferPointer(rebasing: bytes)
  while !rest.isEmpty {
    let written = write(descriptor, rest.baseAddress, rest.count)
    if written > 0 {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    } else if errno != EINTR {
      return false
    }
  }
  return true
}

/// What the system says of its last failure, such as `No space left on device`.
private func systemReason() -> String { String(cString: strerror(errno)) }
