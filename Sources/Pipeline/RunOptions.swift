public import Engine

/// How a run is to be made; nothing here but `from` can change a result.
public struct RunOptions: Sendable {
  /// The output folder.
  public var out: String
  /// The first stage to make; the results of those before it are taken as they are.
  public var from: Stage
  /// `nil`: as many as the machine has cores.
  public var threads: Int?
  /// Bytes of records that ingest may hold in memory; `nil`: no bound.
  public var memoryLimit: Int?
  /// Makes every stage again although its result is there.
  public var force: Bool
  /// Also puts the SHA-256 of inputs into run.json.
  public var digestsInputs: Bool
  /// Asked often: the number of the signal that tells the run to end, if one came.
  public var interruption: @Sendable () -> Int32?
  /// Told what happens as it happens.
  public var report: @Sendable (RunEvent) -> Void

  public init(
    out: String = "out", from: Stage = .ingest, threads: Int? = nil, memoryLimit: Int? = nil,
    force: Bool = false, digestsInputs: Bool = false,
    interruption: @escaping @Sendable () -> Int32? = { nil },
    report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.out = out
    self.from = from
    self.threads = threads
    self.memoryLimit = memoryLimit
    self.force = force
    self.digestsInputs = digestsInputs
    self.interruption = interruption
    self.report = report
  }
}

/// A moment of a run, for those who wait for it.
public enum RunEvent: Sendable {
  case stageStarted(StageDecision)
  /// Files of a dataset are being read, so many bytes in all; the meter says how far it is.
  case reading(dataset: String, byteCount: Int64, IngestMeter)
  case stageFinished(StageDecision, seconds: Double)
  case note(String)
}
