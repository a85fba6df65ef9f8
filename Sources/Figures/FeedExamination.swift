internal import Definitions
internal import Statistics

/// A night's feeds on their way through the tests.
struct FeedExamination {
  let pipeline: PipelineDefinition
  let watch: FeedWatch
  let night: FeedNight
  /// Earlier nights, the oldest first.
  let earlier: [FeedNight]
  /// What the tests of each family may find, beside their probabilities.
  private(set) var candidates: [FeedFamily: [Candidate]] = [:]
  /// What needs no statistics.
  private(set) var facts: [FeedFinding] = []
  private(set) var readings: [FeedReport.Reading] = []

  /// A finding, if its adjusted probability is small enough.
  struct Candidate {
    let test: FalseDiscovery.Test
    /// `nil` where the effect is too small to be told, or goes without saying.
    let finding: ((_ adjusted: Double) -> FeedFinding)?
    /// The reading that it is about, by place.
    var reading: Int?
  }

  init(
    _ night: FeedNight, earlier: [FeedNight], of pipeline: PipelineDefinition, _ watch: FeedWatch
  ) {
    (self.night, self.earlier, self.pipeline, self.watch) = (night, earlier, pipeline, watch)
    for dataset in pipeline.datasets where watch.datasets[dataset.name] != nil {
      for province in pipeline.reference.provinces {
        examine(FeedKey(dataset: dataset.name, province: province.code), dataset.schema)
      }
      noteSchemaChanges(dataset.name)
      noteRepeated(dataset.name)
    }
  }

  var isHoliday: Bool { watch.holidays.contains(night.day) }

  private func words(_ feed: FeedKey, _ files: [String]) -> FeedWords {
    FeedWords(pipeline: pipeline, feed: feed, files: files)
  }

  private mutating func examine(_ feed: FeedKey, _ schema: Schema) {
    let seen = earlier.drop { $0.delivered[feed] == nil }
    guard !seen.isEmpty || night.delivered[feed] != nil else { return }
    let names = Set(seen.suffix(CountBaseline.spreadDays).flatMap { $0.names(of: feed) })
      .union(night.names(of: feed)).sorted()
    let arrived = examineVolume(of: feed, since: seen, names)
    if names.count > 1 {
      for name in names {
        let part = FeedKey(dataset: feed.dataset, province: feed.province, file: name)
        examineVolume(of: part, since: earlier.drop { $0.delivered[part] == nil }, [name])
      }
    }
    guard arrived, !isHoliday, let counts = night.delivered[feed] else { return }
    let past = alike(seen).compactMap { $0.delivered[feed] }
    examineParts(of: feed, counts, past, names)
    examineRates(of: feed, schema, counts, past, names)
  }

  /// The earlier nights of the last weeks that this one may be held against: days of work beside days of
  /// work, and those of rest beside those of rest.
  private func alike(_ nights: ArraySlice<FeedNight>) -> [FeedNight] {
    nights.filter { past in
      night.day.daysSinceEpoch - past.day.daysSinceEpoch <= Int32(CountBaseline.spreadDays)
        && past.day.isWeekend == night.day.isWeekend && !watch.holidays.contains(past.day)
    }
  }

  // MARK: How much

  /// Tests how much arrived; gives whether anything did.
  @discardableResult
  private mutating func examineVolume(
    of feed: FeedKey, since nights: ArraySlice<FeedNight>, _ names: [String]
  ) -> Bool {
    let rows = night.delivered[feed]?.rows ?? 0
    func note(
      _ state: FeedReport.Reading.State, _ baseline: CountBaseline? = nil,
      _ surprise: CountBaseline.Surprise? = nil
    ) -> FeedReport.Reading {
      FeedReport.Reading(
        feed: feed, state: state, rows: rows, expected: baseline?.expected,
        spread: baseline?.spread, statistic: surprise?.statistic,
        probability: surprise?.probability)
    }
    let isGrowing = watch.datasets[feed.dataset] == .growing
    let days = nights.filter {
      !watch.holidays.contains($0.day) && (!isGrowing || $0.gap == night.gap)
    }.map {
      CountBaseline.Day(Int($0.day.daysSinceEpoch), count: $0.delivered[feed]?.rows ?? 0)
    }
    if isHoliday {
      readings.append(note(.holiday))
      return rows > 0
    }
    guard let baseline = CountBaseline(Int(night.day.daysSinceEpoch), from: days) else {
      let isOther = isGrowing && !nights.isEmpty && days.count < nights.count / 2
      readings.append(note(isOther ? .otherGap : .warmingUp))
      return rows > 0
    }
    // A file that came without a record is a count like any other; one that did not come is a fact.
    let didCome = rows > 0 || hasCome(names, of: feed.dataset)
    let surprise = didCome ? baseline.surprise(rows) : nil
    readings.append(note(!didCome || surprise != nil ? .tested : .warmingUp, baseline, surprise))
    let words = words(feed, names)
    if !didCome, baseline.expected >= 5 {
      facts.append(words.volume(.missing, rows, baseline.expected))
    }
    guard let surprise else { return rows > 0 }
    let kind: FeedFinding.Kind =
      rows == 0 ? .missing : surprise.statistic < 0 ? .drop : .surge
    let isFar = surprise.statistic.magnitude > 4
    candidates[.volume, default: []].append(
      Candidate(
        test: FalseDiscovery.Test(surprise.probability),
        finding: isFar
          ? { words.volume(kind, rows, baseline.expected, surprise, $0) } : nil,
        reading: readings.count - 1))
    return rows > 0
  }

  private func hasCome(_ names: [String], of dataset: String) -> Bool {
    names.contains { night.came.contains(FeedKey(dataset: dataset, province: "", file: $0)) }
  }

  // MARK: Of what

  private mutating func examineParts(
    of feed: FeedKey, _ counts: FeedCounts, _ past: [FeedCounts], _ names: [String]
  ) {
    let words = words(feed, names)
    let parts = Set(counts.parts.keys).union(past.flatMap(\.parts.keys)).sorted()
    for part in parts {
      let members = Set(past.flatMap { $0.parts[part]?.keys.map(\.self) ?? [] })
        .union(counts.parts[part]?.keys.map(\.self) ?? []).sorted()
      func row(_ counts: FeedCounts) -> [Int] { members.map { counts.parts[part]?[$0] ?? 0 } }
      let (now, before) = (row(counts), past.map(row))
      guard let shift = CompositionShift(now, from: before) else { continue }
      candidates[.composition, default: []].append(
        Candidate(
          test: FalseDiscovery.Test(shift.probability),
          finding: shift.stability > 0.25 ? { words.composition(part, shift, $0) } : nil))
      let size = now.reduce(0, +)
      for (place, member) in members.enumerated() where !member.isEmpty {
        let groups = before.map { BetaBinomial.Groups($0[place], of: $0.reduce(0, +)) }
        guard groups.contains(where: { $0.successes > 0 }),
          let model = BetaBinomial(predictingFrom: groups)
        else { continue }
        let (least, expected) = (model.none(of: size), model.mean * Double(size))
        let isGone = now[place] == 0
        candidates[.members, default: []].append(
          Candidate(
            test: FalseDiscovery.Test(isGone ? least : 1, least: least),
            finding: isGone ? { words.member(part, member, expected, least, $0) } : nil))
      }
    }
  }

  private mutating func examineRates(
    of feed: FeedKey, _ schema: Schema, _ counts: FeedCounts, _ past: [FeedCounts],
    _ names: [String]
  ) {
    let words = words(feed, names)
    let present = columns(of: feed.dataset, names)
    func test(
      _ kind: FeedFinding.Kind, _ series: String, _ rate: (FeedCounts) -> BetaBinomial.Groups
    ) {
      let now = rate(counts)
      guard let shift = RateShift(now.successes, of: now.size, from: past.map(rate)) else { return }
      let observed = Double(now.successes) / Double(now.size)
      candidates[.rates, default: []].append(
        Candidate(
          test: FalseDiscovery.Test(shift.probability),
          finding: shift.isBeyondLimits
            ? { words.rate(kind, series, observed, shift, $0) } : nil))
    }
    for index in schema.watchedForAbsence where present.contains(schema.columns[index].name) {
      let name = schema.columns[index].name
      test(.nullRate, name) { BetaBinomial.Groups($0.empty[name] ?? 0, of: $0.rows) }
    }
    for index in schema.watchedFlags where present.contains(schema.columns[index].name) {
      let name = schema.columns[index].name
      test(.rateShift, name) {
        BetaBinomial.Groups($0.yes[name] ?? 0, of: $0.rows - ($0.empty[name] ?? 0))
      }
    }
    test(.rejectRate, "") { BetaBinomial.Groups($0.rejected, of: $0.rows + $0.rejected) }
  }

  /// The columns of the schema that tonight's files of these names have.
  private func columns(of dataset: String, _ names: [String]) -> Set<String> {
    Set(
      night.files.filter { $0.dataset == dataset && names.contains(FeedName.folded($0.path)) }
        .flatMap(\.columns))
  }

  // MARK: Files

  /// Notes files that lack a column which the last of their name had, or have one that none ever had.
  private mutating func noteSchemaChanges(_ dataset: String) {
    var (before, known): ([String: [String]], [String: Set<String>]) = ([:], [:])
    for file in earlier.flatMap(\.files) where file.dataset == dataset {
      let name = FeedName.folded(file.path)
      before[name] = file.columns
      known[name, default: []].formUnion(file.columns)
    }
    var seen: Set<String> = []
    for file in night.files where file.dataset == dataset {
      let name = FeedName.folded(file.path)
      guard let old = before[name], let ever = known[name] else { continue }
      let lost = old.filter { !file.columns.contains($0) }
      let new = file.columns.filter { !ever.contains($0) }
      guard !lost.isEmpty || !new.isEmpty, seen.insert(name).inserted else { continue }
      let provinces = Set(night.delivered.keys.filter { $0.file == name }.map(\.province))
      let feed = FeedKey(
        dataset: dataset, province: provinces.count == 1 ? provinces.first ?? "" : "")
      facts.append(words(feed, [name]).columns(lost: lost, new: new))
    }
  }

  /// Notes new files whose bytes came before, tonight or earlier, under another name.
  private mutating func noteRepeated(_ dataset: String) {
    let (previous, past) = (earlier.last?.files ?? [], earlier.flatMap(\.files))
    var known: [String: String] = [:]
    for file in past where file.dataset == dataset { known[file.digest] = file.path }
    for file in night.files where file.dataset == dataset && file.rows > 0 {
      let path = known[file.digest]
      known[file.digest] = file.path
      guard let path, path != file.path,
        !previous.contains(where: { $0.path == file.path && $0.digest == file.digest })
      else { continue }
      let name = FeedName.folded(file.path)
      let provinces = Set(night.delivered.keys.filter { $0.file == name }.map(\.province))
      let feed = FeedKey(
        dataset: dataset, province: provinces.count == 1 ? provinces.first ?? "" : "")
      facts.append(words(feed, [name]).repeated(file.path, path))
    }
  }
}

extension CivilDate {
  /// Whether it is a Saturday or Sunday; 1970-01-01 was a Thursday.
  fileprivate var isWeekend: Bool { ((daysSinceEpoch % 7 + 7) % 7 + 3) % 7 >= 5 }
}
