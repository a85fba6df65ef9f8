public import Definitions
internal import Foundation

/// The definition files of a published run, as they lie there now.
public struct RunDefinitions: Sendable {
  /// The folder that paths in the pipeline file are relative to.
  let folder: String
  /// The pipeline; `nil` where its files cannot be read any more.
  public let definition: PipelineDefinition?
  /// The files whose bytes are others now, or that are gone.
  public let changed: [String]
  /// Those of them that are not found from the run's folder.
  let missing: Set<String>

  /// The pipeline, where it is the one that the run was made by.
  var unchanged: PipelineDefinition? { changed.isEmpty ? definition : nil }

  /// The changed files that what is counted on a dataset depends on: not the schemas of others.
  func changed(for dataset: String?) -> [String] {
    guard !changed.isEmpty, let definition, let dataset = dataset.flatMap(definition.dataset)
    else { return changed }
    let own = Set(definition.schemaSources(of: dataset).map(\.path))
    let others = Set(
      definition.datasets.flatMap { definition.schemaSources(of: $0) }.map(\.path))
    return changed.filter { own.contains($0) || !others.contains($0) }
  }

  /// Reads the files that the run's run.json names; `nil` where that does not tell.
  public init?(of run: PublishedRun) {
    guard let manifest = try? RunManifest(of: run.folder) else { return nil }
    self.init(of: manifest, in: run.folder)
  }

  /// Reads the files that run.json names; O(their bytes).
  init(of manifest: RunManifest, in run: String) {
    let base = joined(FileSystem.resolved(run) ?? run, manifest.pipelineFolder)
    let folder = FileSystem.resolved(base) ?? base
    self.folder = folder
    changed = manifest.definitions.filter { source in
      (try? FileSystem.sha256(ofFile: joined(base, source.path)))?.sha256 != source.sha256
    }.map(\.path)
    missing = Set(changed.filter { FileSystem.kind(joined(base, $0)) == nil })
    guard let day = CivilDate(reading: manifest.asOf) else {
      definition = nil
      return
    }
    let path = manifest.definitions.map { joined(folder, $0.path) }
      .first { Self.isPipeline($0, of: manifest.pipeline) }
    definition = path.flatMap {
      try? PipelineDefinition.read(path: $0, today: day, asOf: day)
    }
  }

  /// Whether a definition file is the pipeline's: only that names it in its first column.
  private static func isPipeline(_ path: String, of name: String) -> Bool {
    guard !path.hasSuffix(".csv"), let bytes = try? FileSystem.read(path) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("pipeline:") }
  }
}
