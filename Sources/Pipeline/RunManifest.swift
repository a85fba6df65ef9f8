internal import Foundation

/// What run.json says of a run, as far as later runs, `plan` and `verify` need it.
struct RunManifest: Decodable {
  static let name = "run.json"
  static let version = 1

  let runID: String
  let pipeline: String
  let status: RunOutcome.Status
  let program: String
  let asOf: String
  let definitions: [Digested]
  let inputs: [Input]
  let outputs: [Output]
  let findings: [RunOutcome.Finding]
  let notes: [String]
  let comparedWith: String?
  let period: Period
  /// By dataset, where a dataset has days of its own; those of all datasets.
  let datasetPeriods: [String: Period]?
  /// Where the pipeline file lies, seen from the run's folder.
  let pipelineFolder: String
  private let host: MadeOn
  /// Outputs that were removed since, to save room; `nil` for a whole run.
  let pruned: [String]?

  /// Whether figures can be read of it.
  var hasFigures: Bool { outputs.contains { ["kpis.csv", "kpis.json"].contains($0.path) } }

  /// When its last file was written, `2025-08-31T18:00:00Z`.
  var finishedAt: String { host.finishedAt }

  private struct MadeOn: Decodable {
    let finishedAt: String

    enum CodingKeys: String, CodingKey {
      case finishedAt = "finished_at"
    }
  }

  struct Period: Decodable, Hashable, Sendable {
    let from, to, grain: String

    /// Whether no day lies in both.
    func hasNoDay(in other: Period) -> Bool { to < other.from || other.to < from }
  }

  /// The days that count in a dataset.
  func days(of dataset: String) -> Period { datasetPeriods?[dataset] ?? period }

  struct Digested: Decodable {
    let path, sha256: String
  }

  struct Output: Decodable {
    let path, sha256: String
    let bytes: Int64
  }

  struct Input: Decodable {
    let path, dataset, digest: String
    let bytes: Int64
    let sha256: String?
  }

  enum CodingKeys: String, CodingKey {
    case runID = "run_id"
    case pipeline, status, program, definitions, inputs, outputs, findings, notes, period, host
    case pruned
    case datasetPeriods = "dataset_periods"
    case asOf = "as_of"
    case comparedWith = "compared_with"
    case pipelineFolder = "pipeline_folder"
  }

  /// Reads the manifest of a run's folder.
  init(of folder: String) throws(RunFailure) {
    let path = folder + "/" + Self.name
    let bytes = try FileSystem.read(path, kind: .noInput)
    do {
      self = try JSONDecoder().decode(RunManifest.self, from: Data(bytes))
    } catch { throw RunFailure(.data, "\(shown(path)) is not as a run writes it: \(error)") }
  }

  /// What is wrong with the files of the run; `nil` where all are as they were written.
  func damage(in folder: String) -> String? {
    let found = sideBySide(outputs) { output in
      (try? FileSystem.sha256(ofFile: folder + "/" + output.path))?.sha256
    }
    for (output, found) in zip(outputs, found) {
      guard let found else { return "\(output.path) cannot be read" }
      guard found == output.sha256 else { return "\(output.path) has changed on the disk" }
    }
    return nil
  }
}
