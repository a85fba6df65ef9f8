public import Definitions

/// Reads a dataset's files into cells, in parallel; every row read is accounted for.
///
/// The result depends on the bytes and the plan alone. Memory: a few blocks a thread, and for a dataset
/// with a key some 40 bytes a row until all files are read, or what the memory limit leaves of them.
///
/// Of a packed file that is damaged no row counts. Whether it is shows at its end, when rows of it are
/// counted already; keeping them apart, or unpacking every file twice, would be paid for by all sound
/// files. So the first damage ends the reading: every packed file is unpacked once to see which are
/// damaged, and all files are read again without those. That costs up to three times the time, and
/// sound files nothing. A file that asks for a habit which it has not, and does so only after its first
/// block, ends the reading in the same way.
///
/// - Parameters:
///   - plan: what to count.
///   - files: in the order that breaks ties between versions.
///   - options: how to go about it; nothing of the result depends on them.
///   - reject: receives every rejected record in the order of files and lines.
///   - restart: called each time that this is found: no reject that was given so far holds.
/// - Returns: the cells, and a report on every file.
/// - Throws: `IngestFailure` where a file cannot be read, or changed while it was read.
public func ingest(
  _ plan: CountingPlan, files: [InputFile], options: IngestOptions, reject: (Reject) -> Void,
  restart: () -> Void
) throws(IngestFailure) -> IngestResult {
  try withoutLateRefusals(plan, files, options, restart: restart) {
    refusals, late throws(IngestFailure) in
    // The ingest ends before this call does, and with it whatever holds the closure.
    let result = withoutActuallyEscaping(reject) { reject in
      Result { () throws(IngestFailure) in
        try DatasetIngest(
          RowPlan(plan), files: files, damage: refusals, lateRefusals: late, options: options,
          output: IngestOutput(reject: { found, _ in reject(found) })
        ).run()
      }
    }
    return try result.get()
  }
}

/// Reads files, and again without those that turn out on the way to be damaged or to be refused.
///
/// `read` is given why files are left out, by their number, and where it is to note others.
func withoutLateRefusals<Output>(
  _ plan: CountingPlan, _ files: [InputFile], _ options: IngestOptions, restart: () -> Void,
  read: (_ refusals: [Int: String], _ late: LateRefusals) throws(IngestFailure) -> Output
) throws(IngestFailure) -> Output {
  let lateRefusals = LateRefusals()
  var damage: [Int: String]?
  while true {
    let known = lateRefusals.reasons.count
    do throws(IngestFailure) {
      let refusals = lateRefusals.reasons.merging(damage ?? [:]) { _, damage in damage }
      return try read(refusals, lateRefusals)
    } catch .damaged(let file, let reason) {
      restart()
      options.meter?.startOver()
      if lateRefusals.reasons.count > known { continue }
      guard damage == nil else { throw .damaged(file: file, reason: reason) }
      damage = try Engine.damage(
        of: files, limits: plan.dataset.limits, options: options)
    }
  }
}

/// The beginning of a file's text.
public struct TextHead: Sendable {
  public let bytes: [UInt8]
  /// Whether these are all.
  public let isWhole: Bool
  /// How the file is packed, where it is.
  public let packing: Packing?
  /// The canonical name of the encoding that it was decoded from; `utf-8-bom` where it has a mark.
  public let encoding: String
  /// The first bytes before they were decoded.
  public let source: [UInt8]
  /// Whether `source` is all.
  public let isSourceWhole: Bool
  /// Why a run would refuse the file whatever its schema, where it would.
  public let refusal: String?

  /// Reads at most `count` bytes as a run would, with the encoding that was declared, if one was.
  ///
  /// Throws `damaged` where they cannot be unpacked.
  public init(
    of file: InputFile, count: Int, encoding declared: TextEncoding? = nil
  ) throws(IngestFailure) {
    let text = try SourceText(file, encoding: declared)
    bytes = try text.head(count)
    isWhole = try text.reach(bytes.count + 1) == bytes.count
    packing = text.packing
    let head = text.sourceHead(of: bytes, isWhole: isWhole)
    (source, isSourceWhole) = (head.bytes, head.isWhole)
    encoding = head.encoding.name
    refusal = TextCheck(bytes, isWhole: isWhole, of: text).refusal
  }
}

/// The digest of a file's bytes as it lies, packed or not, as `FileReport.digest` gives it, and its size.
public func digest(of file: InputFile) throws(IngestFailure) -> (digest: String, byteCount: Int64) {
  let source = try SourceFile(file)
  // No larger than the file: most of many files are small.
  let buffer = BlockBuffer(capacity: min(source.size, Digest.blockBytes))
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
  var known = FileShape.Known(dataset.schema)
  return try SourceText(file, of: dataset)
    .shape(as: dataset, known: &known)
}
