internal import Definitions
internal import Figures
internal import Report

/// The nights that a night's feeds are compared with, out of the runs of the same pipeline.
struct FeedHistory {
  /// So many nights back are read.
  private static let mostNights = 90

  /// Published nights, the oldest first: of each day the run that was finished last.
  let nights: [FeedNight]
  /// The run before, published or stopped: what it was given already is no delivery of this night.
  let previous: FeedNight?

  /// Reads what is known for a run of a day.
  ///
  /// A run that is made again gets the nights that it was first compared with, and so the same bytes.
  /// O(runs) openings and O(bytes of 90 files).
  init(for runID: String, on day: CivilDate, in directory: RunDirectory) {
    var (ids, last): ([String], String?)
    if let made = PublishedFeeds(in: directory.run(runID)) {
      (ids, last) = (made.compared_with.map(\.run_id), made.previous)
    } else {
      (ids, last) = Self.choice(before: day, in: directory)
    }
    if let id = last, !ids.contains(id) { ids.append(id) }
    let read = sideBySide(ids) { PublishedFeeds(in: directory.run($0))?.night }
    let all = read.compactMap(\.self)
    previous = all.first { $0.runID == last }
    let published = all.filter { night in
      FeedHead(in: directory.run(night.runID))?.isPublished == true
    }
    nights = published.sorted { $0.day < $1.day }
  }

  /// The ids of the nights, and of the run before.
  private static func choice(
    before day: CivilDate, in directory: RunDirectory
  ) -> (nights: [String], previous: String?) {
    let names = (try? FileSystem.names(in: directory.root))?.valid ?? []
    let heads = names.filter { !$0.hasPrefix(".") && $0 != "latest" }
      .compactMap { FeedHead(in: directory.run($0)) }.filter { $0.day < day }
    let nights = Dictionary(grouping: heads.filter(\.isPublished), by: \.day)
      .sorted { $0.key < $1.key }.suffix(mostNights)
    let newest = heads.map(\.day).max()
    return (
      nights.compactMap { last(of: $0.value, in: directory) },
      last(of: heads.filter { $0.day == newest }, in: directory)
    )
  }

  /// The run that was finished last.
  private static func last(of heads: [FeedHead], in directory: RunDirectory) -> String? {
    guard heads.count > 1 else { return heads.first?.runID }
    let finished = heads.map { head in
      ((try? RunManifest(of: directory.run(head.runID)))?.finishedAt ?? "", head.runID)
    }
    return finished.max { $0 < $1 }?.1
  }
}
