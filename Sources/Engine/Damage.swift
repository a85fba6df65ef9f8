internal import Definitions

/// Which packed files are damaged, and how, by their number; found by unpacking each to its end.
///
/// Several files are unpacked side by side, and nothing is kept of the text: some 2 MB a thread.
func damage(
  of files: [InputFile], limits: InputLimits, options: IngestOptions
) throws(IngestFailure) -> [Int: String] {
  let workers = Workers(count: max(1, options.threads)) { _ in DamageLog() }
  let isInterrupted = options.isInterrupted
  try workers.share(files.count) { log, index throws(IngestFailure) in
    let file = try SourceFile(files[index])
    let head = try file.bytes(0, min(Packing.headBytes, file.size))
    guard let stream = Packing(head)?.stream(file, limits: limits) else { return }
    do throws(IngestFailure) {
      repeat {
        guard !isInterrupted() else { throw .interrupted }
      } while try stream.next().count == Digest.blockBytes
    } catch .damaged(_, let reason) {
      log.reasons[index] = reason
    }
    try file.checkUnchanged()
  }
  return workers.all.reduce(into: [:]) { $0.merge($1.reasons) { first, _ in first } }
}

/// What one worker found.
private final class DamageLog {
  var reasons: [Int: String] = [:]
}
