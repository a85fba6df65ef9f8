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
    let finer = cells.tables.filter { grouping.isCoarser(thanOrEqualTo: $0.grouping) }
    guard let source = finer.min(by: { $0.cells.count < $1.cells.count }) else { return nil }
    let table = source.grouping == grouping ? source : source.rolledUp(to: grouping)
    rolled[grouping] = table
    return table
  }

  /// Whether nothing was counted: no file of the dataset could be read.
  var isEmpty: Bool { cells.tables.isEmpty }

  /// Whether figures of this grouping can be made of the dataset's records.
  func has(_ grouping: Grouping) -> Bool { grouping.missingKeys(in: dataset.schema).isEmpty }
}
