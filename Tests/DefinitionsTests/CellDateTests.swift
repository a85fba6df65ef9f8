import Testing

@testable import Definitions

struct CellDateTests {
  private func read(_ text: String) -> DateTimeReader.Cell? { DateTimeReader.readCell(text) }

  private func reading(
    _ date: CivilDate, _ hour: Int? = nil, _ minute: Int = 0, _ second: Int = 0, micro: Int64 = 0
  ) -> DateTimeReader.Reading {
    DateTimeReader.Reading(
      day: date,
      time: hour.map { Int64($0 * 3600 + minute * 60 + second) * 1_000_000 + micro }, offset: nil)
  }

  @Test
  func `a day with a month is read in every form that people and programs write`() {
    let thirteenth = day(2025, 7, 13)
    let forms: [(String, DateTimeReader.Reading)] = [
      ("13/07/2025", reading(thirteenth)), ("13/7/2025", reading(thirteenth)),
      ("13-07-2025", reading(thirteenth)), ("13.7.2025", reading(thirteenth)),
      ("13/07/25", reading(thirteenth)), ("13.7.25", reading(thirteenth)),
      ("13/07/69", reading(day(2069, 7, 13))), ("13/07/70", reading(day(1970, 7, 13))),
      ("13/07/2025 08:15", reading(thirteenth, 8, 15)),
      ("13/07/2025 8:15", reading(thirteenth, 8, 15)),
      ("13/07/2025 8:15:30", reading(thirteenth, 8, 15, 30)),
      ("13/07/2025 08:15:30.25", reading(thirteenth, 8, 15, 30, micro: 250_000)),
      ("13/07/2025 8:15 AM", reading(thirteenth, 8, 15)),
      ("13/07/2025 8:15:30 PM", reading(thirteenth, 20, 15, 30)),
      ("13/07/2025 8:15 SA", reading(thirteenth, 8, 15)),
      ("13/07/2025 8:15 CH", reading(thirteenth, 20, 15)),
      ("13/07/2025 8:15\u{202F}pm", reading(thirteenth, 20, 15)),
      ("13/07/2025 12:00 AM", reading(thirteenth, 0)),
      ("13/07/2025 12:30 CH", reading(thirteenth, 12, 30)),
      ("08:15 13/07/2025", reading(thirteenth, 8, 15)),
      ("8:15:30 13-07-2025", reading(thirteenth, 8, 15, 30)),
      ("8:15 CH 13/07/2025", reading(thirteenth, 20, 15)),
    ]
    for (text, expected) in forms {
      #expect(read(text) == .ordered(dayFirst: expected, monthFirst: nil), "\(text)")
    }
  }

  @Test
  func `a form without an order is settled`() {
    let july = day(2025, 7, 1)
    let forms: [(String, DateTimeReader.Reading)] = [
      ("2025-07-01", reading(july)), ("2025-07-01T08:15", reading(july, 8, 15)),
      ("2025/07/01", reading(july)), ("2025.07.01", reading(july)),
      ("2025/07/01 8:15", reading(july, 8, 15)), ("2025/07/01 08:15:30", reading(july, 8, 15, 30)),
      ("20250701", reading(july)), ("20250701081530", reading(july, 8, 15, 30)),
      ("45839", reading(july)), ("45839.34375", reading(july, 8, 15)),
      ("45839,34375", reading(july, 8, 15)), ("45839.0", reading(july, 0)),
      ("45839.000000000001", reading(july, 0)),
      // Half a millisecond before midnight, and less.
      ("45838.99999999422", reading(july, 0)),
      ("45838.99999998842593", reading(day(2025, 6, 30), 23, 59, 59, micro: 999_000)),
      ("19725", reading(day(1954, 1, 1))), ("60266", reading(day(2064, 12, 30))),
      ("07/07/2025 8:15", reading(day(2025, 7, 7), 8, 15)),
    ]
    for (text, expected) in forms { #expect(read(text) == .settled(expected), "\(text)") }
  }

  @Test
  func `every day of some years is read in both orders, and settled only where they agree`() {
    for date in (19_723...20_453).map({ CivilDate(daysSinceEpoch: $0) }) {
      let (year, month, number) = date.components
      let other = CivilDate(year: year, month: number, day: month)
      let expected: DateTimeReader.Cell =
        other == date
        ? .settled(reading(date))
        : .ordered(dayFirst: reading(date), monthFirst: other.map { reading($0) })
      #expect(read("\(number)/\(month)/\(year)") == expected)
      #expect(read("\(padded(number, to: 2)).\(padded(month, to: 2)).\(year % 100)") == expected)
      #expect(read("\(date.description.replacing("-", with: ""))") == .settled(reading(date)))
      #expect(read("\(date.daysSinceEpoch + 25_569)") == .settled(reading(date)))
    }
  }

  @Test(arguments: [
    "01/01/0001", "1/1/0001", "01/01/1900", "0001-01-01", "1900-01-01", "1900-01-01T00:00:00",
    "0001-01-01T00:00:00Z", "1/1/0001 12:00:00 AM", "01/01/1900 00:00", "19000101",
  ])
  func `the first day of a program's calendar stands for no date`(_ text: String) {
    #expect(read(text) == DateTimeReader.Cell.none)
  }

  @Test
  func `another time of such a day is a date`() {
    #expect(read("01/01/1900 08:00") == .settled(reading(day(1900, 1, 1), 8)))
    #expect(read("1900-01-02") == .settled(reading(day(1900, 1, 2))))
  }

  @Test(arguments: [
    "", "1", "2025", "13/13/2025", "31/06/2025", "29/02/2025", "0/1/2025", "1/0/2025", "1/7/025",
    "1/7/20255", "1/7-2025", "1.7/2025", "25-07-01", "1/7/2025 ", "1/7/2025 8", "1/7/2025 24:00",
    "1/7/2025 8:60", "1/7/2025 13:00 PM", "1/7/2025 0:30 AM", "1/7/2025 8:15 XM",
    "1/7/2025 8:15 AMx", "1/7/2025T8:15", "1/7/2025 8:15Z", "8:15  1/7/2025",
    "8:15 1/7/2025 8:15", "8:15", "2025/7/1", "2025/13/01", "2025-7-1", "20251301", "01072025",
    "202507", "2025070108", "20250701240000", "18990701", "12345", "19724", "70000", "45839.",
    "45839.1.2", "4583", "458390", "-45839", "45839,5 ", "x1/7/2025", "１/7/2025",
    "2025-07-01T08:15 AM", "2025-07-01  08:15",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(read(text) == nil)
  }

  @Test
  func `what a definition file may say, a cell may say with the same meaning`() {
    for text in [
      "2025-07-01T08:15:30.25+07:00", "2025-12-31T23:59:59.999999-0330", "2024-02-29 23:59",
      "2025-07-01T08:15Z", "1999-12-31",
    ] {
      #expect(read(text) == DateTimeReader.read(text).map { .settled($0) })
    }
  }

  @Test
  func `no text makes a reader look beyond its end`() {
    let texts = [
      "13/07/2025 8:15 CH", "45839.34375", "20250701081530", "8:15:30 13-07-2025",
      "2025/07/01 08:15", "13/07/2025 8:15\u{202F}PM",
    ]
    for text in texts {
      let bytes = Array(text.utf8)
      for start in 0...bytes.count {
        for end in start...bytes.count {
          let inside = DateTimeReader.readCell(bytes.span, from: start, to: end)
          let alone = Array(bytes[start..<end])
          #expect(inside == DateTimeReader.readCell(alone.span, from: 0, to: alone.count))
        }
      }
    }
  }
}
