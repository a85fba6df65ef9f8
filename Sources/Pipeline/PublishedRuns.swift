internal import Definitions
internal import Foundation

/// The runs published under one folder: `DIR/<pipeline>/<run-id>/` and the links `latest`.
public struct PublishedRuns: Sendable {
  /// The folder as the user wrote it.
  public let out: String

  public init(out: String) { self.out = out }

  /// Why no run could be given, with what to do about it.
  public struct Fault: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// There is no such run.
      case absent
      /// There is one, but its files are not what a run writes.
      case damaged
    }

    public let kind: Kind
    public let message: String
  }

  /// The folder of a run: by folder, by the name of a pipeline (its `latest`) or by run id, of which a
  /// unique beginning is enough; without a name, of the `latest` that was changed last.
  public func folder(of name: String? = nil) throws(Fault) -> String {
    guard let name else { return try newest() }
    let isPath = name.contains("/") || name == "." || name == ".."
    if !isPath {
      if let folder = try pipeline(name) { return folder }
      if let folder = try run(name) { return folder }
    }
    for folder in [name, name + "/latest"] where Self.isRun(folder) { return folder }
    if isPath, let folder = try Self.beginning(name) { return folder }
    if Self.isFolder(name) {
      let inner = PublishedRuns(out: name)
      if !inner.pipelines.isEmpty { return try inner.newest() }
    }
    throw absent(name)
  }

  /// The names of the pipelines that have written here, in order.
  public var pipelines: [String] {
    Self.entries(out).filter { name in
      let folder = "\(out)/\(name)"
      return Self.isFolder(folder)
        && (Self.isRun("\(folder)/latest") || !runIDs(of: name).isEmpty)
    }
  }

  /// The ids of a pipeline's runs, failed ones included, in order.
  public func runIDs(of pipeline: String) -> [String] {
    Self.entries("\(out)/\(pipeline)").filter {
      $0 != "latest" && Self.isRun("\(out)/\(pipeline)/\($0)")
    }
  }

  private func pipeline(_ name: String) throws(Fault) -> String? {
    let latest = "\(out)/\(name)/latest"
    if Self.isRun(latest) { return latest }
    guard let failed = runIDs(of: name).first else { return nil }
    throw Fault(
      kind: .absent,
      message: "\(out)/\(name) has no published run, only failed ones; "
        + "see one with: hailong show \(failed)")
  }

  private func run(_ id: String) throws(Fault) -> String? {
    let candidates = pipelines.flatMap { pipeline in
      runIDs(of: pipeline).filter { $0.hasPrefix(id) }.map { (pipeline, $0) }
    }
    let exact = candidates.filter { $0.1 == id }
    let found = exact.isEmpty && id.count >= 4 ? candidates : exact
    if found.count > 1 {
      let folders = found.prefix(3).map { "\(out)/\($0.0)/\($0.1)" }.joined(separator: ", ")
      throw Fault(
        kind: .absent, message: "\"\(id)\" begins more than one run: \(folders); name one of them")
    }
    return found.first.map { "\(out)/\($0.0)/\($0.1)" }
  }

  /// The one run in a folder whose id begins as the path ends.
  private static func beginning(_ path: String) throws(Fault) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let (folder, id) = (String(path[..<slash]), path[path.index(after: slash)...])
    let found = entries(folder).filter {
      id.count >= 4 && $0.hasPrefix(id) && isRun("\(folder)/\($0)")
    }
    guard found.count > 1 else { return found.first.map { "\(folder)/\($0)" } }
    throw Fault(
      kind: .absent, message: "\"\(path)\" begins more than one run; write more of its id")
  }

  private func newest() throws(Fault) -> String {
    let links = pipelines.map { "\(out)/\($0)/latest" }.filter(Self.isRun)
    let dated = links.map { (link: $0, changed: Self.changed($0)) }
    if let newest = dated.max(by: { ($0.changed, $0.link) < ($1.changed, $1.link) }) {
      return newest.link
    }
    if !Self.isFolder(out), let near = nearest(to: out, among: Self.entries(".")) {
      throw Fault(
        kind: .absent, message: "there is no folder \"\(out)\"; did you mean \"\(near)\"?")
    }
    throw Fault(
      kind: .absent,
      message: "nothing is published under \(out) yet; type: hailong run PIPELINE"
        + (out == "out" ? ", or name the folder with --out DIR" : " --out \(out)"))
  }

  private func absent(_ name: String) -> Fault {
    let known = pipelines
    guard !known.isEmpty else {
      return Fault(
        kind: .absent,
        message: "there is no run \"\(name)\", and nothing is published under \(out); "
          + "type: hailong run PIPELINE")
    }
    if let near = likely(name, among: known) {
      return Fault(
        kind: .absent,
        message: "there is no run \"\(name)\" under \(out); did you mean \"\(near)\"?")
    }
    return Fault(
      kind: .absent,
      message: "there is no run \"\(name)\" under \(out); there are runs of "
        + known.joined(separator: ", "))
  }

  /// The pipeline, or the run id of which as much as was typed, that is spelt most like a name.
  private func likely(_ name: String, among pipelines: [String]) -> String? {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if let near = nearest(to: last, among: pipelines) { return near }
    guard last.count >= 4 else { return nil }
    let ids = pipelines.flatMap(runIDs)
    let near = nearest(to: last, among: Set(ids.map { String($0.prefix(last.count)) }).sorted())
    return near.flatMap { near in ids.first { $0.hasPrefix(near) } }
  }

  private static func entries(_ folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func isRun(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/run.json")
  }

  /// When the link itself, not the run it leads to, was made.
  private static func changed(_ link: String) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: link)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }
}
