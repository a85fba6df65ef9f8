/// How many records each province delivers each night.
///
/// Only sums, products and square roots, which every machine rounds alike.
struct NightlyVolumes: Sendable {
  private static let week: [[Double]] = [
    [1.15, 1.0, 1.0, 1.0, 0.95, 0.25, 0.1], [1.1, 1.0, 1.0, 1.05, 0.95, 0.3, 0.05],
  ]
  /// How much a night varies by itself, chance left aside.
  private static let spread = [0.10, 0.15]

  private let draw: Draw
  private let holidays: Set<String>
  private let base: [Double]

  private enum Column {
    static let night = 200, feed = 220, chance = 240
  }

  init(seed: UInt64, gazetteer: Gazetteer) {
    draw = Draw(seed: seed)
    holidays = Set(EmbeddedFile.holidays.records.compactMap { $0["date"] })
    base = gazetteer.provinces.indices.map { 20 + Double(Gazetteer.weights[$0]) * 380 / 1_400 }
  }

  func isHoliday(_ night: Int) -> Bool { holidays.contains(LocalTime(day: night).isoDay) }

  func isWorkday(_ night: Int) -> Bool {
    LocalTime(day: night).weekday < 5 && !isHoliday(night)
  }

  func rows(of feed: NightlyFeed, _ province: Int, on night: Int) -> Int {
    let usual = base[province] * (feed == .dossiers ? 1 : 0.3)
    let rhythm =
      isHoliday(night) ? 0.05 : Self.week[feed.index][LocalTime(day: night).weekday]
    let growth = 1 + 0.2 * Double(night) / 365
    let record = (night * 34 + province) * 2 + feed.index
    let mean =
      usual * rhythm * growth * (1 + 0.03 * draw.normal(night, Column.night))
      * (1 + Self.spread[feed.index] * draw.normal(record, Column.feed))
    let count = mean + max(0, mean).squareRoot() * draw.normal(record, Column.chance)
    return max(0, Int((count + 0.5).rounded(.down)))
  }
}

extension Draw {
  /// A number that is nearly normal, with mean 0 and variance 1: the sum of twelve even ones.
  func normal(_ record: Int, _ column: Int) -> Double {
    (0..<12).reduce(-6) { $0 + Double(bits(record, column + $1) >> 11) / 9_007_199_254_740_992 }
  }
}
