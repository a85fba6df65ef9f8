import Statistics
import Testing

/// How far from the common share groups of any size may be.
struct FunnelTests {
  /// Groups of 100 whose shares are 0.5 and as far apart as the steps say.
  private func groups(_ steps: [Double]) -> [CountedShare] {
    steps.map { CountedShare(50 + $0, of: 100) }
  }

  private func binomial(_ count: Int, of size: Int, _ share: Double) -> Double {
    var probability = 1.0
    for index in 0..<count {
      probability *= Double(size - index) / Double(index + 1) * share
    }
    for _ in count..<size { probability *= 1 - share }
    return probability
  }

  @Test func `exact limits are those of sums of the binomial distribution`() throws {
    for share in [0.02, 0.5, 0.93] {
      let funnel = try #require(Funnel([CountedShare(share * 200, of: 200)]))
      for size in 1...40 {
        for (level, q) in [(0.95, 0.025), (0.998, 0.001)] {
          let limits = funnel.exactLimits(of: Double(size), level)
          for (got, q) in [(limits.lower, q), (limits.upper, 1 - q)] {
            var (count, reached) = (0, binomial(0, of: size, share))
            while reached < q {
              count += 1
              reached += binomial(count, of: size, share)
            }
            let own = binomial(count, of: size, share)
            let expected = max(0, (Double(count) - (reached - q) / own) / Double(size))
            #expect(abs(got - expected) < 1e-9, "\(share) \(size) \(q): \(got), not \(expected)")
          }
        }
      }
    }
  }

  @Test func `limits narrow with the size, and those of 95 % lie within those of 99·8 %`() throws {
    let plain = try #require(Funnel(groups([0, 1, -1])))
    let apart = try #require(Funnel(groups([0, 30, -30, 20, -20])))
    #expect(plain.variance == 0 && apart.variance > 0)
    for funnel in [plain, apart] {
      var width = 1.0
      for size in [10.0, 31.7, 100, 1e3, 1e4, 1e5, 1e6] {
        let (inner, outer) = (
          funnel.limits(of: size, Funnel.inner), funnel.limits(of: size, Funnel.outer)
        )
        #expect(outer.lower <= inner.lower && inner.upper <= outer.upper)
        #expect(outer.upper - outer.lower <= width)
        width = outer.upper - outer.lower
        #expect(outer.lower <= funnel.target && funnel.target <= outer.upper)
      }
    }
  }

  @Test func `groups further apart than chance makes them are not flagged for that`() throws {
    let steps = (0..<100).map { Double($0 % 11 - 5) * 4 }
    let apart = groups(steps)
    let funnel = try #require(Funnel(apart))
    #expect(funnel.dispersion > 4)
    let (flagged, byChance) = (
      apart.count { funnel.side($0) != nil },
      apart.count { abs(funnel.deviation($0, adjusted: false)) > 3.0902 }
    )
    #expect(flagged == 0 && byChance > 10)
  }

  @Test func `one group far away from all is flagged on its side`() throws {
    let calm = groups((0..<60).map { Double($0 % 9 - 4) })
    for (far, side) in [(-48.0, Funnel.Side.below), (48, .above)] {
      let odd = groups([far])[0]
      let funnel = try #require(Funnel(calm + [odd]))
      #expect(funnel.side(odd) == side)
      let others = calm.count { funnel.side($0) != nil }
      #expect(others == 0)
    }
  }

  @Test func `outside are the counts whose tail is smaller than a thousandth, and no others`()
    throws
  {
    for share in [0.04, 0.5, 0.96] {
      let funnel = try #require(Funnel([CountedShare(share * 200, of: 200)]))
      for size in 1...40 {
        let all = (0...size).map { binomial($0, of: size, share) }
        for count in 0...size {
          let (below, above) = (
            all[...count].reduce(0, +) < 0.001, all[count...].reduce(0, +) < 0.001
          )
          let side = funnel.side(CountedShare(Double(count), of: Double(size)))
          #expect(side == (below ? .below : above ? .above : nil), "\(count) of \(size), \(share)")
        }
      }
    }
  }

  @Test func `a group of one is never flagged for a share that many have`() throws {
    let funnel = try #require(Funnel([CountedShare(900, of: 1000), CountedShare(0, of: 1)]))
    #expect(funnel.side(CountedShare(0, of: 1)) == nil)
    #expect(funnel.side(CountedShare(0, of: 0)) == nil)
    #expect(funnel.deviation(CountedShare(0, of: 0)) == 0)
  }

  @Test(arguments: [0.0, 1.0])
  func `where all have it or none, one that differs is flagged`(share: Double) throws {
    let all = (1...20).map { CountedShare(share * Double($0), of: Double($0)) }
    let funnel = try #require(Funnel(all))
    #expect(funnel.limits(of: 7, Funnel.outer) == Interval(lower: share, upper: share))
    let flagged = all.count { funnel.side($0) != nil }
    #expect(flagged == 0 && funnel.side(CountedShare(1, of: 2)) != nil)
    #expect(Funnel([CountedShare(0, of: 0)]) == nil)
  }
}
