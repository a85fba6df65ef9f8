public import Definitions

/// Reads a dataset's files into cells, in parallel; every row read is accounted for.
///
/// The result depends on the bytes and the plan alone. Memory: a few blocks a thread, and the rows of
/// the newest version of each key of a dataset that has one (about 60 bytes each).
///
/// - Parameters:
///   - plan: what to count.
///   - files: in the order that breaks ties between versions.
///   - options: how to go about it; nothing of the result depends on them.
///   - reject: receives every rejected record in the order of files and lines.
/// - Returns: the cells, and a report on every file.
/// - Throws: `IngestFailure` where a file cannot be read, or changed while it was read.
public func ingest(
  _ plan: CountingPlan, files: [InputFile], options: IngestOptions, reject: (Reject) -> Void
) throws(IngestFailure) -> IngestResult {
  var ingest = DatasetIngest(plan, options: options)
  for (index, file) in files.enumerated() { try ingest.read(file, index: index, reject: reject) }
  return try ingest.finish(reject: reject)
}

/// The digest of a file's bytes, as `FileReport.digest` gives it, and its size.
public func digest(of file: InputFile) throws(IngestFailure) -> (digest: String, byteCount: Int64) {
  let source = try SourceFile(file)
  var digest = Digest()
  var buffer: [UInt8] = []
  for start in stride(from: 0, to: source.size, by: Digest.blockBytes) {
    let count = min(Digest.blockBytes, source.size - start)
    buffer.removeAll(keepingCapacity: true)
    try source.read(at: start, count: count, into: &buffer)
    digest.append(Hash128(of: buffer.span, 0, count))
  }
  try source.checkUnchanged()
  return (digest.text, Int64(source.size))
}

/// How a file is written, or why it cannot be read as this dataset; reads no further than the header.
public func inspect(
  _ file: InputFile, as dataset: PipelineDefinition.Dataset
) throws(IngestFailure) -> Result<FileShape, FileShape.Refusal> {
  let source = try SourceFile(file)
  return try source.shape(as: dataset)
}
