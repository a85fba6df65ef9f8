internal import Draws
internal import Foundation
internal import Statistics

/// How often intervals of a survey proportion hold the true one, by simulation.
///
/// Sampling units are drawn with interviews in each; the answers of a unit are alike (beta-binomial).
/// Where no interview or every one is satisfied, the variance is 0: Korn–Graubard, Wilson and Jeffreys
/// then go by Kish's fallback design effect, Wald's interval has no width, and the logit none at all.
@main enum Coverage {
  private static let interviews = 20
  private static let intraclass = 0.05
  private static let level = 0.95
  private static let methods: [(name: String, method: SurveyProportion.Method)] = [
    ("Wald-t", .wald), ("logit", .logit), ("Korn-Graubard", .kornGraubard),
    ("Wilson n_eff,t", .wilson), ("Jeffreys n_eff", .jeffreys),
  ]

  static func main() {
    let arguments = CommandLine.arguments.dropFirst().map { Int($0) }
    guard arguments.count == 2, let draws = arguments[0], let seed = arguments[1], draws > 0,
      seed >= 0
    else {
      FileHandle.standardError.write(Data("usage: Coverage DRAWS SEED, two whole numbers\n".utf8))
      exit(64)
    }
    print(
      "\(interviews) interviews a unit, ICC \(intraclass), nominal \(level), \(draws) draws a cell, seed \(seed)"
    )
    print(line(["true p", "units", "variance 0"] + methods.map(\.name)))
    for truth in [0.85, 0.95, 0.99] {
      for units in [8, 20] {
        // A generator a cell: a cell does not depend on those before it.
        var generator = SplitMix(
          seed: UInt64(seed) &* 1_000_003 &+ UInt64(units) &* 101 &+ UInt64(truth * 100))
        let counts = simulate(truth, units: units, draws: draws, using: &generator)
        print(
          line(
            [String(truth), String(units)]
              + ([counts.still] + counts.covered).map { share($0, of: draws) }))
      }
    }
    let error = (level * (1 - level) / Double(draws)).squareRoot()
    print("standard error of a share of \(level) by simulation: \(rounded(error, digits: 4))")
  }

  private static func simulate(
    _ truth: Double, units: Int, draws: Int, using generator: inout SplitMix
  ) -> (still: Int, covered: [Int]) {
    var still = 0
    var covered = [Int](repeating: 0, count: methods.count)
    let fallback = FallbackDesignEffect(rowsPerUnit: Double(interviews), intraclass: intraclass)
    for _ in 0..<draws {
      let proportion = survey(truth, units: units, using: &generator)
      if proportion.effectiveSize == nil { still += 1 }
      for (index, entry) in methods.enumerated() {
        let interval = proportion.interval(entry.method, level: level, fallback: fallback.value)
        if let interval, interval.lower <= truth, truth <= interval.upper { covered[index] += 1 }
      }
    }
    return (still, covered)
  }

  /// A sample of units with equal numbers of interviews, and what it says.
  private static func survey(
    _ truth: Double, units: Int, using generator: inout SplitMix
  ) -> SurveyProportion {
    let prior = (1 - intraclass) / intraclass
    let chances = Beta(truth * prior, (1 - truth) * prior)
    let satisfied = (0..<units).map { _ in
      let chance = chances.quantile(generator.uniform())
      return (0..<interviews).count { _ in generator.uniform() < chance }
    }
    let rows = units * interviews
    let sum = satisfied.reduce(0, +)
    let mean = Double(sum) / Double(units)
    let squares = satisfied.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let size = Double(interviews * interviews * units * (units - 1))
    return SurveyProportion(
      estimate: Double(sum) / Double(rows), variance: squares / size, rows: rows,
      degrees: Double(units - 1))
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private static func share(_ count: Int, of draws: Int) -> String {
    rounded(Double(count) / Double(draws), digits: 3)
  }

  private static func rounded(_ value: Double, digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
