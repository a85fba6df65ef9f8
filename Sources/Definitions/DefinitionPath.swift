internal import Foundation

/// Where a definition file lies: how messages name it, and how a run records it.
struct DefinitionPath {
  /// The path to open, as the user or the file that refers to it wrote it.
  let path: String
  /// The same without `.` and needless `..`, for messages.
  let shown: String

  init(_ path: String) {
    self.path = path
    shown = Self.simplified(path)
  }

  /// The path of a file that this one names relative to itself.
  func sibling(_ name: String) -> DefinitionPath {
    DefinitionPath(Self.joined(Self.folder(of: path), name))
  }

  /// The path of a file inside this folder.
  func inside(_ name: String) -> DefinitionPath { DefinitionPath(Self.joined(path, name)) }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func joined(_ folder: String, _ name: String) -> String {
    if name.hasPrefix("/") || folder.isEmpty { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The path without `.`, empty parts and `..` after a name.
  static func simplified(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  var isFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// The bytes of the file, or why they cannot be had.
  func read(limit: Int) throws(Unreadable) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Unreadable(reason: Unreadable.absent)
    }
    guard !isFolder else { throw Unreadable(reason: "it is a folder") }
    // Without waiting: a pipe that nobody writes to would never be opened.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unreadable(reason: "it may not be read") }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Unreadable(reason: "it is a pipe or device, not a file")
    }
    var bytes: [UInt8] = []
    do {
      while bytes.count <= limit {
        guard let block = try handle.read(upToCount: 1 << 16), !block.isEmpty else { return bytes }
        bytes.append(contentsOf: block)
      }
    } catch {
      throw Unreadable(reason: "reading it failed")
    }
    throw Unreadable(reason: "it is larger than \(limit / 1_048_576) MiB")
  }

  /// Why a definition file cannot be read.
  struct Unreadable: Error {
    static let absent = "there is no such file"

    let reason: String
  }
}
