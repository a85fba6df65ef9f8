internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Pipeline

/// What a shell offers for values that only the published runs know.
enum Completions {
  /// Pipelines that have published, and the ids of their runs once some of one is typed.
  static let runs = CompletionKind.custom { words, _, typed in
    let runs = PublishedRuns(out: option("--out", in: words) ?? "out")
    let pipelines = runs.pipelines
    return pipelines + (typed.isEmpty ? [] : pipelines.flatMap(runs.runIDs))
  }

  /// The ids under which the run publishes figures.
  static let kpis = CompletionKind.custom { words, _, _ in run(words)?.kpiIDs ?? [] }

  static let groupings = CompletionKind.custom { words, _, _ in run(words)?.groupings ?? [] }

  /// Names as they can be typed on any keyboard: `phutho`.
  static let provinces = CompletionKind.custom { words, _, _ in
    (run(words)?.provinces ?? []).map { Fold($0.name).bare }
  }

  static let datasets = CompletionKind.custom { words, _, _ in
    run(words)?.quality.datasets.keys.sorted() ?? []
  }

  /// Files with rejects, as short as they can be typed.
  static let rejectedFiles = CompletionKind.custom { words, _, _ in
    (run(words)?.quality.files ?? []).filter { $0.tally.rejected > 0 }
      .map { URL(filePath: $0.file).lastPathComponent }
  }

  static let rejectCodes = CompletionKind.list(Reject.Code.allCases.map(\.rawValue))

  static let encodings = CompletionKind.list(TextEncoding.allCases.map(\.rawValue))

  static let delimiters = CompletionKind.list(Delimiter.names.map(\.key))

  /// The run that the line names so far, or the latest of all.
  private static func run(_ words: [String]) -> PublishedRun? {
    let runs = PublishedRuns(out: option("--out", in: words) ?? "out")
    let named = words.dropFirst(2).lazy.compactMap { try? runs.folder(of: $0) }.first
    return (named ?? (try? runs.folder())).flatMap { try? PublishedRun(folder: $0) }
  }

  private static func option(_ name: String, in words: [String]) -> String? {
    words.firstIndex(of: name).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
  }
}
