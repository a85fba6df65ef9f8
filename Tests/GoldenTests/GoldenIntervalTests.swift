import Statistics
import Testing

/// Intervals of proportions from simple random samples.
@Suite(GoldenFolder.isGiven)
struct GoldenIntervalTests {
  @Test func `Wilson intervals of counts are the golden ones`() throws {
    var score = GoldenScore("intervals of counts, wilson")
    for file in try #require(GoldenFolder.given).files(.binomial) {
      for row in file.cases {
        let x = try #require(row["x"]?.number)
        let n = try #require(row["n"]?.number)
        let level = try #require(row["level"]?.number)
        let wilson = try #require(Interval.wilson(Int64(x), of: Int64(n), level: level))
        score.check(
          "\(file.path) \(x) of \(n) at \(level)",
          GoldenValue([wilson.lower, wilson.upper]), try #require(row["wilson"]))
      }
    }
    score.report()
  }
}
