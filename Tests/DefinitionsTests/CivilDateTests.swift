import Definitions
import Testing

struct CivilDateTests {
  @Test
  func `every day of four hundred years follows the day before and comes back by its name`() {
    var (year, month, dayOfMonth) = (1900, 1, 1)
    var last = day(1899, 12, 31)
    while year < 2300 {
      let date = day(year, month, dayOfMonth)
      #expect(date.daysSinceEpoch == last.daysSinceEpoch + 1)
      #expect(date.components == (year, month, dayOfMonth))
      last = date
      dayOfMonth += 1
      if CivilDate(year: year, month: month, day: dayOfMonth) == nil {
        (month, dayOfMonth) = (month + 1, 1)
      }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(last == day(2299, 12, 31))
  }

  @Test
  func `the calendar's ends, leap years and the epoch are where they belong`() {
    #expect(day(1970, 1, 1).daysSinceEpoch == 0)
    #expect(day(2000, 3, 1).daysSinceEpoch == 11_017)
    #expect(day(1, 1, 1).daysSinceEpoch == -719_162)
    #expect(day(9999, 12, 31).daysSinceEpoch == 2_932_896)
    #expect(day(1, 1, 1).description == "0001-01-01")
    for year in [1600, 2000, 2024] { #expect(CivilDate.length(ofMonth: 2, in: year) == 29) }
    for year in [1700, 1900, 2025, 2100] { #expect(CivilDate.length(ofMonth: 2, in: year) == 28) }
    let lengths = (1...12).map { CivilDate.length(ofMonth: $0, in: 2025) }
    #expect(lengths == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    for (year, month, number) in [
      (0, 1, 1), (10_000, 1, 1), (2025, 0, 1), (2025, 13, 1), (2025, 1, 0), (2025, 4, 31),
      (2025, 2, 29), (-1, 1, 1),
    ] {
      #expect(CivilDate(year: year, month: month, day: number) == nil)
    }
  }

  @Test
  func `days of every year from 1 to 9999 come back by their names`() {
    for year in 1...9999 {
      for (month, number) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
        #expect(day(year, month, number).components == (year, month, number))
      }
    }
  }

  @Test
  func `a moment falls on the day that the local clock shows`() {
    let midnight = Timestamp(startOf: day(2025, 7, 1), offset: .vietnam)
    #expect(midnight.day(offset: .vietnam) == day(2025, 7, 1))
    #expect(midnight.day(offset: UTCOffset(seconds: 0)) == day(2025, 6, 30))
    let before = Timestamp(microseconds: midnight.microseconds - 1)
    #expect(before.day(offset: .vietnam) == day(2025, 6, 30))
    for shift in [-1, 0, 1] as [Int64] {
      let moment = Timestamp(microseconds: shift)
      #expect(
        moment.day(offset: UTCOffset(seconds: 0))
          == day(1970, 1, 1).advanced(by: shift < 0 ? -1 : 0))
    }
  }

  @Test(arguments: [
    ("Asia/Ho_Chi_Minh", 25_200), ("UTC", 0), ("Z", 0), ("+07:00", 25_200), ("-0330", -12_600),
    ("+07", 25_200),
  ])
  func `offsets are read`(_ text: String, _ seconds: Int) {
    #expect(UTCOffset(text)?.seconds == seconds)
  }

  @Test(arguments: ["", "+7", "07:00", "+07:", "+07:0", "+07:60", "+15:00", "+07:00:00", "Hanoi"])
  func `what is no offset is refused`(_ text: String) {
    #expect(UTCOffset(text) == nil)
  }
}
