/// Why a figure is another one in a later run, as far as the two runs' records tell.
///
/// In order of precedence: where several things changed, the first is named first.
public enum RevisionCause: Hashable, Sendable {
  /// Files that the earlier run had not, or that have more rows now.
  case lateData(files: [String])
  /// The same files with other content.
  case correctedRows(files: [String])
  /// Files that the later run had not any more.
  case withdrawnData(files: [String])
  case changedDefinition(files: [String])
  case programVersion(old: String, new: String)
  /// Another period or day as of which it speaks.
  case otherDates(ChangedDates)
  /// Nothing that the records of the runs tell.
  case unknown

  /// The name in documents.
  public var code: String {
    switch self {
    case .lateData: "late_data"
    case .correctedRows: "corrected_rows"
    case .withdrawnData: "withdrawn_data"
    case .changedDefinition: "changed_definition"
    case .programVersion: "program_version"
    case .otherDates: "other_dates"
    case .unknown: "unknown"
    }
  }

  /// The files that it is about.
  public var files: [String] {
    switch self {
    case .lateData(let files), .correctedRows(let files), .withdrawnData(let files),
      .changedDefinition(let files):
      files
    case .programVersion, .otherDates, .unknown: []
    }
  }

  /// A few words in English, with at most three of its files.
  public var words: String {
    switch self {
    case .lateData: "late data: \(fileWords)"
    case .correctedRows: "corrected rows: \(fileWords)"
    case .withdrawnData: "withdrawn data: \(fileWords)"
    case .changedDefinition: "changed definition: \(fileWords)"
    case .programVersion(let old, let new): "another program version: \(old) → \(new)"
    case .otherDates(let change): "other dates: \(change.words)"
    case .unknown: "no cause is on record"
    }
  }

  private var fileWords: String {
    let (shown, rest) = shownFiles
    return shown + (rest > 0 ? " and \(rest) more" : "")
  }

  /// At most three files, and how many more there are.
  var shownFiles: (text: String, rest: Int) {
    // One more would take no more room than to say that there is one.
    let shown = files.count > 3 ? files.prefix(2) : files[...]
    return (shown.joined(separator: ", "), files.count - shown.count)
  }
}

/// What differs between what two runs of a pipeline were made from.
public struct RunDifference: Sendable {
  private var late: [String: [String]] = [:]
  private var corrected: [String: [String]] = [:]
  private var withdrawn: [String: [String]] = [:]
  private var dates: [String: ChangedDates] = [:]
  private let common: [RevisionCause]
  private let datasets: Set<String>

  /// Compares the records of two runs; O(inputs).
  ///
  /// A file with more rows than before holds late data, whatever else changed in it.
  init(_ old: RunManifest, _ new: RunManifest, rows: (_ run: RunManifest) -> [String: Int]) {
    datasets = Set(old.inputs.map(\.dataset) + new.inputs.map(\.dataset))
    let definitions = Set(old.definitions.map(\.path) + new.definitions.map(\.path))
    func digests(_ run: RunManifest) -> [String: String] {
      Dictionary(run.definitions.map { ($0.path, $0.sha256) }, uniquingKeysWith: { a, _ in a })
    }
    let (before, after) = (digests(old), digests(new))
    let changed = definitions.filter { before[$0] != after[$0] }.sorted()
    common =
      (changed.isEmpty ? [] : [.changedDefinition(files: changed)])
      + (old.program == new.program
        ? [] : [.programVersion(old: old.program, new: new.program)])
    for dataset in datasets {
      compareInputs(of: dataset, old, new, rows)
      dates[dataset] = ChangedDates(old, new, dataset: dataset)
    }
  }

  private mutating func compareInputs(
    of dataset: String, _ old: RunManifest, _ new: RunManifest,
    _ rows: (_ run: RunManifest) -> [String: Int]
  ) {
    func inputs(_ run: RunManifest) -> [String: String] {
      let own = run.inputs.filter { $0.dataset == dataset }
      return Dictionary(own.map { ($0.path, $0.digest) }, uniquingKeysWith: { a, _ in a })
    }
    let (before, after) = (inputs(old), inputs(new))
    // A file of another name with the very same bytes brings nothing.
    let (known, kept) = (Set(before.values), Set(after.values))
    late[dataset] = after.filter { before[$0.key] == nil && !known.contains($0.value) }.map(\.key)
    withdrawn[dataset] = before.filter { after[$0.key] == nil && !kept.contains($0.value) }
      .map(\.key).sorted()
    late[dataset]?.sort()
    let changed = after.keys.filter { before[$0] != nil && before[$0] != after[$0] }
    guard !changed.isEmpty else { return }
    let (rowsBefore, rowsNow) = (rows(old), rows(new))
    for file in changed {
      if rowsNow[file, default: 0] > rowsBefore[file, default: 0] {
        late[dataset, default: []].append(file)
      } else {
        corrected[dataset, default: []].append(file)
      }
    }
    late[dataset]?.sort()
    corrected[dataset]?.sort()
  }

  /// Why figures that are counted on these datasets may differ, in order of precedence; of `nil` on any.
  ///
  /// Where nothing of their own changed, what did change counts: weights may be calibrated to it.
  public func causes(for datasets: Set<String>?) -> [RevisionCause] {
    let isOfAll = datasets == nil
    let datasets = (datasets ?? self.datasets).sorted()
    func files(_ files: [String: [String]]) -> [String] { datasets.flatMap { files[$0] ?? [] } }
    var causes: [RevisionCause] = []
    if case let files = files(late), !files.isEmpty { causes.append(.lateData(files: files)) }
    if case let files = files(corrected), !files.isEmpty {
      causes.append(.correctedRows(files: files))
    }
    if case let files = files(withdrawn), !files.isEmpty {
      causes.append(.withdrawnData(files: files))
    }
    causes += common
    if let changed = datasets.compactMap({ dates[$0] }).first {
      causes.append(.otherDates(changed))
    }
    guard causes.isEmpty else { return causes }
    return isOfAll ? [.unknown] : self.causes(for: nil)
  }
}
