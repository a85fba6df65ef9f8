import Foundation
import Testing

/// Definition files: what is wrong with one, and what one can add by itself.
struct DefinitionTests {
  let workdir: Workdir
  let pipeline = SmallCampaign.pipeline

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
  }

  @Test(arguments: [
    (SmallCampaign.pipeline, "kpi: online_rate", "kpi: online_rat", "did you mean"),
    (SmallCampaign.pipeline, "groupings:", "groupngs:", "groupings"),
    ("pipelines/kpis.yml", "channel = 'online'", "chanel = 'online'", "channel"),
    ("pipelines/kpis.yml", "channel = 'online'", "channel = 'onlin'", "online"),
    ("pipelines/kpis.yml", "channel = 'online'", "channel = ", "a column, a value"),
    ("surveys/schemas/dossiers.yml", "type: timestamp", "type: timestmp", "timestamp"),
  ])
  func `a mistake is one line with place and remedy, and exit 78`(
    file: String, old: String, new: String, remedy: String
  ) throws {
    try workdir.edit(file, old, new)
    for command in ["check", "run", "plan", "catalog"] {
      let outcome = try workdir.run(command, pipeline)
      #expect(outcome.status == 78, "\(command): \(outcome)")
      let name = try #require(file.split(separator: "/").last)
      let lines = outcome.err.split(separator: "\n")
      #expect(lines.contains { $0.contains("\(name):") && $0.contains(remedy) }, "\(outcome)")
      #expect(outcome.out.isEmpty)
    }
    #expect(!workdir.exists("out"))
    let json = try workdir.run("check", pipeline, "--json").json()
    let faults = (json["error"] as? [String: Any])?["faults"] as? [[String: Any]]
    #expect(faults?.first?["line"] is Int)
  }

  @Test func `a dataset, a KPI and a category are added in YAML alone`() throws {
    // A category's new value:
    try workdir.edit(
      "surveys/schemas/dossiers.yml", "in_person: [\"Trực tiếp\"]",
      "in_person: [\"Trực tiếp\"], postal: [\"Bưu chính\"]")
    try workdir.edit("surveys/2025-08/dossiers/hue.csv", "h3,46,in_person", "h3,46,Bưu chính")
    // A dataset with a category of its own:
    try workdir.write(
      "surveys/schemas/visits.yml",
      """
      dataset: visits
      place: {province: province}
      columns:
        province: {type: province, required: true}
        kind: {type: category, required: true, values: {planned: [], sudden: []}}

      """)
    try workdir.write(
      "surveys/2025-08/visits.csv", "province,kind\n46,planned\n46,sudden\n25,sudden\n")
    try workdir.edit(
      pipeline, "groupings: [national, province]",
      "  visits: {schema: ../surveys/schemas/visits.yml, files: [\"../surveys/2025-08/visits.csv\"]}\n"
        + "groupings: [national, province, kind]")
    // KPIs on both:
    let catalog = try workdir.read("pipelines/kpis.yml")
    try workdir.write(
      "pipelines/kpis.yml",
      catalog + """
          postal_rate: {dataset: dossiers, numerator: "channel = 'postal'"}
          sudden_rate: {dataset: visits, numerator: "kind = 'sudden'"}

        """)
    let run = try workdir.run("run", pipeline)
    #expect(run.status == 0, "\(run)")
    func figure(_ arguments: String...) throws -> [String: Any] {
      let shown = try workdir.run(["show", "--json"] + arguments).json()
      let figures = try #require(shown["figures"] as? [[String: Any]])
      return try #require(figures.first)
    }
    let postal = try figure("--kpi", "postal_rate", "--grouping", "national")
    #expect(postal["numerator"] as? Int == 1 && postal["denominator"] as? Int == 4)
    let sudden = try figure("--kpi", "sudden_rate", "--grouping", "province", "--province", "Huế")
    #expect(sudden["numerator"] as? Int == 1 && sudden["denominator"] as? Int == 2)
    let byKind = try workdir.run("show", "--kpi", "sudden_rate", "--grouping", "kind")
    #expect(byKind.out.contains("kind planned"))
  }

  @Test func `catalog shows formula, target and source`() throws {
    let catalog = try workdir.run("catalog", pipeline)
    #expect(catalog.status == 0, "\(catalog)")
    #expect(catalog.out.contains("numerator: channel = 'online'"))
    #expect(catalog.out.contains("target: 0.5"))
    #expect(catalog.out.contains("source: a decision"))
    let json = try workdir.run("catalog", "pipelines/kpis.yml", "--json").json()
    let kpis = try #require(json["kpis"] as? [[String: Any]])
    #expect(kpis.map { $0["id"] as? String } == ["received", "online_rate"])
    #expect(kpis[1]["kind"] as? String == "share")
  }
}
