import Foundation
import Statistics
import Testing

/// Intervals of proportions against R, and by laws over every count of up to thirty.
@Suite struct ProportionIntervalTests {
  private typealias Method = @Sendable (_ x: Double, _ n: Double, _ level: Double) -> Interval?

  private static let methods: [String: Method] = [
    "wilson": { .wilson($0, of: $1, level: $2) },
    "wilsonCorrected": { .wilsonCorrected($0, of: $1, level: $2) },
    "clopperPearson": { .clopperPearson($0, of: $1, level: $2) },
    "jeffreys": { .jeffreys($0, of: $1, level: $2) },
    "agrestiCoull": { .agrestiCoull($0, of: $1, level: $2) },
    "midP": { .midP($0, of: $1, level: $2) },
  ]

  private static let levels = [0.5, 0.9, 0.95, 0.999]

  private struct Known: Decodable {
    let x, n: Double
    let level: Double
    let ends: [String: [Double]]
  }

  @Test func `intervals are those of R`() throws {
    let known = try Fixture.read("intervals.json", as: [Known].self)
    #expect(known.count == 87)
    for row in known {
      for (name, ends) in row.ends {
        let method = try #require(Self.methods[name])
        let interval = try #require(method(row.x, row.n, row.level))
        #expect(abs(interval.lower - ends[0]) < 1e-12, "\(name) \(row)")
        #expect(abs(interval.upper - ends[1]) < 1e-12, "\(name) \(row)")
      }
    }
  }

  @Test(arguments: methods.keys.sorted())
  func `every count of up to thirty keeps the laws`(name: String) throws {
    let method = try #require(Self.methods[name])
    for n in 1...30 {
      let size = Double(n)
      var outer = [Interval](repeating: Interval(lower: 0.5, upper: 0.5), count: n + 1)
      for (depth, level) in Self.levels.enumerated() {
        let intervals = try (0...n).map { try #require(method(Double($0), size, level)) }
        for (x, interval) in intervals.enumerated() {
          let share = Double(x) / size
          #expect(0 <= interval.lower && interval.lower <= interval.upper && interval.upper <= 1)
          // Agresti–Coull's and mid-P's reach the share whatever the level, but for rounding.
          #expect(interval.lower <= share + 1e-15 && share <= interval.upper + 1e-15)
          let mirrored = intervals[n - x]
          #expect(abs(interval.lower - (1 - mirrored.upper)) < 1e-14, "\(x) of \(n)")
          if name != "agrestiCoull" {
            #expect((interval.lower == 0) == (x == 0) && (interval.upper == 1) == (x == n))
          }
          if x > 0 {
            #expect(intervals[x - 1].lower <= interval.lower)
            #expect(intervals[x - 1].upper <= interval.upper)
          }
          if depth > 0 {
            #expect(interval.lower <= outer[x].lower && outer[x].upper <= interval.upper)
          }
        }
        outer = intervals
      }
    }
  }

  @Test func `cautious intervals hold the less cautious ones`() throws {
    let pairs = [
      ("wilson", "wilsonCorrected"), ("wilson", "agrestiCoull"), ("midP", "clopperPearson"),
      ("jeffreys", "clopperPearson"),
    ]
    for (inner, outer) in pairs {
      let narrow = try #require(Self.methods[inner])
      let wide = try #require(Self.methods[outer])
      for n in 1...30 {
        for x in 0...n {
          let inside = try #require(narrow(Double(x), Double(n), 0.95))
          let around = try #require(wide(Double(x), Double(n), 0.95))
          #expect(around.lower <= inside.lower + 1e-15, "\(inner) in \(outer): \(x) of \(n)")
          #expect(inside.upper <= around.upper + 1e-15, "\(inner) in \(outer): \(x) of \(n)")
        }
      }
    }
  }

  @Test func `Clopper–Pearson holds the true proportion at least as often as it says`() throws {
    for n in [1, 4, 11, 30] {
      let intervals = try (0...n).map {
        try #require(Interval.clopperPearson(Double($0), of: Double(n), level: 0.9))
      }
      for step in 1..<400 {
        let p = Double(step) / 400
        var covered = 0.0
        var probability = pow(1 - p, Double(n))
        for x in 0...n {
          if intervals[x].lower <= p && p <= intervals[x].upper { covered += probability }
          probability *= Double(n - x) / Double(x + 1) * p / (1 - p)
        }
        #expect(covered >= 0.9 - 1e-12, "\(covered) of samples of \(n) from \(p)")
      }
    }
  }

  @Test func `sizes that are not whole lie between those that are`() throws {
    for (name, method) in Self.methods {
      for size in stride(from: 5.0, through: 20, by: 0.25) {
        let interval = try #require(method(0.7 * size, size, 0.95))
        let larger = try #require(method(0.7 * (size + 0.25), size + 0.25, 0.95))
        #expect(interval.lower < larger.lower && larger.upper < interval.upper, "\(name) \(size)")
      }
    }
  }

  @Test func `thirty of thirty is at least 88.4 percent`() throws {
    let interval = try #require(Interval.clopperPearson(30, of: 30, level: 0.95))
    // The root of the tail: 0.025^(1/30).
    #expect(abs(interval.lower - pow(0.025, 1.0 / 30)) < 1e-15)
    #expect(interval.upper == 1)
  }

  @Test func `without trials nothing is known, and what cannot be has no interval`() {
    for (name, method) in Self.methods {
      #expect(method(0, 0, 0.95) == Interval(lower: 0, upper: 1), "\(name)")
      #expect(method(3, 2, 0.95) == nil)
      #expect(method(-1, 2, 0.95) == nil)
      #expect(method(1, 2, 1) == nil)
      #expect(method(1, 2, 0) == nil)
      #expect(method(1, .nan, 0.95) == nil)
      #expect(method(1, .infinity, 0.95) == nil)
    }
  }
}
