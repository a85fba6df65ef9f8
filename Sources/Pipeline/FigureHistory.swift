internal import Definitions

/// The figures of a pipeline's published runs, one run after another.
///
/// Each run's kpis.csv is read once, several side by side, and of consecutive runs that say the same of
/// a figure one value is kept: so the nights of a month take little more memory than one. Failed runs
/// were never published and take no part; runs that were thinned do.
public struct FigureHistory: Sendable {
  /// In order of publication.
  public private(set) var releases: [Release] = []
  /// Why a run could not be read, a sentence each.
  public private(set) var faults: [String] = []
  private var spans: [PublishedFigure.Key: [Span]] = [:]
  private var percents: Set<String> = []

  /// A published run.
  public struct Release: Sendable {
    public let folder: String
    public let runID: String
    public let asOf: String
    /// When its last file was written, `2025-08-31T18:00:00Z`.
    public let finishedAt: String
    /// The earliest time by which it is known to have been published: of a run that was made again, that
    /// of the first run that was compared with it.
    public internal(set) var publishedBy: String
    /// Whether it was made again after it was first published, as far as other runs tell.
    public var isMadeAgain: Bool { publishedBy < finishedAt }
    /// Whether it was thinned: of its files only figures and accounting are left.
    public let isPruned: Bool
    let manifest: RunManifest
  }

  /// What a figure was in one release.
  public struct Entry: Sendable {
    public let release: Release
    /// Its place in `releases`.
    public let index: Int
    public let figure: PublishedFigure
  }

  /// Consecutive releases that say the same.
  private struct Span {
    var last: Int
    let first: Int
    let figure: PublishedFigure
  }

  /// Reads the runs in a pipeline's folder, `out/nightly`.
  ///
  /// - Parameters:
  ///   - folder: where the runs lie.
  ///   - kpis: the published ids to read; `nil` for all.
  ///   - groupings: the groupings to read, as kpis.csv names them; `nil` for all.
  ///   - leftOut: a run that takes no part, such as one that is about to be published again.
  public init(
    of folder: String, kpis: Set<String>? = nil, groupings: Set<String>? = nil,
    without leftOut: String? = nil
  ) {
    let runs = Self.releases(in: folder)
    faults = runs.faults
    let found = runs.published.filter { $0.runID != leftOut }
    // Some at a time: what they have in common is kept once.
    for start in stride(from: 0, to: found.count, by: Self.together) {
      let part = Array(found[start..<min(found.count, start + Self.together)])
      let read = sideBySide(part) { release in
        Result { () throws(PublishedRuns.Fault) in
          try PublishedFigure.read(release.folder, kpis: kpis, groupings: groupings)
        }
      }
      for (release, figures) in zip(part, read) {
        switch figures {
        case .failure(let fault): faults.append(fault.message)
        case .success(let figures) where figures.isEmpty && !release.manifest.hasFigures:
          faults.append(
            "run \(release.runID) published no kpis.csv or kpis.json: add csv to outputs")
        case .success(let figures): add(figures, of: release)
        }
      }
    }
  }

  private mutating func add(_ figures: [PublishedFigure], of release: Release) {
    let index = releases.count
    releases.append(release)
    percents.formUnion(PublishedRun.percentByValue(figures))
    for figure in figures {
      var known = spans.removeValue(forKey: figure.key) ?? []
      if let last = known.last, last.last == index - 1, last.figure.saysExactly(figure) {
        known[known.count - 1].last = index
      } else {
        known.append(Span(last: index, first: index, figure: figure))
      }
      spans[figure.key] = known
    }
  }

  private static let together = 4

  /// What a figure was in each release that has it, in order of publication.
  ///
  /// What the newest release withholds is told of none. O(releases).
  public func entries(of key: PublishedFigure.Key) -> [Entry] {
    (spans[key] ?? []).flatMap { span in
      (span.first...span.last).map {
        Entry(release: releases[$0], index: $0, figure: told(span.figure))
      }
    }
  }

  /// A figure as it may be told: without numbers where the newest release withholds it.
  func told(_ figure: PublishedFigure) -> PublishedFigure {
    let newest = self.figure(figure.key, in: releases.count - 1)
    return newest?.isWithheld == true ? figure.withheld : figure
  }

  /// What a figure was in one release; `nil` where that has it not.
  func figure(_ key: PublishedFigure.Key, in release: Int) -> PublishedFigure? {
    spans[key]?.first { $0.first <= release && release <= $0.last }?.figure
  }

  /// Everything that any release says a figure about.
  public var keys: some Collection<PublishedFigure.Key> { spans.keys }

  /// Whether people read this KPI's figures in percent, as far as figures tell.
  public func isPercent(_ kpi: String) -> Bool { percents.contains(kpi) }

  /// What differs between what two releases were made from.
  public func difference(from old: Int, to new: Int) -> RunDifference {
    let (before, after) = (releases[old], releases[new])
    return RunDifference(before.manifest, after.manifest) { run in
      let folder = run.runID == before.runID ? before.folder : after.folder
      return PublishedQuality.rowsRead(in: folder)
    }
  }

  /// The runs in a folder in order of publication, failed ones apart and by the time of their end.
  static func releases(
    in folder: String
  ) -> (published: [Release], failed: [Release], faults: [String]) {
    let runs = PublishedRuns(out: FileSystem.parent(of: folder) ?? ".")
    let name = String(folder.split(separator: "/").last ?? "")
    var (published, failed, faults): ([Release], [Release], [String]) = ([], [], [])
    for id in runs.runIDs(of: name) {
      let path = joined(folder, id)
      do throws(RunFailure) {
        let release = Release(try RunManifest(of: path), in: path)
        if release.manifest.status == .failed {
          failed.append(release)
        } else {
          published.append(release)
        }
      } catch { faults.append(error.message) }
    }
    failed.sort { ($0.finishedAt, $0.runID) < ($1.finishedAt, $1.runID) }
    return (published.inOrderOfPublication, failed, faults)
  }
}

extension FigureHistory.Release {
  init(_ manifest: RunManifest, in folder: String) {
    self.manifest = manifest
    self.folder = folder
    (runID, asOf) = (manifest.runID, manifest.asOf)
    finishedAt = manifest.finishedAt
    publishedBy = finishedAt
    isPruned = manifest.pruned != nil
  }
}

extension [FigureHistory.Release] {
  /// A run that another one was compared with was published before that, even if it was made again since.
  fileprivate var inOrderOfPublication: [FigureHistory.Release] {
    let byID = Dictionary(map { ($0.runID, $0) }, uniquingKeysWith: { first, _ in first })
    var published = byID.mapValues(\.finishedAt)
    var depths: [String: Int] = [:]
    for release in self {
      var (depth, next) = (0, release.manifest.comparedWith)
      while let id = next, let earlier = byID[id], depth < count {
        published[id] = Swift.min(published[id] ?? "", release.finishedAt)
        (depth, next) = (depth + 1, earlier.manifest.comparedWith)
      }
      depths[release.runID] = depth
    }
    func order(_ release: FigureHistory.Release) -> (String, Int, String) {
      (published[release.runID] ?? "", depths[release.runID] ?? 0, release.runID)
    }
    return sorted { order($0) < order($1) }.map { release in
      var release = release
      release.publishedBy = published[release.runID] ?? release.finishedAt
      return release
    }
  }
}

extension PublishedFigure {
  /// The chosen figures of a run's folder, in its order; none of a run that publishes none.
  static func read(
    _ folder: String, kpis: Set<String>?, groupings: Set<String>?
  ) throws(PublishedRuns.Fault) -> [PublishedFigure] {
    guard FileSystem.kind(folder + "/kpis.csv") == .file else {
      return try PublishedRun(folder: folder).figures.filter {
        (kpis?.contains($0.key.kpi) ?? true) && (groupings?.contains($0.key.grouping) ?? true)
      }
    }
    var table = try PublishedTableReader(
      "kpis.csv", in: folder, required: ["kpi", "grouping", "value", "display"],
      only: ["kpi": kpis, "grouping": groupings].compactMapValues(\.self))
    var figures: [PublishedFigure] = []
    while let rows = try table.next() { figures += rows.map(PublishedFigure.init) }
    return figures
  }

  /// Whether another run says the very same, flags included.
  func saysExactly(_ other: PublishedFigure) -> Bool {
    numerator == other.numerator && denominator == other.denominator && value == other.value
      && ciLow == other.ciLow && ciHigh == other.ciHigh && display == other.display
      && flags == other.flags
  }
}

extension PublishedQuality {
  /// The rows read of each file of a run; none where its quality.json cannot be read.
  static func rowsRead(in folder: String) -> [String: Int] {
    guard let quality: PublishedQuality = try? PublishedRun.json("quality.json", in: folder) else {
      return [:]
    }
    return Dictionary(
      quality.files.map { ($0.file, $0.tally.rowsRead) }, uniquingKeysWith: { first, _ in first })
  }
}
