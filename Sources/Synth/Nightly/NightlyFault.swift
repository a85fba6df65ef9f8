/// Something that goes wrong with one delivery.
struct NightlyFault: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case missingFile = "missing_file"
    /// An upload that was cut off between two records.
    case halfFile = "half_file"
    /// Every record stands there twice.
    case doubledFile = "doubled_file"
    /// The file of the night before.
    case staleFile = "stale_file"
    /// The records of the busiest ward are left out.
    case wardMissing = "ward_missing"
    case columnEmptied = "column_emptied"
    case columnDropped = "column_dropped"
    /// Every record says the same of its channel, or of who answered.
    case mislabelled
    /// One in five records has a broken date.
    case brokenDates = "broken_dates"
    /// A flag, or the marks, say the same everywhere.
    case flagStuck = "flag_stuck"
  }

  let kind: Kind
  let feed: NightlyFeed
  let province: Int
  let night: Int

  func isOf(_ feed: NightlyFeed, _ province: Int, _ night: Int) -> Bool {
    self.feed == feed && self.province == province && self.night == night
  }

  private enum Column {
    static let night = 300, province = 301, feed = 302
  }

  /// Faults of every kind in turn, on days of work after the warm-up; no two in one province and night.
  static func planted(
    _ count: Int, nights: Int, draw: Draw, volumes: NightlyVolumes
  ) -> [NightlyFault] {
    let days = (0..<nights).filter { $0 >= NightlyCampaign.warmUp && volumes.isWorkday($0) }
    var faults: [NightlyFault] = []
    var (attempt, taken) = (0, Set<[Int]>())
    while faults.count < count, taken.count < days.count * 34 {
      let night = days[draw.below(days.count, attempt, Column.night)]
      let province = draw.below(34, attempt, Column.province)
      let feed: NightlyFeed = draw.chance(600, attempt, Column.feed) ? .dossiers : .responses
      attempt += 1
      guard taken.insert([night, province]).inserted else { continue }
      let kind = Kind.allCases[faults.count % Kind.allCases.count]
      // Responses have no flags.
      let fitting = kind == .flagStuck ? .dossiers : feed
      faults.append(NightlyFault(kind: kind, feed: fitting, province: province, night: night))
    }
    return faults.sorted {
      ($0.night, $0.province) < ($1.night, $1.province)
    }
  }
}
