import Foundation
import Testing

/// What a second run does, and what `plan` says of it beforehand.
struct RepetitionTests {
  let workdir: Workdir
  let pipeline = SmallCampaign.pipeline

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
    let run = try workdir.run("run", pipeline, "--quiet")
    try #require(run.status == 0, "\(run)")
  }

  @Test func `run twice, the second run writes nothing at all`() throws {
    let before = try workdir.modificationDates("out")
    for _ in 0..<2 { #expect(try workdir.run("run", pipeline, "--quiet").status == 0) }
    var after = try workdir.modificationDates("out")
    var expected = before
    // The lock says who held it last.
    for path in before.keys where path.hasSuffix(".lock") {
      after[path] = nil
      expected[path] = nil
    }
    #expect(after == expected)
  }

  /// What `plan` says of each stage, and that it left everything as it was.
  private func plan(_ arguments: String...) throws -> [String: (action: String, why: String)] {
    let before = try workdir.snapshot(".")
    let planned = try workdir.run(["plan", pipeline, "--json"] + arguments)
    try #require(planned.status == 0, "\(planned)")
    expectSame(try workdir.snapshot("."), before, "plan")
    var stages: [String: (action: String, why: String)] = [:]
    for stage in try #require(try planned.json()["stages"] as? [[String: Any]]) {
      let reasons = stage["reasons"] as? [String] ?? []
      let name = try #require(stage["stage"] as? String)
      let dataset = stage["dataset"] as? String
      stages[[name, dataset].compactMap(\.self).joined(separator: " ")] = (
        stage["action"] as? String ?? "", reasons.joined(separator: "; ")
      )
    }
    return stages
  }

  /// Expects a run to make what was planned; a later stage may turn out to be the same after all.
  private func expectMade(_ stages: [String: (action: String, why: String)]) throws {
    let run = try workdir.run("run", pipeline, "--quiet")
    try #require(run.status == 0, "\(run)")
    let record = try JSONSerialization.jsonObject(
      with: Data(workdir.read("out/delegations-2025-08/latest/run.json").utf8))
    let made = try #require((record as? [String: Any])?["stages"] as? [[String: Any]])
    for stage in made {
      let name = try #require(stage["stage"] as? String)
      let planned = stages[name]?.action
      if planned == "reuse" || name.hasPrefix("ingest") || name == "publish" {
        #expect(stage["action"] as? String == planned, "\(name)")
      }
    }
    #expect(made.count == stages.count)
  }

  @Test func `plan says that nothing changed`() throws {
    let stages = try plan()
    #expect(stages.values.allSatisfy { $0.action == "reuse" })
    #expect(stages.count == 4)
  }

  @Test func `plan names an input that changed`() throws {
    try workdir.edit("surveys/2025-08/dossiers/phu-tho.csv", "Trực tiếp", "Trực tuyến")
    let stages = try plan()
    let ingest = try #require(stages["ingest dossiers"])
    #expect(ingest.action == "run" && ingest.why.contains("phu-tho.csv changed"), "\(stages)")
    try expectMade(stages)
  }

  @Test func `plan names an input that is new, and one that is gone`() throws {
    try workdir.write("surveys/2025-08/dossiers/da-nang.csv", SmallCampaign.hue)
    try workdir.remove("surveys/2025-08/dossiers/phu-tho.csv")
    let ingest = try #require(try plan()["ingest dossiers"])
    #expect(ingest.action == "run", "\(ingest)")
    #expect(ingest.why.contains("da-nang.csv") && ingest.why.contains("phu-tho.csv"), "\(ingest)")
  }

  @Test func `plan names a schema that changed`() throws {
    try workdir.edit("surveys/schemas/dossiers.yml", "\"Trực tuyến\"", "\"Trực tuyến\", \"Mạng\"")
    let stages = try plan()
    let ingest = try #require(stages["ingest dossiers"])
    #expect(ingest.action == "run" && ingest.why.contains("schema"), "\(stages)")
    try expectMade(stages)
  }

  @Test func `plan names a KPI that changed`() throws {
    try workdir.edit("pipelines/kpis.yml", "channel = 'online'", "channel <> 'in_person'")
    let stages = try plan()
    let ingest = try #require(stages["ingest dossiers"])
    #expect(ingest.action == "run" && ingest.why.contains("online_rate"), "\(stages)")
    try expectMade(stages)
  }

  @Test func `plan names another as-of, whether a KPI looks at it or not`() throws {
    try workdir.edit(pipeline, "as_of: 2025-08-31", "as_of: today")
    #expect(try workdir.run("run", pipeline, "--as-of", "2025-08-31").status == 0)
    let publish = try #require(try plan("--as-of", "2025-08-30")["publish"])
    #expect(publish.action == "run", "\(publish)")
    #expect(publish.why.contains("as_of changed: 2025-08-31 → 2025-08-30"), "\(publish)")
    try workdir.edit(
      "pipelines/kpis.yml", "count: \"true\"", "count: \"date(received_at) < as_of\"")
    #expect(try workdir.run("run", pipeline, "--as-of", "2025-08-31").status == 0)
    let ingest = try #require(try plan("--as-of", "2025-08-30")["ingest dossiers"])
    #expect(ingest.action == "run", "\(ingest)")
    #expect(ingest.why.contains("as_of changed: 2025-08-31 → 2025-08-30"), "\(ingest)")
  }

  @Test func `a night is repeated by its date`() throws {
    let nightly = "pipelines/nightly.yml"
    for day in ["2025-08-30", "2025-08-31", "2025-08-30"] {
      let run = try workdir.run("run", nightly, "--as-of", day, "--quiet")
      #expect(run.status == 0, "\(run)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: workdir.path("out/nightly"))
    #expect(names.count { !$0.hasPrefix(".") && $0 != "latest" } == 2)
    let plan = try workdir.run("plan", nightly, "--as-of", "2025-08-31", "--json").json()
    let stages = try #require(plan["stages"] as? [[String: Any]])
    #expect(stages.filter { $0["action"] as? String == "run" }.count == 1, "\(plan)")
    #expect("\(plan)".contains("latest leads to the run"))
  }
}
