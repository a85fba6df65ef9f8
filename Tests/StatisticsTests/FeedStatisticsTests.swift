import Statistics
import Testing

/// A generator of numbers that gives the same ones in every run.
private struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// How many of `count` throws fall below `share`.
  mutating func hits(_ share: Double, of count: Int) -> Int {
    (0..<count).reduce(0) { sum, _ in sum + (Double.random(in: 0..<1, using: &self) < share ? 1 : 0)
    }
  }
}

struct CountBaselineTests {
  private func days(_ count: Int, _ rows: (Int) -> Int) -> [CountBaseline.Day] {
    (0..<count).map { CountBaseline.Day($0, count: rows($0)) }
  }

  @Test func `a count is held against its own weekday`() throws {
    let days = days(70) { $0 % 7 == 6 ? 10 : 100 }
    let sunday = try #require(CountBaseline(76, from: days))
    let monday = try #require(CountBaseline(70, from: days))
    #expect((sunday.expected, monday.expected) == (10, 100))
    #expect((sunday.spread, monday.spread) == (1, 1))
    // 2(√64.375 − √100.375), worked out by hand.
    let surprise = try #require(monday.surprise(64))
    #expect(abs(surprise.statistic + 3.990_658_373_6) < 1e-9)
    #expect(monday.surprise(100)?.statistic == 0)
    #expect(monday.surprise(100)?.probability == 1)
  }

  @Test func `the last eight of a weekday make the median, and not those before`() throws {
    let days = days(140) { $0 < 84 ? 1_000 : 50 }
    #expect(try #require(CountBaseline(140, from: days)).expected == 50)
    let early = self.days(140) { $0 < 88 ? 1_000 : 50 }
    #expect(try #require(CountBaseline(140, from: early)).expected == 50)
  }

  @Test func `too few days make no median, and a few more no spread`() throws {
    #expect(CountBaseline(21, from: days(21) { _ in 5 }) == nil)
    let first = try #require(CountBaseline(28, from: days(28) { _ in 5 }))
    #expect(first.spread == nil && first.surprise(0) == nil)
    #expect(try #require(CountBaseline(42, from: days(42) { _ in 5 })).spread == 1)
  }

  @Test func `a feed that varies much surprises less`() throws {
    let calm = try #require(CountBaseline(140, from: days(140) { 400 + $0 * 7 % 5 }))
    let wild = try #require(CountBaseline(140, from: days(140) { 400 + $0 * 37 % 200 }))
    let (a, b) = (try #require(calm.surprise(200)), try #require(wild.surprise(200)))
    #expect(a.statistic < b.statistic && a.probability < b.probability)
    #expect(b.statistic < 0)
  }

  @Test func `one old fault moves neither median nor spread`() throws {
    let days = days(140) { $0 == 133 ? 0 : 100 }
    let baseline = try #require(CountBaseline(140, from: days))
    #expect((baseline.expected, baseline.spread) == (100, 1))
  }
}

struct CompositionShiftTests {
  private let shares = [0.5, 0.3, 0.15, 0.05]

  private func draw(_ size: Int, _ chance: inout Chance) -> [Int] {
    var counts = [Int](repeating: 0, count: shares.count)
    for _ in 0..<size {
      var (rest, part) = (Double.random(in: 0..<1, using: &chance), 0)
      while part < shares.count - 1, rest >= shares[part] {
        (rest, part) = (rest - shares[part], part + 1)
      }
      counts[part] += 1
    }
    return counts
  }

  @Test func `what only chance moved is seldom called a shift`() throws {
    var chance = Chance(state: 1)
    var seldom = 0
    for _ in 0..<400 {
      let past = (0..<30).map { _ in draw(80, &chance) }
      let shift = try #require(CompositionShift(draw(80, &chance), from: past))
      if shift.probability < 0.05 { seldom += 1 }
    }
    // 20 are due; more than 40 have a chance of some 1e-5.
    #expect(seldom <= 40)
  }

  @Test func `a part that is gone is found`() throws {
    var chance = Chance(state: 2)
    let past = (0..<30).map { _ in draw(200, &chance) }
    let shift = try #require(CompositionShift([110, 0, 70, 20], from: past))
    #expect(shift.probability < 1e-6 && shift.stability > 0.25)
  }

  @Test func `parts that vary from night to night by themselves must move further`() throws {
    var chance = Chance(state: 3)
    let calm = (0..<30).map { _ in draw(200, &chance) }
    let wild = calm.enumerated().map { index, counts in
      index.isMultiple(of: 2)
        ? [counts[0] + 40, max(0, counts[1] - 40), counts[2], counts[3]]
        : [max(0, counts[0] - 40), counts[1] + 40, counts[2], counts[3]]
    }
    let now = [140, 20, 30, 10]
    let (a, b) = (
      try #require(CompositionShift(now, from: calm)),
      try #require(CompositionShift(now, from: wild))
    )
    #expect(a.probability < 1e-4)
    #expect(b.probability > 1e-3 && b.correlation > a.correlation)
  }

  @Test func `what happens every few nights is no news`() throws {
    let past = (0..<40).map { $0 % 5 == 0 ? [60, 10, 30] : [60, 38, 2] }
    let rare = (0..<40).map { _ in [60, 38, 2] }
    let now = [60, 10, 30]
    #expect(try #require(CompositionShift(now, from: past)).probability > 0.001)
    #expect(try #require(CompositionShift(now, from: rare)).probability < 1e-6)
  }

  @Test func `the same shares are no shift, and have no index`() throws {
    let past = [[Int]](repeating: [50, 30, 20], count: 20)
    let shift = try #require(CompositionShift([50, 30, 20], from: past))
    #expect(shift.statistic == 0 && shift.probability == 1)
    #expect(shift.stability < 0.001)
  }

  @Test func `one old fault does not hide a new one`() throws {
    var past = [[Int]](repeating: [50, 30, 20], count: 20)
    past[10] = [0, 0, 100]
    let shift = try #require(CompositionShift([0, 0, 100], from: past))
    #expect(shift.probability < 1e-3)
  }

  @Test func `too few samples, no records and a single part say nothing`() {
    let past = [[Int]](repeating: [5, 5], count: 20)
    #expect(CompositionShift([5, 5], from: Array(past.prefix(9))) == nil)
    #expect(CompositionShift([0, 0], from: past) == nil)
    #expect(CompositionShift([5, 0], from: past.map { [$0[0], 0] }) == nil)
  }
}

struct RateShiftTests {
  private func periods(_ count: Int, _ rate: (Int) -> Int, of size: Int) -> [BetaBinomial.Groups] {
    (0..<count).map { BetaBinomial.Groups(rate($0), of: size) }
  }

  @Test func `a column that never was empty and now is, is found`() throws {
    let past = periods(24, { _ in 0 }, of: 100)
    let shift = try #require(RateShift(100, of: 100, from: past))
    #expect(shift.isBeyondLimits && shift.probability < 1e-6)
    let usual = try #require(RateShift(0, of: 100, from: past))
    #expect(!usual.isBeyondLimits && usual.probability > 0.5)
  }

  @Test func `the first empty value ever is no alarm`() throws {
    let shift = try #require(RateShift(1, of: 30, from: periods(24, { _ in 0 }, of: 30)))
    #expect(shift.probability > 0.001)
  }

  @Test func `a rate that swings has wider limits than one that does not`() throws {
    let calm = try #require(RateShift(70, of: 100, from: periods(24, { _ in 50 }, of: 100)))
    let wild = try #require(
      RateShift(70, of: 100, from: periods(24, { $0.isMultiple(of: 2) ? 35 : 65 }, of: 100)))
    #expect(calm.isBeyondLimits && !wild.isBeyondLimits)
    #expect(calm.upper < wild.upper && calm.probability < wild.probability)
    // 0.5 + 3·√(0.25/100), by hand.
    #expect(abs(calm.upper - 0.65) < 1e-12 && abs(calm.lower - 0.35) < 1e-12)
  }

  @Test func `yes and no are told alike`() throws {
    let past = periods(20, { 30 + $0 % 5 }, of: 100)
    let mirrored = past.map { BetaBinomial.Groups($0.size - $0.successes, of: $0.size) }
    for now in [0, 10, 32, 60, 100] {
      let (a, b) = (
        try #require(RateShift(now, of: 100, from: past)),
        try #require(RateShift(100 - now, of: 100, from: mirrored))
      )
      #expect(abs(a.probability - b.probability) < 1e-9)
      #expect(abs(a.statistic + b.statistic) < 1e-9)
    }
  }

  @Test func `large counts go over into the normal distribution without a jump`() throws {
    let past = periods(24, { 2_400 + 10 * ($0 % 20) }, of: 5_000)
    let exact = try #require(RateShift(2_700, of: 5_000, from: past))
    let normal = try #require(RateShift(2_701, of: 5_001, from: past))
    #expect(abs(exact.probability / normal.probability - 1) < 0.2)
  }
}

struct FalseDiscoveryTests {
  @Test func `families share the rate, and each is adjusted by itself`() {
    let tests = [0.001, 0.2, 0.004].map { FalseDiscovery.Test($0) }
    let adjusted = FalseDiscovery.adjust([tests, [FalseDiscovery.Test(0.01)]], rate: 0.05)
    let alone = MultipleTests.benjaminiHochberg.adjust([0.001, 0.2, 0.004])
    #expect(adjusted[0] == alone.map { min(1, 2 * $0) })
    #expect(adjusted[1] == [0.02])
  }

  @Test func `tests that could never be significant cost nothing`() {
    let hopeless = [FalseDiscovery.Test](repeating: FalseDiscovery.Test(1, least: 0.3), count: 500)
    let real = FalseDiscovery.Test(0.001, least: 0.001)
    let adjusted = FalseDiscovery.adjust([hopeless + [real]], rate: 0.05)[0]
    #expect(adjusted.last == 0.001)
    #expect(adjusted.dropLast().allSatisfy { $0 == 1 })
  }

  @Test func `as many tests count as reach their part of the rate`() {
    // Of least probabilities 0.001, 0.02, 0.03, 0.04: with K = 2 the bound is 0.025, and two reach it.
    let least = [0.04, 0.001, 0.03, 0.02]
    let tests = least.map { FalseDiscovery.Test($0, least: $0) }
    #expect(FalseDiscovery.adjust([tests], rate: 0.05)[0] == [1, 0.002, 1, 0.02])
  }
}

struct BetaBinomialNoneTests {
  @Test func `none of many is what the sum of quotients gives`() {
    for mean in [0.001, 0.05, 0.5, 0.99] {
      for correlation in [0, 1e-9, 1e-6, 0.01, 0.3] {
        for size in [0, 1, 7, 200] {
          let model = BetaBinomial(mean: mean, correlation: correlation)
          let (fast, slow) = (model.none(of: size), model.probability(of: 0, of: size))
          #expect(abs(fast - slow) <= 1e-5 * slow + 1e-300, "\(mean) \(correlation) \(size)")
        }
      }
    }
  }
}
