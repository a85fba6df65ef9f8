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
  /// Absent where no part comes from a survey with a sampling design.
  let survey: SurveyEstimator?

  struct Part: Sendable {
    let weight: Exact
    /// The counts of each row.
    let cells: [Cell?]
    let estimator: Estimator
    /// Fewer are withheld.
    let minCount: Int?
    /// The rows that would tell others that are withheld; `nil` where nothing is.
    let isWithheld: [Bool]?
    /// What the dataset's records are, where they are answers.
    let basis: Instrument.Basis?
    /// Whether `survey` speaks of it.
    let isSampled: Bool
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
        isSmall =
          isSmall || estimate.isSmall(under: part.minCount) || part.isWithheld?[index] == true
        estimates.append((part.weight, estimate))
      }
      var estimate = isComposite ? Estimate(composedOf: estimates) : estimates[0].estimate
      if let basis = parts.compactMap(\.basis).first {
        estimate.uncertainty = Uncertainty(basis: basis, responses: estimate.base.map(Int.init))
      }
      if let survey {
        let counted = zip(parts, estimates).reduce(0) { sum, part in
          part.0.isSampled
            ? sum : sum + WideRatio(part.0.weight).double * (part.1.estimate.value?.double ?? 0)
        }
        survey.refine(&estimate, row: index, province: row.province, counted: counted)
      }
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
