/// One row of rejects.csv, as text.
public struct PublishedReject: Hashable, Sendable {
  /// Relative to the pipeline, with `/`.
  public let file: String
  public let line: String
  /// Empty where the whole record is at fault.
  public let column: String
  public let code: String
  /// In the pipeline's language.
  public let message: String
  public let value: String
  /// Empty where the record's province could not be read, and in runs of versions before 0.2.
  public let provinceCode: String

  init(_ row: PublishedTable.Row) {
    (file, line, column) = (row["file"], row["line"], row["column"])
    (code, message, value) = (row["code"], row["message"], row["value"])
    provinceCode = row["province_code"]
  }
}

/// The rejects of a run in the order of rejects.csv, read in pieces.
///
/// A million of them take no more memory than a few.
public struct PublishedRejects {
  private var table: PublishedTableReader

  public init(of run: PublishedRun) throws(PublishedRuns.Fault) {
    if run.record.pruned.contains(StageFile.rejects) {
      throw PublishedRuns.Fault(
        kind: .absent,
        message:
          "\(run.folder)/\(StageFile.rejects) was removed by prune; see quality.json for how many "
          + "were rejected, or make the run whole again with: hailong run PIPELINE")
    }
    let columns = ["file", "line", "column", "code", "message", "value"]
    table = try PublishedTableReader("rejects.csv", in: run.folder, required: columns)
  }

  /// The rejects of the next piece; `nil` at the end.
  public mutating func next() throws(PublishedRuns.Fault) -> [PublishedReject]? {
    try table.next()?.map(PublishedReject.init)
  }
}
