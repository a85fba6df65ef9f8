public import Definitions
internal import Statistics

extension PipelineDefinition {
  /// Holds a night's feeds against earlier nights, the oldest first.
  ///
  /// `nil` where no feed is watched. O(nights × (feeds × columns + wards)).
  public func feedReport(
    of night: FeedNight, after earlier: [FeedNight], previous: String?
  ) -> FeedReport? {
    guard let watch = feeds else { return nil }
    let examination = FeedExamination(night, earlier: earlier, of: self, watch)
    let families = FeedFamily.allCases.map { examination.candidates[$0] ?? [] }
    let rate = WideRatio(watch.falseAlarms).double
    let adjusted = FalseDiscovery.adjust(families.map { $0.map(\.test) }, rate: rate)
    var (findings, readings) = (examination.facts, examination.readings)
    for (family, values) in zip(families, adjusted) {
      for (candidate, value) in zip(family, values) {
        if let place = candidate.reading { readings[place].adjusted = value }
        if value <= rate, let finding = candidate.finding { findings.append(finding(value)) }
      }
    }
    let order = Dictionary(
      datasets.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    findings.sort { a, b in
      let (first, second) = (order[a.feed.dataset] ?? 0, order[b.feed.dataset] ?? 0)
      return (a.feed.province, first, a.feed.file, a.kind.place, a.series, a.member)
        < (b.feed.province, second, b.feed.file, b.kind.place, b.series, b.member)
    }
    let known = Dictionary(grouping: readings.filter { $0.feed.file.isEmpty }, by: \.feed.dataset)
    return FeedReport(
      night: night, comparedWith: earlier.map { ($0.runID, $0.day) }, previous: previous,
      falseAlarms: rate,
      tests: zip(FeedFamily.allCases, families).map { ($0, $1.count) },
      readings: readings.sorted { $0.feed < $1.feed },
      findings: FeedIncidents.numbered(findings, provinces: known.mapValues(\.count)))
  }
}

extension FeedFinding.Kind {
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
