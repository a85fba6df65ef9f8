internal import Foundation

/// One file that is written from its start to its end, in blocks.
struct OutputFile {
  let path: String
  private let handle: FileHandle

  /// Makes the file, and the folders above it, or empties it where it exists.
  init(path: String) throws(SynthesisError) {
    self.path = path
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      guard FileManager.default.createFile(atPath: path, contents: nil) else {
        throw CocoaError(.fileWriteUnknown)
      }
      handle = try FileHandle(forWritingTo: url)
    } catch {
      throw .cannotCreate(path: path, reason: error.localizedDescription)
    }
  }

  /// Writes what the block holds and empties it.
  func write(_ block: inout ByteBlock) throws(SynthesisError) {
    try write(Data(block.bytes[..<block.count]))
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
    try file.write(Data(bytes))
    try file.close()
  }

  private func write(_ data: Data) throws(SynthesisError) {
    do { try handle.write(contentsOf: data) } catch {
      throw .cannotWrite(path: path, reason: error.localizedDescription)
    }
  }
}
