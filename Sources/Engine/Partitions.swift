/// The newest rows of some partitions, in memory as far as there is room, then in a temporary file.
struct Partitions {
  private let rowPlan: RowPlan
  private let versionWord: Int
  private let workerCount: Int
  /// Bytes of rows to keep in memory; `nil` for no bound.
  private let memoryLimit: Int?
  private let folder: String
  private var latest: [Latest]
  private var stretches: [[SpillFile.Stretch]]
  private var spill: SpillFile?

  /// The partitions of one worker of several: every `workerCount`-th.
  init?(_ rowPlan: RowPlan, options: IngestOptions, workerCount: Int) {
    guard let versionWord = rowPlan.versionWord else { return nil }
    self.rowPlan = rowPlan
    self.versionWord = versionWord
    self.workerCount = workerCount
    memoryLimit = options.memoryLimit.map { $0 / workerCount }
    folder = options.temporaryDirectory
    let count = (Latest.partitionCount + workerCount - 1) / workerCount
    latest = (0..<count).map { _ in Latest(stride: rowPlan.stride, versionWord: versionWord) }
    stretches = Array(repeating: [], count: count)
  }

  /// Keeps the rows of these partitions that are the newest of their keys.
  mutating func add(_ words: [UInt64], worker: Int) throws(IngestFailure) {
    for row in stride(from: 0, to: words.count, by: rowPlan.stride) {
      let partition = Latest.partition(ofHash: words[row + RowPlan.hashWord])
      if partition % workerCount == worker { latest[partition / workerCount].add(words, at: row) }
    }
    guard let memoryLimit, latest.reduce(0, { $0 + $1.byteCount }) > memoryLimit else { return }
    if spill == nil { spill = try SpillFile(folder: folder) }
    guard let file = spill else { return }
    for index in latest.indices where latest[index].count > 0 {
      stretches[index].append(try file.append(latest[index].rows))
      latest[index] = Latest(stride: rowPlan.stride, versionWord: versionWord)
    }
  }

  /// Hands over the newest rows of one partition after another, and forgets them.
  mutating func drain(_ body: ([UInt64]) -> Void) throws(IngestFailure) {
    for index in latest.indices {
      var newest = latest[index]
      latest[index] = Latest(stride: rowPlan.stride, versionWord: versionWord)
      for stretch in stretches[index] {
        let words = try spill?.read(stretch) ?? []
        for row in stride(from: 0, to: words.count, by: rowPlan.stride) {
          newest.add(words, at: row)
        }
      }
      body(newest.rows)
    }
  }
}
