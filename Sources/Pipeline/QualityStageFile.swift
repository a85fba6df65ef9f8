internal import Definitions
internal import Foundation
internal import Report

/// The stage file of what ingest found in a dataset's files; the cells of those files lie beside it.
///
/// Unlike the published quality.json it withholds nothing, and names the digest of each file's bytes.
enum QualityStageFile {
  static func document(_ quality: Quality) -> [UInt8] {
    JSON.object([
      (name: "files", value: .array(quality.files.map(json))),
      (
        name: "refused",
        value: .array(
          quality.refused.map { file in
            [
              "file": .string(file.path), "dataset": .string(file.dataset),
              "reason": .string(file.reason), "bytes": .integer(file.byteCount),
              "digest": .string(file.digest),
            ]
          })
      ),
    ]).bytes
  }

  private static func json(_ file: FileReport) -> JSON {
    let sum = file.accounting
    let delivery = file.delivery.map { [(name: "delivery", value: json($0))] } ?? []
    let members: [(name: String, value: JSON)] = [
      ("file", .string(file.path)), ("dataset", .string(file.dataset)),
      ("encoding", .string(file.encoding)), ("delimiter", .count(Int(file.delimiter))),
      ("header_line", .count(file.headerLine)), ("accepted", .count(sum.accepted)),
      ("superseded", .count(sum.superseded)), ("out_of_period", .count(sum.outOfPeriod)),
      ("skipped", .sorted(sum.skipped)), ("rejects", .sorted(sum.rejects)),
      ("warnings", .sorted(sum.warnings)), ("provinces", .sorted(sum.provinces)),
      ("rejected_provinces", .sorted(sum.rejectedProvinces)),
      ("ignored_columns", .strings(file.ignoredColumns)), ("bytes", .integer(file.byteCount)),
      ("digest", .string(file.digest)),
    ]
    return .object(members + delivery)
  }

  private static func json(_ delivery: FileDelivery) -> JSON {
    [
      "columns": .strings(delivery.columns),
      "provinces": .object(
        delivery.provinces.sorted { $0.key.precedes($1.key) }
          .map { (name: $0.key, value: .object(FeedFile.members(of: $0.value))) }),
    ]
  }

  /// Reads what `document` gives.
  static func read(_ path: String) throws(RunFailure) -> Quality {
    let bytes = try FileSystem.read(path, kind: .noInput)
    let content: Content
    do {
      content = try JSONDecoder().decode(Content.self, from: Data(bytes))
    } catch {
      throw RunFailure(.data, "\(shown(path)) is not the quality file of a stage: \(error)")
    }
    return Quality(
      files: content.files.map(\.report),
      refused: content.refused.map {
        RefusedFile(
          path: $0.file, dataset: $0.dataset, reason: $0.reason, byteCount: $0.bytes,
          digest: $0.digest)
      })
  }

  private struct Content: Decodable {
    let files: [File]
    let refused: [Refused]
  }

  // The names are those of the document.
  private struct File: Decodable {
    let file, dataset, encoding, digest: String
    let delimiter: UInt8
    let header_line, accepted, superseded, out_of_period: Int
    let skipped, rejects, warnings, provinces, rejected_provinces: [String: Int]
    let ignored_columns: [String]
    let bytes: Int64
    let delivery: Delivery?

    var report: FileReport {
      var sum = Accounting()
      (sum.accepted, sum.superseded, sum.outOfPeriod) = (accepted, superseded, out_of_period)
      (sum.skipped, sum.rejects) = (skipped, rejects)
      (sum.warnings, sum.provinces) = (warnings, provinces)
      sum.rejectedProvinces = rejected_provinces
      return FileReport(
        path: file, dataset: dataset, encoding: encoding, delimiter: delimiter,
        headerLine: header_line, accounting: sum, ignoredColumns: ignored_columns,
        byteCount: bytes, digest: digest, delivery: delivery?.content)
    }
  }

  private struct Delivery: Decodable {
    let columns: [String]
    let provinces: [String: Counts]

    struct Counts: Decodable {
      let rows, rejected: Int
      let parts: [String: [String: Int]]
      let empty, yes: [String: Int]
    }

    var content: FileDelivery {
      FileDelivery(
        columns: columns,
        provinces: provinces.mapValues { read in
          var counts = FeedCounts()
          (counts.rows, counts.rejected, counts.parts) = (read.rows, read.rejected, read.parts)
          (counts.empty, counts.yes) = (read.empty, read.yes)
          return counts
        })
    }
  }

  private struct Refused: Decodable {
    let file, dataset, reason, digest: String
    let bytes: Int64
  }
}
