/// How a sample was drawn: strata, units in stages, weights, and how much of the population it is.
///
/// Rows are those of the sample, in any order. Everything is checked when a design is made, so that a
/// design that exists can be estimated with. Memory: about 12 bytes a row and stage.
public struct SurveyDesign: Sendable {
  /// What a stratum contributes of which only one unit was drawn, and which has more.
  public enum LonelyRule: String, CaseIterable, Sendable {
    /// No estimate: the stratum is named.
    case fail
    /// Nothing.
    case remove
    /// Nothing, as if the unit had been sure to be drawn.
    case certainty
    /// The square of its deviation from the mean of the whole sample.
    case adjust
    /// As much as the other strata do on average.
    case average
  }

  /// What a design is made from.
  public struct Plan: Sendable {
    /// By stage the units; empty where every row is a unit of its own.
    public var units: [Factor] = []
    /// By stage the strata; later stages without any are strata of their own inside every unit above.
    public var strata: [Factor] = []
    /// By row the weight; `nil` where sizes in the population imply it.
    public var weights: [Double]?
    /// By stage and row the size of the stratum: units in the population, or the share drawn if ≤ 1.
    public var populations: [[Double]] = []
    /// Whether the names of units repeat across strata.
    public var isNested = false
    public var lonely = LonelyRule.fail
    /// Whether a unit that is alone in its stratum inside a domain counts as lonely too.
    public var adjustsLonelyDomains = false

    public init() {}

    /// What messages call the stratum of a row.
    func name(ofStratumAt row: Int, stage: Int) -> String {
      func level(_ column: Factor) -> String { "\"\(column.levels[Int(column.codes[row])])\"" }
      if strata.indices.contains(stage) { return "stratum \(level(strata[stage]))" }
      return stage > 0 ? "unit \(level(units[stage - 1]))" : "the sample"
    }
  }

  public let rowCount: Int
  /// By row how many of the population it stands for.
  public let weights: [Double]
  public let lonely: LonelyRule
  public let adjustsLonelyDomains: Bool
  let stages: [SamplingStage]
  private let plan: Plan

  /// Checks and numbers a design.
  ///
  /// O(rows × stages).
  public init(_ plan: Plan, rowCount: Int) throws(SurveyRefusal) {
    guard rowCount > 0 else { throw SurveyRefusal("the sample has no rows") }
    self.rowCount = rowCount
    lonely = plan.lonely
    adjustsLonelyDomains = plan.adjustsLonelyDomains
    (stages, weights) = try SurveyDesignDraft(plan: plan, rowCount: rowCount).build()
    self.plan = plan
  }

  /// What messages call a stratum.
  func name(ofStratum stratum: Int, at stage: Int) -> String {
    plan.name(ofStratumAt: stages[stage].exampleRow[stratum], stage: stage)
  }

  /// Units of the first stage with a row in the domain, less strata with such a unit.
  ///
  /// O(rows).
  public func degrees(of domain: [Bool]?) -> Int {
    let stage = stages[0]
    guard let domain else { return stage.unitCount - stage.stratumCount }
    var (units, strata) = (0, 0)
    for stratum in 0..<stage.stratumCount {
      let inDomain = stage.unitsInDomain(stratum, domain)
      units += inDomain
      strata += inDomain > 0 ? 1 : 0
    }
    return units - strata
  }
}

extension SamplingStage {
  /// How many units of a stratum have a row in the domain.
  func unitsInDomain(_ stratum: Int, _ domain: [Bool]) -> Int {
    (stratumStart[stratum]..<stratumStart[stratum + 1]).count { unit in
      (unitStart[unit]..<unitStart[unit + 1]).contains { domain[Int(rows[$0])] }
    }
  }
}
