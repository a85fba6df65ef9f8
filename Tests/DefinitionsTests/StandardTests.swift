import Definitions
import Foundation
import Statistics
import Testing

/// Official indices: who may bear their name.
struct StandardTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A catalog of one dataset's shares, of which a composite is made.
  private func faults(
    _ composite: String, parts: [String] = ["a", "b", "c", "d", "e"],
    standards: String = "standards: [decision_766.yml]"
  ) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "hailong-standards-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(
      at: Self.project.appending(path: "pipelines/standards/decision_766.yml"),
      to: folder.appending(path: "decision_766.yml"))
    let shares = parts.map { "  \($0): {dataset: dossiers, numerator: \"x\"}\n" }.joined()
    let catalog = folder.appending(path: "kpis.yml")
    try Data("\(standards)\nkpis:\n\(shares)  \(composite)\n".utf8).write(to: catalog)
    do {
      _ = try Catalog.read(path: catalog.path)
      return []
    } catch {
      return error.faults.map { $0.description.replacing(folder.path + "/", with: "") }
    }
  }

  private static let groups =
    "groups: {publicity: a, progress: [b], digitization: [c], online_service: d, satisfaction: [e]}"

  private static let weights = "composite: {a: 0.18, b: 0.2, c: 0.22, d: 0.22, e: 0.18}"

  @Test func `with all its groups and their points a composite may bear the name`() throws {
    #expect(
      try faults(
        "index_766: {label: \"766 index\", \(Self.weights), standard: decision_766, \(Self.groups)}"
      ).isEmpty)
  }

  @Test func `a group that is missing is named`() throws {
    let found = try faults(
      "index_766: {composite: {a: 0.5, b: 0.5}, standard: decision_766, "
        + "groups: {publicity: a, progress: b}}")
    #expect(
      found == [
        "kpis.yml:8:54: \"index_766\" is not \"decision_766\": it lacks the groups digitization, "
          + "online_service, satisfaction; give every group a part, or publish it under a name of "
          + "its own without standard"
      ])
  }

  @Test func `other points than the decision's are refused`() throws {
    let even = "composite: {a: 0.2, b: 0.2, c: 0.2, d: 0.2, e: 0.2}"
    let found = try faults("index: {\(even), standard: decision_766, \(Self.groups)}")
    #expect(found.count == 4)
    #expect(
      found.first?.hasSuffix(
        "the group \"publicity\" of \"index\" weighs 0.2, and \"decision_766\" gives it 18 of 100 "
          + "points; change the weights of its parts") == true, "\(found)")
  }

  @Test func `a part in no group, in two, or that is none is told`() throws {
    let groups =
      "groups: {publicity: [a, b], progress: [b, z], digitization: c, online_service: d}"
    let found = try faults("index: {\(Self.weights), standard: decision_766, \(groups)}")
      .joined(separator: "\n")
    #expect(found.contains("\"b\" stands in two groups"))
    #expect(found.contains("\"z\" is no part of \"index\""))
    #expect(found.contains("\"e\" is in no group of \"decision_766\""))
    #expect(found.contains("it lacks the groups progress, satisfaction"))
  }

  @Test func `without its file a standard is not known, and only composites have one`() throws {
    let claim = "index: {\(Self.weights), standard: decision_766, \(Self.groups)}"
    #expect(
      try faults(claim, standards: "standards: []").first?.hasSuffix(
        "unknown standard \"decision_766\" of \"index\"; name its file in the catalog: "
          + "standards: [standards/decision_766.yml]") == true)
    #expect(
      try faults("share: {dataset: dossiers, numerator: \"x\", standard: decision_766}").first?
        .contains("\"standard\" needs \"composite\"") == true)
    #expect(
      try faults("index: {\(Self.weights), \(Self.groups)}").first?
        .contains("\"groups\" needs \"standard\"") == true)
  }

  @Test(arguments: [
    #"index_766: {composite: {a: 0.5, b: 0.5}}"#,
    #"index: {label: {en: Service, vi: "Chỉ số 766"}, composite: {a: 0.5, b: 0.5}}"#,
    #"index: {label: "Decision 766, our selection", composite: {a: 0.5, b: 0.5}}"#,
    #"index: {source: "The index of Decision 766/QĐ-TTg", composite: {a: 0.5, b: 0.5}}"#,
    #"share: {label: "Điểm theo Quyết định 766", dataset: dossiers, numerator: "x"}"#,
    #"share: {source: "766 scorecard", dataset: dossiers, numerator: "x"}"#,
  ])
  func `what bears the name of the index and is not it is refused`(kpi: String) throws {
    let found = try faults(kpi)
    #expect(found.count == 1)
    #expect(found.first?.contains("bears the name of the index of Decision 766") == true)
  }

  @Test(arguments: [
    #"share_766: {label: "On time, Decision 766", dataset: dossiers, numerator: "x"}"#,
    #"share: {source: "Decision 766/QĐ-TTg, indicator 2.1", dataset: dossiers, numerator: "x"}"#,
    #"share: {source: "Chỉ số 2.1 của Quyết định 766/QĐ-TTg", dataset: dossiers, numerator: "x"}"#,
    #"index: {source: "Made of indicators of Decision 766", composite: {a: 0.5, b: 0.5}}"#,
  ])
  func `one indicator may name the decision that it implements`(kpi: String) throws {
    #expect(try faults(kpi).isEmpty)
  }

  @Test func `the catalog that is shipped bears no name that is not its own`() throws {
    let catalog = try Catalog.read(
      path: Self.project.appending(path: "pipelines/kpis.yml").path)
    #expect(catalog.kpis.contains { $0.id == "on_time_rate_766" })
  }

  @Test func `a pipeline's standard is one of its definitions, and lies beside its catalog`() throws
  {
    let campaign = try Campaign()
    let standard = try String(
      contentsOf: Self.project.appending(path: "pipelines/standards/decision_766.yml"),
      encoding: .utf8)
    campaign.set("pipelines/standards/766.yml", standard)
    try campaign.replace(
      "kpis:\n", with: "standards: [standards/766.yml]\nkpis:\n", in: "pipelines/kpis.yml")
    let definition = try campaign.definition()
    #expect(definition.sources.contains { $0.path == "standards/766.yml" })
    campaign.set("pipelines/standards/766.yml", nil)
    let other = try Campaign()
    try other.replace(
      "kpis:\n", with: "standards: [standards/766.yml]\nkpis:\n", in: "pipelines/kpis.yml")
    #expect(
      try other.faults().first?.contains("the standard \"standards/766.yml\" cannot be read")
        == true)
  }

  @Test func `the weights of a ranked composite are varied as the pipeline says`() throws {
    let campaign = try Campaign()
    try campaign.replace(
      "rankings:\n  - {kpi: online_rate", with: "rankings:\n  - {kpi: index", in: "pipelines/p.yml")
    let usual = try campaign.definition().rankings.first?.weights
    #expect(usual?.spread == 0.5 && usual?.draws == 10_000 && usual?.seed == 1)
    try campaign.replace(
      "- {kpi: index", with: "- {weights: {spread: 0.25, draws: 500, seed: 9}, kpi: index",
      in: "pipelines/p.yml")
    let stated = try campaign.definition().rankings.first?.weights
    #expect(stated?.spread == 0.25 && stated?.draws == 500 && stated?.seed == 9)
    try campaign.replace("kpi: index", with: "kpi: online_rate", in: "pipelines/p.yml")
    #expect(
      try campaign.faults().first?.contains("\"online_rate\" is no composite and has no weights")
        == true)
  }
}
