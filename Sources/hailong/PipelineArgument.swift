internal import ArgumentParser
internal import Definitions
internal import Foundation

/// The pipeline file of a command.
struct PipelineArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The pipeline file.", valueName: "pipeline"),
    completion: .file(extensions: ["yml", "yaml"]))
  var path: String

  /// Reads the pipeline and all that it names.
  func definition(asOf: CivilDate? = nil) throws -> PipelineDefinition {
    try PipelineDefinition.read(existing: path, asOf: asOf)
  }
}

/// A day, `2025-08-31`.
struct DayArgument: ExpressibleByArgument {
  let day: CivilDate

  init?(argument: String) {
    guard let reading = DateTimeReader.read(argument), reading.time == nil else { return nil }
    day = reading.day
  }
}

extension PipelineDefinition {
  /// Reads a pipeline that must be there, as of today where the pipeline's clocks are.
  static func read(existing path: String, asOf: CivilDate? = nil) throws -> PipelineDefinition {
    guard Failure.isPresent(path) else {
      throw Failure.absent(path, likely: Listed.definitions(in: "pipelines"))
    }
    let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    let today = now.day(offset: UTCOffset(seconds: 7 * 3600))
    let definition = try read(path: path, today: today, asOf: asOf)
    let localToday = now.day(offset: definition.offset)
    return localToday == today
      ? definition : try read(path: path, today: localToday, asOf: asOf)
  }
}
