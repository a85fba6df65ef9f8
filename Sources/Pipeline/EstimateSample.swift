internal import Definitions
internal import Statistics

/// The sample that a spec speaks of, with the rows that it asks about.
struct EstimateSample {
  let spec: EstimateSpec
  let table: AnalysisTable
  private(set) var sample: SurveySample
  /// The margins that weights were raked to.
  private(set) var margins: [Margin] = []
  /// How many rows of the domain lacked a value.
  private(set) var droppedCount = 0
  private var domain: [Bool]

  /// The sample with the errors that the contract reports, which are R's where weights were raked.
  var reported: SurveySample {
    guard !margins.isEmpty, let adjustment = sample.adjustment else { return sample }
    return SurveySample(
      sample.design, adjustment: Raking.asInR(adjustment, margins: margins), domain: sample.domain)
  }

  init(_ spec: EstimateSpec, _ table: AnalysisTable) throws(SurveyRefusal) {
    self.spec = spec
    self.table = table
    var plan = SurveyDesign.Plan()
    for column in spec.design.units { plan.units.append(try table.fullFactor(column)) }
    for column in spec.design.strata { plan.strata.append(try table.fullFactor(column)) }
    plan.weights = try spec.design.weights.map { name throws(SurveyRefusal) in
      try table.fullNumbers(name)
    }
    for column in spec.design.populations {
      plan.populations.append(try table.fullNumbers(column))
    }
    plan.isNested = spec.design.isNested
    plan.lonely = spec.design.lonely
    plan.adjustsLonelyDomains = spec.design.adjustsLonelyDomains
    let design = try SurveyDesign(plan, rowCount: table.rowCount)
    domain = [Bool](repeating: true, count: table.rowCount)
    sample = SurveySample(design)
    if let adjustment = spec.adjustment {
      let adjuster = EstimateAdjuster(table: table, design: design)
      let adjusted = try adjuster.adjust(adjustment)
      sample = SurveySample(design, adjustment: adjusted.adjustment)
      margins = adjusted.margins
    }
    for condition in spec.domain { try keep(condition) }
    if !spec.domain.isEmpty {
      guard domain.contains(true) else {
        throw SurveyRefusal("no row of \(table.name) lies in the domain")
      }
      sample = sample.narrowed(to: domain)
    }
  }

  private mutating func keep(_ condition: EstimateSpec.Condition) throws(SurveyRefusal) {
    switch condition.relation {
    case .missing, .notMissing:
      let wanted = condition.relation == .missing
      for (row, code) in try table.factor(condition.column).codes.enumerated() {
        domain[row] = domain[row] && (code < 0) == wanted
      }
    case .equal, .notEqual:
      let factor = try table.factor(condition.column)
      let wanted = condition.relation == .equal
      let matches = factor.levels.map { condition.matches($0) == wanted }
      for (row, code) in factor.codes.enumerated() {
        domain[row] = domain[row] && code >= 0 && matches[Int(code)]
      }
    case .less, .atMost, .greater, .atLeast:
      guard let bound = Double(decimal: condition.value) else { preconditionFailure() }
      for (row, value) in try table.numbers(condition.column).enumerated() {
        domain[row] = domain[row] && condition.relation.holds(value, bound)
      }
    }
  }

  /// Leaves out rows that lack a value, or refuses them.
  mutating func require(_ column: String, missing: [Bool]) throws(SurveyRefusal) {
    var isLess = false
    for row in missing.indices where domain[row] && missing[row] {
      guard spec.missing == .dropAsDomain else {
        throw AnalysisTable.empty(
          column, row,
          remedy: "fill it, or write na: drop_as_domain, by which such rows are asked nothing")
      }
      domain[row] = false
      isLess = true
      droppedCount += 1
    }
    guard isLess else { return }
    guard domain.contains(true) else { throw SurveyRefusal("\(column) is empty in every row") }
    sample = sample.narrowed(to: domain)
  }

  /// A variable of the statistic; not a number where a row is not asked about.
  mutating func variable(_ column: String) throws(SurveyRefusal) -> [Double] {
    let values = try table.numbers(column)
    try require(column, missing: values.map(\.isNaN))
    return values
  }

  /// A category of the statistic, by the levels that the domain has, in order.
  mutating func category(_ column: String) throws(SurveyRefusal) -> Factor {
    let factor = try table.factor(column)
    try require(column, missing: factor.codes.map { $0 < 0 })
    return factor.occurring(in: domain).sorted
  }

  /// The domains of their own that the values of columns make; `nil` without columns.
  mutating func groups(_ columns: [String]) throws(SurveyRefusal) -> Factor? {
    var crossed: Factor?
    for column in columns {
      let category = try category(column)
      crossed = crossed.map { Factor.crossing($0, category) } ?? category
    }
    return crossed?.occurring(in: domain)
  }
}

extension EstimateSpec.Condition {
  /// Whether a cell is what the condition names, as a number where it names one.
  fileprivate func matches(_ cell: String) -> Bool {
    guard isNumber, let wanted = Double(decimal: value) else { return cell == value }
    return Double(decimal: cell) == wanted
  }
}

extension EstimateSpec.Relation {
  fileprivate func holds(_ value: Double, _ bound: Double) -> Bool {
    switch self {
    case .less: value < bound
    case .atMost: value <= bound
    case .greater: value > bound
    case .atLeast: value >= bound
    case .equal, .notEqual, .missing, .notMissing: preconditionFailure("not of an order")
    }
  }
}
