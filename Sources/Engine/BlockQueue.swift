internal import Definitions

/// The files of a dataset in order, cut into blocks that workers claim one after another.
struct BlockQueue {
  /// What a worker does next.
  enum Task {
    case read(ShardReader.Block)
    /// A file that is left out; its digest is still wanted.
    case refuse(InputFile, reason: String)
  }

  private let files: [InputFile]
  /// By the number of the file why it is left out although its head is sound.
  private let damage: [Int: String]
  private let dataset: PipelineDefinition.Dataset
  private var nextFile = 0
  private var open: (file: OpenFile, position: Int)?
  private var shapes: FileShape.Known

  init(
    _ files: [InputFile], of dataset: PipelineDefinition.Dataset, damage: [Int: String]
  ) {
    self.files = files
    self.damage = damage
    self.dataset = dataset
    shapes = FileShape.Known(dataset.schema)
  }

  /// The next task, or `nil` at the end of the last file; opens a file at its first block.
  ///
  /// A block of a file that is packed or to be decoded is made here, some 3 ms, while those before it are parsed elsewhere.
  mutating func next() throws(IngestFailure) -> Task? {
    if let (file, position) = open {
      // With the block after it: this one's last record may end there, if this is not the last block.
      let known = try file.text.reach(position + 2 * Digest.blockBytes)
      let end = min(known, position + Digest.blockBytes)
      let isLast = file.text.isEnd(end)
      open = isLast ? nil : (file, end)
      return .read(ShardReader.Block(file: file, start: position, end: end, isLast: isLast))
    }
    guard nextFile < files.count else { return nil }
    let index = nextFile
    nextFile += 1
    let text = try SourceText(files[index], of: dataset)
    switch try text.shape(as: dataset, known: &shapes) {
    case .failure(let refusal): return .refuse(files[index], reason: refusal.reason)
    case .success(let shape):
      if let reason = damage[index] { return .refuse(files[index], reason: reason) }
      let habits = FileHabits(of: files[index], shape: shape, dataset: dataset)
      open = (OpenFile(index: index, text: text, shape: shape, habits: habits), 0)
      return try next()
    }
  }
}
