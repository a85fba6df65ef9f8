/// One stage of a sample: its units, numbered so that those of one stratum follow each other.
struct SamplingStage: Sendable {
  /// The rows, those of one unit together.
  let rows: [Int32]
  /// Where in `rows` a unit begins; one more than there are units.
  let unitStart: [Int]
  /// Where among the units a stratum begins; one more than there are strata.
  let stratumStart: [Int]
  /// By row its unit.
  let unitOfRow: [Int32]
  /// By stratum how many units it has in the population; infinite where that is not said.
  let population: [Double]
  /// By stratum the unit of the stage above that it lies in; empty at the first stage.
  let parent: [Int32]
  /// By stratum a row in it.
  let exampleRow: [Int]

  var unitCount: Int { unitStart.count - 1 }
  var stratumCount: Int { stratumStart.count - 1 }

  /// How many units of a stratum are in the sample.
  func sampled(_ stratum: Int) -> Int { stratumStart[stratum + 1] - stratumStart[stratum] }

  /// Numbers the units of a stage.
  ///
  /// - Parameters:
  ///   - units: by row a dense number of its unit.
  ///   - unitCount: how many units there are.
  ///   - strata: by row a dense number of its stratum; the units of the stage lie inside.
  ///   - stratumCount: how many strata there are.
  ///   - population: by row the size of its stratum in the population; `nil` where that is not said.
  ///   - above: the stage above.
  init(
    units: [Int32], unitCount: Int, strata: [Int32], stratumCount: Int, population: [Double]?,
    above: SamplingStage?
  ) {
    var stratumOfUnit = [Int32](repeating: 0, count: unitCount)
    for row in units.indices { stratumOfUnit[Int(units[row])] = strata[row] }
    stratumStart = Self.starts(of: stratumOfUnit, count: stratumCount)
    let order = Self.positions(of: stratumOfUnit, starts: stratumStart)
    let numbered = units.map { order[Int($0)] }
    unitStart = Self.starts(of: numbered, count: unitCount)
    var rows = [Int32](repeating: 0, count: units.count)
    for (row, position) in Self.positions(of: numbered, starts: unitStart).enumerated() {
      rows[Int(position)] = Int32(row)
    }
    self.rows = rows
    unitOfRow = numbered
    var examples = [Int](repeating: 0, count: stratumCount)
    for stratum in 0..<stratumCount {
      examples[stratum] = Int(rows[unitStart[stratumStart[stratum]]])
    }
    exampleRow = examples
    self.population = examples.map { population?[$0] ?? .infinity }
    parent = above.map { above in examples.map { above.unitOfRow[$0] } } ?? []
  }

  /// Where each group begins when items are sorted by group.
  private static func starts(of groups: [Int32], count: Int) -> [Int] {
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    return starts
  }

  /// Where each item stands when items are sorted by group, those of one group in their order.
  private static func positions(of groups: [Int32], starts: [Int]) -> [Int32] {
    var next = starts
    return groups.map { group in
      defer { next[Int(group)] += 1 }
      return Int32(next[Int(group)])
    }
  }
}
