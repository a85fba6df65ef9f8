internal import CSV
internal import Definitions

/// Reads blocks of files and cuts them into shards of records.
///
/// Each worker has its own. A shard holds the records that start in its stretch of bytes. Where the first of them starts is
/// guessed from the line ends; the shard before it tells where it really does, and a shard whose guess
/// was wrong is read again from there. So every file is read as if from its first byte to its last,
/// whatever the size of shards and the number of workers.
final class ShardReader {
  /// A stretch of a file for one worker.
  struct Block {
    let file: OpenFile
    let start: Int
    let end: Int
  }

  struct BlockResult {
    var shards: [Shard] = []
    let hash: Hash128
  }

  struct Shard {
    /// Where the first record was taken to start, and where the one after the last does.
    var start: Int
    var next: Int
    /// The stretch that records of this shard start in ends here.
    let end: Int
    var lines = 0
    var blankLines = 0
    var content = RowBuilder.Result()
    var faults: [RecordReader.Fault] = []
  }

  private let rowPlan: RowPlan
  private let shown: ShownValue
  private let shardBytes: Int
  private var buffer: [UInt8] = []
  /// The place of the buffer's first byte in the file.
  private var base = 0
  private var builders: [Int: RowBuilder] = [:]
  private var parsers: [UInt8: CSVParser] = [:]

  init(_ rowPlan: RowPlan, shown: ShownValue, shardBytes: Int) {
    self.rowPlan = rowPlan
    self.shown = shown
    self.shardBytes = shardBytes
    buffer.reserveCapacity(Digest.blockBytes + 1 << 17)
  }

  /// Reads a block: its digest, and the records that start in it.
  func read(_ block: Block) throws(IngestFailure) -> BlockResult {
    let file = block.file
    // One byte before the block tells whether a line ends there.
    base = max(0, block.start - 1)
    buffer.removeAll(keepingCapacity: true)
    try file.source.read(at: base, count: block.end - base, into: &buffer)
    var result = BlockResult(hash: Hash128(of: buffer.span, block.start - base, block.end - base))
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
    base = start
    buffer.removeAll(keepingCapacity: true)
    return try readShard(file, from: start, to: end)
  }

  /// Where the first record at or after `cut` starts, if no quote is open there; `end` where none
  /// starts before it: then the rest of a long line is nobody's business here.
  private func firstRecord(
    of file: OpenFile, after cut: Int, before end: Int
  ) throws(IngestFailure) -> Int {
    if cut == file.shape.bodyStart { return cut }
    var position = cut - 1
    while true {
      let isFileEnd = base + buffer.count == file.source.size
      let next = Lines.end(buffer.span, from: position - base, to: buffer.count)
      if let next, isFileEnd || next < buffer.count { return base + next }
      if isFileEnd { return file.source.size }
      if next == nil, base + buffer.count > end { return end }
      position = max(position, base + buffer.count - 1)
      try extend(file)
    }
  }

  private func extend(_ file: OpenFile) throws(IngestFailure) {
    let have = base + buffer.count
    let more = min(max(1 << 16, buffer.count / 2), file.source.size - have)
    try file.source.read(at: have, count: more, into: &buffer)
  }

  private func readShard(
    _ file: OpenFile, from start: Int, to end: Int
  ) throws(IngestFailure) -> Shard {
    var shard = Shard(start: start, next: start, end: end)
    guard start < end else { return shard }
    let width = file.shape.header.count
    let parser = parsers[file.shape.delimiter] ?? CSVParser(delimiter: file.shape.delimiter)
    parsers[file.shape.delimiter] = parser
    var builder =
      builders[file.index]
      ?? RowBuilder(rowPlan, file: file.index, fields: file.shape.fields, shown: shown)
    builders[file.index] = nil
    let batch = RecordBatch(width: width)
    var reader = RecordReader(
      delimiter: file.shape.delimiter, width: width, position: start - base, parser: parser)
    var step = RecordReader.Step.advanced
    while step != .atEnd, base + reader.position < end {
      step = locate(&reader, to: end - base, of: file, into: batch)
      if case .needsMore = step {
        try extend(file)
        continue
      }
      builder.read(
        batch, buffer.span, base: base, endsWithoutLineEnd: reader.keptWithoutLineEnd,
        into: &shard.content)
      batch.clear()
    }
    builder.read(
      batch, buffer.span, base: base, endsWithoutLineEnd: reader.keptWithoutLineEnd,
      into: &shard.content)
    builders[file.index] = builder
    shard.next = base + reader.position
    shard.lines = reader.line
    shard.blankLines = reader.blankLines
    shard.faults = reader.faults
    return shard
  }

  /// Locates records until the batch is full, the shard ends or more bytes are needed.
  private func locate(
    _ reader: inout RecordReader, to end: Int, of file: OpenFile, into batch: RecordBatch
  ) -> RecordReader.Step {
    // The local constant shares the buffer's storage for as long as its bytes are lent.
    let content = buffer
    let bytes = content.span
    let isFileEnd = base + bytes.count == file.source.size
    while reader.position < end, !batch.isFull {
      let step = reader.step(bytes, to: bytes.count, isFileEnd: isFileEnd, into: batch)
      guard step == .advanced else { return step }
    }
    return .advanced
  }
}

/// A file that is being read.
struct OpenFile {
  /// Its place among the files of the dataset.
  let index: Int
  let source: SourceFile
  let shape: FileShape
}
