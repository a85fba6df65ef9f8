extension WeightAdjustment {
  /// Makes weights add up to the population of each cell: w N_g / N̂_g.
  ///
  /// - Parameters:
  ///   - design: the sample's design.
  ///   - cells: by row its cell; every row has one.
  ///   - population: by cell how many there are.
  ///   - name: what messages call the cells, such as a column's name.
  /// - Returns: the adjusted weights, and errors by deviations from the cells' means.
  /// - Throws: where a cell has a population and no row, or rows and no population.
  public static func postStratified(
    _ design: SurveyDesign, cells: Factor, population: [Double], name: String
  ) throws(SurveyRefusal) -> WeightAdjustment {
    let margin = Margin(name: name, cells: cells, population: population)
    let sums = try margin.checkedSums(of: design.weights)
    let weights = margin.scaled(design.weights, sums: sums)
    return WeightAdjustment(
      weights: weights, before: design.weights, residual: .cells(cells, weights: design.weights))
  }
}

/// A variable whose distribution in the population is known.
public struct Margin: Sendable {
  public let name: String
  /// By row its level; every row has one.
  public let cells: Factor
  /// By level how many of the population have it.
  public let population: [Double]

  public init(name: String, cells: Factor, population: [Double]) {
    self.name = name
    self.cells = cells
    self.population = population
  }

  /// The sum of weights in each cell.
  func sums(of weights: [Double]) -> [Double] {
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: cells.levels.count)
    for (row, weight) in weights.enumerated() { sums[Int(cells.codes[row])].add(weight) }
    return sums.map(\.value)
  }

  /// The sums, where the population of every cell can be reached from them.
  func checkedSums(of weights: [Double]) throws(SurveyRefusal) -> [Double] {
    if let row = cells.codes.firstIndex(where: { $0 < 0 }) {
      throw SurveyRefusal("row \(row + 1): \(name) is empty, so its weight cannot be adjusted")
    }
    let sums = sums(of: weights)
    for (cell, level) in cells.levels.enumerated() {
      let target = population[cell]
      guard target.isFinite, target >= 0 else {
        throw SurveyRefusal(
          "the population of \(name) \"\(level)\" is \(target.shortestDecimal); it must be a number of at least 0"
        )
      }
      if target > 0, sums[cell] == 0 {
        throw SurveyRefusal(
          "\(name) \"\(level)\" has \(target.shortestDecimal) in the population and no row in the sample; merge it with another level"
        )
      }
      if target == 0, sums[cell] > 0 {
        throw SurveyRefusal(
          "\(name) \"\(level)\" has rows in the sample and a population of 0; leave the rows out or mend the population"
        )
      }
    }
    return sums
  }

  /// Weights that add up to the population of each cell.
  func scaled(_ weights: [Double], sums: [Double]) -> [Double] {
    weights.indices.map { row in
      let cell = Int(cells.codes[row])
      return weights[row] * population[cell] / sums[cell]
    }
  }
}
