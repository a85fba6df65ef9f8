import CSV
import Foundation
import Statistics
import Testing

/// Series of shares and of volumes, and what of them is out of control.
@Suite(GoldenFolder.isGiven)
struct GoldenControlTests {
  @Test func `control charts are the golden ones`() throws {
    var score = GoldenScore("control charts")
    for file in try #require(GoldenFolder.given).files(.control) {
      let table = try CSVTable(
        [UInt8](Data(contentsOf: file.url.deletingPathExtension().appendingPathExtension("csv"))))
      func column(_ name: String) throws -> [Double] {
        let place = try #require(table.header.firstIndex(of: name))
        return try table.rows.map { try #require(Double($0[place])) }
      }
      let sizes = try column("n")
      let periods = zip(try column("x"), sizes).map { ShareChart.Period($0, of: $1) }
      for (name, part) in (file.content.object ?? [:]).sorted(by: { $0.key < $1.key }) {
        let got: [String: GoldenValue]? =
          switch name {
          case "p_chart": try shares(periods)
          case "ewma_log_n":
            try averages(sizes.map { log($0) }, part, baseline(of: file) ?? sizes.count)
          default: nil
          }
        if let got { score.check("\(file.path) \(name)", .object(got), part) }
      }
    }
    score.report()
  }

  private func shares(_ periods: [ShareChart.Period]) throws -> [String: GoldenValue] {
    let chart = try #require(ShareChart(periods))
    let z = periods.map(chart.deviation)
    let ranges = zip(z, z.dropFirst()).map { abs($1 - $0) }
    return [
      "pbar": GoldenValue(chart.centre), "z": GoldenValue(z),
      "mean_moving_range": GoldenValue(ranges.reduce(0, +) / Double(ranges.count)),
      "sigma_z": GoldenValue(chart.spread),
      "p_limits": .list(periods.map { ends(chart.limits(of: $0.size, .plain)) }),
      "laney_limits": .list(periods.map { ends(chart.limits(of: $0.size)) }),
      "p_signals": numbers(of: periods.map { chart.isSignal($0, .plain) }),
      "laney_signals": numbers(of: periods.map { chart.isSignal($0) }),
      "signal_index_base": .number(1),
    ]
  }

  private func averages(
    _ values: [Double], _ expected: GoldenValue, _ baseline: Int
  ) throws -> [String: GoldenValue] {
    let weight = try #require(expected["lambda"]?.number)
    let reach = try #require(expected["L"]?.number)
    let chart = try #require(
      MovingAverageChart(
        baseline: Array(values.prefix(baseline)), weight: weight, reach: reach))
    let points = chart.points(values)
    return [
      "target": GoldenValue(chart.target), "sigma": GoldenValue(chart.deviation),
      "lambda": GoldenValue(chart.weight), "L": GoldenValue(chart.reach),
      "ewma": GoldenValue(points.map(\.average)),
      "lower": GoldenValue(points.map(\.limits.lower)),
      "upper": GoldenValue(points.map(\.limits.upper)),
      "signals": numbers(of: points.map(\.isSignal)), "signal_index_base": .number(1),
    ]
  }

  /// How many periods the average's target is from: the file says so in its note only, `1..48`.
  private func baseline(of file: GoldenFile) -> Int? {
    let note = file.content["meta"]?["note"]?.text ?? ""
    return note.firstMatch(of: /baseline\D*1\.\.(\d+)/).flatMap { Int($0.1) }
  }

  private func ends(_ interval: Interval) -> GoldenValue {
    GoldenValue([interval.lower, interval.upper])
  }

  private func numbers(of signals: [Bool]) -> GoldenValue {
    GoldenValue(signals.indices.filter { signals[$0] }.map { Double($0 + 1) })
  }
}
