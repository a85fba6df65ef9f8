internal import CLinux
internal import Glibc

/// The few things that a run does to files and folders, each with its result checked.
///
/// Nothing follows a symbolic link where it writes or removes. Failures name the path and say what the
/// system said.
enum FileSystem {
  enum Kind: Equatable {
    case file, folder, link, other
  }

  /// What is known of a path without opening it.
  struct Status: Equatable {
    let kind: Kind
    let byteCount: Int64
    let modified: Timespan
    let identity: Identity
  }

  /// The same for two names of one file.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  /// Seconds and nanoseconds, in order.
  struct Timespan: Comparable {
    let seconds: Int
    let nanoseconds: Int

    static func < (a: Self, b: Self) -> Bool {
      (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
    }
  }

  static func status(_ path: String, followingLinks: Bool = false) throws(SystemError) -> Status {
    var status = stat()
    try call { fstatat(AT_FDCWD, path, &status, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW) }
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    return Status(
      kind: kind, byteCount: Int64(status.st_size),
      modified: Timespan(
        seconds: status.st_mtim.tv_sec, nanoseconds: Int(status.st_mtim.tv_nsec)),
      identity: Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)))
  }

  /// What lies at the path itself, or `nil` where nothing does.
  static func kind(_ path: String) -> Kind? { (try? status(path))?.kind }

  /// Makes a folder that anyone may read, whatever the umask; one that is there already is fine.
  static func makeFolder(_ path: String) throws(RunFailure) {
    do throws(SystemError) {
      try call { mkdir(path, 0o755) }
      try call { chmod(path, 0o755) }
    } catch {
      if error.number == EEXIST, kind(path) == .folder { return }
      throw error.failure(.cannotCreate, "create the folder", path)
    }
  }

  /// Makes a folder and those above it; here a link to a folder is as good as a folder.
  static func makeFolders(_ path: String) throws(RunFailure) {
    if (try? status(path, followingLinks: true))?.kind == .folder { return }
    if let parent = parent(of: path) { try makeFolders(parent) }
    try makeFolder(path)
  }

  /// The path of the folder that holds this path; `nil` for a bare name and for the root.
  static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes sure that the names in a folder outlast a loss of power.
  static func synchronizeFolder(_ path: String) throws(RunFailure) {
    do throws(SystemError) {
      let descriptor = try call { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
      defer { close(descriptor) }
      try call { fsync(descriptor) }
    } catch { throw error.failure(.readWrite, "write out the folder", path) }
  }

  static func rename(_ old: String, to new: String) throws(RunFailure) {
    do throws(SystemError) {
      try call { Glibc.rename(old, new) }
    } catch { throw error.failure(.readWrite, "rename \(shown(old)) to", new) }
  }

  /// Swaps two folders in one step; false where the file system cannot.
  static func exchange(_ first: String, _ second: String) throws(RunFailure) -> Bool {
    do throws(SystemError) {
      try call { exchange_names(first, second) }
      return true
    } catch {
      if [EINVAL, ENOSYS, ENOTSUP].contains(error.number) { return false }
      throw error.failure(.readWrite, "exchange \(shown(first)) and", second)
    }
  }

  /// Points a link elsewhere so that a reader sees the old or the new target, never none.
  static func swapLink(_ path: String, to target: String) throws(RunFailure) {
    let fresh = path + ".new"
    try removeIfPresent(fresh)
    do throws(SystemError) {
      try call { symlink(target, fresh) }
    } catch { throw error.failure(.readWrite, "create the link", fresh) }
    try rename(fresh, to: path)
    if let parent = parent(of: path) { try synchronizeFolder(parent) }
  }

  /// Where a link points, or `nil` where there is no link.
  static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0, count < buffer.count else { return nil }
    return String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The path without links and dots; `nil` where nothing lies there.
  static func resolved(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(validatingCString: text)
  }
}
