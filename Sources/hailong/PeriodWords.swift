internal import Definitions

/// A period as people write it: `7/2025`, `tháng 7/2025`, `Q3/2025`, `quý 3/2025`, `năm 2025`,
/// `31/07/2025`, or as kpis.csv does.
struct PeriodWords {
  /// As kpis.csv writes it; `nil` where the words are no period.
  let key: String?

  init(_ text: String) {
    var words = Fold(text).bare
    var unit: Unit?
    for (word, meaning) in Self.units where words.hasPrefix(word) {
      words = String(words.dropFirst(word.count))
      unit = meaning
      break
    }
    let parts = words.split { "/-. ".contains($0) }.map(String.init)
    let numbers = parts.compactMap { part in
      (part.hasPrefix("q") ? part.dropFirst() : part[...]).wholeNumber
    }
    guard numbers.count == parts.count else {
      key = nil
      return
    }
    if parts.contains(where: { $0.hasPrefix("q") }) { unit = .quarter }
    key = Self.key(numbers, unit)
  }

  /// The period of some that begins nearest to another; `nil` where one of them is no period.
  static func nearest(to period: String, among known: [String]) -> String? {
    guard let day = start(of: period) else { return nil }
    let starts = known.compactMap { name in start(of: name).map { (name: name, day: $0) } }
    return starts.min {
      (abs($0.day - day), $0.name) < (abs($1.day - day), $1.name)
    }?.name
  }

  private enum Unit {
    case day, month, quarter, year
  }

  private static let units: [(String, Unit)] = [
    ("ngay", .day), ("thang", .month), ("quy", .quarter), ("nam", .year),
  ]

  /// The year is the one number of four digits, before or after the others.
  private static func key(_ numbers: [Int], _ unit: Unit?) -> String? {
    let isYear = { (number: Int) in 1000...9999 ~= number }
    guard numbers.count(where: isYear) == 1, let first = numbers.first, let last = numbers.last
    else { return nil }
    let (year, rest) =
      isYear(first) ? (first, Array(numbers.dropFirst())) : (last, numbers.dropLast().reversed())
    guard isYear(year) else { return nil }
    switch (rest.count, unit) {
    case (0, .year), (0, nil): return "\(year)"
    case (1, .month), (1, nil): return 1...12 ~= rest[0] ? "\(year)-\(twoDigits(rest[0]))" : nil
    case (1, .quarter): return 1...4 ~= rest[0] ? "\(year)-Q\(rest[0])" : nil
    case (2, .day), (2, nil):
      guard CivilDate(year: year, month: rest[0], day: rest[1]) != nil else { return nil }
      return "\(year)-\(twoDigits(rest[0]))-\(twoDigits(rest[1]))"
    default: return nil
    }
  }

  /// The first day of a period as kpis.csv writes it, in days.
  private static func start(of period: String) -> Int? {
    let parts = period.split(separator: "-")
    guard let year = parts.first?.wholeNumber else { return nil }
    var month: Int? = 1
    if parts.count > 1 {
      month =
        parts[1].hasPrefix("Q")
        ? parts[1].dropFirst().wholeNumber.map { 3 * $0 - 2 } : parts[1].wholeNumber
    }
    let day = parts.count > 2 ? parts[2].wholeNumber : 1
    guard let month, let day, let date = CivilDate(year: year, month: month, day: day) else {
      return nil
    }
    return Int(date.daysSinceEpoch)
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

extension Substring {
  fileprivate var wholeNumber: Int? { allSatisfy { "0"..."9" ~= $0 } ? Int(self) : nil }
}
