internal import Definitions
internal import Statistics

/// How one file writes what can be written in two ways, found out when a value first asks for it.
///
/// The order of day and month, and the signs of numbers, are decided by the file alone: by the records
/// of it that can be read in one way only, from its first on. So whoever asks gets the same answer,
/// whatever the threads and shards. A file that never asks is never looked at twice.
///
/// Where at most one in a hundred of the deciding records says otherwise, those are typing errors, and
/// are rejected as records. Where more do, nobody knows how to read a date of two readings, and the file
/// is refused; of numbers those that the most records write are kept if they have one reading only.
final class FileHabits {
  /// What is known of one habit.
  enum Decision<Choice: Sendable>: Sendable {
    case known(Choice)
    /// Most records of the file say so, and more than some do not.
    case mostly(Choice)
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
    scan = HabitScan(file, shape: shape, dataset: dataset)
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
      switch order {
      case .known(let order): return order
      case .open, .mostly, nil: return nil
      case .conflict(let reason): throw .damaged(file: file.name, reason: reason)
      }
    }
  }

  /// The style of numbers; costs what `dateOrder` does.
  func numberStyle() throws(IngestFailure) -> Decision<NumberStyle> {
    try lock.withLock { () throws(IngestFailure) in
      if style == nil { style = try scan?.style() }
      return style ?? .open
    }
  }

  /// Why the file is left out as a whole, where a habit was asked for that it has not.
  var refusal: String? {
    lock.withLock {
      if case .conflict(let reason) = order { return reason }
      return nil
    }
  }
}

extension FileHabits.Decision<NumberStyle> {
  /// The number of two readings that is meant, if it is known which.
  func number(vietnamese: Exact?, english: Exact?) -> Exact? {
    switch self {
    case .known(let style): style == .vietnamese ? vietnamese : english
    case .mostly(.vietnamese): english == nil ? vietnamese : nil
    case .mostly(.english): vietnamese == nil ? english : nil
    case .open, .conflict: nil
    }
  }

  /// Whether a number of two readings is not to be decided.
  var isOpen: Bool { if case .known = self { false } else { true } }
}
