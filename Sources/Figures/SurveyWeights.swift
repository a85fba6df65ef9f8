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
  /// other cell joins them. Responses of a province without population keep their weight. O(records).
  ///
  /// - Parameters:
  ///   - design: the weights to begin with.
  ///   - cells: for each record its cell; one that lacks a key has the cell of its province alone.
  ///   - parents: for each cell its province, or 0 where the keys have none.
  ///   - population: for each cell how many of the population it has.
  init(_ design: [Double], cells: [Int32], parents: [Int], population: [Double]) {
    values = design
    var counts = [Int](repeating: 0, count: parents.count)
    for cell in cells { counts[Int(cell)] += 1 }
    var cellsOfParent: [Int: [Int]] = [:]
    for (cell, parent) in parents.enumerated() { cellsOfParent[parent, default: []].append(cell) }
    var groupOfCell = [Int32](repeating: -1, count: parents.count)
    var targets: [Double?] = []
    var unreached = 0.0
    for parent in cellsOfParent.keys.sorted() {
      let all = cellsOfParent[parent] ?? []
      var kept = all.filter {
        counts[$0] >= CalibrationTarget.leastResponses && population[$0] > 0
      }
      var rest = all.filter { !kept.contains($0) }
      while Self.isThin(rest, counts, population),
        let least = kept.min(by: { (counts[$0], $0) < (counts[$1], $1) })
      {
        kept.removeAll { $0 == least }
        rest.append(least)
      }
      for group in kept.map({ [$0] }) + [rest] where !group.isEmpty {
        let total = group.reduce(0) { $0 + population[$1] }
        guard group.contains(where: { counts[$0] > 0 }) else {
          unreached += total
          continue
        }
        for cell in group { groupOfCell[cell] = Int32(targets.count) }
        targets.append(total > 0 ? total : nil)
      }
    }
    let groups = cells.map { groupOfCell[Int($0)] }
    var sums = [Double](repeating: 0, count: targets.count)
    for (group, weight) in zip(groups, design) { sums[Int(group)] += weight }
    for record in values.indices {
      let group = Int(groups[record])
      if let target = targets[group] { values[record] *= target / sums[group] }
    }
    self.groups = groups
    summary = CalibrationSummary(
      cellCount: parents.indices.count { counts[$0] > 0 || population[$0] > 0 },
      groupCount: targets.count, population: targets.compactMap(\.self).reduce(0, +),
      unreached: unreached,
      uncalibrated: groups.count { targets[Int($0)] == nil },
      factors: zip(values, design).map { $0 / $1 })
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
  /// Responses that there is no population for; they keep their weight.
  public let uncalibrated: Int
  /// The factors of the weights, relative to their mean: the least, the greatest, and their
  /// coefficient of variation.
  public let least: Double
  public let greatest: Double
  public let variation: Double

  init(
    cellCount: Int, groupCount: Int, population: Double, unreached: Double, uncalibrated: Int,
    factors: [Double]
  ) {
    self.cellCount = cellCount
    self.groupCount = groupCount
    self.population = population
    self.unreached = unreached
    self.uncalibrated = uncalibrated
    let mean = factors.reduce(0, +) / Double(max(1, factors.count))
    least = (factors.min() ?? 1) / mean
    greatest = (factors.max() ?? 1) / mean
    let squares = factors.reduce(0) { $0 + ($1 / mean - 1) * ($1 / mean - 1) }
    variation = (squares / Double(max(1, factors.count))).squareRoot()
  }
}
