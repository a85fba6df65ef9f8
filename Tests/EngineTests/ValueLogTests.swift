import Statistics
import Testing

@testable import Engine

@Suite struct ValueLogTests {
  @Test(arguments: [1, 5, 30, 2_000, 1 << 40])
  func `a log counts what a dictionary counts, however many values are different`(domain: Int64)
    throws
  {
    var generator = SeededGenerator(state: UInt64(domain))
    let workers = (0..<3).map { _ in ValueLog() }
    var expected: [[Exact: Int64]] = [[:], [:], [:]]
    // More than a log keeps uncounted, and the slots grow at different times.
    for number in 0..<60_000 {
      let slot = number % 7 == 0 ? 0 : number % 3
      let value = Int64.random(in: -domain...domain, using: &generator)
      workers[number % 5 % 3].add(value, slot: slot)
      expected[slot][Exact(value), default: 0] += 1
    }
    let sorter = ValueSorter()
    for (slot, expected) in expected.enumerated() {
      let logs = workers.map { (log: $0, slot: slot) }
      for logs in [logs, logs.reversed()] {
        let run = try #require(ValueLog.run(of: logs, over: 1, sorter))
        #expect(run.numerators == expected.keys.map(\.numerator).sorted())
        #expect(ValueCounts([run]) == ValueCounts(expected))
      }
    }
    #expect(ValueLog.run(of: [(workers[0], 1_000)], over: 1, sorter) == nil)
  }

  @Test func `values are sorted whatever their number and span`() {
    var generator = SeededGenerator(state: 3)
    let sorter = ValueSorter()
    let ends: [ClosedRange<Int64>] = [0...0, -3...3, 0...255, -300...70_000, .min ... .max]
    for range in ends {
      for count in [0, 1, 2, 24, 25, 300, 5_000] {
        let values = (0..<count).map { _ in Int64.random(in: range, using: &generator) }
        let lane = Lane<Int64>(capacity: count)
        defer { lane.deallocate() }
        for (index, value) in values.enumerated() { lane[index] = value }
        sorter.sort(lane, count)
        #expect((0..<count).map { lane[$0] } == values.sorted())
      }
    }
  }

  @Test(arguments: [1, 2, 7, 1_000_000, 86_400_000_000, 1 << 40, .max] as [Int64])
  func `an exact division gives the quotient, and nothing where something is left`(divisor: Int64) {
    var generator = SeededGenerator(state: 9)
    let unit = ExactDivisor(divisor)
    let some = (0..<2_000).map { _ in
      Int64.random(in: (.min / divisor)...(.max / divisor), using: &generator) * divisor
    }
    for number in some + some.map({ $0 &+ 1 }) + [0, 1, -1, .min, .max, .min + 1] {
      let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
      #expect(unit.quotient(number) == (rest == 0 ? quotient : nil), "\(number)")
    }
  }
}
