internal import Definitions
internal import Statistics

/// The figures of one published KPI by one grouping.
struct Series {
  let grid: Grid
  /// The KPI itself, or the parts of a composite.
  let parts: [Part]
  let isComposite: Bool
  let marks: Marks

  struct Part {
    let weight: Exact
    /// The counts of each row.
    let cells: [Cell?]
    let estimator: Estimator
    /// Fewer are withheld.
    let minCount: Int?
  }

  /// Appends the figure of every row.
  func append(to figures: inout [Figure]) {
    var estimates: [(weight: Exact, estimate: Estimate)] = []
    for (index, row) in grid.rows.enumerated() {
      var isSmall = false
      estimates.removeAll(keepingCapacity: true)
      for part in parts {
        let estimate = part.estimator.estimate(part.cells[index], row: row)
        isSmall = isSmall || estimate.isSmall(under: part.minCount)
        estimates.append((part.weight, estimate))
      }
      let estimate = isComposite ? Estimate(composedOf: estimates) : estimates[0].estimate
      figures.append(marks.figure(estimate, isSmall: isSmall, in: row))
    }
  }
}
