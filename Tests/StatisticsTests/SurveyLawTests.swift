import Testing

@testable import Statistics

/// What holds of estimates from any sample.
struct SurveyLawTests {
  /// An invented sample of three strata, whose units have some rows each.
  private struct Invented {
    var strata: [String] = []
    var units: [String] = []
    var weights: [Double] = []
    var values: [Double] = []
    var others: [Double] = []
    var groups: [String] = []

    init() {
      var state: UInt64 = 20_250_831
      func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
      }
      for stratum in 0..<3 {
        for unit in 0..<(4 + stratum) {
          for _ in 0..<(3 + next(5)) {
            strata.append("s\(stratum)")
            units.append("u\(stratum)-\(unit)")
            weights.append(1 + Double(next(900)) / 100)
            values.append(Double(stratum + unit) + Double(next(1000)) / 100)
            others.append(1 + Double(next(500)) / 100)
            groups.append(["a", "b", "c"][next(3)])
          }
        }
      }
    }

    /// The same rows in another order.
    func reordered(_ order: [Int]) -> Invented {
      var other = self
      other.strata = order.map { strata[$0] }
      other.units = order.map { units[$0] }
      other.weights = order.map { weights[$0] }
      other.values = order.map { values[$0] }
      other.others = order.map { others[$0] }
      other.groups = order.map { groups[$0] }
      return other
    }

    func design(
      scale: Double = 1, lonely: SurveyDesign.LonelyRule = .fail, units other: [String]? = nil
    ) throws -> SurveyDesign {
      var plan = SurveyDesign.Plan()
      plan.strata = [Factor(strata)]
      plan.units = [Factor(other ?? units)]
      plan.weights = weights.map { $0 * scale }
      plan.lonely = lonely
      return try SurveyDesign(plan, rowCount: weights.count)
    }
  }

  private let data = Invented()

  @Test func `the order of rows does not matter`() throws {
    let order = data.weights.indices.sorted { ($0 * 7919) % 101 < ($1 * 7919) % 101 }
    let other = data.reordered(order)
    let margins = { (data: Invented) in
      [
        Margin(
          name: "group", cells: Factor(data.groups, levels: ["a", "b", "c"]),
          population: [300, 250, 200])
      ]
    }
    for isRaked in [false, true] {
      func sample(_ data: Invented) throws -> SurveySample {
        let design = try data.design()
        return SurveySample(
          design, adjustment: isRaked ? try Raking().adjust(design, to: margins(data)) : nil)
      }
      let a = try sample(data).means(
        of: [data.values, data.others], by: Factor(data.groups, levels: ["a", "b", "c"]))
      let b = try sample(other).means(
        of: [other.values, other.others], by: Factor(other.groups, levels: ["a", "b", "c"]))
      for index in a.values.indices {
        #expect(isClose(a.values[index], b.values[index], 1e-12))
        #expect(isClose(a.variances[index], b.variances[index], 1e-12))
      }
    }
  }

  @Test func `totals of domains that part the sample add up, and so do their covariances`() throws {
    let sample = SurveySample(try data.design())
    let parts = try sample.totals(of: [data.values], by: Factor(data.groups))
    let whole = try sample.totals(of: [data.values])
    let sum = try #require(parts.contrast([1, 1, 1]))
    #expect(isClose(sum.value, whole.values[0], 1e-12))
    #expect(isClose(sum.variance, whole.variances[0], 1e-12))
  }

  @Test func `weights times a number leave means and their errors as they are`() throws {
    let means = try SurveySample(try data.design()).means(of: [data.values, data.others])
    let scaled = try SurveySample(try data.design(scale: 1234.5)).means(of: [
      data.values, data.others,
    ])
    for index in means.values.indices {
      #expect(isClose(means.values[index], scaled.values[index], 1e-12))
      #expect(isClose(means.variances[index], scaled.variances[index], 1e-12))
    }
  }

  @Test func `a mean is the ratio to a column of ones, and the index of one part`() throws {
    let sample = SurveySample(try data.design())
    let ones = data.values.map { _ in 1.0 }
    let mean = try sample.means(of: [data.values])
    let ratio = try sample.ratios(of: [(data.values, ones)])
    let index = try sample.index(of: [((data.values, ones), 0.25), ((data.values, ones), 0.75)])
    for other in [ratio, index] {
      #expect(isClose(mean.values[0], other.values[0], 1e-12))
      #expect(isClose(mean.variances[0], other.variances[0], 1e-12))
    }
  }

  @Test func `an index varies as the combination of its parts does`() throws {
    let sample = SurveySample(try data.design())
    let parts = try sample.ratios(of: [(data.values, data.others), (data.others, data.values)])
    let combined = try #require(parts.contrast([0.3, 0.7]))
    let index = try sample.index(of: [
      ((data.values, data.others), 0.3), ((data.others, data.values), 0.7),
    ])
    #expect(isClose(combined.value, index.values[0], 1e-12))
    #expect(isClose(combined.variance, index.variances[0], 1e-12))
  }

  @Test func `post-stratifying to what holds already changes no weight`() throws {
    let design = try data.design()
    let margin = Margin(name: "group", cells: Factor(data.groups), population: [500, 400, 300])
    let once = try WeightAdjustment.postStratified(
      design, cells: margin.cells, population: margin.population, name: "group")
    let again = margin.scaled(once.weights, sums: margin.sums(of: once.weights))
    #expect(zip(once.weights, again).allSatisfy { isClose($0, $1, 1e-14) })
    // Its own categories are known then, and vary no more.
    let counts = try SurveySample(design, adjustment: once).totals(
      of: [data.values.map { _ in 1 }], by: margin.cells)
    #expect(zip(counts.values, [500, 400, 300]).allSatisfy { isClose($0, $1, 1e-12) })
    #expect(counts.errors.allSatisfy { $0 < 1e-9 })
  }

  @Test func `raking to one margin, calibrating to it and post-stratifying are one`() throws {
    let design = try data.design()
    let cells = Factor(data.groups, levels: ["a", "b", "c"])
    let population = [500.0, 400, 300]
    let margin = Margin(name: "group", cells: cells, population: population)
    let adjustments = [
      try WeightAdjustment.postStratified(design, cells: cells, population: population, name: "g"),
      try Raking().adjust(design, to: [margin]),
      try WeightCalibration(distance: .linear).adjust(
        design, to: [.intercept, .levels(cells)], totals: [1200, 400, 300], names: ["1", "b", "c"]),
      try WeightCalibration(distance: .raking).adjust(
        design, to: [.intercept, .levels(cells)], totals: [1200, 400, 300], names: ["1", "b", "c"]),
    ]
    let estimates = try adjustments.map {
      try SurveySample(design, adjustment: $0).means(of: [data.values])
    }
    for estimate in estimates {
      #expect(isClose(estimate.values[0], estimates[0].values[0], 1e-10))
      #expect(isClose(estimate.variances[0], estimates[0].variances[0], 1e-9))
    }
  }

  @Test(arguments: [false, true])
  func `groups of adjusted weights have the errors that each has as a domain of its own`(
    isRaked: Bool
  ) throws {
    let design = try data.design()
    let cells = Factor(data.strata)
    let margins = [
      Margin(name: "stratum", cells: cells, population: [150, 250, 350]),
      Margin(
        name: "half",
        cells: Factor(data.others.map { $0 < 3 ? "low" : "high" }, levels: ["low", "high"]),
        population: [400, 350]),
    ]
    let adjustment =
      isRaked
      ? try Raking().adjust(design, to: margins)
      : try WeightAdjustment.postStratified(
        design, cells: cells, population: margins[0].population, name: "stratum")
    let sample = SurveySample(design, adjustment: adjustment)
    let groups = Factor(data.groups)
    // Levels that no row has: so many that not all are estimated at once.
    let many = Factor(
      codes: groups.codes.map { $0 * 400 }, levels: (0..<1000).map { "level \($0)" })
    let together = try sample.means(of: [data.values], by: groups)
    let inParts = try sample.means(of: [data.values], by: many, detail: .variances)
    for group in groups.levels.indices {
      let alone = try sample.narrowed(to: groups.codes.map { Int($0) == group })
        .means(of: [data.values])
      #expect(isClose(alone.values[0], together.values[group], 1e-12))
      #expect(isClose(alone.variances[0], together.variances[group], 1e-11))
      #expect(isClose(alone.variances[0], inParts.variances[group * 400], 1e-11))
    }
    #expect(inParts.values[1].isNaN && inParts.variances[1].isNaN)
  }

  @Test func `the jackknife of means is near to linearisation`() throws {
    let sample = SurveySample(try data.design())
    let linear = try sample.means(of: [data.values, data.others])
    let jackknife = try sample.jackknifedMeans(of: [data.values, data.others])
    for index in linear.values.indices {
      #expect(isClose(linear.values[index], jackknife.values[index], 1e-12))
      #expect(isClose(linear.errors[index], jackknife.errors[index], 0.05))
    }
  }

  @Test func `covariances are symmetric and no combination has a negative variance`() throws {
    let groups = Factor(data.groups)
    let sample = SurveySample(try data.design())
    let found = try sample.means(of: [data.values, data.others], by: groups)
    let matrix = try #require(found.covariance)
    for row in 0..<matrix.size {
      for column in 0..<matrix.size {
        #expect(matrix[row, column] == matrix[column, row])
        #expect(
          abs(matrix[row, column]) <= (matrix[row, row] * matrix[column, column]).squareRoot()
            * (1 + 1e-12))
      }
    }
    for seed in 1...50 {
      let combination = (0..<matrix.size).map { Double(($0 * 37 + seed * 101) % 23) - 11 }
      #expect(matrix.variance(of: combination) >= 0)
    }
    let alone = try sample.means(of: [data.values, data.others], by: groups, detail: .variances)
    #expect(alone.variances == found.variances && alone.covariance == nil)
  }

  @Test func `trimmed weights keep the margins and stay within their bounds`() throws {
    let design = try data.design()
    let margins = [
      Margin(name: "group", cells: Factor(data.groups), population: [0.5, 0.25, 0.25]),
      Margin(name: "stratum", cells: Factor(data.strata), population: [0.2, 0.2, 0.6]),
    ].map { margin in
      Margin(
        name: margin.name, cells: margin.cells,
        population: margin.population.map { $0 * data.weights.reduce(0, +) })
    }
    let free = try Raking().adjust(design, to: margins)
    #expect(free.spread.greatest > 2.5)
    var raking = Raking()
    raking.bounds = 0.3...2.2
    let trimmed = try raking.adjust(design, to: margins)
    #expect(trimmed.spread.least >= 0.3 * (1 - 1e-8) && trimmed.spread.greatest <= 2.2 * (1 + 1e-8))
    for margin in margins {
      #expect(
        zip(margin.sums(of: trimmed.weights), margin.population).allSatisfy {
          isClose($0, $1, 1e-9)
        })
    }
    raking.bounds = 0.99...1.01
    #expect(throws: SurveyRefusal.self) { try raking.adjust(design, to: margins) }
  }

  @Test func `a stratum with one unit is refused by name, or counts as the rule says`() throws {
    let units = zip(data.strata, data.units).map { $0 == "s1" ? "alone" : $1 }
    let refusal = #expect(throws: SurveyRefusal.self) {
      try SurveySample(try data.design(units: units)).means(of: [data.values])
    }
    #expect(refusal?.message.contains("\"s1\"") == true)
    func error(_ rule: SurveyDesign.LonelyRule) throws -> Double {
      try SurveySample(try data.design(lonely: rule, units: units)).means(of: [data.values]).errors[
        0]
    }
    #expect(try error(.remove) == error(.certainty))
    #expect(try error(.adjust) > error(.remove))
    #expect(try isClose(error(.average), error(.remove) * 1.5.squareRoot(), 1e-12))
  }

  @Test func `what cannot be a design is refused with row and reason`() throws {
    func refusal(_ change: (inout SurveyDesign.Plan) -> Void) -> String {
      var plan = SurveyDesign.Plan()
      plan.strata = [Factor(["a", "a", "b", "b"])]
      plan.units = [Factor(["1", "2", "3", "4"])]
      change(&plan)
      do {
        _ = try SurveyDesign(plan, rowCount: 4)
        return ""
      } catch { return error.message }
    }
    #expect(refusal { _ in } == "")
    #expect(refusal { $0.weights = [1, 0, 1, 1] }.contains("row 2: the weight is 0"))
    #expect(refusal { $0.weights = [1, 1, -3, 1] }.contains("row 3: the weight is -3"))
    #expect(refusal { $0.populations = [[5, 6, 9, 9]] }.contains("not constant in stratum \"a\""))
    #expect(refusal { $0.populations = [[5, 5, 0.5, 0.5]] }.contains("write one or the other"))
    #expect(refusal { $0.populations = [[0, 0, 5, 5]] }.contains("row 1"))
    #expect(
      refusal { $0.populations = [[9, 9, 1, 1]] }.contains("2 units in the sample and only 1"))
    #expect(refusal { $0.units = [Factor(["1", "2", "1", "4"])] }.contains("nest: true"))
    #expect(
      refusal {
        $0.units = [Factor(["1", "2", "1", "4"])]
        $0.isNested = true
      } == "")
  }

  private func isClose(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
    abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-300)
  }
}

extension Factor {
  /// Words as a column, levels in the order of their first rows.
  fileprivate init(_ words: [String], levels: [String] = []) {
    var levels = levels
    let codes = words.map { word -> Int32 in
      if let known = levels.firstIndex(of: word) { return Int32(known) }
      levels.append(word)
      return Int32(levels.count - 1)
    }
    self.init(codes: codes, levels: levels)
  }
}
