internal import Report
internal import Statistics

/// A proportion of one sample with the intervals of every method and level.
struct EstimateProportion {
  let name: String
  /// 1 for what has the property, 0 for what has not.
  let values: [Double]
  let data: EstimateSample

  private static let levels = [("0.90", 0.9), ("0.95", 0.95), ("0.99", 0.99)]
  private static let methods: [(name: String, method: SurveyProportion.Method)] = [
    ("logit", .logit), ("likelihood", .likelihood), ("asin", .arcsine),
    ("beta", .kornGraubardUntruncated), ("mean", .wald), ("xlogit", .logit),
  ]

  func figures() throws(SurveyRefusal) -> EstimateFigures {
    let sample = data.sample
    var (yes, no): ([Double], [Double]) = ([], [])
    for row in values.indices where sample.domain?[row] ?? true {
      switch values[row] {
      case 1: yes.append(sample.weights[row])
      case 0: no.append(sample.weights[row])
      default:
        throw SurveyRefusal(
          "\(name), row \(row + 1): a proportion is of a column of 0 and 1, not \(values[row].shortestDecimal)"
        )
      }
    }
    let reported = try data.reported.means(of: [values], detail: .variances)
    let shown = data.margins.isEmpty ? reported : try sample.means(of: [values], detail: .variances)
    // Exactly so where everybody or nobody has it, whatever the weights.
    let value = no.isEmpty ? 1 : yes.isEmpty ? 0 : reported.values[0]
    func proportion(_ found: SurveyEstimates) -> SurveyProportion {
      SurveyProportion(
        estimate: value, variance: no.isEmpty || yes.isEmpty ? 0 : found.variances[0],
        rows: sample.count, degrees: Double(found.degrees),
        workingVariance: LogisticIteration(yes: yes, no: no)?.workingVariance)
    }
    let found = proportion(reported)
    var figures = EstimateFigures()
    figures.members = [
      ("estimate", .number(value)), ("se", .number(found.variance.squareRoot())),
      ("df", .integer(Int64(reported.degrees))), ("n_rows", .integer(Int64(sample.count))),
    ]
    let effect =
      sample.designEffects(of: shown.variances, ofMeansOf: values)[0].withoutReplacement
    if found.effectiveSize == nil {
      addFallback(found, to: &figures)
    } else {
      figures.members += [("methods", methods(found)), ("effective_n", sizes(found))]
      figures.lines = [
        EstimateFigures.Line(
          name, value, error: shown.errors[0],
          interval: proportion(shown).interval(.kornGraubard, level: 0.95),
          method: "Korn-Graubard", degrees: shown.degrees, designEffect: effect)
      ]
    }
    figures.members.append(("deff", .number(effect)))
    if !data.margins.isEmpty {
      figures.members.append(("se_joint_calibration", .number(shown.errors[0])))
    }
    return figures
  }

  private func methods(_ proportion: SurveyProportion) -> JSON {
    .object(
      Self.methods.map { name, method in
        (name, levels { .ends(proportion.interval(method, level: $0)) })
      })
  }

  private func sizes(_ proportion: SurveyProportion) -> JSON {
    levels { level in
      func ends(_ method: SurveyProportion.Method) -> JSON {
        .ends(proportion.interval(method, level: level))
      }
      return [
        "n": .integer(Int64(proportion.rows)),
        "n_eff_unadjusted": .finite(proportion.effectiveSize),
        "n_eff_df_adjusted": .finite(proportion.adjustedSize(level: level)),
        "n_eff_df_adjusted_truncated": .finite(proportion.truncatedSize(level: level)),
        "korn_graubard": ends(.kornGraubardUntruncated),
        "korn_graubard_truncated": ends(.kornGraubard),
        "wilson_neff_z": ends(.wilsonNormal), "wilson_neff_t": ends(.wilson),
        "jeffreys_neff": ends(.jeffreys),
      ]
    }
  }

  private func levels(_ value: (Double) -> JSON) -> JSON {
    .object(Self.levels.map { ($0.0, value($0.1)) })
  }

  /// Where the variance says nothing: intervals by design effects that stand in for it.
  private func addFallback(_ proportion: SurveyProportion, to figures: inout EstimateFigures) {
    let sample = data.sample
    let fallback = FallbackDesignEffect(
      rowsPerUnit: Double(sample.count) / Double(sample.unitCount),
      relativeWeightVariance: sample.kish - 1)
    func interval(_ effect: Double) -> Interval? {
      proportion.interval(.kornGraubard, level: 0.95, fallback: effect)
    }
    let note =
      "the design variance says nothing here (\(proportion.degrees > 0 ? "it is zero" : "no degrees of freedom")); "
      + "the interval is that of Clopper and Pearson for n / design effect "
      + "\(fallback.value.shortestDecimal) (\(fallback.rule.rawValue))"
    figures.members += [
      ("note", .string(note)),
      ("fallback_deff1_ci95", .ends(interval(1))), ("fallback_deff2_5_ci95", .ends(interval(2.5))),
      ("fallback_deff", .number(fallback.value)),
      ("fallback_rule", .string(fallback.rule.rawValue)),
      ("fallback_ci95", .ends(interval(fallback.value))),
    ]
    figures.notes.append(note)
    figures.lines = [
      EstimateFigures.Line(
        name, proportion.estimate, error: proportion.variance.squareRoot(),
        interval: interval(fallback.value), method: "Clopper-Pearson",
        degrees: Int(proportion.degrees), designEffect: nil)
    ]
  }
}
