internal import Definitions
internal import Engine

/// The files that a dataset's patterns name.
enum InputFiles {
  /// All files of a dataset, each once, in the order of the UTF-8 bytes of their paths.
  ///
  /// Patterns, and the names that they lead to, are relative to `folder`, that of the pipeline file.
  static func expand(
    _ dataset: PipelineDefinition.Dataset, in folder: String
  ) throws(RunFailure) -> [InputFile] {
    var found: [Place: String] = [:]
    var folders: [String: FileSystem.Identity] = [:]
    for pattern in dataset.files {
      let names = try expand(pattern, of: dataset.name, in: folder)
      guard !names.isEmpty else {
        throw RunFailure(
          .noInput, "\(dataset.name): no file matches \(shown(pattern)) in \(shown(folder))")
      }
      for name in names {
        let path = joined(folder, name)
        let place = try Place(path, dataset: dataset.name, known: &folders)
        if let known = found[place], !name.precedes(known) { continue }
        found[place] = name
      }
    }
    return found.values
      .sorted { $0.precedes($1) }
      .map { InputFile(name: $0, path: joined(folder, $0)) }
  }

  /// A name in a folder, however the folder is reached.
  private struct Place: Hashable {
    let folder: FileSystem.Identity
    let name: [UInt8]

    init(
      _ path: String, dataset: String, known folders: inout [String: FileSystem.Identity]
    ) throws(RunFailure) {
      let parent = FileSystem.parent(of: path) ?? "."
      if let known = folders[parent] {
        folder = known
      } else {
        do throws(SystemError) {
          folder = try FileSystem.status(parent, followingLinks: true).identity
        } catch { throw error.failure(.noInput, "\(dataset): open", parent) }
        folders[parent] = folder
      }
      name = Array(path.utf8.reversed().prefix { $0 != 0x2F })
    }
  }

  /// The regular files that one pattern names, as paths relative to the folder.
  private static func expand(
    _ pattern: String, of dataset: String, in folder: String
  ) throws(RunFailure) -> [String] {
    let components = pattern.split(separator: "/").filter { $0 != "." }.map(String.init)
    var paths = [pattern.hasPrefix("/") ? "/" : ""]
    for (index, component) in components.enumerated() {
      let isLast = index == components.count - 1
      var next: [String] = []
      for path in paths {
        let here = path.isEmpty || path.hasSuffix("/") ? path : path + "/"
        guard PathPattern.isPattern(component) else {
          next.append(here + component)
          continue
        }
        for name in try names(fitting: component, in: joined(folder, path), of: dataset) {
          next.append(here + name)
        }
      }
      // What a wildcard found on the way must be a folder to go on.
      paths = isLast ? next : next.filter { isFolder(joined(folder, $0)) }
    }
    var files: [String] = []
    for path in paths where try isPresentFile(joined(folder, path), of: dataset) {
      files.append(path)
    }
    return files
  }

  private static func isFolder(_ path: String) -> Bool {
    (try? FileSystem.status(path, followingLinks: true))?.kind == .folder
  }

  private static func names(
    fitting component: String, in folder: String, of dataset: String
  ) throws(RunFailure) -> [String] {
    let pattern = PathPattern(component)
    let names: (valid: [String], broken: [String])
    do throws(SystemError) {
      names = try FileSystem.names(in: folder)
    } catch {
      if error.isAbsence { return [] }
      throw error.failure(.noInput, "list, for \(dataset),", folder)
    }
    if let name = names.broken.first(where: pattern.matches) {
      throw RunFailure(
        .noInput, "\(dataset): the file name \(shown(name)) is not valid UTF-8; rename the file")
    }
    return names.valid.filter(pattern.matches)
  }

  /// False where nothing lies there; throws for what is no regular file.
  private static func isPresentFile(
    _ path: String, of dataset: String
  ) throws(RunFailure) -> Bool {
    let kind: FileSystem.Kind
    do throws(SystemError) {
      kind = try FileSystem.status(path, followingLinks: true).kind
    } catch {
      // A link that leads nowhere is there, and cannot be read.
      if error.isAbsence, FileSystem.kind(path) == nil { return false }
      throw error.failure(.noInput, "open, for \(dataset),", path)
    }
    guard kind == .file else {
      let what = kind == .folder ? "a folder" : "a pipe or device"
      throw RunFailure(.noInput, "\(dataset): \(shown(path)) is \(what), not a file")
    }
    return true
  }
}

/// A path inside a folder; an absolute path stays as it is.
func joined(_ folder: String, _ path: String) -> String {
  if path.hasPrefix("/") || folder.isEmpty { return path.isEmpty ? "." : path }
  if path.isEmpty { return folder }
  return folder.hasSuffix("/") ? folder + path : folder + "/" + path
}
