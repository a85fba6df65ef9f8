public import Definitions

/// Reads one file and hands on its records as tidy CSV, by the very reader that ingest has.
///
/// The records come without their header, which is `schema.tidyHeader`. Nothing is handed on of a packed
/// file that is damaged: it is unpacked once beforehand. Of a file whose first blocks are sound, and whose
/// dates or numbers turn out to have no one form, records were handed on when this throws `damaged`.
/// Memory: a few blocks a thread.
///
/// - Parameters:
///   - file: the file.
///   - dataset: how to read it; `Schema.verbatim` of its header for every field as it is.
///   - reference: the places that its columns may name.
///   - offset: of the clocks that moments without an offset are told by, and all are written in.
///   - options: how to go about it; nothing of the result depends on them.
///   - records: receives lines of CSV, some at a time, in the order of the file.
///   - reject: receives every rejected record in the order of the file, and its bytes as they were read,
///     with their line end; none of a record that is longer than one may be.
/// - Returns: a report on the file, or why it is left out.
/// - Throws: `IngestFailure` where the file cannot be read, or changed while it was read.
public func clean(
  _ file: InputFile, as dataset: PipelineDefinition.Dataset, reference: Reference,
  offset: UTCOffset, options: IngestOptions, records: ([UInt8]) -> Void,
  reject: (Reject, _ raw: [UInt8]) -> Void
) throws(IngestFailure) -> Result<FileReport, FileShape.Refusal> {
  let damage = try damage(of: [file], limits: dataset.limits, options: options)
  let plan = CountingPlan(
    dataset: dataset, measures: [], tables: [], reference: reference, offset: offset,
    asOf: CivilDate(daysSinceEpoch: 0))
  let result = withoutActuallyEscaping(records) { records in
    withoutActuallyEscaping(reject) { reject in
      Result { () throws(IngestFailure) in
        try DatasetIngest(
          RowPlan(plan, countsVersions: false), files: [file], damage: damage,
          lateRefusals: LateRefusals(), options: options,
          output: IngestOutput(reject: reject, records: records)
        ).run()
      }
    }
  }
  let found = try result.get()
  if let report = found.files.first { return .success(report) }
  return .failure(FileShape.Refusal(reason: found.refused.first?.reason ?? "it is empty"))
}

/// Where what is read goes on the way, in the order of files and lines.
struct IngestOutput {
  let reject: (Reject, _ raw: [UInt8]) -> Void
  /// Receives tidy CSV; absent where records are counted only.
  var records: (([UInt8]) -> Void)?
}
