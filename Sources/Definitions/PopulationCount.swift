/// One of the counts that together are the population of a calibration: those of one combination of all
/// categories but the first, which the table's cells tell apart.
public struct PopulationCount: Sendable {
  public let measure: Measure
  public let grouping: Grouping
  /// The members that all records counted have, by the key.
  public let members: [String: String]
}

extension PipelineDefinition.Dataset {
  /// What must be counted in another dataset so that this one's weights can be calibrated to it.
  ///
  /// None where they are not, or to a table. One for each combination of members of the second category
  /// and those after it.
  public func populationCounts(in other: PipelineDefinition.Dataset) -> [PopulationCount] {
    guard let calibration, case .records(other.name, where: let condition) = calibration.population
    else { return [] }
    let categories = calibration.keys.filter { $0 != "province" }
    let grouping = Grouping(
      province: calibration.keys.contains("province"), category: categories.first)
    var combinations: [(members: [String: String], condition: Condition)] = [([:], condition)]
    for key in categories.dropFirst() {
      guard let column = other.schema.column(key), let members = other.schema.categoryMembers(key)
      else { continue }
      combinations = combinations.flatMap { known in
        members.enumerated().map { index, member in
          (
            known.members.merging([key: member]) { first, _ in first },
            .and(known.condition, .compare(.column(column), .equal, .constant(Int64(index))))
          )
        }
      }
    }
    return combinations.map { members, condition in
      let words = members.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      let id = Measure.ID(
        kpi: (["population of \(name)"] + words).joined(separator: " "), part: .count)
      return PopulationCount(
        measure: Measure(id: id, content: .records(condition)), grouping: grouping,
        members: members)
    }
  }

  /// By what the population is counted besides, so that a place with more responses than population is
  /// seen: by ward over all days, where both datasets know it.
  ///
  /// Months are no good for that: who is asked in August may have come with a dossier of July.
  public func coverageGrouping(in other: PipelineDefinition.Dataset) -> Grouping? {
    guard !populationCounts(in: other).isEmpty else { return nil }
    return [Grouping(province: true, ward: true), .byProvince].first { grouping in
      [schema, other.schema].allSatisfy { grouping.missingKeys(in: $0).isEmpty }
    }
  }

  /// The columns of the schema whose values are kept of each record, besides place and time; `nil` where
  /// the schema declares no sampling design.
  func sampledColumns(_ groupings: [Grouping]) -> [Int]? {
    guard let instrument = schema.instrument, let design = instrument.design else { return nil }
    let categories = groupings.compactMap(\.category) + (calibration?.keys ?? [])
    let all =
      design.strata + design.units + [design.weight, design.unitCount].compactMap(\.self)
      + categories.compactMap { schema.column($0) } + instrument.questions.map(\.column)
      + [instrument.comment].compactMap(\.self)
    let places = Set(schema.provinceColumns + schema.wardColumns)
    return Array(Set(all).subtracting(places)).sorted()
  }
}
