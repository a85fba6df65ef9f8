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
    for (row, holds) in try table.rows(where: condition).enumerated() {
      domain[row] = domain[row] && holds
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

  /// 1 where a condition holds and 0 where it does not; the domain loses rows without a value.
  mutating func indicator(_ condition: EstimateSpec.Condition) throws(SurveyRefusal) -> [Double] {
    if condition.relation.isOfOrder {
      _ = try variable(condition.column)
    } else if condition.relation.needsValue {
      _ = try category(condition.column)
    }
    return try table.rows(where: condition).map { $0 ? 1 : 0 }
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

extension AnalysisTable {
  /// By row whether a condition holds; of what is missing only that it is.
  fileprivate func rows(where condition: EstimateSpec.Condition) throws(SurveyRefusal) -> [Bool] {
    let column = condition.column
    guard !condition.relation.isOfOrder else {
      guard let bound = condition.values.first.flatMap({ Double(decimal: $0) }) else {
        preconditionFailure("the reader of specs demands a number")
      }
      return try numbers(column).map { condition.relation.holds($0, bound) }
    }
    let factor = try factor(column)
    switch condition.relation {
    case .missing: return factor.codes.map { $0 < 0 }
    case .notMissing: return factor.codes.map { $0 >= 0 }
    default:
      let matches = factor.levels.map { condition.matches($0) == (condition.relation == .equal) }
      return factor.codes.map { $0 >= 0 && matches[Int($0)] }
    }
  }
}

extension EstimateSpec.Condition {
  /// Whether a cell is one of what the condition names, as a number where it names numbers.
  fileprivate func matches(_ cell: String) -> Bool {
    guard isOfNumbers else { return values.contains(cell) }
    guard let number = Double(decimal: cell) else { return false }
    return values.contains { Double(decimal: $0) == number }
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
