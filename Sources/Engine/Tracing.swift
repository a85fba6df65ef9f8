public import Definitions

/// The lines of one file whose records count in one cell.
public struct CellTrace: Sendable {
  public let cell: CellKey
  /// The place of the file among those that were read.
  public let file: Int
  /// For each measure of the plan the lines in which the records begin that count in it.
  public let lines: [LineSet]
}

/// Reads a dataset's files as `ingest` does, and tells where the records of some cells lie.
///
/// What it finds is what `ingest` counts: the same rows, settled in the same way. It keeps a line number
/// a row besides, and a bit a line for each cell, file and measure; otherwise time and memory are those
/// of `ingest`.
///
/// - Parameters:
///   - plan: what to count, in one table.
///   - files: in the order that breaks ties between versions.
///   - cells: the cells of that table to be traced.
///   - options: how to go about it; nothing of the result depends on them.
/// - Returns: what `ingest` returns, and a trace for each of the cells and each file that has records of it.
/// - Throws: `IngestFailure` where a file cannot be read, or changed while it was read.
public func trace(
  _ plan: CountingPlan, files: [InputFile], cells: Set<CellKey>, options: IngestOptions
) throws(IngestFailure) -> (result: IngestResult, traces: [CellTrace]) {
  let rowPlan = RowPlan(plan, keepsLines: true)
  return try withoutLateRefusals(plan, files, options, restart: {}) {
    refusals, late throws(IngestFailure) in
    let ingest = DatasetIngest(
      rowPlan, files: files, damage: refusals, lateRefusals: late, options: options,
      output: IngestOutput(reject: { _, _ in }), tracedCells: cells)
    let result = try ingest.run()
    return (result, ingest.traces)
  }
}
