internal import Definitions
internal import Dispatch

/// One dataset on its way from files into cells.
///
/// ```
///  files ─▶ blocks ──claim──▶ worker: read, check, decode ──deposit──▶ confirmed in order of the files
///                                ▲                                          │ rows that are certain
///                                └──────────── counts or parts them ◀───────┘
/// ```
///
/// Where a record starts is known once the block before is; until then a block's rows wait. A worker
/// that deposits a block gets the rows that this made certain, mostly its own, still in its cache.
///
/// A file that is packed, or not in UTF-8, is unpacked and decoded by whoever claims a block of it, one
/// worker at a time, beside the others that parse what they claimed. The text that blocks still need is kept: two blocks, one for each worker,
/// and as many as wait to be confirmed.
final class DatasetIngest {
  /// Blocks for each worker that may wait for one before them.
  private static let blocksAhead = 16

  private let rowPlan: RowPlan
  private let options: IngestOptions
  private let workers: Workers<IngestWorker>
  private let output: IngestOutput
  private let room = DispatchSemaphore(value: 0)
  // These two are used with their lock held.
  private let claimLock = Lock()
  private var queue: BlockQueue
  private var claimed = 0
  // And so is everything below, or by one thread.
  private let lock = Lock()
  private var confirmed = 0
  private var waiting: [Int: Deposit] = [:]
  private var failure: (number: Int, reason: IngestFailure)?
  /// By the number of the file; those that are being read.
  private var progress: [Int: FileProgress] = [:]
  private var finished: [(index: Int, progress: FileProgress)] = []
  private var refused: [RefusedFile] = []
  /// The numbers of files that are refused for what their first block says.
  private var withdrawn: Set<Int> = []
  private let lateRefusals: LateRefusals

  private enum Deposit {
    case block(ShardReader.Block, ShardReader.BlockResult)
    case refused(RefusedFile)
    /// A file is to be refused; told with the first block, when none of its rows counts yet.
    case withdrawn(ShardReader.Block, RefusedFile?)
  }

  init(
    _ rowPlan: RowPlan, files: [InputFile], damage: [Int: String], lateRefusals: LateRefusals,
    options: IngestOptions, output: IngestOutput, tracedCells: Set<CellKey> = []
  ) {
    let plan = rowPlan.plan
    let shown = ShownValue(schema: plan.schema, reference: plan.reference)
    let count = max(1, options.threads)
    self.rowPlan = rowPlan
    self.options = options
    self.output = output
    self.lateRefusals = lateRefusals
    queue = BlockQueue(files, of: plan.dataset, damage: damage)
    workers = Workers(count: count) { _ in
      IngestWorker(
        rowPlan, shown: shown, options: options, workerCount: count,
        tidies: output.records != nil, tracedCells: tracedCells)
    }
    for _ in 0..<(count * Self.blocksAhead) { room.signal() }
  }

  /// Reads all files, and gives what was found.
  func run() throws(IngestFailure) -> IngestResult {
    try workers.each { worker throws(IngestFailure) in try self.work(worker) }
    if let failure { throw failure.reason }
    let parts = workers.all.compactMap(\.partitions)
    if !parts.isEmpty {
      let isInterrupted = options.isInterrupted
      try workers.share(Partitions.count) { worker, partition throws(IngestFailure) in
        // Some tenths of a millisecond each.
        if partition.isMultiple(of: 16), isInterrupted() { throw .interrupted }
        try worker.settle(partition, of: parts)
      }
    }
    return result()
  }

  /// Works on one block after another until there is none or something failed.
  private func work(_ worker: IngestWorker) throws(IngestFailure) {
    while let (number, task) = claim() {
      do throws(IngestFailure) {
        let deposit = try perform(task, worker)
        for shard in try confirm(deposit, number, worker) {
          try worker.take(shard.rows, file: shard.file)
          worker.reader.reuse(shard.rows)
        }
      } catch {
        fail(number, error)
      }
    }
  }

  private func claim() -> (number: Int, task: BlockQueue.Task)? {
    room.wait()
    let result: (Int, BlockQueue.Task)? = claimLock.withLock {
      guard lock.withLock({ failure == nil }) else { return nil }
      do throws(IngestFailure) {
        guard !options.isInterrupted() else { throw .interrupted }
        guard let task = try queue.next() else { return nil }
        claimed += 1
        return (claimed - 1, task)
      } catch {
        fail(claimed, error)
        return nil
      }
    }
    // The others wait for this, too.
    if result == nil { room.signal() }
    return result
  }

  private func fail(_ number: Int, _ reason: IngestFailure) {
    lock.withLock {
      if number < failure?.number ?? .max { failure = (number, reason) }
    }
    room.signal()
  }

  private func perform(
    _ task: BlockQueue.Task, _ worker: IngestWorker
  ) throws(IngestFailure) -> Deposit {
    switch task {
    case .read(let block):
      do throws(IngestFailure) {
        return .block(block, try worker.reader.read(block))
      } catch {
        guard let reason = block.file.habits.refusal else { throw error }
        let isFirst = block.start == 0
        return .withdrawn(
          block, isFirst ? try refusal(of: block.file.text.file.input, reason) : nil)
      }
    case .refuse(let file, let reason): return .refused(try refusal(of: file, reason))
    }
  }

  private func refusal(
    of file: InputFile, _ reason: String
  ) throws(IngestFailure) -> RefusedFile {
    let (digest, byteCount) = try digest(of: file)
    options.meter?.add(bytes: Int(byteCount), rows: 0)
    return RefusedFile(
      path: file.name, dataset: rowPlan.plan.dataset.name, reason: reason, byteCount: byteCount,
      digest: digest)
  }

  /// Puts a block in its place; gives the rows that are certain now.
  private func confirm(
    _ deposit: Deposit, _ number: Int, _ worker: IngestWorker
  ) throws(IngestFailure) -> [(rows: RowStore, file: Int)] {
    var certain: [(rows: RowStore, file: Int)] = []
    var failed: IngestFailure?
    lock.withLock {
      waiting[number] = deposit
      do throws(IngestFailure) {
        while let next = waiting.removeValue(forKey: confirmed) {
          confirmed += 1
          room.signal()
          switch next {
          case .refused(let file): refused.append(file)
          case .block(let block, _) where withdrawn.contains(block.file.index):
            block.file.text.forget(before: block.end)
          case .block(let block, let result):
            try confirm(block, result, worker.reader, &certain)
          case .withdrawn(let block, let file):
            try withdraw(block, file)
          }
        }
      } catch { failed = error }
    }
    if let failed { throw failed }
    return certain
  }

  /// Refuses the file of a block; begins anew without it where rows of it may count already.
  private func withdraw(
    _ block: ShardReader.Block, _ file: RefusedFile?
  ) throws(IngestFailure) {
    if let file {
      refused.append(file)
      withdrawn.insert(block.file.index)
    } else if !withdrawn.contains(block.file.index) {
      throw lateRefusals.failure(of: block.file)
    }
    block.file.text.forget(before: block.end)
  }

  private func confirm(
    _ block: ShardReader.Block, _ result: ShardReader.BlockResult, _ reader: ShardReader,
    _ certain: inout [(rows: RowStore, file: Int)]
  ) throws(IngestFailure) {
    let index = block.file.index
    var file = progress.removeValue(forKey: index) ?? FileProgress(block.file)
    let rowsBefore = file.rowsRead
    if let hash = result.hash { file.digest.append(hash) }
    for guessed in result.shards {
      if file.isInLongLine {
        // It ends where the first record of a shard starts, if one does.
        guard guessed.start < guessed.end else { continue }
        file.leaveLongLine(at: guessed.start)
      }
      // Read again where its first record starts elsewhere than was guessed.
      var shard = guessed
      if guessed.start != file.position {
        do throws(IngestFailure) {
          shard = try reader.read(block.file, from: file.position, to: guessed.end)
        } catch {
          guard block.file.habits.refusal != nil else { throw error }
          throw lateRefusals.failure(of: block.file)
        }
      }
      if let line = shard.content.otherHeader {
        throw lateRefusals.failure(
          of: block.file,
          reason:
            "in line \(file.line + line) begins another table, with other columns or in another "
            + "order; make two files of it")
      }
      if let word = rowPlan.lineWord {
        shard.content.rows.add(UInt64(file.line), toWord: word)
      }
      file.add(shard, of: rowPlan.plan, reject: output.reject)
      output.records?(shard.content.text)
      certain.append((shard.content.rows, index))
    }
    if let meter = options.meter {
      let bytes = block.file.text.sourceBytes(before: block.end)
      meter.add(bytes: bytes - file.meteredBytes, rows: file.rowsRead - rowsBefore)
      file.meteredBytes = bytes
    }
    block.file.text.forget(before: block.end)
    if block.isLast {
      file.end(of: rowPlan.plan, reject: output.reject)
      if let digest = block.file.text.streamDigest { file.digest = digest }
      try block.file.text.file.checkUnchanged()
      finished.append((index, file))
    } else {
      progress[index] = file
    }
  }

  /// Where the records of the traced cells lie; of files that were all read.
  var traces: [CellTrace] {
    let tracers = workers.all.compactMap(\.tracer)
    for other in tracers.dropFirst() { tracers[0].merge(other) }
    return tracers.first?.traces ?? []
  }

  /// The records themselves, in an order that depends on nothing but them.
  private var sample: Sample? {
    let samplers = workers.all.compactMap(\.sampler)
    guard let first = samplers.first else { return nil }
    for other in samplers.dropFirst() { first.merge(other) }
    return first.sample(named: workers.all.map(\.reader.names)).sorted()
  }

  private func result() -> IngestResult {
    let (plan, all) = (rowPlan.plan, workers.all.map(\.counts))
    let accumulator = all[0].accumulator
    for other in all.dropFirst() { accumulator.merge(other.accumulator) }
    let files = finished.map { index, progress in
      var fate = RowFate(provinceCount: plan.reference.provinces.count)
      for counts in all { fate.merge(counts.fate(ofFile: index)) }
      return progress.report(
        dataset: plan.dataset.name, fate, provinces: plan.reference.provinces)
    }
    let temporaryBytes = workers.all.reduce(0) { $0 + ($1.partitions?.spilledBytes ?? 0) }
    var cells = accumulator.cells()
    cells.sample = sample
    return IngestResult(
      cells: cells, files: files, refused: refused, temporaryBytes: temporaryBytes)
  }
}
