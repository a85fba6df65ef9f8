import Statistics
import Testing

/// Shares that differ from group to group, and what happens at a constant rate, against R.
struct BetaBinomialTests {
  private struct Known: Decodable {
    let tails: [Tail]
    let fits: [Fit]
    let poisson: [Count]

    struct Tail: Decodable {
      let mean, correlation, exactly, atLeast: Double
      let size, successes: Int
    }

    struct Fit: Decodable {
      let sizes, successes: [Int]
      let correlation, mean: Double
    }

    struct Count: Decodable {
      let mean, atLeast: Double
      let count: Int
    }
  }

  private func known() throws -> Known { try Fixture.read("beta-binomial.json", as: Known.self) }

  private func groups(_ pairs: [(Int, Int)]) -> [BetaBinomial.Groups] {
    pairs.map { BetaBinomial.Groups($0.0, of: $0.1) }
  }

  @Test func `probabilities are those of R's beta function`() throws {
    let tails = try known().tails
    #expect(tails.count > 90)
    for row in tails {
      let distribution = BetaBinomial(mean: row.mean, correlation: row.correlation)
      let exactly = distribution.probability(of: row.successes, of: row.size)
      let atLeast = distribution.upper(row.successes, of: row.size)
      #expect(abs(exactly / row.exactly - 1) < 1e-9, "\(row): \(exactly)")
      #expect(abs(atLeast / row.atLeast - 1) < 1e-9, "\(row): \(atLeast)")
    }
  }

  @Test func `estimates are those of R's analysis of variance`() throws {
    let fits = try known().fits
    #expect(fits.contains { $0.correlation == 0 } && fits.contains { $0.correlation > 0.1 })
    for row in fits {
      let found = try #require(BetaBinomial(groups(Array(zip(row.successes, row.sizes)))))
      #expect(abs(found.correlation - row.correlation) < 1e-12)
      #expect(abs(found.mean - row.mean) < 1e-12)
    }
  }

  @Test func `Poisson tails are those of R`() throws {
    for row in try known().poisson {
      let found = Poisson(mean: row.mean).upper(row.count)
      #expect(abs(found - row.atLeast) <= 1e-10 * row.atLeast, "\(row): \(found)")
    }
  }

  @Test(arguments: [(0.2, 0.0), (0.2, 1e-9), (0.85, 0.3), (0.5, 0.99)])
  func `probabilities add up to one, and their mean is the mean`(mean: Double, correlation: Double)
  {
    let distribution = BetaBinomial(mean: mean, correlation: correlation)
    for size in 1...12 {
      let all = (0...size).map { distribution.probability(of: $0, of: size) }
      #expect(abs(all.reduce(0, +) - 1) < 1e-12)
      let expected = all.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      #expect(abs(expected - mean * Double(size)) < 1e-11)
      for least in 0...size {
        let tail = all[least...].reduce(0, +)
        #expect(abs(distribution.upper(least, of: size) - tail) < 1e-12)
      }
    }
  }

  @Test func `a mean of nobody or everybody leaves no doubt`() {
    let (nobody, everybody) = (
      BetaBinomial(mean: 0, correlation: 0.1), BetaBinomial(mean: 1, correlation: 0.1)
    )
    #expect(nobody.upper(1, of: 5) == 0 && nobody.probability(of: 0, of: 5) == 1)
    #expect(everybody.upper(5, of: 5) == 1 && everybody.probability(of: 4, of: 5) == 0)
    #expect(everybody.upper(6, of: 5) == 0)
  }

  @Test func `groups told one by one and by their number are the same`() throws {
    let single = try #require(BetaBinomial(groups([(1, 5), (1, 5), (1, 5), (4, 6)])))
    let together = try #require(
      BetaBinomial([BetaBinomial.Groups(1, of: 5, count: 3), BetaBinomial.Groups(4, of: 6)]))
    #expect(abs(single.correlation - together.correlation) < 1e-14)
    #expect(abs(single.mean - together.mean) < 1e-14)
    #expect(BetaBinomial(groups([(1, 5)])) == nil)
    #expect(BetaBinomial(groups([(1, 1), (0, 1)])) == nil)
  }

  @Test func `what few groups say is trusted less than what many say`() throws {
    let few = try #require(
      BetaBinomial(predictingFrom: [BetaBinomial.Groups(0, of: 5, count: 10)]))
    let many = try #require(
      BetaBinomial(predictingFrom: [BetaBinomial.Groups(0, of: 5, count: 10_000)]))
    // None of 50 leaves (0 + ½)/(50 + 1).
    #expect(abs(few.upper(1, of: 1) - 0.5 / 51) < 1e-15)
    #expect(few.upper(1, of: 5) > 0.01 && many.upper(1, of: 5) < 1e-4)
  }

  @Test(arguments: [0.001, 0.3, 7, 400])
  func `the critical count is the first that is improbable`(mean: Double) {
    let poisson = Poisson(mean: mean)
    for probability in [0.05, 1e-6] {
      let count = poisson.critical(probability)
      #expect(poisson.upper(count) < probability && poisson.upper(count - 1) >= probability)
    }
  }
}
