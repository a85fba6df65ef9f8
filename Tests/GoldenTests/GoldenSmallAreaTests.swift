import Statistics
import Testing

/// Shares of small groups: what they are drawn to, and the limits that they may lie in.
@Suite(GoldenFolder.isGiven)
struct GoldenSmallAreaTests {
  /// What the golden files give beside: steps on the way to a number that is compared.
  private static let steps: Set = ["msb", "msw", "n_a", "rho_raw", "winsor_lo", "winsor_hi"]

  @Test func `shares of small groups are the golden ones`() throws {
    var score = GoldenScore("shares of small groups")
    for file in try #require(GoldenFolder.given).files(.sharesOfGroups) {
      for (name, part) in (file.content.object ?? [:]).sorted(by: { $0.key < $1.key }) {
        let units = try (part["units"]?.list ?? []).map { unit in
          let (x, n) = (try #require(unit["x"]?.number), try #require(unit["n"]?.number))
          return CountedShare(x, of: n)
        }
        let got: [String: GoldenValue]? =
          switch name {
          case "empirical_bayes_beta": try shrunken(units)
          case "funnel": try funnel(units)
          default: nil
          }
        guard let got else { continue }
        let expected = part.object?.filter { !Self.steps.contains($0.key) } ?? [:]
        score.check("\(file.path) \(name)", .object(got), .object(expected))
      }
    }
    score.report()
  }

  private func shrunken(_ units: [CountedShare]) throws -> [String: GoldenValue] {
    let prior = try #require(BetaBinomial(shares: units))
    return [
      "pooled": GoldenValue(Funnel(units)?.target), "rho": GoldenValue(prior.correlation),
      "prior_mean": GoldenValue(prior.mean), "prior_strength": GoldenValue(prior.strength),
      "units": .list(
        units.map { unit in
          let share = prior.shrunken(unit)
          return .object([
            "x": GoldenValue(unit.successes), "n": GoldenValue(unit.size),
            "shrunk": GoldenValue(share.mean), "weight_on_own": GoldenValue(share.ownWeight),
            "lo": GoldenValue(share.interval?.lower), "hi": GoldenValue(share.interval?.upper),
          ])
        }),
    ]
  }

  private func funnel(_ units: [CountedShare]) throws -> [String: GoldenValue] {
    let funnel = try #require(Funnel(units))
    func ends(_ interval: Interval) -> GoldenValue {
      GoldenValue([interval.lower, interval.upper])
    }
    return [
      "target": GoldenValue(funnel.target), "phi": GoldenValue(funnel.dispersion),
      "tau2_additive": GoldenValue(funnel.variance),
      "z": GoldenValue(units.map { funnel.deviation($0, adjusted: false) }),
      "units": .list(
        units.map { unit in
          let n = unit.size
          return .object([
            "x": GoldenValue(unit.successes), "n": GoldenValue(n), "p": GoldenValue(unit.share),
            "exact_95": ends(funnel.exactLimits(of: n, Funnel.inner)),
            "exact_998": ends(funnel.exactLimits(of: n, Funnel.outer)),
            "normal_998": ends(funnel.normalLimits(of: n, Funnel.outer)),
            "multiplicative_998": ends(funnel.multiplicativeLimits(of: n, Funnel.outer)),
            "additive_998": ends(funnel.additiveLimits(of: n, Funnel.outer)),
            "z_additive": GoldenValue(funnel.deviation(unit)),
          ])
        }),
    ]
  }
}
