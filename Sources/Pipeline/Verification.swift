internal import Definitions
internal import Engine

/// Whether a run's files, and if asked its inputs, are still what run.json says.
public struct Verification: Sendable {
  public let runID: String
  public let folder: String
  /// How many outputs run.json lists.
  public let outputCount: Int
  /// Outputs whose bytes are others now.
  public let changed: [String]
  public let missing: [String]
  /// Outputs that `prune` removed, as run.json says.
  public let pruned: [String]
  /// Files that run.json does not list.
  public let extra: [String]
  /// Inputs and definition files whose bytes are others now, or that cannot be read; `nil`: not asked.
  public let changedInputs: [String]?
  /// Those of them that are not found from here; none where not asked.
  public let missingInputs: [String]

  /// Whether the run's own files are as they were published.
  public var isPublicationIntact: Bool { changed.isEmpty && missing.isEmpty && extra.isEmpty }

  /// Whether everything that was looked at is as it was.
  public var isIntact: Bool { isPublicationIntact && (changedInputs ?? []).isEmpty }

  /// The exit code of the contract.
  public var exitCode: Int32 { isIntact ? 0 : 65 }

  /// Reads all of a run's folder again, or of what a link to it leads to.
  ///
  /// `includingInputs` also reads the definition files and the inputs, where the run found them.
  public init(folder: String, includingInputs: Bool = false) throws(RunFailure) {
    let manifest = try RunManifest(of: folder)
    let found = sideBySide(manifest.outputs) { output in
      Result { () throws(RunFailure) in
        let path = folder + "/" + output.path
        guard let kind = FileSystem.kind(path) else { return nil as Bool? }
        return kind == .file ? try FileSystem.sha256(ofFile: path).sha256 == output.sha256 : false
      }
    }
    let gone = Set(manifest.pruned ?? [])
    var (changed, missing, pruned): ([String], [String], [String]) = ([], [], [])
    for (output, found) in zip(manifest.outputs, found) {
      let isSame = try found.get()
      if isSame == nil {
        if gone.contains(output.path) {
          pruned.append(output.path)
        } else {
          missing.append(output.path)
        }
      }
      if isSame == false { changed.append(output.path) }
    }
    extra = try Self.extra(in: folder, besides: manifest)
    runID = manifest.runID
    self.folder = folder
    outputCount = manifest.outputs.count
    self.changed = changed
    self.missing = missing
    self.pruned = pruned
    changedInputs = includingInputs ? Self.changedInputs(manifest, folder) : nil
    let base = joined(FileSystem.resolved(folder) ?? folder, manifest.pipelineFolder)
    missingInputs = (changedInputs ?? []).filter { FileSystem.kind(joined(base, $0)) == nil }
  }

  /// What lies in the run's folder and in the folders of its outputs, and is not listed.
  private static func extra(
    in folder: String, besides manifest: RunManifest
  ) throws(RunFailure) -> [String] {
    let folders = Set(manifest.outputs.compactMap { FileSystem.parent(of: $0.path) })
    let listed = folders.union(manifest.outputs.map(\.path)).union([RunManifest.name])
    var extra: [String] = []
    for place in [""] + folders.sorted() {
      let path = joined(folder, place)
      guard place.isEmpty || FileSystem.kind(path) == .folder else { continue }
      do throws(SystemError) {
        let names = try FileSystem.names(in: path)
        extra += (names.valid + names.broken).map { joined(place, $0) }
      } catch { throw error.failure(.noInput, "list", path) }
    }
    return extra.filter { !listed.contains($0) }
  }

  private static func changedInputs(_ manifest: RunManifest, _ folder: String) -> [String] {
    let run = FileSystem.resolved(folder) ?? folder
    let base = joined(run, manifest.pipelineFolder)
    let definitions = manifest.definitions.filter { source in
      (try? FileSystem.sha256(ofFile: joined(base, source.path)))?.sha256 != source.sha256
    }
    let inputs = manifest.inputs.filter { input in
      let file = InputFile(name: input.path, path: joined(base, input.path))
      return (try? digest(of: file))?.digest != input.digest
    }
    return definitions.map(\.path) + inputs.map(\.path)
  }
}
