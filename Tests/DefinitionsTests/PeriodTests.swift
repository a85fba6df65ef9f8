import Definitions
import Testing

struct PeriodTests {
  @Test(arguments: [
    (Grain.day, "2025-07-01"), (.month, "2025-07"), (.quarter, "2025-Q3"), (.year, "2025"),
  ])
  func `a period is named by its grain`(_ grain: Grain, _ name: String) {
    #expect(Period(containing: day(2025, 7, 1), grain: grain).description == name)
  }

  @Test(arguments: Grain.allCases)
  func `a period begins exactly where its name changes`(_ grain: Grain) {
    var last = Period(containing: day(2023, 12, 31), grain: grain)
    var date = day(2024, 1, 1)
    while date <= day(2025, 12, 31) {
      let (_, month, dayOfMonth) = date.components
      let begins =
        switch grain {
        case .day: true
        case .month: dayOfMonth == 1
        case .quarter: dayOfMonth == 1 && month % 3 == 1
        case .year: dayOfMonth == 1 && month == 1
        }
      let period = Period(containing: date, grain: grain)
      #expect((period != last) == begins)
      #expect((period.description != last.description) == begins)
      last = period
      date = date.advanced(by: 1)
    }
  }

  @Test(arguments: zip(Grain.allCases, [78, 4, 3, 2]))
  func `a range lists each of its periods once, in order`(_ grain: Grain, _ count: Int) {
    let range = PeriodRange(from: day(2025, 12, 15), to: day(2026, 3, 2), grain: grain)
    let shorter = PeriodRange(from: day(2025, 12, 15), to: day(2026, 4, 1), grain: grain)
    #expect(range.periods.count == (grain == .quarter ? 2 : grain == .month ? 4 : count))
    #expect(shorter.periods.count >= range.periods.count)
    #expect(Set(range.periods).count == range.periods.count)
    let indices = range.periodOfDay
    #expect(indices.count == 78)
    #expect(indices.first == 0)
    #expect(indices.last.map(Int.init) == range.periods.count - 1)
    for (offset, index) in indices.enumerated() {
      #expect(
        range.periods[Int(index)]
          == Period(containing: range.from.advanced(by: offset), grain: grain))
    }
  }

  @Test
  func `a range of one day has one period`() {
    for grain in Grain.allCases {
      let range = PeriodRange(from: day(2025, 7, 1), to: day(2025, 7, 1), grain: grain)
      #expect(range.periods.count == 1)
      #expect(range.periodOfDay == [0])
    }
  }
}
