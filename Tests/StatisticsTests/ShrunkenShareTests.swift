import Statistics
import Testing

/// Shares that are drawn toward the mean of all, the more the less is behind them.
struct ShrunkenShareTests {
  private let prior = BetaBinomial(mean: 0.8, correlation: 0.1)

  @Test func `a share lies between its own and the mean, by its weight`() {
    for size in 1...30 {
      for successes in 0...size {
        let own = CountedShare(Double(successes), of: Double(size))
        let share = prior.shrunken(own)
        let expected = share.ownWeight * own.share + (1 - share.ownWeight) * prior.mean
        #expect(abs(share.mean - expected) < 1e-12)
        // M = (1 − ρ)/ρ = 9.
        #expect(abs(share.ownWeight - Double(size) / (Double(size) + 9)) < 1e-12)
        let interval = share.interval ?? Interval(lower: 1, upper: 0)
        #expect(interval.lower < share.mean && share.mean < interval.upper)
      }
    }
  }

  @Test func `of two with the same share the larger is further from the mean`() {
    let (small, large) = (
      prior.shrunken(CountedShare(1, of: 2)), prior.shrunken(CountedShare(50, of: 100))
    )
    #expect(large.mean < small.mean && small.mean < prior.mean)
  }

  @Test func `without data it is the mean, and without correlation the mean is that of all`() {
    #expect(abs(prior.shrunken(CountedShare(0, of: 0)).mean - 0.8) < 1e-15)
    let alike = BetaBinomial(mean: 0.3, correlation: 0)
    let share = alike.shrunken(CountedShare(9, of: 10))
    #expect(share.mean == 0.3 && share.interval == nil && share.ownWeight == 0)
    #expect(alike.strength == .infinity)
  }

  @Test func `groups that all have it or have it not keep their own share`() throws {
    let prior = try #require(
      BetaBinomial(shares: [CountedShare(6, of: 6), CountedShare(0, of: 3), CountedShare(2, of: 2)])
    )
    let share = prior.shrunken(CountedShare(6, of: 6))
    #expect(abs(share.mean - 1) < 1e-9 && share.ownWeight < 1)
    let interval = try #require(share.interval)
    #expect(interval.lower > 0.99 && interval.upper <= 1)
  }

  @Test func `estimates from counts and from shares are the same`() throws {
    let pairs = [(1, 5), (3, 7), (0, 4), (9, 9)]
    #expect(
      BetaBinomial(shares: pairs.map { CountedShare(Double($0.0), of: Double($0.1)) })
        == BetaBinomial(pairs.map { BetaBinomial.Groups($0.0, of: $0.1) }))
    #expect(BetaBinomial(shares: [CountedShare(0.4, of: 0.8), CountedShare(0.1, of: 0.5)]) == nil)
  }
}
