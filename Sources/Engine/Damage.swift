internal import Definitions

/// Which gzip files are damaged, and how, by their number; found by unpacking each to its end.
///
/// Several files are unpacked side by side, and nothing is kept of the text: some 2 MB a thread.
func damage(
  of files: [InputFile], options: IngestOptions
) throws(IngestFailure) -> [Int: String] {
  let workers = Workers(count: max(1, options.threads)) { _ in DamageLog() }
  let isInterrupted = options.isInterrupted
  try workers.share(files.count) { log, index throws(IngestFailure) in
    let text = try SourceText(files[index])
    guard text.isUnpacked else { return }
    do throws(IngestFailure) {
      var position = 0
      repeat {
        guard !isInterrupted() else { throw .interrupted }
        text.forget(before: position)
        position = try text.reach(position + Digest.blockBytes)
      } while !text.isEnd(position)
    } catch .damaged(_, let reason) {
      log.reasons[index] = reason
    }
    try text.file.checkUnchanged()
  }
  return workers.all.reduce(into: [:]) { $0.merge($1.reasons) { first, _ in first } }
}

/// What one worker found.
private final class DamageLog {
  var reasons: [Int: String] = [:]
}
