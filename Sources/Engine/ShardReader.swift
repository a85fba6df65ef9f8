internal import CSV
internal import Definitions

/// Reads blocks of files and cuts them into shards of records.
///
/// Each worker has its own. A shard holds the records that start in its stretch of bytes. Where the
/// first of them starts is guessed from the line ends; the shard before it tells where it really does,
/// and a shard whose guess was wrong is read again from there. So every file is read as if from its
/// first byte to its last, whatever the size of shards and the number of workers.
final class ShardReader {
  /// A stretch of a file for one worker.
  struct Block {
    let file: OpenFile
    let start: Int
    let end: Int
    /// Whether the text ends with it.
    let isLast: Bool
  }

  struct BlockResult {
    var shards: [Shard] = []
    /// Of the file's bytes; absent where the text is streamed, who does that digests them.
    let hash: Hash128?
  }

  struct Shard {
    /// Where the first record was taken to start, and where the one after the last does.
    var start: Int
    var next: Int
    /// The stretch that records of this shard start in ends here.
    let end: Int
    /// Whether it ends in a line that is longer than any record; `next` is not known then.
    var endsInLongLine = false
    var lines = 0
    var blankLines = 0
    var content: RowBuilder.Result
  }

  /// Bytes that are read beyond a block, since its last record seldom ends with it.
  private static let overhang = 1 << 12
  private static let longestCaption = 1 << 10

  /// What files must have in common to be read alike.
  private struct Layout: Hashable {
    let fields: [Int?]
    let header: [String]
  }

  private let rowPlan: RowPlan
  private let shown: ShownValue
  private let shardBytes: Int
  /// Whether records and rejects are wanted as text.
  private let tidies: Bool
  private let buffer = BlockBuffer(capacity: Digest.blockBytes + 2 * overhang)
  /// By the fields of a file: files of one shape share what is known of their words.
  private var builders: [Layout: RowBuilder] = [:]
  /// Shared by all builders of this worker.
  let names: TextNames
  private var batches: [Int: RecordBatch] = [:]
  private var parsers: [UInt8: CSVParser] = [:]
  private var spareRows: [RowStore] = []

  init(_ rowPlan: RowPlan, shown: ShownValue, shardBytes: Int, tidies: Bool) {
    self.rowPlan = rowPlan
    names = TextNames(rowPlan.plan)
    self.tidies = tidies
    self.shown = shown
    self.shardBytes = shardBytes
  }

  /// Reads a block: its digest, and the records that start in it.
  func read(_ block: Block) throws(IngestFailure) -> BlockResult {
    let file = block.file
    // One byte before the block tells whether a line ends there.
    buffer.start(at: max(0, block.start - 1))
    try buffer.extend(file.text, by: block.end + Self.overhang - buffer.base)
    let (from, to) = (block.start - buffer.base, block.end - buffer.base)
    var result = BlockResult(
      hash: file.text.isStreamed ? nil : Hash128(of: buffer.bytes, from, to))
    var start = block.start
    while start < block.end {
      let end = min(block.end, (start / shardBytes + 1) * shardBytes)
      if end > file.shape.bodyStart {
        let first = try firstRecord(of: file, after: max(start, file.shape.bodyStart), before: end)
        result.shards.append(try readShard(file, from: first, to: end))
      }
      start = end
    }
    return result
  }

  /// Reads a shard again from where its first record really starts.
  func read(_ file: OpenFile, from start: Int, to end: Int) throws(IngestFailure) -> Shard {
    buffer.start(at: start)
    return try readShard(file, from: start, to: end)
  }

  /// Takes back the memory of rows that nobody needs any more.
  func reuse(_ rows: RowStore) {
    rows.clear()
    spareRows.append(rows)
  }

  /// Where the first record at or after `cut` starts, if no quote is open there; `end` where none
  /// starts before it: then the rest of a long line is nobody's business here.
  private func firstRecord(
    of file: OpenFile, after cut: Int, before end: Int
  ) throws(IngestFailure) -> Int {
    if cut == file.shape.bodyStart { return cut }
    var position = cut - 1
    while true {
      let (bytes, base) = (buffer.bytes, buffer.base)
      let isFileEnd = file.text.isEnd(buffer.end)
      let next = bytes.withSpan(0, bytes.count) {
        Lines.end($0, from: position - base, to: $0.count)
      }
      if let next, isFileEnd || next < bytes.count { return base + next }
      if isFileEnd { return buffer.end }
      if next == nil, buffer.end > end { return end }
      position = max(position, buffer.end - 1)
      try extend(file)
    }
  }

  private func extend(_ file: OpenFile) throws(IngestFailure) {
    try buffer.extend(file.text, by: max(1 << 16, buffer.count / 2))
  }

  private func readShard(
    _ file: OpenFile, from start: Int, to end: Int
  ) throws(IngestFailure) -> Shard {
    let rows = spareRows.popLast() ?? RowStore(stride: rowPlan.stride)
    var shard = Shard(
      start: start, next: start, end: end,
      content: RowBuilder.Result(rows: rows, tally: rowPlan.feedLayout.map(FeedTally.init)))
    guard start < end else { return shard }
    let (builder, batch) = (builder(for: file), batch(of: file.shape.header.count))
    batch.clear()
    batch.separators.clear()
    var reader = RecordReader(
      delimiter: file.shape.delimiter, width: batch.width, position: start - buffer.base,
      parser: parser(for: file.shape.delimiter),
      longestRecord: rowPlan.plan.dataset.limits.longestRecord.bytes)
    var step = RecordReader.Step.advanced
    while step != .atEnd, buffer.base + reader.position < end {
      step = reader.fill(
        batch, from: buffer.bytes, to: end - buffer.base,
        isFileEnd: file.text.isEnd(buffer.end))
      try builder.read(
        batch, buffer.bytes, of: file.text, habits: file.habits,
        origin: RowOrigin(file: file.index, offset: buffer.base),
        endsWithoutLineEnd: reader.keptWithoutLineEnd, into: &shard.content)
      batch.clear()
      guard step == .needsMore, !reader.hasOpenLine else { continue }
      reader.hasOpenLine = buffer.bytes.hasOpenLine(
        from: reader.position, longerThan: reader.longestRecord)
      if !reader.hasOpenLine { try extend(file) }
    }
    shard.next = buffer.base + reader.position
    shard.endsInLongLine = reader.hasOpenLine && shard.next == buffer.end
    shard.lines = reader.line
    shard.blankLines = reader.blankLines
    for fault in reader.faults { add(fault, builder.kinds, file.shape.delimiter, to: &shard) }
    shard.content.rejects.sort { $0.line < $1.line }
    shard.content.captions.sort { $0.line < $1.line }
    if tidies { keepBytes(of: &shard.content, upTo: reader.longestRecord) }
    return shard
  }

  /// Keeps the bytes of rejected records, but for those that are too long.
  private func keepBytes(of content: inout RowBuilder.Result, upTo longestRecord: Int) {
    func bytes(of reject: RowBuilder.RowReject) -> [UInt8] {
      guard reject.code != .tooLong, reject.place.count <= 2 * longestRecord else { return [] }
      return buffer.bytes.withSpan(reject.place.lowerBound, reject.place.upperBound) { span in
        span.indices.map { span[$0] }
      }
    }
    for index in content.rejects.indices {
      content.rejects[index].raw = bytes(of: content.rejects[index])
    }
    for index in content.captions.indices {
      guard let reject = content.captions[index].reject else { continue }
      content.captions[index].reject?.raw = bytes(of: reject)
    }
  }

  /// Adds what could not be read as a record of the header's width.
  private func add(
    _ fault: RecordReader.Fault, _ kinds: RowKinds, _ delimiter: UInt8, to shard: inout Shard
  ) {
    let reject = RowBuilder.RowReject(
      line: fault.line, code: fault.code, detail: fault.detail, lineCount: fault.lineCount,
      place: fault.place)
    switch fault.fieldCount.flatMap({ guess(fault.place, count: $0, kinds, delimiter) }) {
    case .caption:
      shard.content.captions.append(RowBuilder.Caption(line: fault.line, reject: reject))
    case .total: shard.content.skipped[RowKind.total.rawValue, default: 0] += 1
    case .otherHeader: shard.content.noteHeader(fault.line)
    case .header, nil:
      shard.content.rejects.append(reject)
      shard.content.lastRecord = max(shard.content.lastRecord, fault.line)
    }
  }

  /// What a row of another width than the header's is, if it is no record.
  private func guess(
    _ place: Range<Int>, count: Int, _ kinds: RowKinds, _ delimiter: UInt8
  ) -> RowKinds.Guess? {
    // Words for people are short; a line of junk may be anything.
    guard place.count <= Self.longestCaption else { return nil }
    let parser = parser(for: delimiter)
    parser.reset()
    let isRead = buffer.bytes.withSpan(place.lowerBound, place.upperBound) { span in
      unsafe parser.feed(span.bytes) == span.count
        && (!parser.recordEnds.isEmpty || parser.finish())
    }
    guard isRead, parser.fieldEnds.count == count else { return nil }
    let (text, ends) = (parser.text, parser.fieldEnds)
    return kinds.guess(fieldCount: count) { field in
      String(decoding: text[(field == 0 ? 0 : ends[field - 1])..<ends[field]], as: UTF8.self)
        .normalized
    }
  }

  private func builder(for file: OpenFile) -> RowBuilder {
    let layout = Layout(fields: file.shape.fields, header: file.shape.header)
    if let known = builders[layout] { return known }
    let builder = RowBuilder(
      rowPlan, fields: layout.fields, header: layout.header, shown: shown, tidies: tidies,
      names: names)
    builders[layout] = builder
    return builder
  }

  private func batch(of width: Int) -> RecordBatch {
    if let known = batches[width] { return known }
    let batch = RecordBatch(width: width)
    batches[width] = batch
    return batch
  }

  private func parser(for delimiter: UInt8) -> CSVParser {
    if let known = parsers[delimiter] { return known }
    let parser = CSVParser(delimiter: delimiter)
    parsers[delimiter] = parser
    return parser
  }
}

/// A file that is being read.
struct OpenFile {
  /// Its place among the files of the dataset.
  let index: Int
  let text: SourceText
  let shape: FileShape
  let habits: FileHabits
}
