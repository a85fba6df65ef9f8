internal import Definitions
internal import Statistics

/// Adjusts the weights of a sample as a spec says.
struct EstimateAdjuster {
  let table: AnalysisTable
  let design: SurveyDesign

  func adjust(
    _ adjustment: EstimateSpec.Adjustment
  ) throws(SurveyRefusal) -> (adjustment: WeightAdjustment, margins: [Margin]) {
    switch adjustment {
    case .postStratify(let columns, let cells):
      let margin = try margin(columns, cells)
      let adjusted = try WeightAdjustment.postStratified(
        design, cells: margin.cells, population: margin.population, name: margin.name)
      return (adjusted, [])
    case .rake(let specs, let raking):
      var margins: [Margin] = []
      for spec in specs {
        margins.append(try margin([spec.column], spec.population.map { ([$0.level], $0.count) }))
      }
      return (try raking.adjust(design, to: margins), margins)
    case .calibrate(let calibration, let terms, let totals):
      return (try calibrate(calibration, terms, totals), [])
    }
  }

  /// The cells that the spec gives a population, and every row's cell.
  private func margin(
    _ columns: [String], _ cells: [(members: [String], count: Double)]
  ) throws(SurveyRefusal) -> Margin {
    let name = columns.joined(separator: ", ")
    var crossed: [Int32] = []
    // Levels of the cells so far, each as its members.
    var keys: [[String]] = [[]]
    for column in columns {
      let factor = try table.fullFactor(column)
      if crossed.isEmpty { crossed = [Int32](repeating: 0, count: factor.codes.count) }
      var numbers: [UInt64: Int32] = [:]
      var next: [[String]] = []
      for (row, code) in factor.codes.enumerated() {
        let pair = UInt64(UInt32(bitPattern: crossed[row])) << 32 | UInt64(UInt32(bitPattern: code))
        let number = numbers[pair] ?? Int32(next.count)
        if number == next.count {
          numbers[pair] = number
          next.append(keys[Int(crossed[row])] + [factor.levels[Int(code)]])
        }
        crossed[row] = number
      }
      keys = next
    }
    var place: [[String]: Int] = [:]
    for (index, cell) in cells.enumerated() {
      guard place.updateValue(index, forKey: cell.members.map(\.canonicalLevel)) == nil else {
        throw SurveyRefusal("the population has \(name) \(Self.quoted(cell.members)) twice")
      }
    }
    var codes: [Int32] = []
    for key in keys {
      guard let found = place[key.map(\.canonicalLevel)] else {
        throw SurveyRefusal(
          "\(name) \(Self.quoted(key)) is in the sample and has no population; add it, or leave its rows out"
        )
      }
      codes.append(Int32(found))
    }
    return Margin(
      name: name,
      cells: Factor(
        codes: crossed.map { codes[Int($0)] },
        levels: cells.map { $0.members.joined(separator: ", ") }),
      population: cells.map(\.count))
  }

  private func calibrate(
    _ calibration: WeightCalibration, _ names: [String],
    _ totals: [(name: String, total: Double)]
  ) throws(SurveyRefusal) -> WeightAdjustment {
    var terms: [WeightCalibration.Term] = []
    var columns: [String] = []
    for name in names {
      guard name != "1" else {
        terms.append(.intercept)
        columns.append("(Intercept)")
        continue
      }
      let factor = try table.fullFactor(name)
      if factor.isOfNumbers {
        terms.append(.number(try table.fullNumbers(name)))
        columns.append(name)
      } else {
        let sorted = factor.sorted
        terms.append(.levels(sorted))
        columns += sorted.levels.dropFirst().map { name + $0 }
      }
    }
    var ordered: [Double] = []
    for column in columns {
      guard let found = totals.first(where: { $0.name == column }) else {
        throw SurveyRefusal(
          "the population has no total of \(column); the terms make \(columns.joined(separator: ", "))"
        )
      }
      ordered.append(found.total)
    }
    if let extra = totals.first(where: { !columns.contains($0.name) }) {
      throw SurveyRefusal(
        "the population has a total of \(extra.name), which is none of \(columns.joined(separator: ", "))"
      )
    }
    return try calibration.adjust(design, to: terms, totals: ordered, names: columns)
  }

  private static func quoted(_ members: [String]) -> String {
    members.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension String {
  /// A level, with numbers written in one way; codes such as `01` as they are.
  fileprivate var canonicalLevel: String {
    guard Factor(codes: [], levels: [self]).isOfNumbers, let number = Double(decimal: self) else {
      return self
    }
    return number.shortestDecimal
  }
}
