internal import Foundation
internal import Report

/// The results of stages that earlier runs left: `DIR/<pipeline>/.stages/<digest>/`.
struct StageStore {
  /// One result: what it was made from, and its files with their SHA-256.
  struct Record: Equatable {
    let digest: String
    let name: String
    let madeFrom: [String: String]
    let files: [File]

    struct File: Codable, Equatable {
      let path: String
      let bytes: Int64
      let sha256: String
    }

    func sha256(of file: String) -> String? { files.first { $0.path == file }?.sha256 }
  }

  /// What lies under a digest.
  enum State: Equatable {
    case absent
    case intact(Record)
    /// Something is there that cannot be used; the text says what is wrong with it.
    case damaged(String)
  }

  static let manifest = "stage.json"

  let folder: String
  let temporary: String

  func path(_ digest: String, _ file: String? = nil) -> String {
    folder + "/" + digest + (file.map { "/" + $0 } ?? "")
  }

  /// Every result whose manifest can be read, the newest first.
  var records: [Record] {
    let names = (try? FileSystem.names(in: folder))?.valid ?? []
    let dated = names.compactMap { name in
      (try? FileSystem.status(path(name, Self.manifest))).flatMap { status in
        record(name).map { (record: $0, modified: status.modified) }
      }
    }
    return dated.sorted {
      ($1.modified, $1.record.digest) < ($0.modified, $0.record.digest)
    }.map(\.record)
  }

  /// Looks for a result and reads all of it to see that it is whole.
  func state(_ digest: String) -> State {
    guard FileSystem.kind(path(digest)) != nil else { return .absent }
    guard let record = record(digest) else { return .damaged("its stage.json cannot be read") }
    return damage(of: record).map { .damaged($0) } ?? .intact(record)
  }

  /// What is wrong with a result's files; `nil` where all are as they were written.
  func damage(of record: Record) -> String? {
    let found = sideBySide(record.files) { file in
      (try? FileSystem.sha256(ofFile: path(record.digest, file.path)))?.sha256
    }
    for (file, found) in zip(record.files, found) {
      guard let found else { return "\(shown(file.path)) cannot be read" }
      guard found == file.sha256 else { return "\(shown(file.path)) has changed on the disk" }
    }
    return nil
  }

  /// What is wrong with any result here.
  var damages: [String] {
    let names = (try? FileSystem.names(in: folder))?.valid ?? []
    return sideBySide(names) { name in
      guard case .damaged(let text) = state(name) else { return nil as String? }
      return "\(record(name)?.name ?? name): \(text)"
    }.compactMap(\.self)
  }

  private func record(_ digest: String) -> Record? {
    struct Content: Decodable {
      let stage: String
      let made_from: [String: String]
      let files: [Record.File]
    }
    let path = path(digest, Self.manifest)
    guard let bytes = try? FileSystem.read(path),
      let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
      content.files.allSatisfy({ !$0.path.contains("/") && $0.path != ".." })
    else { return nil }
    return Record(
      digest: digest, name: content.stage, madeFrom: content.made_from, files: content.files)
  }

  /// Keeps the result of a recipe: it appears whole or not at all.
  ///
  /// Its files lie in `draft`, a folder on the same file system, and are all on the disk.
  func keep(_ recipe: Recipe, draft: String, files: [Record.File]) throws(RunFailure) -> Record {
    let digest = try recipe.digest
    let manifest: JSON = [
      "schema_version": .integer(1), "stage": .string(recipe.name),
      "made_from": .object(recipe.sorted.map { (name: $0.key, value: .string($0.value)) }),
      "files": .array(
        files.map { file in
          [
            "path": .string(file.path), "bytes": .integer(file.bytes),
            "sha256": .string(file.sha256),
          ]
        }),
    ]
    try FileSystem.write(manifest.bytes, to: draft + "/" + Self.manifest)
    try FileSystem.synchronizeFolder(draft)
    try discard(digest)
    try FileSystem.rename(draft, to: path(digest))
    try FileSystem.synchronizeFolder(folder)
    return Record(digest: digest, name: recipe.name, madeFrom: recipe.ingredients, files: files)
  }

  /// Removes a result so that no half of it can be seen.
  private func discard(_ digest: String) throws(RunFailure) {
    guard FileSystem.kind(path(digest)) != nil else { return }
    let dead = temporary + "/dead-" + digest
    try FileSystem.removeIfPresent(dead)
    try FileSystem.rename(path(digest), to: dead)
    try FileSystem.removeIfPresent(dead)
  }

  /// Removes every result but these.
  func prune(keeping digests: Set<String>) throws(RunFailure) {
    let names = (try? FileSystem.names(in: folder))?.valid ?? []
    for name in names where !digests.contains(name) { try discard(name) }
  }
}
