internal import Definitions

/// The rows of one worker that have a key, parted by the hash of it.
///
/// Rows of one key meet in one partition, whichever workers read them, and each partition is small
/// enough to be settled in cache. Rows are only added until all files are read; past the memory limit
/// what there is goes to a temporary file.
@safe final class Partitions {
  static let count = 512
  private static let chunkRows = 256

  private let stride: Int
  /// Bytes of rows to keep in memory; `nil` for no bound.
  private let memoryLimit: Int?
  private let folder: String
  private var usedBytes = 0
  /// Stands for the chunk of a partition without rows.
  private let none: Lane<UInt64>
  /// The chunk of each partition that is being filled, and the words in it.
  private let open: Lane<Lane<UInt64>>
  private let filled = Lane<Int32>(0, capacity: count)
  private var full: [[Lane<UInt64>]] = Array(repeating: [], count: count)
  private let pool: ChunkPool
  private var stretches: [[SpillFile.Stretch]] = Array(repeating: [], count: count)
  private var spill: SpillFile?

  init(_ rowPlan: RowPlan, options: IngestOptions, workerCount: Int) {
    stride = rowPlan.stride
    pool = ChunkPool(chunkWords: Self.chunkRows * stride)
    none = Lane(capacity: 0)
    open = Lane(none, capacity: Self.count)
    memoryLimit = options.memoryLimit.map { $0 / workerCount }
    folder = options.temporaryDirectory
  }

  deinit {
    none.deallocate()
    open.deallocate()
    filled.deallocate()
  }

  /// Bytes of rows in the temporary file.
  var spilledBytes: Int { spill?.size ?? 0 }

  /// Keeps rows until they are settled.
  func add(_ rows: RowStore) throws(IngestFailure) {
    let (words, open, filled) = (rows.lane, open, filled)
    for row in 0..<rows.count {
      let at = row &* stride
      let partition = Int(words[at &+ RowPlan.hashWord] &>> 55)
      if Int(filled[partition]) == open[partition].capacity { try openChunk(partition) }
      let (chunk, place) = (open[partition], Int(filled[partition]))
      for word in 0..<stride { chunk[place &+ word] = words[at &+ word] }
      filled[partition] = Int32(truncatingIfNeeded: place &+ stride)
    }
    if let memoryLimit, usedBytes > memoryLimit { try putAside() }
  }

  @inline(never)
  private func openChunk(_ partition: Int) throws(IngestFailure) {
    let chunk = try pool.take()
    if open[partition].capacity > 0 { full[partition].append(open[partition]) }
    open[partition] = chunk
    filled[partition] = 0
    usedBytes += pool.chunkWords * MemoryLayout<UInt64>.stride
  }

  /// Lends the rows of one partition piece by piece; different threads may ask for different ones.
  func read(
    _ partition: Int, _ body: (Lane<UInt64>, _ wordCount: Int) -> Void
  ) throws(IngestFailure) {
    for stretch in stretches[partition] {
      guard let words = try spill?.read(stretch) else { continue }
      body(words, stretch.wordCount)
      words.deallocate()
    }
    eachChunk(of: partition, body)
  }

  /// How many rows of a partition there are.
  func rowCount(_ partition: Int) -> Int {
    var words = stretches[partition].reduce(0) { $0 + $1.wordCount }
    eachChunk(of: partition) { words += $1 }
    return words / stride
  }

  private func eachChunk(of partition: Int, _ body: (Lane<UInt64>, _ wordCount: Int) -> Void) {
    for chunk in full[partition] { body(chunk, pool.chunkWords) }
    if filled[partition] > 0 { body(open[partition], Int(filled[partition])) }
  }

  private func forget(_ partition: Int) {
    for chunk in full[partition] { pool.giveBack(chunk) }
    full[partition] = []
    if open[partition].capacity > 0 { pool.giveBack(open[partition]) }
    open[partition] = none
    filled[partition] = 0
  }

  /// Moves all rows to the temporary file.
  private func putAside() throws(IngestFailure) {
    if spill == nil { spill = try SpillFile(folder: folder) }
    guard let file = spill else { return }
    for partition in 0..<Self.count {
      var pieces: [(Lane<UInt64>, Int)] = []
      eachChunk(of: partition) { pieces.append(($0, $1)) }
      if !pieces.isEmpty { stretches[partition].append(try file.append(pieces)) }
      forget(partition)
    }
    usedBytes = 0
  }
}
