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
  private let dataset: PipelineDefinition.Dataset
  private var nextFile = 0
  private var open: (file: OpenFile, position: Int)?
  private var shapes = FileShape.Known()

  init(_ files: [InputFile], of dataset: PipelineDefinition.Dataset) {
    self.files = files
    self.dataset = dataset
  }

  /// The next task, or `nil` at the end of the last file; opens a file at its first block.
  mutating func next() throws(IngestFailure) -> Task? {
    if let (file, position) = open {
      let end = min(file.source.size, position + Digest.blockBytes)
      open = end < file.source.size ? (file, end) : nil
      return .read(ShardReader.Block(file: file, start: position, end: end))
    }
    guard nextFile < files.count else { return nil }
    let index = nextFile
    nextFile += 1
    let source = try SourceFile(files[index])
    switch try source.shape(as: dataset, known: &shapes) {
    case .failure(let refusal): return .refuse(files[index], reason: refusal.reason)
    case .success(let shape):
      open = (OpenFile(index: index, source: source, shape: shape), 0)
      return try next()
    }
  }
}
