import Statistics
import Testing

/// Small groups drawn from shares that are known: what is said of them must be right as often as it says.
struct KnownTruthTests {
  private struct Group {
    let truth: Double
    let seen: CountedShare
  }

  /// Groups of 1 to 60 whose shares have this mean and correlation, by a beta distribution of whole
  /// parameters: the order statistic of as many uniform numbers.
  private func groups(_ count: Int, _ above: Int, _ below: Int, seed: UInt64) -> [Group] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { _ in
      let uniforms = (0..<(above + below - 1)).map { _ in Double.random(in: 0..<1, using: &random) }
      return group(uniforms.sorted()[above - 1], &random)
    }
  }

  private func group(_ truth: Double, _ random: inout SplitMix) -> Group {
    let size = Int.random(in: 1...60, using: &random)
    var successes = 0
    for _ in 0..<size where Double.random(in: 0..<1, using: &random) < truth { successes += 1 }
    return Group(truth: truth, seen: CountedShare(Double(successes), of: Double(size)))
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func
    `shares drawn to the mean are nearer to the truth, and intervals hold it as often as they say`(
      seed: UInt64
    ) throws
  {
    let groups = groups(3_000, 8, 2, seed: seed)
    let prior = try #require(BetaBinomial(shares: groups.map(\.seen)))
    // Beta(8, 2): the mean is 0.8, ρ = 1/(8 + 2 + 1).
    #expect(abs(prior.mean - 0.8) < 0.01 && abs(prior.correlation - 1.0 / 11) < 0.015)
    var (raw, drawn, held) = (0.0, 0.0, 0)
    for group in groups {
      let share = prior.shrunken(group.seen)
      raw += (group.seen.share - group.truth) * (group.seen.share - group.truth)
      drawn += (share.mean - group.truth) * (share.mean - group.truth)
      let interval = try #require(share.interval)
      if interval.lower...interval.upper ~= group.truth { held += 1 }
    }
    #expect(drawn < 0.6 * raw, "\(drawn / raw)")
    #expect(0.935...0.965 ~= Double(held) / 3_000, "\(held)")
  }

  @Test(arguments: [0.5, 0.9, 0.98])
  func `of groups that are all alike hardly more than one in 500 is outside the limits`(
    truth: Double
  ) throws {
    var random = SplitMix(seed: 7)
    let groups = (0..<20_000).map { _ in group(truth, &random) }
    let funnel = try #require(Funnel(groups.map(\.seen)))
    let outside = groups.count { funnel.side($0.seen) != nil }
    #expect(outside <= 50, "\(outside)")
  }

  @Test func `groups that are apart hide no group that is far from all of them`() throws {
    var random = SplitMix(seed: 11)
    let others = groups(2_000, 16, 4, seed: 5).map(\.seen)
    let odd = (0..<20).map { _ in group(0.05, &random).seen }.filter { $0.size >= 20 }
    let funnel = try #require(Funnel(others + odd))
    #expect(funnel.dispersion > 1.5 && odd.count > 8)
    let (found, others998) = (
      odd.count { funnel.side($0) == .below }, others.count { funnel.side($0) != nil }
    )
    #expect(found == odd.count, "\(found) of \(odd.count)")
    #expect(others998 < 40, "\(others998)")
  }
}
