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
    guard FileManager.default.fileExists(atPath: path) else { throw Failure.absent(path) }
    let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    let today = now.day(offset: UTCOffset(seconds: 7 * 3600))
    let definition = try read(path: path, today: today, asOf: asOf)
    let localToday = now.day(offset: definition.offset)
    return localToday == today
      ? definition : try read(path: path, today: localToday, asOf: asOf)
  }
}

extension Failure {
  /// A file that is not there, with one beside it that may be meant.
  fileprivate static func absent(_ path: String) -> Failure {
    let url = URL(filePath: path)
    let folder = path.contains("/") ? url.deletingLastPathComponent().relativePath : "."
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let name = url.lastPathComponent
    let near =
      nearest(to: name, among: names.sorted())
      ?? names.first { ["\(name).yml", "\(name).yaml"].contains($0) }
    let remedy = near.map { "; did you mean \"\(folder == "." ? $0 : "\(folder)/\($0)")\"?" }
    return Failure(.noInput, "\(path): there is no such file\(remedy ?? "")")
  }
}
