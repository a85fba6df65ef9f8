internal import Definitions

/// The cells of one dataset in every grouping that is asked for.
struct RolledTables {
  let dataset: PipelineDefinition.Dataset
  private let cells: Cells
  private var rolled: [Grouping: CellTable] = [:]

  init(_ cells: Cells, of dataset: PipelineDefinition.Dataset) {
    self.cells = cells
    self.dataset = dataset
  }

  /// The cells of a grouping, added up from the smallest table that contains it; `nil` without one.
  ///
  /// Any table that contains it gives the same counts. O(cells) the first time.
  mutating func table(_ grouping: Grouping) -> CellTable? {
    if let table = rolled[grouping] { return table }
    guard let source = smallestTable(containing: grouping) else { return nil }
    let table = source.grouping == grouping ? source : source.rolledUp(to: grouping)
    rolled[grouping] = table
    return table
  }

  /// Adds up the cells of several groupings, the finest first: the others then start from few cells.
  mutating func addUp(_ groupings: [Grouping]) {
    for grouping in groupings.sorted(by: { $0.keyCount > $1.keyCount }) where has(grouping) {
      _ = table(grouping)
    }
  }

  /// The cells of a grouping that have a record; `nil` where no table contains it.
  ///
  /// O(cells).
  func keysWithRecords(_ grouping: Grouping) -> Set<CellKey>? {
    guard let source = smallestTable(containing: grouping) else { return nil }
    return Set(
      source.cells.lazy.filter { $0.value.records > 0 }.map { $0.key.coarsened(to: grouping) })
  }

  private func smallestTable(containing grouping: Grouping) -> CellTable? {
    (cells.tables + rolled.values)
      .filter { grouping.isCoarser(thanOrEqualTo: $0.grouping) }
      .min { $0.cells.count < $1.cells.count }
  }

  /// Whether nothing was counted: no file of the dataset could be read.
  var isEmpty: Bool { cells.tables.isEmpty }

  /// Whether figures of this grouping can be made of the dataset's records.
  func has(_ grouping: Grouping) -> Bool { grouping.missingKeys(in: dataset.schema).isEmpty }
}

extension Grouping {
  fileprivate var keyCount: Int { [province, ward, category != nil, period].count { $0 } }
}
