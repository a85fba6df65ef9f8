internal import Definitions
internal import Report
internal import Statistics

/// Means, totals, ratios or shares of one sample, with their covariance.
struct EstimateSeries {
  enum Kind: Equatable {
    case mean, jackknifedMean, total, ratio
    case shares(Factor)
  }

  let kind: Kind
  /// Of the variables, or of the levels of a category.
  let names: [String]
  let values: [[Double]]
  let groups: Factor?

  /// More estimates than that have no covariances: these would be millions.
  private static let covarianceLimit = 400

  func figures(_ data: EstimateSample) throws(SurveyRefusal) -> EstimateFigures {
    let found = try compute(data.reported)
    var figures = EstimateFigures()
    let effects = effects(found, data.reported)
    figures.members = [("estimates", .array(estimates(found, effects, data)))]
    if let groups { figures.members.append(("order", .array(groups.levels.map(JSON.string)))) }
    figures.members += [
      ("vcov", matrix(found.covariance)), ("df", .integer(Int64(found.degrees))),
      ("n", .integer(Int64(data.sample.count))), ("sum_weights", .number(data.sample.sumOfWeights)),
    ]
    if groups != nil { figures.members.append(("contrasts", .array(contrasts(found)))) }
    if found.covariance == nil {
      figures.notes.append(
        "\(found.values.count) estimates are too many for their covariances and contrasts")
    }
    // What a reader sees has the errors of all margins jointly; those of R's rake stand beside it.
    let shown = data.margins.isEmpty ? found : try compute(data.sample)
    if !data.margins.isEmpty {
      let errors = shown.errors.map(JSON.number)
      figures.members += [
        ("se_joint_calibration", errors.count == 1 ? errors[0] : .array(errors)),
        ("se_note", .string(Self.rakeNote)),
      ]
      figures.notes.append(
        "errors by residuals from all margins jointly; R's rake() has \(found.errors.map { $0.decimal(digits: 6) }.joined(separator: ", "))"
      )
    }
    let degrees = degrees(found, data.sample)
    let shownEffects = self.effects(shown, data.sample)
    figures.lines = shown.values.indices.map { index in
      EstimateFigures.Line(
        name(index), shown.values[index], error: shown.errors[index],
        interval: shown.interval(index, degrees: degrees[index]), method: "t",
        degrees: degrees[index], designEffect: shownEffects?[index].withoutReplacement)
    }
    return figures
  }

  /// The list under `estimates` alone.
  func estimates(_ data: EstimateSample) throws(SurveyRefusal) -> [JSON] {
    let found = try compute(data.reported)
    return estimates(found, effects(found, data.reported), data)
  }

  private static let rakeNote =
    "estimates[].se is by sweeps over one margin after the other, as R's rake(); "
    + "se_joint_calibration is by residuals from all margins jointly"

  private func compute(_ sample: SurveySample) throws(SurveyRefusal) -> SurveyEstimates {
    let count = max(values.count, names.count) * (groups?.levels.count ?? 1)
    let detail: SurveySample.Detail = count > Self.covarianceLimit ? .variances : .covariances
    return switch kind {
    case .mean: try sample.means(of: values, by: groups, detail: detail)
    case .jackknifedMean: try sample.jackknifedMeans(of: values)
    case .total: try sample.totals(of: values, by: groups, detail: detail)
    case .ratio: try sample.ratios(of: [(values[0], values[1])], by: groups, detail: detail)
    case .shares(let category): try sample.shares(of: category, detail: detail)
    }
  }

  private func effects(_ found: SurveyEstimates, _ sample: SurveySample) -> [DesignEffect]? {
    guard kind == .mean || kind == .total else { return nil }
    let width = groups?.levels.count ?? 1
    return values.indices.flatMap { index in
      let variances = Array(found.variances[index * width..<(index + 1) * width])
      return kind == .mean
        ? sample.designEffects(of: variances, ofMeansOf: values[index], by: groups)
        : sample.designEffects(of: variances, ofTotalsOf: values[index], by: groups)
    }
  }

  private func name(_ index: Int) -> String {
    guard let groups else { return names[index] }
    let level = groups.levels[index % groups.levels.count]
    return names.count == 1 ? level : "\(level):\(names[index / groups.levels.count])"
  }

  /// Of each estimate; a group has those of its own rows.
  private func degrees(_ found: SurveyEstimates, _ sample: SurveySample) -> [Int] {
    guard let groups else { return found.values.map { _ in found.degrees } }
    let own = sample.degrees(by: groups)
    return found.values.indices.map { own[$0 % own.count] }
  }

  private func estimates(
    _ found: SurveyEstimates, _ effects: [DesignEffect]?, _ data: EstimateSample
  ) -> [JSON] {
    let degrees = degrees(found, data.sample)
    return found.values.indices.map { index in
      let (value, error) = (found.values[index], found.errors[index])
      var members: [(name: String, value: JSON)] = [
        ("name", .string(name(index))), ("estimate", .number(value)), ("se", .number(error)),
        ("cv", .number(error / value)),
      ]
      if let effect = effects?[index] {
        members += [
          ("deff", .number(effect.withoutReplacement)),
          ("deff_replace", .number(effect.withReplacement)),
        ]
      }
      members += [
        ("ci95_z", .ends(found.normalInterval(index))), ("df", .integer(Int64(degrees[index]))),
        ("ci95_t", .ends(found.interval(index, degrees: degrees[index]))),
      ]
      return .object(members)
    }
  }

  private func matrix(_ covariance: SymmetricMatrix?) -> JSON {
    covariance.map { .array($0.rows.map { .array($0.map(JSON.number)) }) } ?? .null
  }

  private func contrasts(_ found: SurveyEstimates) -> [JSON] {
    guard found.covariance != nil, let groups else { return [] }
    var contrasts: [JSON] = []
    let width = groups.levels.count
    for variable in names.indices {
      for first in 0..<width {
        for second in (first + 1)..<max(first + 1, width) {
          let (a, b) = (variable * width + first, variable * width + second)
          guard let contrast = found.difference(a, b) else { continue }
          contrasts.append([
            "name": .string("\(name(a)) - \(name(b))"), "estimate": .number(contrast.value),
            "se": .number(contrast.error), "t": .number(contrast.statistic),
            "df": .integer(Int64(contrast.degrees)), "p_z": .number(contrast.normalProbability),
            "p_t": .number(contrast.studentProbability),
          ])
        }
      }
    }
    return contrasts
  }
}

extension SurveyEstimates {
  /// Student's interval with other degrees than those of all estimates.
  fileprivate func interval(_ index: Int, degrees: Int) -> Interval? {
    SurveyEstimates(
      values: values, variances: variances, covariance: nil, degrees: degrees
    ).studentInterval(index)
  }
}
