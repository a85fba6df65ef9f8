internal import Figures
internal import Foundation
internal import Report

/// The stage file of gaps in the data, and their place in run.json.
enum CompletenessFile {
  static func json(_ completeness: [Completeness]) -> JSON {
    .array(
      completeness.map { found in
        [
          "dataset": .string(found.dataset), "present": .count(found.present),
          "missing": .strings(found.missing),
          "partial": .array(
            found.partial.map { gap in
              [
                "province_code": .string(gap.province), "periods": .strings(gap.periods),
                "files": .strings(gap.files),
              ]
            }),
        ]
      })
  }

  /// Reads what `json` gives.
  static func read(_ path: String) throws(RunFailure) -> [Completeness] {
    let bytes = try FileSystem.read(path, kind: .noInput)
    do {
      return try JSONDecoder().decode([Entry].self, from: Data(bytes)).map(\.completeness)
    } catch { throw RunFailure(.data, "\(shown(path)) cannot be read: \(error)") }
  }

  /// One dataset's entry.
  struct Entry: Decodable {
    let dataset: String
    let present: Int
    let missing: [String]
    let partial: [Gap]

    // The names are those of the document.
    struct Gap: Decodable {
      let province_code: String
      let periods, files: [String]
    }

    var completeness: Completeness {
      Completeness(
        dataset: dataset, missing: missing,
        partial: partial.map {
          Completeness.Gap(province: $0.province_code, periods: $0.periods, files: $0.files)
        }, present: present)
    }
  }
}
