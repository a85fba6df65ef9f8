import Foundation
import Testing

extension Workdir {
  /// Every file below a folder with its content, by its path in that folder.
  ///
  /// Left out: run.json, which says when and where a run was made, and the lock.
  func snapshot(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for (path, url) in try regularFiles(folder)
    where !["run.json", ".lock"].contains(url.lastPathComponent) {
      files[path] = try Data(contentsOf: url)
    }
    try #require(!files.isEmpty, "\(folder) is empty")
    return files
  }

  /// When every file below a folder was last written.
  func modificationDates(_ folder: String) throws -> [String: Date] {
    try regularFiles(folder).mapValues { url in
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      return try #require(attributes[.modificationDate] as? Date)
    }
  }

  /// The permissions of every file below a folder.
  func permissions(_ folder: String) throws -> [String: Int] {
    try regularFiles(folder).mapValues { url in
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
    }
  }

  private func regularFiles(_ folder: String) throws -> [String: URL] {
    let root = url.appending(path: folder)
    var files: [String: URL] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      let file = root.appending(path: path)
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      if attributes[.type] as? FileAttributeType == .typeRegular { files[path] = file }
    }
    return files
  }
}

/// Expects two snapshots to be the same, and names the files that are not.
func expectSame(_ one: [String: Data], _ other: [String: Data], _ comment: String) {
  let names = Set(one.keys).union(other.keys)
  let differing = names.filter { one[$0] != other[$0] }.sorted()
  #expect(differing.isEmpty, "\(comment): \(differing) are not the same")
}
