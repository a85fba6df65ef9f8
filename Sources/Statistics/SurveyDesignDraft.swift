/// A design while its parts are checked and numbered.
struct SurveyDesignDraft {
  let plan: SurveyDesign.Plan
  let rowCount: Int

  /// The stages that take part in the variance, and the weights.
  func build() throws(SurveyRefusal) -> (stages: [SamplingStage], weights: [Double]) {
    var stages: [SamplingStage] = []
    var implied = [Double](repeating: 1, count: rowCount)
    let count = max(1, plan.populations.count)
    guard count <= max(1, plan.units.count) else {
      throw SurveyRefusal(
        "the design has \(count) columns of fpc for \(max(1, plan.units.count)) stages of ids")
    }
    var path = (codes: [Int32](repeating: 0, count: rowCount), count: 1)
    for index in 0..<count {
      let strata = strata(of: index, inside: path)
      let units = try units(of: index, inside: index == 0 ? strata : path, strata: strata)
      let population = try population(of: index, units: units, strata: strata)
      let stage = SamplingStage(
        units: units.codes, unitCount: units.count, strata: strata.codes,
        stratumCount: strata.count, population: population, above: stages.last)
      try check(stage, at: index)
      for row in 0..<rowCount where plan.weights == nil && population != nil {
        let stratum = Int(strata.codes[row])
        implied[row] *= stage.population[stratum] / Double(stage.sampled(stratum))
      }
      stages.append(stage)
      path = units
    }
    return (stages, try weights(implied: implied))
  }

  private typealias Numbering = (codes: [Int32], count: Int)

  /// Strata lie inside the units of the stage above.
  private func strata(of stage: Int, inside above: Numbering) -> Numbering {
    guard plan.strata.indices.contains(stage) else { return above }
    return Self.cross(above, plan.strata[stage])
  }

  private func units(
    of stage: Int, inside above: Numbering, strata: Numbering
  ) throws(SurveyRefusal) -> Numbering {
    guard plan.units.indices.contains(stage) else {
      return ((0..<Int32(rowCount)).map(\.self), rowCount)
    }
    let column = plan.units[stage]
    if stage > 0 || plan.isNested { return Self.cross(stage > 0 ? above : strata, column) }
    let whole: Numbering = ([Int32](repeating: 0, count: rowCount), 1)
    let units = Self.cross(whole, column)
    var stratum = [Int32](repeating: -1, count: units.count)
    for row in 0..<rowCount {
      let unit = Int(units.codes[row])
      if stratum[unit] < 0 { stratum[unit] = strata.codes[row] }
      guard stratum[unit] == strata.codes[row] else {
        let names = plan.strata[0]
        throw SurveyRefusal(
          "unit \"\(column.levels[Int(column.codes[row])])\" of stage 1 lies in stratum "
            + "\"\(names.levels[Int(names.codes[row])])\" and in another one; where names of units "
            + "repeat across strata, say nest: true")
      }
    }
    return units
  }

  /// Dense numbers of the pairs that occur, in the order of their first rows.
  private static func cross(_ above: Numbering, _ column: Factor) -> Numbering {
    var numbers: [UInt64: Int32] = [:]
    let codes = above.codes.indices.map { row -> Int32 in
      let pair =
        UInt64(UInt32(bitPattern: above.codes[row])) << 32
        | UInt64(UInt32(bitPattern: column.codes[row]))
      if let number = numbers[pair] { return number }
      let number = Int32(numbers.count)
      numbers[pair] = number
      return number
    }
    return (codes, numbers.count)
  }

  /// By row the number of units that its stratum has in the population.
  private func population(
    of stage: Int, units: Numbering, strata: Numbering
  ) throws(SurveyRefusal) -> [Double]? {
    guard plan.populations.indices.contains(stage) else { return nil }
    let given = plan.populations[stage]
    let areCounts = given.contains { $0 > 1 }
    var first = [Int](repeating: -1, count: strata.count)
    for row in 0..<rowCount {
      let where_ = "row \(row + 1), stage \(stage + 1)"
      guard given[row] > 0, given[row].isFinite else {
        throw SurveyRefusal(
          "\(where_): fpc is \(given[row].shortestDecimal); it must be a number of units, or a share of them from above 0 to 1"
        )
      }
      guard !areCounts || given[row] >= 1 else {
        throw SurveyRefusal(
          "\(where_): fpc is the share \(given[row].shortestDecimal) where other rows have numbers of units; write one or the other"
        )
      }
      let stratum = Int(strata.codes[row])
      if first[stratum] < 0 { first[stratum] = row }
      guard given[first[stratum]] == given[row] else {
        throw SurveyRefusal(
          "fpc is not constant in \(plan.name(ofStratumAt: row, stage: stage)) of stage \(stage + 1): \(given[first[stratum]].shortestDecimal) in row \(first[stratum] + 1), \(given[row].shortestDecimal) in row \(row + 1)"
        )
      }
    }
    guard !areCounts else { return given }
    var seen = [Bool](repeating: false, count: units.count)
    var sampled = [Int](repeating: 0, count: strata.count)
    for row in 0..<rowCount where !seen[Int(units.codes[row])] {
      seen[Int(units.codes[row])] = true
      sampled[Int(strata.codes[row])] += 1
    }
    return given.indices.map { Double(sampled[Int(strata.codes[$0])]) / given[$0] }
  }

  private func check(_ stage: SamplingStage, at index: Int) throws(SurveyRefusal) {
    for stratum in 0..<stage.stratumCount {
      let sampled = stage.sampled(stratum)
      // A share of 1 may come out a rounding below the number drawn.
      guard stage.population[stratum] < Double(sampled) * (1 - 1e-12) else { continue }
      let row = stage.exampleRow[stratum]
      throw SurveyRefusal(
        "\(plan.name(ofStratumAt: row, stage: index)) of stage \(index + 1) has \(sampled) units in the sample and only \(stage.population[stratum].shortestDecimal) in the population (fpc, row \(row + 1))"
      )
    }
  }

  private static let greatestWeight = 1e12

  private func weights(implied: [Double]) throws(SurveyRefusal) -> [Double] {
    guard let weights = plan.weights else { return implied }
    if let row = weights.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw SurveyRefusal(
        "row \(row + 1): the weight is \(weights[row].shortestDecimal); weights must be above 0")
    }
    // Squares of weights are added up, too.
    if let row = weights.firstIndex(where: { $0 > Self.greatestWeight }) {
      throw SurveyRefusal(
        "row \(row + 1): the weight is \(weights[row].shortestDecimal), which stands for more than "
          + "there can be; write how many of the population the row stands for")
    }
    return weights
  }
}
