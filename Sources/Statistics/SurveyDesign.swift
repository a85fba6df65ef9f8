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
    /// By row the weight; `nil` where sizes in the population imply it, or all rows count the same.
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

  /// Of each group, the units of the first stage and the strata that have a row in it.
  ///
  /// Groups are numbers by row, −1 for none. O(rows + groups).
  func reach(
    of groups: [Int32], count: Int
  ) -> [(units: Int, strata: Int)] {
    let stage = stages[0]
    var found = [(units: Int, strata: Int)](repeating: (0, 0), count: count)
    var lastUnit = [Int](repeating: -1, count: count)
    var lastStratum = lastUnit
    for stratum in 0..<stage.stratumCount {
      for unit in stage.stratumStart[stratum]..<stage.stratumStart[stratum + 1] {
        for place in stage.unitStart[unit]..<stage.unitStart[unit + 1] {
          let group = Int(groups[Int(stage.rows[place])])
          guard group >= 0, lastUnit[group] != unit else { continue }
          lastUnit[group] = unit
          found[group].units += 1
          if lastStratum[group] != stratum {
            lastStratum[group] = stratum
            found[group].strata += 1
          }
        }
      }
    }
    return found
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
