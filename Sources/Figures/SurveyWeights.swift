internal import Definitions

/// The weights of a sample, calibrated to a population where there is one.
struct SurveyWeights {
  private(set) var values: [Double]
  /// The post-stratum of each record; `nil` where nothing is calibrated.
  private(set) var groups: [Int32]?
  private(set) var summary: CalibrationSummary?

  /// The weights of a sample's records by its design, calibrated where the dataset says so.
  ///
  /// O(records).
  init(
    _ sample: Sample, _ design: SamplingDesign, columns: SampledColumns, of plan: CountingPlan,
    population: (cells: [Cells], datasets: [PipelineDefinition.Dataset])
  ) {
    let base = design.weight.map(columns.numbers) ?? Array(repeating: 1, count: sample.count)
    self =
      plan.dataset.calibration.map {
        PopulationCells($0, of: plan, columns, sample, population: population).weights(base)
      } ?? SurveyWeights(base)
  }

  /// Weights by the design alone.
  init(_ design: [Double]) { values = design }

  /// Weights that add up to the population in each cell of the keys.
  ///
  /// Cells of a province with fewer responses than `CalibrationTarget.leastResponses` are put together, and with
  /// them what of the population no response stands for; as long as these have too few, the smallest
  /// other cell joins them. Responses that lack a category weigh as their province does in the mean, and
  /// so much less is left to its cells. Those of a province without population weigh as all others do in
  /// the mean. O(records).
  ///
  /// - Parameters:
  ///   - design: the weights to begin with.
  ///   - cells: for each record its cell.
  ///   - parents: for each cell its province, or 0 where the keys have none.
  ///   - isKnown: for each cell whether it lacks no category.
  ///   - population: for each cell how many of the population it has.
  init(
    _ design: [Double], cells: [Int32], parents: [Int], isKnown: [Bool], population: [Double]
  ) {
    var counts = [Int](repeating: 0, count: parents.count)
    var weights = [Double](repeating: 0, count: parents.count)
    for (cell, weight) in zip(cells, design) {
      counts[Int(cell)] += 1
      weights[Int(cell)] += weight
    }
    var cellsOfParent: [Int: [Int]] = [:]
    for (cell, parent) in parents.enumerated() { cellsOfParent[parent, default: []].append(cell) }
    // For each cell its factor, and its group where it is one that adds up.
    var factors = [Double?](repeating: nil, count: parents.count)
    var groupOfCell = [Int32](repeating: -1, count: parents.count)
    var (groupCount, reached, unreached) = (Int32(0), 0.0, 0.0)
    for parent in cellsOfParent.keys.sorted() {
      let all = cellsOfParent[parent] ?? []
      let total = all.reduce(0) { $0 + population[$1] }
      let weight = all.reduce(0) { $0 + weights[$1] }
      guard total > 0, weight > 0 else {
        unreached += total
        continue
      }
      reached += total
      let groups = Self.groups(all.filter { isKnown[$0] }, counts, population)
      let solid = groups.filter { group in
        group.contains { weights[$0] > 0 } && group.contains { population[$0] > 0 }
      }
      let firm = solid.joined().reduce(0) { $0 + population[$1] }
      let held = solid.joined().reduce(0) { $0 + weights[$1] }
      // What lacks a category, or has no population of its own, stands for its part of the province.
      for cell in all { factors[cell] = total / weight }
      for group in solid {
        let own = group.reduce(0) { $0 + weights[$1] }
        let target = group.reduce(0) { $0 + population[$1] } / firm * total * held / weight
        for cell in group { (factors[cell], groupOfCell[cell]) = (target / own, groupCount) }
        groupCount += 1
      }
    }
    let calibrated = weights.indices.filter { factors[$0] != nil }
    let mean =
      calibrated.reduce(0) { $0 + weights[$1] * (factors[$1] ?? 0) }
      / max(.leastNonzeroMagnitude, calibrated.reduce(0) { $0 + weights[$1] })
    let other = calibrated.isEmpty ? 1 : mean
    values = zip(cells, design).map { $1 * (factors[Int($0)] ?? other) }
    groups = cells.map { groupOfCell[Int($0)] }
    summary = CalibrationSummary(
      cellCount: parents.indices.count { counts[$0] > 0 || population[$0] > 0 },
      groupCount: Int(groupCount), population: reached, unreached: unreached,
      unkeyed: cells.count { !isKnown[Int($0)] && factors[Int($0)] != nil },
      uncalibrated: cells.count { factors[Int($0)] == nil },
      factors: zip(values, design).map { $0 / $1 })
  }

  /// The cells of a province in groups: those of enough responses alone, the others together.
  private static func groups(
    _ cells: [Int], _ counts: [Int], _ population: [Double]
  ) -> [[Int]] {
    var kept = cells.filter {
      counts[$0] >= CalibrationTarget.leastResponses && population[$0] > 0
    }
    var rest = cells.filter { !kept.contains($0) }
    while isThin(rest, counts, population),
      let least = kept.min(by: { (counts[$0], $0) < (counts[$1], $1) })
    {
      kept.removeAll { $0 == least }
      rest.append(least)
    }
    return (kept.map { [$0] } + [rest]).filter { !$0.isEmpty }
  }

  /// Whether cells that stand together have anything, but too few responses.
  private static func isThin(_ cells: [Int], _ counts: [Int], _ population: [Double]) -> Bool {
    let responses = cells.reduce(0) { $0 + counts[$1] }
    return responses < CalibrationTarget.leastResponses
      && cells.contains { counts[$0] > 0 || population[$0] > 0 }
  }
}

/// What a calibration did to the weights of a sample.
public struct CalibrationSummary: Hashable, Sendable {
  /// Cells of the keys that have a response or a part of the population.
  public let cellCount: Int
  /// What is left of them once small ones are put together.
  public let groupCount: Int
  /// How many of the population the responses stand for.
  public let population: Double
  /// How many of the population no response stands for.
  public let unreached: Double
  /// Responses that lack a category, and weigh as their province does in the mean.
  public let unkeyed: Int
  /// Responses of provinces without population, which weigh as all others do in the mean.
  public let uncalibrated: Int
  /// The factors of the weights, relative to their mean: the least, the greatest, and their
  /// coefficient of variation.
  public let least: Double
  public let greatest: Double
  public let variation: Double

  init(
    cellCount: Int, groupCount: Int, population: Double, unreached: Double, unkeyed: Int,
    uncalibrated: Int, factors: [Double]
  ) {
    self.cellCount = cellCount
    self.groupCount = groupCount
    self.population = population
    self.unreached = unreached
    self.unkeyed = unkeyed
    self.uncalibrated = uncalibrated
    let mean = factors.reduce(0, +) / Double(max(1, factors.count))
    least = (factors.min() ?? 1) / mean
    greatest = (factors.max() ?? 1) / mean
    let squares = factors.reduce(0) { $0 + ($1 / mean - 1) * ($1 / mean - 1) }
    variation = (squares / Double(max(1, factors.count))).squareRoot()
  }
}
