internal import Definitions
internal import Foundation

/// The definition files of the fuzzer, read once.
enum FuzzDefinitions {
  static let pipeline: PipelineDefinition = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let path = folder.appending(path: "definitions/pipeline.yml").path
    do {
      return try PipelineDefinition.read(path: path, today: CivilDate(daysSinceEpoch: 20_331))
    } catch {
      fatalError("\(error)")
    }
  }()

  /// A dataset as an input chooses to read it.
  static func plan(_ choice: Choice, of name: String) -> CountingPlan {
    guard let dataset = pipeline.dataset(name) else { fatalError("there is no \(name)") }
    return CountingPlan(
      PipelineDefinition.Dataset(
        name: name, schema: dataset.schema, files: [], encoding: choice.encoding,
        delimiter: choice.delimiter, dialect: choice.dialect, period: dataset.period),
      of: pipeline)
  }
}
