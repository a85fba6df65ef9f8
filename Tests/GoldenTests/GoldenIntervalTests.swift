import Statistics
import Testing

/// Intervals of proportions from simple random samples, of counts and of sizes that are not whole.
@Suite(GoldenFolder.isGiven)
struct GoldenIntervalTests {
  private static let methods:
    [(name: String, of: @Sendable (Double, Double, Double) -> Interval?)] =
      [
        ("wilson", { .wilson($0, of: $1, level: $2) }),
        ("wilson_cc", { .wilsonCorrected($0, of: $1, level: $2) }),
        ("clopper_pearson", { .clopperPearson($0, of: $1, level: $2) }),
        ("jeffreys", { .jeffreys($0, of: $1, level: $2) }),
        ("agresti_coull", { .agrestiCoull($0, of: $1, level: $2) }),
        ("mid_p", { .midP($0, of: $1, level: $2) }),
      ]

  @Test func `intervals of counts are the golden ones`() throws {
    var score = GoldenScore("intervals of counts")
    for file in try #require(GoldenFolder.given).files(.binomial) {
      for row in file.cases {
        let x = try #require(row["x"]?.number)
        let n = try #require(row["n"]?.number)
        let level = try #require(row["level"]?.number)
        var got = intervals(x, of: n, level: level, asked: row)
        got["x"] = row["x"]
        got["n"] = row["n"]
        got["level"] = row["level"]
        got["estimate"] = GoldenValue(n > 0 ? x / n : nil)
        let whole = Interval.wilson(Int64(x), of: Int64(n), level: level)
        #expect(got["wilson"] == whole.map { GoldenValue([$0.lower, $0.upper]) })
        score.check("\(file.path): \(Int(x)) of \(Int(n)) at \(level)", .object(got), row)
      }
    }
    score.report()
  }

  @Test func `intervals of effective sizes are the golden ones`() throws {
    var score = GoldenScore("intervals of effective sizes")
    for file in try #require(GoldenFolder.given).files(.effectiveSize) {
      for row in file.cases {
        let p = try #require(row["p"]?.number)
        let n = try #require(row["n_eff"]?.number)
        let level = try #require(row["level"]?.number)
        var got = intervals(p * n, of: n, level: level, asked: row)
        got["p"] = row["p"]
        got["n_eff"] = row["n_eff"]
        got["level"] = row["level"]
        score.check("\(file.path): \(p) of \(n) at \(level)", .object(got), row)
      }
    }
    score.report()
  }

  private func intervals(
    _ x: Double, of n: Double, level: Double, asked: GoldenValue
  ) -> [String: GoldenValue] {
    var intervals: [String: GoldenValue] = [:]
    for (name, interval) in Self.methods where asked[name] != nil {
      intervals[name] = interval(x, n, level).map { GoldenValue([$0.lower, $0.upper]) }
    }
    return intervals
  }
}
