internal import Definitions
internal import Foundation
internal import Report

/// Which runs of a pipeline are thinned: their figures and accounting stay, all else is removed.
///
/// Kept whole are the newest published runs, in any case the one that `latest` leads to, and failed runs
/// that are newer than the oldest of those: somebody may be looking into them; and published runs without
/// kpis.csv and kpis.json, whose figures would be lost. A run that a kept one was
/// compared with is thinned like the others, since all that a comparison reads stays: its kpis.csv.
///
/// What stays of a thinned run is run.json, which says what there was and which of it is gone, kpis.csv,
/// rankings.csv, quality.json and feeds.json; of a run without CSV the same as JSON. That is what `show`,
/// `compare`, `history`, trends and the feed watch read.
public struct Pruning: Sendable {
  public let pipeline: String
  /// The runs that stay whole, in order of publication, failed ones last.
  public let kept: [String]
  /// The runs that are thinned, in the same order; those of which nothing is left to remove are not here.
  public let thinned: [Thinned]
  /// Runs that stay whole because thinning would lose their figures.
  public let irreplaceable: [String]
  /// Why a run is left alone, a sentence each.
  public let faults: [String]

  /// A run and what of it is removed.
  public struct Thinned: Sendable {
    public let runID: String
    public let folder: String
    public let isFailed: Bool
    /// Paths in the folder.
    public let files: [String]
    public let byteCount: Int64
    /// The paths that run.json will call gone; `nil` where it does already.
    fileprivate let marks: [String]?
  }

  public var byteCount: Int64 { thinned.reduce(0) { $0 + $1.byteCount } }

  /// Thins runs, holding the lock of the pipeline's runs; with `isDry` only says which.
  ///
  /// At any moment a kill leaves every run readable: run.json says first that files are gone, then they
  /// go. What a kill left over goes the next time.
  public static func prune(
    _ pipeline: String, out: String, keeping count: Int, isDry: Bool = false
  ) throws(RunFailure) -> Pruning {
    let directory = try RunDirectory(out: out, pipeline: pipeline)
    guard FileSystem.kind(directory.root) == .folder else {
      throw RunFailure(.noInput, "there are no runs of \(shown(pipeline)) under \(shown(out))")
    }
    if isDry { return Pruning(directory, pipeline, keeping: count) }
    let lock = try RunLock(directory.lock)
    defer { lock.release() }
    try directory.clean()
    let pruning = Pruning(directory, pipeline, keeping: count)
    for run in pruning.thinned { try thin(run, directory) }
    try FileSystem.removeIfPresent(directory.temporary)
    return pruning
  }

  private init(_ directory: RunDirectory, _ pipeline: String, keeping count: Int) {
    self.pipeline = pipeline
    let history = FigureHistory.releases(in: directory.root)
    let (published, failed) = (history.published, history.failed)
    let newest = published.suffix(count)
    let whole = Set(newest.map(\.runID) + [directory.latestRun].compactMap(\.self))
    let oldest = published.first { whole.contains($0.runID) }?.finishedAt
    let isKept = { (release: FigureHistory.Release) in
      release.manifest.status == .failed
        ? oldest.map { release.finishedAt >= $0 } ?? true
        : whole.contains(release.runID) || !release.manifest.hasFigures
    }
    let all = published + failed
    kept = all.filter { isKept($0) && !$0.isPruned }.map(\.runID)
    irreplaceable = published.filter {
      !whole.contains($0.runID) && !$0.manifest.hasFigures
    }.map(\.runID)
    thinned = all.filter { !isKept($0) }.compactMap { Thinned($0) }
    self.faults = history.faults
  }

  private static func thin(_ run: Thinned, _ directory: RunDirectory) throws(RunFailure) {
    if let marks = run.marks {
      let bytes = try FileSystem.read(run.folder + "/" + RunManifest.name)
      let draft = directory.temporary + "/" + RunManifest.name
      try FileSystem.removeIfPresent(draft)
      try FileSystem.write(try RunManifest.marked(bytes, pruned: marks), to: draft)
      try FileSystem.rename(draft, to: run.folder + "/" + RunManifest.name)
      try FileSystem.synchronizeFolder(run.folder)
    }
    var folders: Set<String> = []
    for file in run.files {
      try FileSystem.removeIfPresent(run.folder + "/" + file)
      var folder = FileSystem.parent(of: file)
      while let inner = folder {
        folders.insert(inner)
        folder = FileSystem.parent(of: inner)
      }
    }
    // The innermost first; one that holds what the run did not write stays.
    for folder in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      let path = run.folder + "/" + folder
      guard let names = try? FileSystem.names(in: path), names.valid.isEmpty, names.broken.isEmpty
      else { continue }
      try FileSystem.removeIfPresent(path)
    }
    try FileSystem.synchronizeFolder(run.folder)
  }
}

extension Pruning.Thinned {
  /// `nil` where nothing is left to be removed.
  fileprivate init?(_ release: FigureHistory.Release) {
    let manifest = release.manifest
    let names = Set(manifest.outputs.map(\.path))
    let keeps = ["kpis", "rankings"].map {
      names.contains("\($0).csv") ? "\($0).csv" : "\($0).json"
    }
    let removable = manifest.outputs.filter {
      !keeps.contains($0.path) && ![StageFile.quality, FeedFile.name].contains($0.path)
    }
    let present = removable.filter { FileSystem.kind(release.folder + "/" + $0.path) != nil }
    let gone = removable.map(\.path)
    marks = manifest.pruned == gone ? nil : gone
    guard marks != nil || !present.isEmpty else { return nil }
    (runID, folder) = (release.runID, release.folder)
    isFailed = manifest.status == .failed
    files = present.map(\.path)
    byteCount = present.reduce(0) { $0 + $1.bytes }
  }
}

extension RunManifest {
  /// The bytes of a run.json with a last member that names the files that are gone.
  fileprivate static func marked(
    _ bytes: [UInt8], pruned: [String]
  ) throws(RunFailure) -> [UInt8] {
    var text = bytes
    if let start = bytes.firstRange(of: Array(marker.utf8))?.lowerBound {
      text = Array(bytes[..<start]) + Array("\n}\n".utf8)
    }
    guard let end = text.lastIndex(of: UInt8(ascii: "}")) else {
      throw RunFailure(.data, "run.json is not as a run writes it")
    }
    let before = text[..<end].reversed().drop { $0 == 0x0A || $0 == 0x20 }.reversed()
    do {
      let list = try JSONEncoder().encode(pruned)
      let marked = Array(before) + Array(marker.utf8) + Array(list) + Array("\n}\n".utf8)
      guard try JSONDecoder().decode(RunManifest.self, from: Data(marked)).pruned == pruned else {
        throw RunFailure(.fault, "run.json cannot be marked as thinned")
      }
      return marked
    } catch { throw RunFailure(.data, "run.json is not as a run writes it: \(error)") }
  }

  private static let marker = ",\n  \"pruned\": "
}
