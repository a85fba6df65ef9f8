import Statistics
import Testing

/// Two independent proportions, and the probabilities of many tests.
@Suite(GoldenFolder.isGiven)
struct GoldenComparisonTests {
  @Test func `comparisons of two proportions are the golden ones`() throws {
    var score = GoldenScore("two proportions")
    for file in try #require(GoldenFolder.given).files(.twoProportions) {
      for row in file.cases {
        let counts = try ["x1", "n1", "x2", "n2"].map { Int64(try #require(row[$0]?.number)) }
        let level = try #require(row["level"]?.number)
        let both = try #require(
          TwoProportions(counts[0], of: counts[1], and: counts[2], of: counts[3]))
        var got: [String: GoldenValue] =
          row.object?.filter {
            ["x1", "n1", "x2", "n2", "level"].contains($0.key)
          } ?? [:]
        got["difference"] = GoldenValue(both.difference)
        got["se_unpooled"] = GoldenValue(both.standardError)
        got["newcombe_ci"] = both.newcombe(level: level).map { GoldenValue([$0.lower, $0.upper]) }
        got["z_pooled"] = GoldenValue(both.pooledStatistic)
        got["p_pooled"] = GoldenValue(both.pooledProbability)
        // The file leaves out what its own program would take too long for.
        got["p_fisher"] =
          row["p_fisher"] == .undefined ? .undefined : GoldenValue(both.fisherProbability)
        got["cohen_h"] = GoldenValue(both.cohenH)
        score.check("\(file.path) \(counts)", .object(got), row)
      }
    }
    score.report()
  }

  @Test func `adjusted probabilities are the golden ones`() throws {
    var score = GoldenScore("adjusted probabilities")
    for file in try #require(GoldenFolder.given).files(.adjustedProbabilities) {
      for (index, row) in file.cases.enumerated() {
        let given = try #require(row["p"]?.numbers)
        var got = ["p": row["p"] ?? .undefined]
        for method in MultipleTests.allCases {
          got[method.rawValue] = GoldenValue(method.adjust(given))
        }
        score.check("\(file.path) case \(index + 1)", .object(got), row)
      }
    }
    score.report()
  }
}
