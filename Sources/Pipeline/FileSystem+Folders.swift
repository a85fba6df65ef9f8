internal import Definitions
internal import Glibc

extension FileSystem {
  /// The names in a folder in the order of their bytes, without `.` and `..`.
  ///
  /// Names that are not UTF-8 are given apart, with U+FFFD in them: they can be shown, not opened.
  static func names(in folder: String) throws(SystemError) -> (valid: [String], broken: [String]) {
    guard let stream = opendir(folder) else { throw SystemError(number: errno) }
    defer { closedir(stream) }
    var (valid, broken): ([String], [String]) = ([], [])
    while let name = try nextName(stream) {
      if let text = String(validatingCString: name) {
        valid.append(text)
      } else {
        broken.append(String(cString: name))
      }
    }
    return (valid.sorted { $0.precedes($1) }, broken)
  }

  /// Removes what lies at a path, folders with all that is in them; links are not followed.
  static func removeIfPresent(_ path: String) throws(RunFailure) {
    do throws(SystemError) {
      try remove(path, in: AT_FDCWD)
    } catch { throw error.failure(.readWrite, "remove", path) }
  }

  private static func remove(_ name: UnsafePointer<CChar>, in folder: Int32) throws(SystemError) {
    do throws(SystemError) {
      try call { unlinkat(folder, name, 0) }
      return
    } catch {
      if error.number == ENOENT { return }
      guard error.number == EISDIR || error.number == EPERM else { throw error }
    }
    let descriptor = try call {
      openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    guard let stream = fdopendir(descriptor) else {
      let number = errno
      close(descriptor)
      throw SystemError(number: number)
    }
    defer { closedir(stream) }
    while let child = try nextName(stream) { try remove(child, in: descriptor) }
    try call { unlinkat(folder, name, AT_REMOVEDIR) }
  }

  /// The next name of a folder, valid until the next call; `nil` at the end.
  private static func nextName(_ stream: OpaquePointer) throws(SystemError) -> UnsafePointer<CChar>?
  {
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw SystemError(number: errno) }
        return nil
      }
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      let isDot = name[0] == 0x2E && (name[1] == 0 || (name[1] == 0x2E && name[2] == 0))
      if !isDot { return name }
    }
  }
}
