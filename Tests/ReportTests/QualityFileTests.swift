import Definitions
import Foundation
import Report
import Testing

@Suite struct QualityFileTests {
  static func file(_ path: String, _ dataset: String, _ provinces: [String: Int]) -> FileReport {
    var accounting = Accounting()
    accounting.accepted = provinces.values.reduce(0, +)
    accounting.superseded = 1
    accounting.rejects = ["bad_flag": 2, "bad_date": 1]
    accounting.skipped = ["title": 1]
    accounting.provinces = provinces
    return FileReport(
      path: path, dataset: dataset, encoding: "utf-8", delimiter: UInt8(ascii: ";"), headerLine: 2,
      accounting: accounting, ignoredColumns: ["note"], byteCount: 0, digest: "")
  }

  static let refused = [
    RefusedFile(path: "x.csv", dataset: "dossiers", reason: "no header", byteCount: 0, digest: "")
  ]

  @Test func `quality.json is written to the letter`() {
    let bytes = QualityFile.json(
      files: [Self.file("a.csv", "dossiers", ["46": 3, "25": 2])], refused: Self.refused,
      of: Sample.definition)
    let sum = #"""
      "rows_read": 9,
      "accepted": 5,
      "superseded": 1,
      "out_of_period": 0,
      "rejected": 3,
      "skipped": {"title": 1},
      "rejects": {"bad_date": 1, "bad_flag": 2},
      "warnings": {},
      "provinces": {"25": 2, "46": 3}
      """#
    func indented(_ depth: Int) -> String {
      sum.split(separator: "\n").map { String(repeating: " ", count: depth) + $0 }
        .joined(separator: "\n")
    }
    #expect(
      String(decoding: bytes, as: UTF8.self) == #"""
        {
          "all": {
        \#(indented(4))
          },
          "datasets": {
            "dossiers": {
        \#(indented(6))
            },
            "responses": {"rows_read": 0, "accepted": 0, "superseded": 0, "out_of_period": 0, "rejected": 0, "skipped": {}, "rejects": {}, "warnings": {}, "provinces": {}}
          },
          "files": [
            {
              "file": "a.csv",
              "dataset": "dossiers",
              "encoding": "utf-8",
              "delimiter": ";",
              "header_line": 2,
              "ignored_columns": ["note"],
        \#(indented(6))
            }
          ],
          "refused": [
            {"file": "x.csv", "dataset": "dossiers", "reason": "no header"}
          ]
        }

        """#)
  }

  @Test func `the provinces of a closed dataset are null in every sum`() throws {
    let bytes = QualityFile.json(
      files: [
        Self.file("a.csv", "dossiers", ["46": 3, "25": 2]),
        Self.file("b.csv", "responses", ["46": 4, "25": 5]),
      ], refused: [], closed: ["responses"], of: Sample.definition)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let sums =
      [document["all"]]
      + ["dossiers", "responses"].map {
        (document["datasets"] as? [String: Any])?[$0]
      }
    let shown = sums.map { sum in
      let provinces = (sum as? [String: Any])?["provinces"] as? [String: Any]
      return ["25", "46"].map { provinces?[$0] as? Int }
    }
    #expect(shown == [[nil, nil], [2, 3], [nil, nil]])
  }
}
