public import Definitions
internal import Foundation
internal import Statistics

/// What ingest found in the files of one dataset, or of all.
public struct Quality: Sendable {
  /// In the order of datasets and files.
  public var files: [FileReport]
  public var refused: [RefusedFile]

  public init(files: [FileReport] = [], refused: [RefusedFile] = []) {
    self.files = files
    self.refused = refused
  }

  /// The rows of all files together.
  public var total: Accounting { sum(files) }

  /// The rows of one dataset's files together.
  public func total(of dataset: String) -> Accounting { sum(files.filter { $0.dataset == dataset }) }

  private func sum(_ files: [FileReport]) -> Accounting {
    files.reduce(into: Accounting()) { $0.merge($1.accounting) }
  }

  /// The document of quality.json.
  func document(datasets: [String]) -> JSONValue {
    .object([
      ("all", .object(total.members)),
      ("datasets", .object(datasets.map { ($0, .object(total(of: $0).members)) })),
      ("files", .array(files.map { .object($0.members) })),
      ("refused", .array(refused.map { .object($0.members) })),
    ])
  }
}

extension Accounting {
  fileprivate var members: [(key: String, value: JSONValue)] {
    [
      ("rows_read", .integer(rowsRead)), ("accepted", .integer(accepted)),
      ("superseded", .integer(superseded)), ("out_of_period", .integer(outOfPeriod)),
      ("rejected", .integer(rejected)), ("skipped", .counts(skipped)),
      ("rejects", .counts(rejects)), ("warnings", .counts(warnings)),
      ("provinces", .counts(provinces)),
    ]
  }
}

extension FileReport {
  fileprivate var members: [(key: String, value: JSONValue)] {
    let delimiter = String(UnicodeScalar(delimiter))
    return [
      ("file", .string(path)), ("dataset", .string(dataset)), ("encoding", .string(encoding)),
      ("delimiter", .string(delimiter)), ("header_line", .integer(headerLine)),
    ] + accounting.members + [("ignored_columns", .array(ignoredColumns.map { .string($0) }))]
  }
}

extension RefusedFile {
  fileprivate var members: [(key: String, value: JSONValue)] {
    [("file", .string(path)), ("dataset", .string(dataset)), ("reason", .string(reason))]
  }
}

// MARK: The stage file

extension Quality {
  /// The document of a stage's quality.json: that of the run, with what ties it to the very bytes.
  var stageDocument: JSONValue {
    .object([
      (
        "files",
        .array(
          files.map {
            .object($0.members + [("bytes", .integer(Int($0.byteCount))), ("digest", .string($0.digest))])
          })
      ),
      (
        "refused",
        .array(
          refused.map {
            .object($0.members + [("bytes", .integer(Int($0.byteCount))), ("digest", .string($0.digest))])
          })
      ),
    ])
  }

  /// Reads what `stageDocument` gives.
  init(readingStageFile path: String) throws(RunFailure) {
    let bytes = try FileSystem.read(path, kind: .noInput)
    guard let content = try? JSONDecoder().decode(StageContent.self, from: Data(bytes)) else {
      throw RunFailure(.data, "\(shown(path)) is not the quality file of a stage")
    }
    self.init(
      files: content.files.map { file in
        var accounting = Accounting()
        accounting.accepted = file.accepted
        accounting.superseded = file.superseded
        accounting.outOfPeriod = file.out_of_period
        accounting.rejects = file.rejects
        accounting.skipped = file.skipped
        accounting.warnings = file.warnings
        accounting.provinces = file.provinces
        return FileReport(
          path: file.file, dataset: file.dataset, encoding: file.encoding,
          delimiter: file.delimiter.utf8.first ?? 0x2C, headerLine: file.header_line,
          accounting: accounting, ignoredColumns: file.ignored_columns, byteCount: file.bytes,
          digest: file.digest)
      },
      refused: content.refused.map {
        RefusedFile(
          path: $0.file, dataset: $0.dataset, reason: $0.reason, byteCount: $0.bytes,
          digest: $0.digest)
      })
  }

  private struct StageContent: Decodable {
    let files: [File]
    let refused: [Refused]
  }

  // Named as in the document.
  private struct File: Decodable {
    let file, dataset, encoding, delimiter: String
    let header_line, accepted, superseded, out_of_period: Int
    let skipped, rejects, warnings, provinces: [String: Int]
    let ignored_columns: [String]
    let bytes: Int64
    let digest: String
  }

  private struct Refused: Decodable {
    let file, dataset, reason: String
    let bytes: Int64
    let digest: String
  }
}
