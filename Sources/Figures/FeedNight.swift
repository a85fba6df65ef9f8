public import Definitions
internal import Statistics

/// A stream of records: those of one dataset and province that come by files of one name, or by all.
public struct FeedKey: Hashable, Comparable, Sendable {
  public let dataset: String
  public let province: String
  /// The folded name; empty for all files.
  public let file: String

  public init(dataset: String, province: String, file: String = "") {
    self.dataset = dataset
    self.province = province
    self.file = file
  }

  public static func < (a: FeedKey, b: FeedKey) -> Bool {
    (a.dataset, a.province, a.file) < (b.dataset, b.province, b.file)
  }

  /// The same by all files.
  var whole: FeedKey { FeedKey(dataset: dataset, province: province) }
}

/// What one night's run was given.
public struct FeedNight: Sendable {
  /// A file as it was read.
  public struct File: Hashable, Sendable {
    public let dataset: String
    public let path: String
    public let digest: String
    public let rows: Int
    /// The columns of the schema that it has.
    public let columns: [String]

    public init(dataset: String, path: String, digest: String, rows: Int, columns: [String]) {
      self.dataset = dataset
      self.path = path
      self.digest = digest
      self.rows = rows
      self.columns = columns
    }
  }

  public let runID: String
  /// The day that the run is as of.
  public let day: CivilDate
  /// Days since the run before it; `nil` for the first.
  public let gap: Int?
  /// What arrived: by all files of a province with its composition, by a file's name without.
  public var delivered: [FeedKey: FeedCounts]
  /// What growing files hold in all.
  public var held: [FeedKey: FeedCounts]
  /// Every file, new or not.
  public let files: [File]
  /// The folded names, with their datasets, of the files that came; known of tonight only.
  private(set) var came: Set<FeedKey> = []

  public init(
    runID: String, day: CivilDate, gap: Int?, delivered: [FeedKey: FeedCounts],
    held: [FeedKey: FeedCounts], files: [File]
  ) {
    self.runID = runID
    self.day = day
    self.gap = gap
    self.delivered = delivered
    self.held = held
    self.files = files
  }

  /// What a run's files deliver beyond those of the run before it.
  ///
  /// A file that is the same as before, by path and digest, delivers nothing.
  public init(
    runID: String, _ reports: [FileReport], of pipeline: PipelineDefinition,
    after previous: FeedNight?
  ) {
    let known = Set(previous?.files.map { [$0.dataset, $0.path, $0.digest] } ?? [])
    var (arrived, held): ([FeedKey: FeedCounts], [FeedKey: FeedCounts]) = ([:], [:])
    var came: Set<FeedKey> = []
    var files: [File] = []
    for report in reports {
      guard let mode = pipeline.feeds?.datasets[report.dataset], let delivery = report.delivery
      else { continue }
      files.append(
        File(
          dataset: report.dataset, path: report.path, digest: report.digest,
          rows: report.accounting.rowsRead, columns: delivery.columns))
      let isNew = !known.contains([report.dataset, report.path, report.digest])
      // Files without a record are all alike, and yet each is one.
      if isNew || report.accounting.rowsRead == 0 {
        came.insert(
          FeedKey(
            dataset: report.dataset, province: "", file: FeedName.folded(report.path)))
      }
      guard mode == .growing || isNew else { continue }
      for (province, counts) in delivery.provinces where !province.isEmpty {
        let key = FeedKey(
          dataset: report.dataset, province: province, file: FeedName.folded(report.path))
        if mode == .growing {
          held.add(counts, of: key)
        } else {
          arrived.add(counts, of: key)
        }
      }
    }
    // What lay there before the first run was not delivered that night.
    if let previous {
      for (key, counts) in held {
        arrived[key] = counts.grown(from: previous.held[key] ?? FeedCounts())
      }
    }
    self.init(
      runID: runID, day: pipeline.asOf,
      gap: previous.map { Int(pipeline.asOf.daysSinceEpoch - $0.day.daysSinceEpoch) },
      delivered: arrived, held: held, files: files)
    self.came = came
  }

  /// The folded names of the files that brought records of a dataset and province.
  func names(of feed: FeedKey) -> [String] {
    delivered.keys.filter { $0.whole == feed && !$0.file.isEmpty }.map(\.file)
  }
}

extension [FeedKey: FeedCounts] {
  /// Adds to a file's feed its rows, and to that of all files everything.
  fileprivate mutating func add(_ counts: FeedCounts, of key: FeedKey) {
    self[key.whole, default: FeedCounts()].merge(counts)
    var rows = FeedCounts()
    (rows.rows, rows.rejected) = (counts.rows, counts.rejected)
    self[key, default: FeedCounts()].merge(rows)
  }
}
