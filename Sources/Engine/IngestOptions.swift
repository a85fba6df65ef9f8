public import Definitions

/// One file to read.
public struct InputFile: Hashable, Sendable {
  /// The path relative to the pipeline's folder, with `/`: its name in every output.
  public let name: String
  /// Where it lies.
  public let path: String

  public init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

/// How to ingest; nothing here can change a result.
public struct IngestOptions: Sendable {
  public var threads: Int
  /// Bytes a shard.
  public var shardBytes: Int
  /// Bytes of records kept in memory before they go to temporary files; `nil`: no bound.
  public var memoryLimit: Int?
  /// Where temporary files go.
  public var temporaryDirectory: String
  /// Asked often; ingest ends with `interrupted` soon after it says true.
  public var isInterrupted: @Sendable () -> Bool
  /// Told how far it is, once a block; `nil` where nobody watches.
  public var meter: IngestMeter?

  public init(
    threads: Int = 2, shardBytes: Int = 1 << 20, memoryLimit: Int? = nil,
    temporaryDirectory: String = "/tmp", isInterrupted: @escaping @Sendable () -> Bool = { false },
    meter: IngestMeter? = nil
  ) {
    self.threads = threads
    self.shardBytes = shardBytes
    self.memoryLimit = memoryLimit
    self.temporaryDirectory = temporaryDirectory
    self.isInterrupted = isInterrupted
    self.meter = meter
  }
}

/// What ingest made of a dataset's files.
public struct IngestResult: Sendable {
  public let cells: Cells
  /// In the order of the files.
  public let files: [FileReport]
  public let refused: [RefusedFile]
  /// Bytes of records that memory had no room for, and that went to temporary files.
  public let temporaryBytes: Int

  public init(
    cells: Cells, files: [FileReport], refused: [RefusedFile], temporaryBytes: Int = 0
  ) {
    self.cells = cells
    self.files = files
    self.refused = refused
    self.temporaryBytes = temporaryBytes
  }
}

/// Why a dataset could not be ingested at all.
public enum IngestFailure: Error, Equatable, Sendable {
  /// The file cannot be opened; the reason is the system's.
  case unreadable(file: String, reason: String)
  case readFailed(file: String, reason: String)
  case changedWhileRead(file: String)
  /// What a file unpacks to cannot be had to its end; the reason is a sentence with the remedy.
  case damaged(file: String, reason: String)
  /// A temporary file could not be written.
  case spillFailed(reason: String)
  /// The system has no more memory for records beside so many bytes of them.
  case outOfMemory(byteCount: Int)
  case interrupted
}
