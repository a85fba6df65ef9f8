import Statistics
import Testing

/// Shares and averages in the order of time, and when they are out of control.
struct ControlChartTests {
  /// Shares that go up and down in turn about one half, of 100 each.
  private func turns(_ count: Int, by step: Double) -> [ShareChart.Period] {
    (0..<count).map { ShareChart.Period(50 + ($0.isMultiple(of: 2) ? step : -step), of: 100) }
  }

  @Test func `limits of chance are those of the binomial distribution`() throws {
    let chart = try #require(ShareChart(turns(24, by: 5)))
    #expect(chart.centre == 0.5)
    // One standard error is √(0.25/100) = 0.05, and neighbours are two of them apart.
    #expect(abs(chart.limits(of: 100, .plain).upper - 0.65) < 1e-15)
    #expect(abs(chart.spread - 2 / 1.128) < 1e-12)
    #expect(abs(chart.limits(of: 100).lower - (0.5 - 0.15 * 2 / 1.128)) < 1e-12)
    #expect(abs(chart.deviation(ShareChart.Period(55, of: 100)) - 1) < 1e-12)
  }

  @Test func `many records warn by chance alone, and not where they always varied so`() throws {
    let periods = turns(24, by: 5).map { ShareChart.Period($0.successes * 500, of: $0.size * 500) }
    let chart = try #require(ShareChart(baseline: periods))
    let warned = periods.count { chart.isSignal($0, .plain) && !chart.isSignal($0) }
    #expect(warned == 24)
  }

  @Test func `an earlier signal is taken out of the baseline once`() throws {
    let calm = turns(23, by: 5)
    let odd = ShareChart.Period(99, of: 100)
    let periods = calm.prefix(11) + [odd] + calm.dropFirst(11)
    let (with, without) = (
      try #require(ShareChart(Array(periods))), try #require(ShareChart(baseline: Array(periods)))
    )
    #expect(with.isSignal(odd) && without == ShareChart(calm))
    #expect(without.spread < with.spread)
  }

  @Test func `periods without records count for nothing`() throws {
    let none = ShareChart.Period(0, of: 0)
    let chart = try #require(ShareChart([none] + turns(8, by: 5) + [none]))
    #expect(chart == ShareChart(turns(8, by: 5)) && !chart.isSignal(none))
    #expect(ShareChart([none, none, ShareChart.Period(1, of: 2)]) == nil)
  }

  @Test(arguments: [0.0, 1.0])
  func `where nobody or everybody always did, one who differs is a signal`(share: Double) throws {
    let chart = try #require(
      ShareChart((0..<10).map { _ in ShareChart.Period(share * 40, of: 40) }))
    #expect(!chart.isSignal(ShareChart.Period(share * 7, of: 7)))
    #expect(chart.isSignal(ShareChart.Period(1, of: 2)))
  }

  @Test func `the median and its distance do not follow a few that are far away`() throws {
    let scale = try #require(MedianScale([1, 2, 3, 4, 1000]))
    #expect(scale.median == 3 && scale.deviation == 1.4826)
    #expect(MedianScale([4, 1])?.median == 2.5 && MedianScale([])?.median == nil)
    #expect(MedianScale([1, .nan]) == nil)
  }

  @Test func `an average starts at the target and forgets by its weight`() throws {
    let chart = MovingAverageChart(target: 10, deviation: 1)
    let points = chart.points([15, 10, 10])
    #expect(points.map(\.average) == [11, 10.8, 10.64])
    // √(0.2/1.8 · (1 − 0.8²)) = 0.2, 2.7 times of it.
    #expect(abs(points[0].limits.upper - 10.54) < 1e-12 && points[0].isSignal)
    let far = try #require(chart.points(Array(repeating: 10, count: 200)).last)
    #expect(abs(far.limits.upper - 10.9) < 1e-12 && !far.isSignal)
  }

  @Test func `a small change that lasts becomes a signal, a single one does not`() throws {
    let baseline = (0..<24).map { Double($0 % 5) }
    let chart = try #require(MovingAverageChart(baseline: baseline))
    #expect(chart.target == 2 && chart.deviation == 1.4826)
    let single = chart.points([2, 2, 2, 5, 2, 2]).count { $0.isSignal }
    #expect(single == 0)
    #expect(chart.points(Array(repeating: 4, count: 12)).last?.isSignal == true)
  }
}
