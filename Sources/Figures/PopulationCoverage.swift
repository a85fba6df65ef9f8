internal import Definitions

/// Places with more responses than records of the population that the survey is calibrated to.
struct PopulationCoverage {
  private let isByWard: Bool
  private var responses: [Int32: Int] = [:]
  private var population: [Int32: Int] = [:]
  /// Provinces with any record of the population: of the others nobody knows.
  private var known: Set<Int32> = []

  /// `nil` where the survey is not calibrated to another dataset of the run, or neither wards nor
  /// provinces are known in both.
  init?(_ frame: SurveyFrame, cells: [Cells], of definition: PipelineDefinition) {
    let dataset = frame.plan.dataset
    guard case .records(let name, _)? = dataset.calibration?.population,
      let other = definition.dataset(name), let grouping = dataset.coverageGrouping(in: other),
      let counted = cells.first(where: { $0.dataset == name }),
      let table = counted.tables.first(where: { grouping.isCoarser(thanOrEqualTo: $0.grouping) })
    else { return nil }
    isByWard = grouping.ward
    let ids = Set(dataset.populationCounts(in: other).map(\.measure.id))
    let places = table.measures.indices.filter { ids.contains(table.measures[$0]) }
    for (key, cell) in table.cells {
      var count = 0
      for place in places where cell.tallies.indices.contains(place) {
        if case .count(let number) = cell.tallies[place] { count += Int(number) }
      }
      guard count > 0 else { continue }
      known.insert(key.province)
      population[isByWard ? key.ward : key.province, default: 0] += count
    }
    let sample = frame.sample
    for record in 0..<sample.count {
      responses[isByWard ? sample.wards[record] : sample.provinces[record], default: 0] += 1
    }
  }

  /// The counts of a place that has too many responses; `nil` for others, and where nobody knows.
  func exceeded(province: Int32, ward: Int32) -> SiteQuality.Coverage? {
    let place = isByWard ? ward : province
    guard place >= 0, known.contains(province) else { return nil }
    let (count, bound) = (responses[place, default: 0], population[place, default: 0])
    return count > bound ? SiteQuality.Coverage(responses: count, population: bound) : nil
  }
}
