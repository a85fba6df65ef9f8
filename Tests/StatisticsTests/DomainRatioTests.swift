import Statistics
import Testing

/// Ratios of many domains at once against the same ratios estimated one by one from the whole design.
struct DomainRatioTests {
  private struct Invented {
    var units: [Int32] = []
    var strata: [Int32] = []
    var weights: [Double] = []
    var domains: [Int32] = []
    var groups: [Int32] = []
    var numerators: [Double] = []
    var denominators: [Double] = []
    var populations: [Double] = []
    let fractions: [Double]

    /// Strata of one to five units of one to seven elements; those in no domain count, too.
    init(seed: UInt64, stratumCount: Int = 6) {
      var state = seed
      func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
      }
      var fractions: [Double] = []
      for stratum in 0..<stratumCount {
        let count = 1 + next(5)
        let population = Double(count + 1 + next(20))
        fractions.append(Double(count) / population)
        for _ in 0..<count {
          let unit = Int32(strata.count)
          strata.append(Int32(stratum))
          for _ in 0...next(7) {
            units.append(unit)
            weights.append(0.25 * Double(1 + next(12)))
            domains.append(Int32(next(5)) - 1)
            groups.append(Int32(next(3)))
            denominators.append(Double(next(5) > 0 ? 1 : 0))
            numerators.append(denominators.last == 1 ? Double(next(2)) : 0)
            populations.append(population)
          }
        }
      }
      self.fractions = fractions
    }

    func design(_ lonely: SurveyDesign.LonelyRule) throws -> SurveyDesign {
      var plan = SurveyDesign.Plan()
      plan.strata = [
        Factor(codes: units.map { strata[Int($0)] }, levels: fractions.indices.map { "\($0)" })
      ]
      plan.units = [Factor(codes: units, levels: strata.indices.map { "\($0)" })]
      plan.weights = weights
      plan.populations = [populations]
      plan.lonely = lonely
      return try SurveyDesign(plan, rowCount: units.count)
    }

    func found(
      _ lonely: ClusteredSample.LonelyUnit, _ terms: [RatioTerm], weights adjusted: [Double]? = nil
    ) -> [DomainRatio] {
      let sample = ClusteredSample(
        units: units, strata: strata, weights: adjusted ?? weights, fractions: fractions,
        groups: adjusted.map { _ in groups }, lonelyUnit: lonely)
      let order = DomainOrder(domains, count: 4, in: sample)
      // In two pieces, as several threads would.
      return sample.ratios(terms, in: order, domains: 0..<2)
        + sample.ratios(terms, in: order, domains: 2..<4)
    }
  }

  private static let rules: [(ClusteredSample.LonelyUnit, SurveyDesign.LonelyRule)] = [
    (.adjust, .adjust), (.average, .average), (.certainty, .certainty),
  ]

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(1, abs(b)) }

  @Test(arguments: 1...40)
  func `a domain among many has the ratio and variance that it has alone`(seed: UInt64) throws {
    let data = Invented(seed: seed)
    let term = RatioTerm(numerators: data.numerators, denominators: data.denominators)
    for (rule, other) in Self.rules {
      let design = try data.design(other)
      for (domain, found) in data.found(rule, [term]).enumerated() {
        let isIn = zip(data.domains, data.denominators).map { $0 == Int32(domain) && $1 == 1 }
        #expect(found.elements == isIn.count(where: \.self))
        guard let estimate = found.estimate else {
          #expect(found.elements == 0)
          continue
        }
        let alone = SurveySample(design).narrowed(to: isIn)
        let expected = try alone.ratios(of: [(data.numerators, data.denominators)])
        #expect(isClose(estimate, expected.values[0]), "\(rule) \(domain)")
        #expect(isClose(found.variance, expected.variances[0]), "\(rule) \(domain)")
        #expect(found.degrees == alone.degrees, "\(rule) \(domain)")
      }
    }
  }

  @Test(arguments: 41...60)
  func `post-stratified weights leave the same variance as the residuals of one domain`(
    seed: UInt64
  ) throws {
    let data = Invented(seed: seed, stratumCount: 8)
    let cells = Factor(codes: data.groups, levels: ["a", "b", "c"])
    let design = try data.design(.adjust)
    let adjustment = try WeightAdjustment.postStratified(
      design, cells: cells, population: [120, 75.5, 300], name: "group")
    let others = data.numerators.indices.map { data.denominators[$0] * Double($0 % 3) / 2 }
    let terms = [
      RatioTerm(weight: 0.25, numerators: data.numerators, denominators: data.denominators),
      RatioTerm(weight: 0.75, numerators: others, denominators: data.denominators),
    ]
    for (domain, found) in data.found(.adjust, terms, weights: adjustment.weights).enumerated() {
      let isIn = data.domains.map { $0 == Int32(domain) }
      let alone = SurveySample(design, adjustment: adjustment).narrowed(to: isIn)
      let expected = try alone.index(
        of: [
          ((data.numerators, data.denominators), 0.25), ((others, data.denominators), 0.75),
        ])
      let estimate = try #require(found.estimate)
      #expect(isClose(estimate, expected.values[0]), "\(domain)")
      #expect(isClose(found.variance, expected.variances[0]), "\(domain)")
    }
  }
}
