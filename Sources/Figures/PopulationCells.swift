internal import Definitions

/// The cells that a sample is calibrated in: which records are in each, and how many of the population.
struct PopulationCells {
  /// For each record its cell.
  private let ofRecord: [Int32]
  /// For each cell its province, or 0.
  private var parents: [Int] = []
  private var population: [Double] = []
  /// For each cell whether it lacks no category.
  private var isKnown: [Bool] = []

  /// Keys of a cell: the province, −1 without one, and the members of the categories.
  private struct Key: Hashable {
    let province: Int32
    let members: [Int32]
  }

  init(
    _ target: CalibrationTarget, of plan: CountingPlan, _ columns: SampledColumns,
    _ sample: Sample, population: (cells: [Cells], datasets: [PipelineDefinition.Dataset])
  ) {
    let source = population
    let categories = target.keys.filter { $0 != "province" }
    let hasProvince = target.keys.contains("province")
    var (known, parents, population): ([Key: Int32], [Int], [Double]) = ([:], [], [])
    var isKnown: [Bool] = []
    func index(_ key: Key) -> Int32 {
      if let index = known[key] { return index }
      let index = Int32(known.count)
      known[key] = index
      parents.append(hasProvince ? Int(key.province) : 0)
      population.append(0)
      isKnown.append(!key.members.contains(-1))
      return index
    }
    let members = categories.map(columns.members)
    ofRecord = (0..<sample.count).map { record in
      index(
        Key(
          province: hasProvince ? sample.provinces[record] : -1,
          members: members.map { $0[record] }))
    }
    for (key, count) in Self.counts(target, plan, categories, source) {
      population[Int(index(key))] += count
    }
    self.parents = parents
    self.population = population
    self.isKnown = isKnown
  }

  func weights(_ design: [Double]) -> SurveyWeights {
    SurveyWeights(
      design, cells: ofRecord, parents: parents, isKnown: isKnown, population: population)
  }

  /// How many of the population each cell has, in a fixed order.
  private static func counts(
    _ target: CalibrationTarget, _ plan: CountingPlan, _ categories: [String],
    _ source: (cells: [Cells], datasets: [PipelineDefinition.Dataset])
  ) -> [(Key, Double)] {
    switch target.population {
    case .table(let table):
      return table.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { words, count in
        let province = target.keys.firstIndex(of: "province").flatMap { place in
          plan.reference.provinces.firstIndex { $0.code == words[place] }
        }
        let members = zip(target.keys, words).filter { $0.0 != "province" }
          .map { plan.schema.member($0.1, of: $0.0) }
        return (Key(province: province.map { Int32($0) } ?? -1, members: members), count)
      }
    case .records(let name, _):
      guard let cells = source.cells.first(where: { $0.dataset == name }),
        let dataset = source.datasets.first(where: { $0.name == name })
      else { return [] }
      return plan.dataset.populationCounts(in: dataset).flatMap { count in
        counts(count, in: cells, of: dataset.schema, plan.schema, categories)
      }
    }
  }

  private static func counts(
    _ count: PopulationCount, in cells: Cells, of population: Schema, _ schema: Schema,
    _ categories: [String]
  ) -> [(Key, Double)] {
    guard
      let table = cells.tables.first(where: {
        count.grouping.isCoarser(thanOrEqualTo: $0.grouping)
      }), let place = table.measures.firstIndex(of: count.measure.id)
    else { return [] }
    let rolled = table.rolledUp(to: count.grouping).cells.sorted {
      ($0.key.province, $0.key.member) < ($1.key.province, $1.key.member)
    }
    return rolled.compactMap { key, cell in
      guard case .count(let number) = cell.tallies[place], number > 0 else { return nil }
      let members = categories.enumerated().map { index, category in
        guard index == 0 else { return schema.member(count.members[category] ?? "", of: category) }
        let names = population.categoryMembers(category) ?? []
        return key.member < 0 ? -1 : schema.member(names[Int(key.member)], of: category)
      }
      return (Key(province: key.province, members: members), Double(number))
    }
  }
}

extension Schema {
  /// The index of a category's member; −1 where it has none of the name.
  fileprivate func member(_ name: String, of category: String) -> Int32 {
    (categoryMembers(category)?.firstIndex(of: name)).map { Int32($0) } ?? -1
  }
}
