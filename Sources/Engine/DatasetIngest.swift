internal import Definitions
internal import Statistics

/// One dataset on its way from files into cells.
///
/// Blocks of bytes are read in waves: workers read the blocks of a wave side by side, their results
/// are put in the order of the files, and then workers keep the rows.
struct DatasetIngest {
  private static let waveBlocks = 64
  /// Files that are open at once.
  private static let waveFiles = 8

  private let rowPlan: RowPlan
  private let options: IngestOptions
  private let workers: Workers<IngestWorker>
  private var wave: [ShardReader.Block] = []
  private var openFiles = 0
  /// By the number of the file; refused files have none.
  private var progress: [Int: FileProgress] = [:]
  private var validRows: [Int: Int] = [:]
  private var reports: [(index: Int, progress: FileProgress)] = []
  private var refused: [RefusedFile] = []

  init(_ plan: CountingPlan, options: IngestOptions) {
    let rowPlan = RowPlan(plan)
    let shown = ShownValue(schema: plan.schema, reference: plan.reference)
    let count = max(1, options.threads)
    self.rowPlan = rowPlan
    self.options = options
    workers = Workers(count: count) { _ in
      IngestWorker(rowPlan, shown: shown, options: options, workerCount: count)
    }
  }

  /// Opens a file and queues its blocks; reads what is queued once there is enough.
  mutating func read(
    _ file: InputFile, index: Int, reject: (Reject) -> Void
  ) throws(IngestFailure) {
    if openFiles == Self.waveFiles { try readWave(reject: reject) }
    let source = try SourceFile(file)
    switch try source.shape(as: rowPlan.plan.dataset) {
    case .failure(let refusal):
      let (digest, byteCount) = try digest(of: file)
      refused.append(
        RefusedFile(
          path: file.name, dataset: rowPlan.plan.dataset.name, reason: refusal.reason,
          byteCount: byteCount, digest: digest))
    case .success(let shape):
      let open = OpenFile(index: index, source: source, shape: shape)
      progress[index] = FileProgress(open)
      openFiles += 1
      for start in stride(from: 0, to: source.size, by: Digest.blockBytes) {
        let end = min(source.size, start + Digest.blockBytes)
        wave.append(ShardReader.Block(file: open, start: start, end: end))
        if wave.count == Self.waveBlocks { try readWave(reject: reject) }
      }
    }
  }

  /// Reads the rest, and gives what was found.
  mutating func finish(reject: (Reject) -> Void) throws(IngestFailure) -> IngestResult {
    try readWave(reject: reject)
    workers.each { worker, _ in worker.countLatest() }
    try checkWorkers()
    var fates: [Int: RowFate] = [:]
    var cells = Cells(dataset: rowPlan.plan.dataset.name, tables: [])
    for worker in workers.all {
      for (file, fate) in worker.counts.fates.enumerated() {
        fates[file, default: RowFate(provinceCount: fate.byProvince.count - 1)].merge(fate)
      }
      cells.merge(worker.counts.accumulator.cells())
    }
    let provinces = rowPlan.plan.reference.provinces
    let files = reports.map { index, progress in
      var fate = fates[index] ?? RowFate(provinceCount: provinces.count)
      fate.valid = validRows[index] ?? 0
      return progress.report(
        dataset: rowPlan.plan.dataset.name, fate, provinces: provinces)
    }
    return IngestResult(cells: cells, files: files, refused: refused)
  }

  /// Reads the queued blocks in parallel, then puts their results in order.
  private mutating func readWave(reject: (Reject) -> Void) throws(IngestFailure) {
    let isInterrupted = options.isInterrupted
    let results = try workers.map(wave) { (worker, block) throws(IngestFailure) in
      guard !isInterrupted() else { throw IngestFailure.interrupted }
      return try worker.reader.read(block)
    }
    var rows: [[UInt64]] = []
    for (block, result) in zip(wave, results) {
      let index = block.file.index
      guard var file = progress.removeValue(forKey: index) else { continue }
      file.digest.append(result.hash)
      for guessed in result.shards {
        let shard = try confirmed(guessed, at: file.position, of: block.file)
        file.add(shard, schema: rowPlan.plan.schema, reject: reject)
        validRows[index, default: 0] += shard.content.rows.count / rowPlan.stride
        rows.append(shard.content.rows)
      }
      if block.end == block.file.source.size {
        try block.file.source.checkUnchanged()
        reports.append((index, file))
        openFiles -= 1
      } else {
        progress[index] = file
      }
    }
    wave.removeAll(keepingCapacity: true)
    let (shards, count) = (rows, workers.count)
    workers.each { worker, number in worker.keep(shards, worker: number, of: count) }
    try checkWorkers()
  }

  private func checkWorkers() throws(IngestFailure) {
    for worker in workers.all {
      if let failure = worker.failure { throw failure }
    }
  }

  /// The shard as it really is: read again where its first record starts elsewhere than was guessed.
  private func confirmed(
    _ shard: ShardReader.Shard, at start: Int, of file: OpenFile
  ) throws(IngestFailure) -> ShardReader.Shard {
    guard shard.start != start else { return shard }
    return try workers.first.reader.read(file, from: start, to: shard.end)
  }
}
