/// When the sites of a survey are open, where its instrument says so.
public struct OpeningHours: Hashable, Sendable {
  /// Minutes after midnight: when sites open, and the last at which they are not yet closed.
  public let from: Int
  public let to: Int
  public let days: Set<Weekday>
  public let holidays: Set<CivilDate>

  public init(
    from: Int, to: Int, days: Set<Weekday> = Set(Weekday.allCases), holidays: Set<CivilDate> = []
  ) {
    self.from = from
    self.to = to
    self.days = days
    self.holidays = holidays
  }

  /// Whether sites are open on a day at all.
  public func isOpen(on day: CivilDate) -> Bool {
    days.contains(Weekday(of: day)) && !holidays.contains(day)
  }

  /// Whether sites are open on a day at a minute after midnight.
  public func isOpen(on day: CivilDate, minute: Int) -> Bool {
    isOpen(on: day) && from...to ~= minute
  }
}

/// A day of the week.
public enum Weekday: String, CaseIterable, Sendable {
  case monday = "mon"
  case tuesday = "tue"
  case wednesday = "wed"
  case thursday = "thu"
  case friday = "fri"
  case saturday = "sat"
  case sunday = "sun"

  /// The weekday of a day; 1970-01-01 was a Thursday.
  public init(of day: CivilDate) {
    let place = ((Int(day.daysSinceEpoch) + 3) % 7 + 7) % 7
    self = Self.allCases[place]
  }
}

extension YAMLValue {
  /// Reads `{from: "07:00", to: "17:30", days: [mon, …], holidays: [2025-09-02]}`.
  func openingHours() -> OpeningHours? {
    guard let mapping = mapping("the hours", keys: ["from", "to", "days", "holidays"]) else {
      return nil
    }
    let from = mapping.required("from")?.minuteOfDay("from")
    let to = mapping.required("to")?.minuteOfDay("to")
    let days = mapping["days"].map { value in
      Set((value.oneOrMore("days") ?? []).compactMap { $0.choice("day", of: Weekday.self) })
    }
    let holidays = mapping["holidays"].map { value in
      Set((value.oneOrMore("holidays") ?? []).compactMap { $0.date("a holiday") })
    }
    guard let from, let to else { return nil }
    guard from < to else {
      mapping.fault("the hours end before they begin", hint: "write from: \"07:00\", to: \"17:30\"")
      return nil
    }
    return OpeningHours(
      from: from, to: to, days: days ?? Set(Weekday.allCases), holidays: holidays ?? [])
  }

  /// A time of day as minutes after midnight, of `07:00` or `17:30`.
  private func minuteOfDay(_ what: String) -> Int? {
    guard let text = text(what) else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isDigits = text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: ":") ~= $0 }
    guard isDigits, parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), 0..<24 ~= hour, 0..<60 ~= minute
    else {
      fault("\(what) must be a time of day, not \(quoted(text))", hint: "write it as \"07:00\"")
      return nil
    }
    return 60 * hour + minute
  }
}
