import Testing

@testable import Synth

@Suite struct `Chance without a state` {
  @Test func `a permutation gives every number once, whatever the size`() {
    for count in 0...300 {
      let permutation = Permutation(count: count, draw: Draw(seed: UInt64(count)), column: 0)
      #expect((0..<count).map { permutation[$0] }.sorted() == Array(0..<count), "\(count)")
    }
  }

  @Test func `a permutation leaves hardly a number in its place`() {
    let permutation = Permutation(count: 10_000, draw: Draw(seed: 1), column: 0)
    #expect((0..<10_000).filter { permutation[$0] == $0 }.count < 20)
  }

  @Test func `marks are as many as were asked for`() {
    for chosen in 0...20 {
      #expect(Draw(seed: 9).marks(chosen, of: 20, 1).filter(\.self).count == chosen)
    }
  }

  @Test func `weights are kept within chance`() {
    let choice = WeightedChoice([1, 0, 3])
    let picks = (0..<40_000).map { choice.pick(Draw(seed: 2), $0, 1) }
    #expect(!picks.contains(1))
    #expect((9_500...10_500).contains(picks.filter { $0 == 0 }.count))
  }

  @Test func `no two dossiers share a day and a serial, and Sundays are quiet`() {
    let calendar = ReceiptCalendar(days: 184)
    let places = (0..<20_000).map { calendar[$0] }
    #expect(Set(places.map { $0.day * 1_000_000 + $0.serial }).count == 20_000)
    let sundays = places.filter { LocalTime(day: $0.day).weekday == 6 }.count
    #expect(sundays * 20 < places.count)
  }

  @Test func `days are those of the calendar`() {
    #expect(LocalTime(day: 0).isoDay == "2025-07-01")
    #expect(LocalTime(day: -1).isoDay == "2025-06-30")
    #expect(LocalTime(day: 31).slashedDay == "01/08/2025")
    #expect(LocalTime(day: 184).isoDay == "2026-01-01")
    #expect(LocalTime(day: 973).isoDay == "2028-02-29")
    #expect(LocalTime(day: 42, hour: 23, minute: 5).clock == "23:05")
    #expect(LocalTime(day: 42).weekday == 1)
  }
}
