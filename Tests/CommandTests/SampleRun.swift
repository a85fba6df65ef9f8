import Foundation
import Testing

/// The one run of the sample campaign that many tests look at; it is made when first asked for.
struct SampleRun: Sendable {
  static let pipeline = "pipelines/delegations-2025-08.yml"
  private static let made = Result { try SampleRun() }
  private static let kpis = Result { try Figures(get().file("kpis.csv")) }

  static func get() throws -> SampleRun { try made.get() }

  /// What its kpis.csv says.
  static func figures() throws -> Figures { try kpis.get() }

  /// The folder that it was published into.
  let folder: URL

  private init() throws {
    let out = try TemporaryFolder.forAllTests()
    let run = try Workdir().run(
      "run", Workdir.project.appending(path: Self.pipeline).path, "--out", out.path, "--quiet")
    try #require(run.status == 0, "\(run)")
    folder = out.appending(path: "delegations-2025-08/latest")
  }

  func file(_ name: String) -> URL { folder.appending(path: name) }
}

/// A folder that lives as long as the test process.
enum TemporaryFolder {
  private static let all: URL = {
    atexit { try? FileManager.default.removeItem(at: TemporaryFolder.root) }
    return root
  }()
  private static let root = FileManager.default.temporaryDirectory.appending(
    path: "hailong-\(UUID().uuidString)")

  static func forAllTests() throws -> URL {
    let folder = all.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
