public import Definitions
public import Engine

/// What the header of one input says before anything is run.
public struct HeaderCheck: Sendable {
  public let dataset: String
  /// The path relative to the pipeline's folder.
  public let file: String
  public let finding: Finding

  public enum Finding: Sendable {
    case readable(FileShape)
    /// A run would leave the file out.
    case refused(reason: String)
    /// The file cannot be opened.
    case unreadable(reason: String)
  }

  /// Reads the headers of all inputs of a pipeline; a pattern without a file is a finding too.
  public static func all(of pipeline: PipelineDefinition) -> [HeaderCheck] {
    pipeline.datasets.flatMap { dataset in
      do throws(RunFailure) {
        return try InputFiles.expand(dataset, in: pipeline.folder).map { file in
          HeaderCheck(
            dataset: dataset.name, file: file.name, finding: finding(for: file, as: dataset))
        }
      } catch {
        return [
          HeaderCheck(
            dataset: dataset.name, file: "", finding: .unreadable(reason: error.message))
        ]
      }
    }
  }

  private static func finding(
    for file: InputFile, as dataset: PipelineDefinition.Dataset
  ) -> Finding {
    do throws(IngestFailure) {
      switch try inspect(file, as: dataset) {
      case .success(let shape): return .readable(shape)
      case .failure(let refusal): return .refused(reason: refusal.reason)
      }
    } catch {
      return .unreadable(reason: error.reason)
    }
  }
}

extension IngestFailure {
  /// The reason without the file's name.
  var reason: String {
    switch self {
    case .unreadable(_, let reason), .readFailed(_, let reason), .damaged(_, let reason): reason
    case .changedWhileRead: "it changed while it was read; run again when it is whole"
    case .spillFailed(let reason): reason
    case .outOfMemory(let byteCount):
      "the system gives no more memory for records than the \(byteCount >> 20) MiB they have; with "
        + "--memory, such as --memory 1GiB, the rest goes to temporary files"
    case .interrupted: "reading was interrupted"
    }
  }
}
