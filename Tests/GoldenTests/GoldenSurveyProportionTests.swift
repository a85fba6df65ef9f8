import Statistics
import Testing

/// Intervals of survey proportions from the estimate and the standard error that the golden file gives.
///
/// All but `likelihood`, which depends on the weights of the respondents too.
@Suite(GoldenFolder.isGiven)
struct GoldenSurveyProportionTests {
  @Test func `intervals of a proportion from its standard error are the golden ones`() throws {
    var score = GoldenScore("intervals of survey proportions")
    for file in try #require(GoldenFolder.given).files(.survey) {
      for row in file.cases where row["statistic"]?["type"] == .text("proportion") {
        let expected = try #require(row["expected"])
        guard let estimate = expected["estimate"]?.number, let error = expected["se"]?.number,
          let degrees = expected["df"]?.number
        else { continue }
        let proportion = SurveyProportion(
          estimate: estimate, variance: error * error,
          rows: Int(expected["n_rows"]?.number ?? degrees + 1), degrees: degrees)
        let asked = ["methods", "effective_n", "fallback_deff1_ci95", "fallback_deff2_5_ci95"]
          .filter { expected[$0] != nil }
        let got = asked.map { ($0, self.value(of: $0, proportion, expected: expected)) }
        score.check(
          "\(file.path) \(row["id"]?.text ?? "?")", .object(Dictionary(uniqueKeysWithValues: got)),
          withoutLikelihood(expected.object?.filter { asked.contains($0.key) } ?? [:]),
          tolerance: { $0.contains(".methods.logit.") ? 1e-6 : 1e-8 })
      }
    }
    score.report()
  }

  private func withoutLikelihood(_ expected: [String: GoldenValue]) -> GoldenValue {
    var expected = expected
    if var methods = expected["methods"]?.object {
      methods["likelihood"] = nil
      expected["methods"] = .object(methods)
    }
    return .object(expected)
  }

  private func value(
    of name: String, _ proportion: SurveyProportion, expected: GoldenValue
  ) -> GoldenValue {
    switch name {
    case "methods":
      let methods: [String: SurveyProportion.Method] = [
        "logit": .logit, "xlogit": .logit, "asin": .arcsine,
        "beta": .kornGraubardUntruncated, "mean": .wald,
      ]
      return .object(
        methods.mapValues { method in
          levels(of: expected["methods"]?["mean"]) { level in
            Self.ends(proportion.interval(method, level: level))
          }
        })
    case "effective_n":
      return levels(of: expected["effective_n"]) { level in
        .object([
          "n": .number(Double(proportion.rows)),
          "n_eff_unadjusted": GoldenValue(proportion.effectiveSize),
          "n_eff_df_adjusted": GoldenValue(proportion.adjustedSize(level: level)),
          "n_eff_df_adjusted_truncated": GoldenValue(proportion.truncatedSize(level: level)),
          "korn_graubard": Self.ends(
            proportion.interval(.kornGraubardUntruncated, level: level)),
          "korn_graubard_truncated": Self.ends(proportion.interval(.kornGraubard, level: level)),
          "wilson_neff_z": Self.ends(proportion.interval(.wilsonNormal, level: level)),
          "wilson_neff_t": Self.ends(proportion.interval(.wilson, level: level)),
          "jeffreys_neff": Self.ends(proportion.interval(.jeffreys, level: level)),
        ])
      }
    case "fallback_deff1_ci95":
      return Self.ends(proportion.interval(.kornGraubard, level: 0.95, fallback: 1))
    default: return Self.ends(proportion.interval(.kornGraubard, level: 0.95, fallback: 2.5))
    }
  }

  private func levels(
    of expected: GoldenValue?, _ value: (_ level: Double) -> GoldenValue
  ) -> GoldenValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: (expected?.object ?? [:]).keys.map { ($0, value(Double($0) ?? .nan)) }
      )
    )
  }

  private static func ends(_ interval: Interval?) -> GoldenValue {
    interval.map { GoldenValue([$0.lower, $0.upper]) } ?? .undefined
  }
}
