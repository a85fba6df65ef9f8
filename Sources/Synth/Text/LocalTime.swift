/// A moment of local time in seconds since 2025-07-01 00:00, the first day of the new provinces.
struct LocalTime: Comparable, Hashable, Sendable {
  var seconds: Int

  static let secondsPerDay = 86_400

  init(seconds: Int) { self.seconds = seconds }

  init(day: Int, hour: Int = 0, minute: Int = 0) {
    seconds = day * Self.secondsPerDay + hour * 3_600 + minute * 60
  }

  static func < (left: LocalTime, right: LocalTime) -> Bool { left.seconds < right.seconds }

  /// The day, counted from 2025-07-01; earlier ones are negative.
  var day: Int {
    (seconds - (seconds % Self.secondsPerDay + Self.secondsPerDay) % Self.secondsPerDay)
      / Self.secondsPerDay
  }

  var secondOfDay: Int { seconds - day * Self.secondsPerDay }

  /// 0 is Monday; 2025-07-01 was a Tuesday.
  var weekday: Int { ((day + 1) % 7 + 7) % 7 }

  /// Year, month and day of the Gregorian calendar, from the day count alone.
  var calendarDay: (year: Int, month: Int, day: Int) {
    let shifted = day + 20_270 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// The day as `2025-07-01`.
  var isoDay: String {
    let (year, month, day) = calendarDay
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }

  /// The day as `01/07/2025`.
  var slashedDay: String {
    let (year, month, day) = calendarDay
    return "\(twoDigits(day))/\(twoDigits(month))/\(year)"
  }

  /// `250701`, the form in dossier codes.
  var compactDay: String {
    let (year, month, day) = calendarDay
    return "\(twoDigits(year % 100))\(twoDigits(month))\(twoDigits(day))"
  }

  /// The time of day as `08:15`.
  var clock: String { "\(twoDigits(secondOfDay / 3_600)):\(twoDigits(secondOfDay / 60 % 60))" }
}

/// A number below 100 with its leading zero.
func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

/// A number with zeros in front up to a width.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
