import Statistics
import Testing

/// The index over several items with the error of the whole of it, from people in clusters and strata.
@Suite(GoldenFolder.isGiven)
struct GoldenLikertDesignTests {
  @Test func `the index of shares and that of means have the golden errors`() throws {
    var score = GoldenScore("likert, index with its error")
    for file in try #require(GoldenFolder.given).files(.likert) {
      let survey = try LikertSurvey(file)
      guard let expected = survey.expected["design_based_composite"] else { continue }
      let clusters = try Clusters(survey)
      let shares = survey.items.map { item in item.map { $0.map { $0 >= 4 ? 1.0 : 0 } } }
      let means = survey.items.map { item in item.map { $0.map(Double.init) } }
      let shareIndex = try clusters.index(of: shares)
      let meanIndex = try clusters.index(of: means)
      let factors = try zip(survey.names, shares).map { name, item in
        let factor = try clusters.index(of: [item])
        return GoldenValue.object([
          "name": .text(name), "estimate": GoldenValue(factor.estimate),
          "se": GoldenValue(factor.variance.squareRoot()),
        ])
      }
      let meanFactors = try means.map { GoldenValue(try clusters.index(of: [$0]).estimate) }
      let meanError = meanIndex.variance.squareRoot()
      let got = GoldenValue.object([
        "rows": .number(Double(clusters.rows.count)),
        "df": .number(Double(shareIndex.degrees)),
        "top2": .object([
          "factors": .list(factors),
          "index_equal_weights": GoldenValue(shareIndex.estimate),
          "se": GoldenValue(shareIndex.variance.squareRoot()),
        ]),
        "mean": .object([
          "factors": .object(
            Dictionary(uniqueKeysWithValues: zip(survey.names, meanFactors))),
          "index_equal_weights": GoldenValue(meanIndex.estimate),
          "se": GoldenValue(meanError),
          "index_0_100": GoldenValue(meanIndex.estimate.map { ($0 - 1) * 25 }),
          "se_0_100": GoldenValue(meanError * 25),
        ]),
      ])
      score.check("\(file.path) design_based_composite", got, expected)
    }
    score.report()
  }

  /// Those with a gender and an age: strata are genders, units the ages within, weights equal.
  private struct Clusters {
    let rows: [Int]
    private let sample: ClusteredSample
    private let everybody: DomainOrder

    init(_ survey: LikertSurvey) throws {
      let genders = try survey.text("gender")
      let ages = try survey.text("age")
      rows = survey.rows.filter { !genders[$0].isEmpty && !ages[$0].isEmpty }
      let strata = Set(rows.map { genders[$0] }).sorted()
      let units = Set(rows.map { [genders[$0], ages[$0]] }).sorted {
        $0.lexicographicallyPrecedes($1)
      }
      sample = ClusteredSample(
        units: try rows.map { Int32(try #require(units.firstIndex(of: [genders[$0], ages[$0]]))) },
        strata: try units.map { Int32(try #require(strata.firstIndex(of: $0[0]))) },
        weights: rows.map { _ in 1 }, fractions: strata.map { _ in 0 })
      everybody = DomainOrder(rows.map { _ in 0 }, count: 1, in: sample)
    }

    /// The mean of items, each over those who answered it.
    func index(of items: [[Double?]]) throws -> DomainRatio {
      let terms = items.map { item in
        RatioTerm(
          weight: 1 / Double(items.count), numerators: rows.map { item[$0] ?? 0 },
          denominators: rows.map { item[$0] == nil ? 0 : 1 })
      }
      return try #require(sample.ratios(terms, in: everybody, domains: 0..<1).first)
    }
  }
}
