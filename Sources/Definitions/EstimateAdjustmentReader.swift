internal import Statistics

/// Reads how a spec of survey estimates adjusts weights.
enum EstimateAdjustmentReader {
  private enum Kind: String, CaseIterable {
    case postStratify = "post_stratify"
    case rake
    case calibrate
  }

  static func read(_ value: YAMLValue) -> EstimateSpec.Adjustment? {
    guard let open = value.mapping("weight_adjustment"),
      let kind = open.required("type")?.choice("type", of: Kind.self)
    else { return nil }
    return switch kind {
    case .postStratify: postStratify(value)
    case .rake: rake(value)
    case .calibrate: calibrate(value)
    }
  }

  private static func postStratify(_ value: YAMLValue) -> EstimateSpec.Adjustment? {
    let keys = ["type", "strata", "population", "population_table"]
    guard let mapping = value.mapping("weight_adjustment", keys: keys),
      let strata = mapping.required("strata")?.oneOrMore("strata")
    else { return nil }
    let columns = strata.compactMap { $0.text("a column of strata") }
    guard let table = mapping["population_table"].given else {
      guard let population = mapping.required("population").flatMap(population) else { return nil }
      if columns.count != 1 {
        mapping.fault(
          "\"population\" is for one column of strata", hint: "write a population_table")
      }
      return .postStratify(columns: columns, cells: population.map { ([$0.level], $0.count) })
    }
    guard let rows = table.list("population_table") else { return nil }
    let cells = rows.compactMap { row -> (members: [String], count: Double)? in
      guard let cell = row.mapping("a cell of population_table", keys: columns + ["count"]),
        let count = cell.required("count")?.double("count")
      else { return nil }
      let members = columns.compactMap { cell.required($0)?.text($0) }
      return members.count == columns.count ? (members, count) : nil
    }
    return .postStratify(columns: columns, cells: cells)
  }

  private static func rake(_ value: YAMLValue) -> EstimateSpec.Adjustment? {
    let keys = ["type", "margins", "tolerance", "max_iterations", "bounds"]
    guard let mapping = value.mapping("weight_adjustment", keys: keys),
      let list = mapping.required("margins")?.list("margins")
    else { return nil }
    var raking = Raking()
    if let tolerance = mapping["tolerance"].given?.double("tolerance", in: 0...1) {
      raking.tolerance = tolerance
    }
    if let rounds = mapping["max_iterations"].given?.integer("max_iterations", in: 1...100_000) {
      raking.roundLimit = rounds
    }
    raking.bounds = bounds(mapping)
    if list.isEmpty { mapping.fault("\"margins\" is empty", hint: "list one margin or more") }
    let margins = list.compactMap { item -> EstimateSpec.MarginSpec? in
      guard let margin = item.mapping("a margin", keys: ["variable", "population"]),
        let column = margin.required("variable")?.text("variable"),
        let population = margin.required("population").flatMap(population)
      else { return nil }
      return EstimateSpec.MarginSpec(column: column, population: population)
    }
    return .rake(margins: margins, raking)
  }

  private static func calibrate(_ value: YAMLValue) -> EstimateSpec.Adjustment? {
    let keys = ["type", "calfun", "terms", "population", "bounds"]
    guard let mapping = value.mapping("weight_adjustment", keys: keys),
      let terms = mapping.required("terms")?.list("terms"),
      let population = mapping.required("population").flatMap(population)
    else { return nil }
    let distance =
      mapping["calfun"].given?.choice("calfun", of: WeightCalibration.Distance.self) ?? .linear
    let bounds = bounds(mapping)
    if distance == .logit, bounds.map({ $0.lowerBound < 1 && $0.upperBound > 1 }) != true {
      mapping.fault("calfun logit needs bounds around 1", hint: "write bounds: [0.2, 5]")
    }
    return .calibrate(
      WeightCalibration(distance: distance, bounds: bounds),
      terms: terms.compactMap { $0.text("a term") },
      totals: population.map { (name: $0.level, total: $0.count) })
  }

  /// Names and numbers, in the order of the file.
  private static func population(_ value: YAMLValue) -> [(level: String, count: Double)]? {
    guard let mapping = value.mapping("population") else { return nil }
    return mapping.entries.compactMap { entry in
      entry.value.double("the population of \(quoted(entry.key))").map { (entry.key, $0) }
    }
  }

  private static func bounds(_ mapping: YAMLMapping) -> ClosedRange<Double>? {
    guard let value = mapping["bounds"].given, let list = value.list("bounds") else { return nil }
    let ends = list.compactMap { $0.double("a bound") }
    guard list.count == 2, ends.count == 2, ends[0] < ends[1] else {
      value.fault("bounds must be two numbers, the smaller first", hint: "write [0.2, 5]")
      return nil
    }
    return ends[0]...ends[1]
  }
}
