internal import Definitions
internal import Dispatch
internal import Statistics
internal import Synchronization

/// The figures of one published KPI by one grouping.
struct Series: Sendable {
  let grid: Grid
  /// The KPI itself, or the parts of a composite.
  let parts: [Part]
  let isComposite: Bool
  let marks: Marks

  struct Part: Sendable {
    let weight: Exact
    /// The counts of each row.
    let cells: [Cell?]
    let estimator: Estimator
    /// Fewer are withheld.
    let minCount: Int?
  }

  /// The figures of some rows.
  private func figures(of rows: Range<Int>) -> [Figure] {
    var estimates: [(weight: Exact, estimate: Estimate)] = []
    return rows.map { index in
      let row = grid.rows[index]
      var isSmall = false
      estimates.removeAll(keepingCapacity: true)
      for part in parts {
        let estimate = part.estimator.estimate(part.cells[index], row: row)
        isSmall = isSmall || estimate.isSmall(under: part.minCount)
        estimates.append((part.weight, estimate))
      }
      let estimate = isComposite ? Estimate(composedOf: estimates) : estimates[0].estimate
      return marks.figure(estimate, isSmall: isSmall, in: row)
    }
  }

  /// So many figures are one piece of work.
  private static let figuresTogether = 512

  /// The figures of several series, one after another, made on all cores.
  static func figures(of all: [Series]) -> [Figure] {
    let pieces = all.flatMap { series in
      stride(from: 0, to: series.grid.rows.count, by: figuresTogether).map { start in
        (series, rows: start..<min(start + figuresTogether, series.grid.rows.count))
      }
    }
    let made = Mutex([[Figure]](repeating: [], count: pieces.count))
    DispatchQueue.concurrentPerform(iterations: pieces.count) { piece in
      let (series, rows) = pieces[piece]
      let figures = series.figures(of: rows)
      made.withLock { $0[piece] = figures }
    }
    return made.withLock { Array($0.joined()) }
  }
}
