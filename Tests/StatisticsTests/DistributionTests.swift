import Statistics
import Testing

/// The distributions against 45-digit arithmetic, at parameters from 1e-3 to 1e8 and tails down to 1e-12.
struct DistributionTests {
  struct Known: Decodable {
    let function: String
    let arguments: [Double]
    let value: Double
  }

  private static let functions: [String: @Sendable ([Double]) -> Double] = [
    "beta quantile": { Beta($0[1], $0[2]).quantile($0[0]) },
    "beta upper quantile": { Beta($0[1], $0[2]).upperQuantile($0[0]) },
    "beta lower": { Beta($0[1], $0[2]).lower($0[0]) },
    "beta upper": { Beta($0[1], $0[2]).upper($0[0]) },
    "student upper quantile": { -Student(degrees: $0[1]).quantile($0[0]) },
    "student lower": { Student(degrees: $0[1]).lower($0[0]) },
    "fisher quantile": { Fisher($0[1], $0[2]).quantile($0[0]) },
    "fisher upper": { Fisher($0[1], $0[2]).upper($0[0]) },
    "chi-squared upper": { ChiSquared(degrees: $0[1]).upper($0[0]) },
    "chi-squared lower": { ChiSquared(degrees: $0[1]).lower($0[0]) },
    "normal lower": { Normal.lower($0[0]) },
    "log gamma": { logGamma($0[0]) },
  ]

  @Test(arguments: functions.keys.sorted())
  func `a distribution is accurate to twelve digits`(function: String) throws {
    let known = try Fixture.read("distributions.json", as: [Known].self)
      .filter { $0.function == function }
    let compute = try #require(Self.functions[function])
    #expect(known.count > 5)
    for row in known {
      let value = compute(row.arguments)
      #expect(
        abs(value / row.value - 1) < 1e-12,
        "\(function)\(row.arguments): \(value), not \(row.value)")
    }
  }

  @Test func `quantiles and probabilities undo each other`() {
    for degrees in [0.7, 3, 14.5, 200] {
      let student = Student(degrees: degrees)
      for level in [0.5, 0.9, 0.95, 0.999] {
        let reach = student.reach(level)
        #expect(abs(student.twoSided(reach) - (1 - level)) < 1e-14)
        #expect(abs(student.quantile(0.5 + level / 2) - reach) < 1e-11 * reach)
      }
    }
    for (a, b) in [(0.5, 0.5), (12.25, 3), (4000, 1)] {
      let beta = Beta(a, b)
      for p in [0.01, 0.3, 0.99] {
        #expect(abs(beta.lower(beta.quantile(p)) - p) < 1e-13)
        #expect(abs(beta.upper(beta.upperQuantile(p)) - p) < 1e-13)
        #expect(abs(beta.lower(beta.quantile(p)) + beta.upper(beta.quantile(p)) - 1) < 1e-14)
      }
    }
  }

  @Test func `outside their domain functions are not a number`() {
    #expect(Beta(0, 1).lower(0.5).isNaN)
    #expect(Beta(1, -2).quantile(0.5).isNaN)
    #expect(Student(degrees: 0).quantile(0.9).isNaN)
    #expect(Student(degrees: -1).reach(0.95).isNaN)
    #expect(ChiSquared(degrees: 0).upper(1).isNaN)
    for (above, below) in [(1, 0), (0, 1), (-1, 3)] {
      #expect(Fisher(Double(above), Double(below)).upper(1).isNaN)
      #expect(Fisher(Double(above), Double(below)).quantile(0.5).isNaN)
    }
  }
}
