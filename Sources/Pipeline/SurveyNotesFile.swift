internal import Foundation
internal import Report

/// The stage file of what was noted when surveys were weighted.
enum SurveyNotesFile {
  static func json(_ notes: [String]) -> JSON { .strings(notes) }

  /// Reads what `json` gives.
  static func read(_ path: String) throws(RunFailure) -> [String] {
    let bytes = try FileSystem.read(path, kind: .noInput)
    do {
      return try JSONDecoder().decode([String].self, from: Data(bytes))
    } catch { throw RunFailure(.data, "\(shown(path)) cannot be read: \(error)") }
  }
}
