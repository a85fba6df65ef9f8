internal import Foundation

/// What lies in folders.
enum Listed {
  /// The YAML files of a folder, by name; none where there is no such folder.
  static func definitions(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.sorted()
      .map { "\(folder)/\($0)" }
  }
}
