internal import Definitions
internal import Figures
internal import Foundation
internal import Report

extension RunSession {
  /// So many releases are followed back: a report tells the last weeks, `hailong history` everything.
  private static let mostReleases = 12

  /// The releases before a run, each the one that the next was compared with, the oldest first.
  ///
  /// They are those that the run knew when it was first made, so that it gets the same report when it is
  /// made again. What cannot be read any more ends the row. O(bytes of their tables).
  func earlierReleases(before outcome: RunOutcome) throws(RunFailure) -> [EarlierRelease] {
    var chain: [RunManifest] = []
    var next = outcome.comparedWith
    while let id = next, chain.count < Self.mostReleases,
      !chain.contains(where: { $0.runID == id }),
      let manifest = try? RunManifest(of: directory.run(id))
    {
      chain.append(manifest)
      next = manifest.comparedWith
    }
    guard !chain.isEmpty else { return [] }
    let now = try JSONDecoder.manifest(manifest(outcome, [], publishSeconds: 0))
    let followers = [now] + chain
    let rows = [now.runID: (outcome.quality ?? Quality()).rowsRead]
    let followed = Set(outcome.rankings.map(\.kpi))
    let withheld = Set(
      outcome.figures.lazy.filter { $0.flags.contains(.suppressed) && followed.contains($0.kpi) }
        .map(\.key))
    let read = sideBySide(Array(chain.enumerated()), threads: threads) { place, manifest in
      let folder = directory.run(manifest.runID)
      let difference = RunDifference(manifest, followers[place]) { run in
        rows[run.runID] ?? PublishedQuality.rowsRead(in: directory.run(run.runID))
      }
      return (try? Self.figures(of: followed, in: folder)).map { figures in
        EarlierRelease(
          runID: manifest.runID, asOf: manifest.asOf,
          displays: figures.filter { !withheld.contains($0.key) },
          leaders: (try? Self.leaders(in: folder)) ?? [:],
          causes: causes(difference, of: followed))
      }
    }
    return Array(read.prefix { $0 != nil }.compactMap(\.self).reversed())
  }

  /// What a run displays of KPIs: nationally, by period and by province.
  private static func figures(
    of kpis: Set<String>, in folder: String
  ) throws(PublishedRuns.Fault) -> [String: String] {
    let figures = try PublishedFigure.read(
      folder, kpis: kpis, groupings: ["national", "period", "province"])
    return Dictionary(
      figures.map { figure in
        let key = figure.key
        return (
          Figure.key(
            key.kpi, key.grouping, key.provinceCode, key.wardCode, key.member, key.period),
          figure.display
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func leaders(
    in folder: String
  ) throws(PublishedRuns.Fault) -> [String: [String]] {
    let table = try PublishedTable(
      "rankings.csv", in: folder, required: ["kpi", "province_code", "in_top"])
    return table.rows.filter { $0["in_top"] == "1" }.reduce(into: [:]) { leaders, row in
      leaders[row["kpi"], default: []].append(row["province_code"])
    }
  }

  /// What is known of the figures of a run and an earlier one beside themselves.
  ///
  /// Where the earlier run's record cannot be read, no cause is told.
  func changeContext(
    _ outcome: RunOutcome, since earlier: String
  ) throws(RunFailure) -> Changes.Context {
    guard let old = try? RunManifest(of: directory.run(earlier)) else {
      return Changes.Context(pipeline)
    }
    let new = try JSONDecoder.manifest(manifest(outcome, [], publishSeconds: 0))
    let rows = (outcome.quality ?? Quality()).rowsRead
    let difference = RunDifference(old, new) { run in
      run.runID == new.runID ? rows : PublishedQuality.rowsRead(in: directory.run(run.runID))
    }
    var causes: [String: [String]] = [:]
    var otherPeriods: Set<String> = []
    for kpi in pipeline.kpis {
      let datasets = Set(pipeline.parts(of: kpi).compactMap(\.kpi.dataset))
      let codes = difference.causes(for: datasets).map(\.code)
      let isOther =
        !datasets.isEmpty
        && datasets.allSatisfy { old.days(of: $0).hasNoDay(in: new.days(of: $0)) }
      for id in kpi.publishedIDs {
        causes[id] = codes
        if isOther { otherPeriods.insert(id) }
      }
    }
    return Changes.Context(pipeline, otherPeriods: otherPeriods, causes: causes)
  }

  private func causes(_ difference: RunDifference, of kpis: Set<String>) -> [String: Label] {
    var causes: [String: Label] = [:]
    for id in kpis {
      let datasets = pipeline.kpi(publishing: id).map { kpi in
        Set(pipeline.parts(of: kpi).compactMap(\.kpi.dataset))
      }
      causes[id] = difference.causes(for: datasets).first?.label
    }
    return causes
  }
}

extension JSONDecoder {
  /// The manifest that a document holds.
  fileprivate static func manifest(_ document: JSON) throws(RunFailure) -> RunManifest {
    do {
      return try JSONDecoder().decode(RunManifest.self, from: Data(document.bytes))
    } catch { throw RunFailure(.fault, "run.json is not as it is read: \(error)") }
  }
}

extension Quality {
  /// The rows read of each file.
  fileprivate var rowsRead: [String: Int] {
    Dictionary(
      files.map { ($0.path, $0.accounting.rowsRead) }, uniquingKeysWith: { first, _ in first })
  }
}

extension RevisionCause {
  /// A few words in both languages.
  var label: Label {
    let (files, rest) = shownFiles
    let fileWords = files + (rest > 0 ? " và \(rest) tệp khác" : "")
    let vietnamese =
      switch self {
      case .lateData: "số liệu bổ sung: \(fileWords)"
      case .correctedRows: "sửa dòng đã gửi: \(fileWords)"
      case .withdrawnData: "rút tệp: \(fileWords)"
      case .changedDefinition: "đổi định nghĩa: \(fileWords)"
      case .programVersion(let old, let new): "phiên bản chương trình khác: \(old) → \(new)"
      case .otherDates(let change): "kỳ khác: \(change.vietnameseWords)"
      case .unknown: "không rõ nguyên nhân"
      }
    return Label(english: words, vietnamese: vietnamese)
  }
}
