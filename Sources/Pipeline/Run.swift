public import Definitions

/// One execution of a pipeline over one state of its inputs.
public struct Run: Sendable {
  public let pipeline: PipelineDefinition
  public let options: RunOptions

  public init(_ pipeline: PipelineDefinition, _ options: RunOptions) {
    self.pipeline = pipeline
    self.options = options
  }

  /// Makes what is not there yet and publishes it; at any moment a kill leaves everything whole.
  ///
  /// - Throws: where it could not come to its end. What it was making is removed again.
  public func execute() throws(RunFailure) -> RunOutcome {
    let planner = try Planner(pipeline, options)
    let files = try planner.expandedInputs()
    try planner.directory.create()
    let lock = try RunLock(planner.directory.lock)
    defer { lock.release() }
    try planner.directory.clean()
    var session = RunSession(planner, options, files: files)
    do throws(RunFailure) {
      let outcome = try session.run()
      try FileSystem.removeIfPresent(planner.directory.temporary)
      return outcome
    } catch {
      try? FileSystem.removeIfPresent(planner.directory.temporary)
      throw error
    }
  }
}
