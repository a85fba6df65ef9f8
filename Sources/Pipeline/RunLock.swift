internal import Definitions
internal import Glibc

/// The right to run a pipeline into an output folder, held by one process at a time.
///
/// The lock is the system's: it ends with the process, however that ends. The text in the file is for
/// people and decides nothing.
final class RunLock {
  private var descriptor: Int32

  init(_ path: String) throws(RunFailure) {
    do throws(SystemError) {
      descriptor = try call {
        open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode_t(0o644))
      }
    } catch { throw error.failure(.cannotCreate, "open the lock", path) }
    do throws(SystemError) {
      try call { flock(descriptor, LOCK_EX | LOCK_NB) }
    } catch {
      // `deinit` closes the descriptor: it runs although `init` throws, once every property is set.
      let holder = (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      guard error.number == EWOULDBLOCK else { throw error.failure(.cannotCreate, "lock", path) }
      let line = holder.prefix { !$0.isNewline }
      throw RunFailure(
        .locked, "another run is under way" + (line.isEmpty ? "" : " (\(shown(String(line))))"))
    }
    let text = "pid \(getpid()) on \(Host.name) since \(Clock.timeOfDay())\n"
    _ = ftruncate(descriptor, 0)
    _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit { release() }

  /// Lets the next run begin.
  func release() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
  }
}
