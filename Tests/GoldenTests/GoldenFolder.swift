import Foundation
import Testing

/// A folder of golden numbers: what the statistics must come to, computed outside this project.
///
/// The folder is named by the environment variable `HAILONG_GOLDEN`; without it, it is `../shared/golden`
/// beside the project. Its README says what the files hold; every file in that layout is run, whatever
/// its name.
struct GoldenFolder {
  let url: URL

  /// The folder that the tests are run on, `nil` where there is none.
  static let given: GoldenFolder? = {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = ProcessInfo.processInfo.environment["HAILONG_GOLDEN"] ?? "../shared/golden"
    let url = URL(filePath: path, relativeTo: project).standardizedFileURL
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      && isFolder.boolValue ? GoldenFolder(url: url) : nil
  }()

  /// A suite with this trait is skipped, and says so, where there is no folder.
  static var isGiven: ConditionTrait {
    .enabled(if: given != nil, "no golden numbers: set HAILONG_GOLDEN to a folder of them")
  }

  /// Every JSON file, by folder and name.
  func files() throws -> [GoldenFile] {
    try FileManager.default.subpathsOfDirectory(atPath: url.path)
      .filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
      .map { try GoldenFile(path: $0, url: url.appending(path: $0)) }
  }

  /// The files of one kind.
  func files(_ kind: GoldenFile.Kind) throws -> [GoldenFile] {
    try files().filter { $0.kind == kind }
  }
}

/// A file of the golden folder, and what kind of cases it holds.
struct GoldenFile: CustomTestStringConvertible {
  /// What is computed and compared.
  enum Kind: CaseIterable {
    case binomial, effectiveSize, twoProportions, adjustedProbabilities, likert, survey, ranks
    case normalShrinkage, control, sharesOfGroups, disclosure
  }

  /// Its place in the folder, such as `survey/apisrs.json`.
  let path: String
  let url: URL
  let content: GoldenValue
  /// `nil` for a kind that nothing here computes.
  let kind: Kind?

  init(path: String, url: URL) throws {
    self.path = path
    self.url = url
    content = try JSONDecoder().decode(GoldenValue.self, from: Data(contentsOf: url))
    kind = Self.kind(of: content, in: path.split(separator: "/").first.map(String.init) ?? "")
  }

  /// Whether it only names what the files beside it were computed from.
  var isListOfInputs: Bool { content.list?.allSatisfy { $0["csv"] != nil } ?? false }

  /// Its rows or cases.
  var cases: [GoldenValue] { (content["rows"] ?? content["cases"] ?? content).list ?? [] }

  var testDescription: String { path }

  private static func kind(of content: GoldenValue, in folder: String) -> Kind? {
    let first = (content["rows"] ?? content["cases"] ?? content).list?.first
    return switch folder {
    case "intervals" where first?["x"] != nil: .binomial
    case "intervals" where first?["n_eff"] != nil: .effectiveSize
    case "tests" where first?["x1"] != nil: .twoProportions
    case "tests" where first?["holm"] != nil: .adjustedProbabilities
    case "likert" where content["expected"]?["items"] != nil: .likert
    case "disclosure" where first?["threshold"] != nil: .disclosure
    case "survey" where first?["statistic"] != nil: .survey
    case "ranks" where content["holm"] != nil: .ranks
    case "smallarea" where content["empirical_bayes_normal"] != nil: .normalShrinkage
    case "control" where content["p_chart"] != nil: .control
    case "smallarea" where content["empirical_bayes_beta"] != nil: .sharesOfGroups
    default: nil
    }
  }
}
