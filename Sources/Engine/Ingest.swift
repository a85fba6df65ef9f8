public import Definitions

/// Reads a dataset's files into cells, in parallel; every row read is accounted for.
///
/// The result depends on the bytes and the plan alone. Memory: a few blocks a thread, and for a dataset
/// with a key some 40 bytes a row until all files are read, or what the memory limit leaves of them.
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
  // The ingest ends before this call does, and with it whatever holds the closure.
  let result = withoutActuallyEscaping(reject) { reject in
    Result { () throws(IngestFailure) in
      try DatasetIngest(plan, files: files, options: options, reject: reject).run()
    }
  }
  return try result.get()
}

/// The digest of a file's bytes, as `FileReport.digest` gives it, and its size.
public func digest(of file: InputFile) throws(IngestFailure) -> (digest: String, byteCount: Int64) {
  let source = try SourceFile(file)
  let buffer = BlockBuffer(capacity: Digest.blockBytes)
  var digest = Digest()
  for start in stride(from: 0, to: source.size, by: Digest.blockBytes) {
    buffer.start(at: start)
    try buffer.extend(source, by: min(Digest.blockBytes, source.size - start))
    digest.append(Hash128(of: buffer.bytes, 0, buffer.count))
  }
  try source.checkUnchanged()
  return (digest.text, Int64(source.size))
}

/// How a file is written, or why it cannot be read as this dataset; reads no further than the header.
public func inspect(
  _ file: InputFile, as dataset: PipelineDefinition.Dataset
) throws(IngestFailure) -> Result<FileShape, FileShape.Refusal> {
  let source = try SourceFile(file)
  var known = FileShape.Known()
  return try source.shape(as: dataset, known: &known)
}
