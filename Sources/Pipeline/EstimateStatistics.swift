internal import Definitions
internal import Report
internal import Statistics

/// Computes the statistic that a spec asks for, from the table of its file.
struct EstimateStatistics {
  private let spec: EstimateSpec
  private var data: EstimateSample

  init(_ spec: EstimateSpec, _ table: AnalysisTable) throws(SurveyRefusal) {
    self.spec = spec
    data = try EstimateSample(spec, table)
  }

  /// The figures, with what a reader must know of the rows.
  mutating func figures() throws(SurveyRefusal) -> EstimateFigures {
    var figures = try statistic()
    let skipped = data.table.skippedRows
    if skipped > 0 {
      figures.notes.append(
        "\(skipped) rows of totals, captions or signatures are no part of the sample")
    }
    if spec.missing == .dropAsDomain, data.droppedCount > 0 {
      figures.notes.append("\(data.droppedCount) rows lack a value and were asked nothing")
    }
    if let adjustment = data.sample.adjustment {
      let spread = adjustment.spread
      figures.members += [
        ("adjusted_weights", .array(adjustment.weights.map(JSON.number))),
        ("g_min", .number(spread.least)), ("g_max", .number(spread.greatest)),
        ("g_cv", .number(spread.variation)),
      ]
      figures.notes.append(
        "weights were multiplied by \(spread.least.decimal(digits: 4)) to \(spread.greatest.decimal(digits: 4))"
      )
    }
    return figures
  }

  private mutating func statistic() throws(SurveyRefusal) -> EstimateFigures {
    switch spec.statistic {
    case .mean(let names): return try series(.mean, names)
    case .total(let names): return try series(.total, names)
    case .jackknifedMean(let names): return try jackknifedMeans(names)
    case .shares(let name): return try shares(name)
    case .ratio(let numerator, let denominator): return try ratio(numerator, denominator)
    case .proportion(let name, let condition):
      let values: [Double]
      if let condition {
        values = try data.indicator(condition)
      } else {
        values = try data.variable(name)
      }
      return try EstimateProportion(name: name, values: values, data: data).figures()
    case .quantile(let name, let probabilities): return try quantiles(name, probabilities)
    case .raoScott(let rows, let columns): return try test(rows, columns)
    case .alpha(let names): return try alpha(names)
    case .kish: return kish()
    }
  }

  private mutating func variables(_ names: [String]) throws(SurveyRefusal) -> [[Double]] {
    var values: [[Double]] = []
    for name in names { values.append(try data.variable(name)) }
    return values
  }

  private mutating func series(
    _ kind: EstimateSeries.Kind, _ names: [String]
  ) throws(SurveyRefusal) -> EstimateFigures {
    let values = try variables(names)
    let groups = try data.groups(spec.groups)
    let series = EstimateSeries(kind: kind, names: names, values: values, groups: groups)
    var figures = try series.figures(data)
    guard kind == .mean, groups == nil else { return figures }
    // Beside a mean its total, for those who weigh up one against the other.
    for (name, values) in zip(names, values) {
      let total = EstimateSeries(kind: .total, names: [name], values: [values], groups: nil)
      figures.members.append(("total_\(name)", .array(try total.estimates(data))))
    }
    return figures
  }

  private mutating func ratio(
    _ numerator: String, _ denominator: String
  ) throws(SurveyRefusal) -> EstimateFigures {
    let values = try variables([numerator, denominator])
    let groups = try data.groups(spec.groups)
    return try EstimateSeries(
      kind: .ratio, names: ["\(numerator)/\(denominator)"], values: values, groups: groups
    ).figures(data)
  }

  private mutating func shares(_ name: String) throws(SurveyRefusal) -> EstimateFigures {
    let category = try data.category(name)
    return try EstimateSeries(
      kind: .shares(category), names: category.levels.map { name + $0 }, values: [], groups: nil
    ).figures(data)
  }

  private mutating func jackknifedMeans(_ names: [String]) throws(SurveyRefusal) -> EstimateFigures
  {
    try EstimateSeries(
      kind: .jackknifedMean, names: names, values: try variables(names), groups: nil
    ).figures(data)
  }

  private mutating func quantiles(
    _ name: String, _ probabilities: [Double]
  ) throws(SurveyRefusal) -> EstimateFigures {
    let values = try data.variable(name)
    let degrees = data.sample.degrees
    var figures = EstimateFigures()
    var found: [JSON] = []
    for quantile in try data.sample.quantiles(probabilities, of: values) {
      figures.lines.append(
        EstimateFigures.Line(
          "\(name) \(quantile.probability.shortestDecimal)", quantile.value, error: quantile.error,
          interval: quantile.interval, method: "Woodruff", degrees: degrees))
      found.append([
        "p": .number(quantile.probability), "estimate": .number(quantile.value),
        "ci95": .array([.finite(quantile.lower), .finite(quantile.upper)]),
        "se": .finite(quantile.error),
      ])
    }
    figures.members = [
      ("quantiles", .array(found)), ("df", .integer(Int64(degrees))),
      ("n", .integer(Int64(data.sample.count))),
    ]
    return figures
  }

  private mutating func test(
    _ rows: String, _ columns: String
  ) throws(SurveyRefusal) -> EstimateFigures {
    _ = try data.category(rows)
    let ofColumns = try data.category(columns)
    // Rows without the other value are gone now.
    let ofRows = try data.category(rows)
    let test = try data.sample.raoScott(ofRows, ofColumns)
    var figures = EstimateFigures()
    figures.lines = [
      EstimateFigures.Line("F", test.statistic),
      EstimateFigures.Line("ndf", test.degreesAbove),
      EstimateFigures.Line("ddf", test.degreesBelow),
      EstimateFigures.Line("p", test.probability),
    ]
    figures.members = [
      ("F", .number(test.statistic)), ("ndf", .number(test.degreesAbove)),
      ("ddf", .number(test.degreesBelow)), ("p_value", .number(test.probability)),
    ]
    return figures
  }

  private mutating func alpha(_ names: [String]) throws(SurveyRefusal) -> EstimateFigures {
    let items = try variables(names)
    let alpha = data.sample.alpha(of: items)
    var figures = EstimateFigures()
    figures.lines = [EstimateFigures.Line("alpha", alpha)]
    figures.members = [("alpha", .number(alpha)), ("n", .integer(Int64(data.sample.count)))]
    return figures
  }

  private func kish() -> EstimateFigures {
    let (effect, count) = (data.sample.kish, Double(data.sample.count))
    var figures = EstimateFigures()
    figures.lines = [
      EstimateFigures.Line("kish_deff_w", effect),
      EstimateFigures.Line("n_eff_kish", count / effect),
    ]
    figures.members = [
      ("kish_deff_w", .number(effect)), ("n_eff_kish", .number(count / effect)),
      ("n", .integer(Int64(data.sample.count))),
    ]
    return figures
  }
}

extension JSON {
  /// The two ends; null without an interval.
  static func ends(_ interval: Interval?) -> JSON {
    interval.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null
  }

  /// The number; null where there is none.
  static func finite(_ number: Double?) -> JSON { number.map(JSON.number) ?? .null }
}
