internal import Definitions

/// Where the runs of a pipeline are published: `DIR/<pipeline>/`.
///
/// - `<run-id>/` is a run, complete or absent, and `latest` a link to the newest that was published.
/// - `.stages/<digest>/` are results of stages; `.tmp/` is what a run is making; `.lock` is the lock.
struct RunDirectory {
  let out: String
  let root: String

  init(out: String, pipeline: String) throws(RunFailure) {
    guard !pipeline.isEmpty, !pipeline.hasPrefix("."), !pipeline.contains("/"),
      !pipeline.contains("\0")
    else {
      throw RunFailure(.definition, "\"\(shown(pipeline))\" cannot be the name of a folder")
    }
    self.out = out.isEmpty ? "." : out
    root = joined(self.out, pipeline)
  }

  var latest: String { root + "/latest" }
  var lock: String { root + "/.lock" }
  var temporary: String { root + "/.tmp" }
  var stages: StageStore { StageStore(folder: root + "/.stages", temporary: temporary) }

  func run(_ id: String) -> String { root + "/" + id }

  /// The id of the run that `latest` leads to, if it leads to one.
  var latestRun: String? {
    guard let target = FileSystem.linkTarget(latest), !target.contains("/"),
      FileSystem.kind(run(target)) == .folder
    else { return nil }
    return target
  }

  /// Whether any run or stage lies here.
  var hasHistory: Bool {
    let names = (try? FileSystem.names(in: root))?.valid ?? []
    return names.contains { !$0.hasPrefix(".") } || !stages.records.isEmpty
  }

  /// Makes the folders, before any work is done.
  func create() throws(RunFailure) {
    try FileSystem.makeFolders(out)
    try FileSystem.makeFolder(root)
  }

  /// Removes what dead runs left, and makes sure that something can be written; the lock must be held.
  func clean() throws(RunFailure) {
    do throws(RunFailure) {
      for folder in [temporary, stages.folder] where FileSystem.kind(folder) != .folder {
        try FileSystem.removeIfPresent(folder)
      }
      try FileSystem.removeIfPresent(latest + ".new")
      try FileSystem.removeIfPresent(temporary)
      try FileSystem.makeFolder(temporary)
      try FileSystem.makeFolder(stages.folder)
      try FileSystem.write([0x0A], to: temporary + "/probe")
      try FileSystem.removeIfPresent(temporary + "/probe")
    } catch { throw error.isDiskFault ? error : RunFailure(.cannotCreate, error.message) }
  }

  /// Makes an empty folder for one result.
  func draft(_ name: String) throws(RunFailure) -> String {
    let path = temporary + "/" + name
    try FileSystem.removeIfPresent(path)
    try FileSystem.makeFolder(path)
    return path
  }

  /// Publishes a whole run folder under its id; a reader sees the old or the new one, never none.
  ///
  /// Where the file system cannot exchange two folders, the files of an older folder of this id are
  /// replaced one by one, run.json last.
  func publish(_ draft: String, as id: String) throws(RunFailure) {
    try FileSystem.synchronizeFolder(draft)
    let folder = run(id)
    switch FileSystem.kind(folder) {
    case nil: try FileSystem.rename(draft, to: folder)
    case .folder:
      if try !FileSystem.exchange(draft, folder) { try replaceFiles(of: folder, from: draft) }
    default:
      try FileSystem.removeIfPresent(folder)
      try FileSystem.rename(draft, to: folder)
    }
    try FileSystem.synchronizeFolder(root)
    try FileSystem.removeIfPresent(draft)
  }

  /// Puts the files of one folder in the place of another's, each in one step, run.json last.
  func replaceFiles(of folder: String, from draft: String) throws(RunFailure) {
    let fresh = try names(in: draft)
    let old = try names(in: folder)
    for name in fresh.filter({ $0 != RunManifest.name }) + [RunManifest.name] {
      // A folder takes the place of an empty one only.
      if FileSystem.kind(folder + "/" + name) == .folder {
        try FileSystem.removeIfPresent(folder + "/" + name)
      }
      try FileSystem.rename(draft + "/" + name, to: folder + "/" + name)
    }
    for name in old where !fresh.contains(name) {
      try FileSystem.removeIfPresent(folder + "/" + name)
    }
    try FileSystem.synchronizeFolder(folder)
  }

  private func names(in folder: String) throws(RunFailure) -> [String] {
    do throws(SystemError) {
      return try FileSystem.names(in: folder).valid
    } catch { throw error.failure(.readWrite, "list", folder) }
  }
}
