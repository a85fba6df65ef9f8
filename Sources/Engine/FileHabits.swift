internal import Definitions

/// How one file writes what can be written in two ways, found out when a value first asks for it.
///
/// The order of day and month, and the signs of numbers, are decided by the file alone: by the records
/// of it that can be read in one way only, from its first on. So whoever asks gets the same answer,
/// whatever the threads and shards. A file that never asks is never looked at twice.
///
/// Where less than one in a hundred of the deciding records says otherwise, those are typing errors,
/// and are rejected as records. Where more do, the file is refused.
final class FileHabits {
  /// What is known of one habit.
  enum Decision<Choice: Sendable>: Sendable {
    case known(Choice)
    /// No record of the file decides.
    case open
    /// The file has no one habit; a sentence that says so.
    case conflict(String)
  }

  private let file: InputFile
  private let scan: HabitScan?
  private let lock = Lock()
  private var order: Decision<DateOrder>?
  private var style: Decision<NumberStyle>?

  /// The habits of a file of this shape, which the dataset may declare.
  init(of file: InputFile, shape: FileShape, dataset: PipelineDefinition.Dataset) {
    self.file = file
    scan = HabitScan(file, shape: shape, schema: dataset.schema)
    order = dataset.dates.map { .known($0) }
    style = dataset.numbers.map { .known($0) }
  }

  /// Habits that are known, of no file.
  init(_ order: DateOrder, _ style: NumberStyle) {
    file = InputFile(name: "", path: "")
    scan = nil
    self.order = .known(order)
    self.style = .known(style)
  }

  /// The order of day and month, or `nil` where nothing in the file decides.
  ///
  /// Throws `damaged` where the file is to be refused; `refusal` then says why. The first call reads
  /// the file from its start until enough is known, mostly 1 MiB.
  func dateOrder() throws(IngestFailure) -> DateOrder? {
    try lock.withLock { () throws(IngestFailure) in
      if order == nil { order = try scan?.order() }
      return try choice(order ?? .open)
    }
  }

  /// The style of numbers, or `nil` where nothing in the file decides; throws and costs as `dateOrder`.
  func numberStyle() throws(IngestFailure) -> NumberStyle? {
    try lock.withLock { () throws(IngestFailure) in
      if style == nil { style = try scan?.style() }
      return try choice(style ?? .open)
    }
  }

  /// Why the file is left out as a whole, where a habit was asked for that it has not.
  var refusal: String? {
    lock.withLock {
      if case .conflict(let reason) = order { return reason }
      if case .conflict(let reason) = style { return reason }
      return nil
    }
  }

  private func choice<Choice>(_ decision: Decision<Choice>) throws(IngestFailure) -> Choice? {
    switch decision {
    case .known(let choice): return choice
    case .open: return nil
    case .conflict(let reason): throw .damaged(file: file.name, reason: reason)
    }
  }
}
