import Statistics
import Testing

@Suite struct IntervalTests {
  // The textbook formula in 50 digits:
  // python3 -c "import mpmath as m; m.mp.dps = 50; x, n, l = 7, 10, m.mpf('0.95');
  // z = m.sqrt(2) * m.erfinv(l); p = m.mpf(x) / n; c = p + z*z / (2*n); d = 1 + z*z / n;
  // r = z * m.sqrt(p * (1-p) / n + z*z / (4*n*n)); print((c - r) / d, (c + r) / d)"
  private static let known: [(Int64, Int64, Double, Double, Double)] = [
    (30, 30, 0.95, 0.88648660682603122587, 1),
    (50, 50, 0.95, 0.92865240086664127022, 1),
    (100, 100, 0.95, 0.96300650179301431533, 1),
    (0, 30, 0.95, 0, 0.11351339317396877413),
    (7, 10, 0.95, 0.39677814746114531988, 0.89220873259369897903),
    (1, 1_000_000, 0.95, 1.7652457674537146574e-7, 5.6649118043114429583e-6),
    (2040, 2187, 0.95, 0.92151337992014110118, 0.94253818911442568616),
    (42, 50, 0.9, 0.73767153045293889764, 0.90742190321239739925),
    (999_999, 1_000_000, 0.99, 0.9999914825661652444, 0.99999988259452500037),
    (1, 2, 0.99, 0.061713076778101786742, 0.93828692322189821326),
    (123_456_789, 987_654_321, 0.999, 0.12496537540559103664, 0.12503463053846695897),
  ]

  @Test func `Wilson intervals agree with arithmetic in fifty digits`() throws {
    for (successes, trials, level, lower, upper) in Self.known {
      let interval = try #require(Interval.wilson(successes, of: trials, level: level))
      #expect(abs(interval.lower - lower) <= 1e-14 * max(lower, 1e-3))
      #expect(abs(interval.upper - upper) <= 1e-14)
    }
  }

  @Test func `30 of 30 satisfied is at least 88.65 percent`() throws {
    let interval = try #require(Interval.wilson(30, of: 30, level: 0.95))
    #expect(Rounding().percent(.approximate(interval.lower)) == "88.65")
    #expect(interval.upper == 1)
  }

  @Test func `intervals hold the proportion, end at the bounds, and mirror`() throws {
    for trials in Int64(1)...60 {
      for successes in 0...trials {
        let interval = try #require(Interval.wilson(successes, of: trials, level: 0.95))
        let mirrored = try #require(Interval.wilson(trials - successes, of: trials, level: 0.95))
        let proportion = Double(successes) / Double(trials)
        #expect(interval.lower <= proportion && proportion <= interval.upper)
        #expect((interval.lower == 0) == (successes == 0))
        #expect((interval.upper == 1) == (successes == trials))
        #expect(abs(interval.lower - (1 - mirrored.upper)) < 1e-15)
      }
    }
    #expect(Interval.wilson(0, of: 0, level: 0.95) == Interval(lower: 0, upper: 1))
    #expect(Interval.wilson(3, of: 2, level: 0.95) == nil)
  }

  // Roots of ln Φ(x) = ln p in 50 digits, p being the double:
  // python3 -c "import mpmath as m; m.mp.dps = 50; q = m.mpf(1e-10);
  // print(m.findroot(lambda x: m.log(m.ncdf(x)) - m.log(q), -6.36))"
  @Test(arguments: [
    (0.5, 0), (0.975, 1.9599639845400538556), (0.995, 2.5758293035489004539),
    (0.9, 1.2815515655446005935), (0.1, -1.2815515655446004353),
    (0.025, -1.9599639845400542118), (1e-5, -4.2648907939228246102),
    (1e-10, -6.3613409024040561991), (1e-20, -9.2623400897984075796),
    (1e-300, -37.047096299361199237), (0.075, -1.4395314709384559349),
    (0.925, 1.4395314709384562291),
  ])
  func `normal quantiles are right to the last digits`(_ probability: Double, _ expected: Double) {
    #expect(abs(NormalQuantile.of(probability) - expected) <= 1e-15 * max(1, abs(expected)))
  }

  @Test func `normal quantiles end at infinity`() {
    #expect(NormalQuantile.of(0) == -.infinity)
    #expect(NormalQuantile.of(1) == .infinity)
    #expect(NormalQuantile.of(-0.1).isNaN)
  }
}
