import Statistics
import Testing

/// Survey proportions against R's survey, at the ends of what can be estimated, and by laws.
@Suite struct SurveyProportionTests {
  private struct Survey: Decodable {
    let estimate: Double
    let variance: Double
    let rows: Int
    let degrees: Double
    let yes: [Double]
    let no: [Double]
    let intervals: [Ends]

    struct Ends: Decodable {
      let method: String
      let level: Double
      let ends: [Double?]
    }
  }

  private static let methods: [String: SurveyProportion.Method] = [
    "logit": .logit, "xlogit": .logit, "likelihood": .likelihood, "asin": .arcsine,
    "beta": .kornGraubardUntruncated, "mean": .wald,
  ]

  @Test func `intervals are those of R whatever the weights`() throws {
    let surveys = try Fixture.read("survey-proportions.json", as: [Survey].self)
    #expect(surveys.count > 20)
    for survey in surveys {
      let iteration = try #require(LogisticIteration(yes: survey.yes, no: survey.no))
      let proportion = SurveyProportion(
        estimate: survey.estimate, variance: survey.variance, rows: survey.rows,
        degrees: survey.degrees, workingVariance: iteration.workingVariance)
      for expected in survey.intervals {
        let method = try #require(Self.methods[expected.method])
        let interval = proportion.interval(method, level: expected.level)
        let tolerance = ["logit", "likelihood"].contains(expected.method) ? 1e-6 : 1e-10
        for (end, known) in zip([interval?.lower, interval?.upper], expected.ends) {
          let end = try #require(end)
          #expect(
            known.map { abs(end - $0) < tolerance } ?? end.isNaN,
            "\(expected) of \(survey.estimate): \(String(describing: interval))")
        }
      }
    }
  }

  @Test func `equal weights need not be given`() throws {
    let alone = SurveyProportion(estimate: 0.75, variance: 0.002, rows: 100, degrees: 12)
    let iteration = try #require(
      LogisticIteration(yes: Array(repeating: 7, count: 75), no: Array(repeating: 7, count: 25)))
    let given = SurveyProportion(
      estimate: 0.75, variance: 0.002, rows: 100, degrees: 12,
      workingVariance: iteration.workingVariance)
    let interval = try #require(alone.interval(.likelihood, level: 0.95))
    let other = try #require(given.interval(.likelihood, level: 0.95))
    #expect(abs(interval.lower - other.lower) < 1e-14 && abs(interval.upper - other.upper) < 1e-14)
    #expect(LogisticIteration(yes: [1, 2], no: []) == nil)
  }

  // 15 (t₂₉ / t₉)² at 95 %, where p(1 − p)/v is 15:
  // python3 -c "from scipy.stats import t; print(repr(15 * (t.ppf(.975, 29) / t.ppf(.975, 9))**2))"
  @Test func `sizes are those of the formulas`() throws {
    let p = 2.0 / 3
    let proportion = SurveyProportion(
      estimate: p, variance: p * (1 - p) / 15, rows: 30, degrees: 9)
    let size = try #require(proportion.effectiveSize)
    let adjusted = try #require(proportion.adjustedSize(level: 0.95))
    #expect(abs(size - 15) < 1e-12)
    #expect(abs(adjusted - 12.261112230411804) < 1e-12)
    #expect(proportion.truncatedSize(level: 0.95) == adjusted)
    let sure = SurveyProportion(estimate: p, variance: 1e-5, rows: 30, degrees: 9)
    #expect(sure.truncatedSize(level: 0.95) == 30)
  }

  @Test func `where everybody is satisfied the fallback decides how sure that is`() throws {
    let all = SurveyProportion(estimate: 1, variance: 0, rows: 30, degrees: 4)
    for method in SurveyProportion.Method.allCases {
      #expect(all.interval(method, level: 0.95) == nil)
    }
    #expect(all.effectiveSize == nil)
    #expect(
      all.interval(.kornGraubard, level: 0.95, fallback: 1)
        == Interval.clopperPearson(30, of: 30, level: 0.95))
    #expect(
      all.interval(.wilson, level: 0.95, fallback: 2)
        == Interval.wilson(15.0, of: 15.0, level: 0.95))
    #expect(
      all.interval(.jeffreys, level: 0.95, fallback: 2)
        == Interval.jeffreys(15, of: 15, level: 0.95))
    #expect(
      all.interval(.kornGraubard, level: 0.95, fallback: 0.2)
        == all.interval(.kornGraubard, level: 0.95, fallback: 1))
    #expect(all.interval(.wald, level: 0.95, fallback: 2) == nil)
  }

  @Test func `a variance of rounding, or one without degrees of freedom, says nothing`() {
    let rounding = SurveyProportion(estimate: 0.5, variance: 1e-33, rows: 40, degrees: 3)
    let single = SurveyProportion(estimate: 0.5, variance: 0.01, rows: 40, degrees: 0)
    for proportion in [rounding, single] {
      #expect(proportion.effectiveSize == nil)
      #expect(proportion.interval(.kornGraubard, level: 0.95) == nil)
      #expect(
        proportion.interval(.kornGraubard, level: 0.95, fallback: 2)
          == Interval.clopperPearson(10, of: 20, level: 0.95))
    }
  }

  @Test func `more degrees of freedom or less variance never widen an interval`() {
    for estimate in [0.02, 0.3, 0.85, 0.99] {
      for method in SurveyProportion.Method.allCases where method != .likelihood {
        let width = { (variance: Double, degrees: Double) -> Double in
          SurveyProportion(estimate: estimate, variance: variance, rows: 90, degrees: degrees)
            .interval(method, level: 0.95).map { $0.upper - $0.lower } ?? .nan
        }
        let variance = estimate * (1 - estimate) / 60
        let base = width(variance, 8)
        #expect(width(variance, 30) <= base)
        // The arcsine folds back beyond the ends of its scale, and has no such law.
        #expect(width(variance / 2, 8) <= base || method == .arcsine, "\(method) \(estimate)")
      }
    }
  }

  @Test func `the complement has the mirrored interval`() throws {
    for estimate in [0.05, 0.4, 0.9] {
      for method in SurveyProportion.Method.allCases {
        let of = { (estimate: Double) in
          SurveyProportion(estimate: estimate, variance: 0.001, rows: 150, degrees: 11)
            .interval(method, level: 0.9)
        }
        let interval = try #require(of(estimate))
        let mirrored = try #require(of(1 - estimate))
        #expect(abs(interval.lower - (1 - mirrored.upper)) < 1e-12, "\(method)")
        #expect(abs(interval.upper - (1 - mirrored.lower)) < 1e-12, "\(method)")
      }
    }
  }

  @Test func `the fallback is by the first rule that there is something for`() {
    let items = FallbackDesignEffect(items: [1.2, .nan, 3, 1.8, 0], rowsPerUnit: 20)
    #expect(items.rule == .medianOfItems && items.value == 1.8)
    #expect(FallbackDesignEffect(items: [1.5, 2.5]).value == 2)
    let kish = FallbackDesignEffect(rowsPerUnit: 20, relativeWeightVariance: 0.5)
    #expect(kish.rule == .kish && abs(kish.value - 1.95 * 1.5) < 1e-15)
    let nothing = FallbackDesignEffect()
    #expect(nothing.rule == .standard && nothing.value == 2)
    #expect(FallbackDesignEffect(items: [0.4]).value == 1)
    #expect(FallbackDesignEffect(rowsPerUnit: 0.5).value == 1)
  }
}
