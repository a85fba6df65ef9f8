import Foundation
import Testing

/// What a user reads who mistypes a name: the name that was meant.
struct MistypingTests {
  /// A small campaign and a run of it.
  private static let published = Result {
    let workdir = try Workdir.forAllTests()
    try SmallCampaign.write(into: workdir)
    for pipeline in ["nightly", "delegations-2025-08"] {
      let outcome = try workdir.run("run", "pipelines/\(pipeline).yml", "--quiet")
      try #require(outcome.status == 0, "\(outcome)")
    }
    return workdir
  }

  @Test(arguments: [
    ("rnu nightly", "run"), ("help comprae", "compare"), ("shwo", "show"),
    ("show --jsn", "--json"), ("synth --sampel --out x", "--sample"),
    ("show --color alwys", "always"),
    ("show --kpi onlin_rate", "online_rate"), ("show --grouping provnce", "province"),
    ("show --province Danag", "Đà Nẵng"), ("show --provinces Hue,Phu-Toh", "Phú Thọ"),
    ("show rejects --province Phu-Toh", "Phú Thọ"),
    ("show rejects --file phu-to.csv", "phu-tho.csv"),
    ("show rejects --file dossier/phu-tho.csv", "dossiers/phu-tho.csv"),
    ("show rejects --code bad_dte", "bad_date"), ("show rejects --dataset dosiers", "dossiers"),
    ("show reject", "rejects"), ("show nightly rejcts", "rejects"),
    ("show nightyl", "nightly"), ("show out/nightyl", "nightly"), ("show --out otu", "out"),
    ("verify delegation-2025-8", "delegations-2025-08"),
    ("compare nightly delegation-2025-08", "delegations-2025-08"),
    ("run pipelines/nighly.yml", "pipelines/nightly.yml"), ("run nightly", "pipelines/nightly.yml"),
    ("check piplines/nightly.yml", "pipelines/nightly.yml"),
    ("plan nightly.yml", "pipelines/nightly.yml"),
    ("catalog pipelines/kpi.yml", "pipelines/kpis.yml"),
    ("sniff surveys/2025-08/dossiers/hu.csv", "surveys/2025-08/dossiers/hue.csv"),
    ("sniff surveys/2025-08/dossiers/hue.csv --schema dossier", "surveys/schemas/dossiers.yml"),
    ("clean surveys/2025-08/dosiers/hue.csv", "surveys/2025-08/dossiers/hue.csv"),
    ("clean surveys/2025-08/dossiers/hue.csv --schema dossiers", "surveys/schemas/dossiers.yml"),
    ("clean x --encoding tcvn-33", "tcvn3"), ("clean x --delimiter semicolun", "semicolon"),
    ("init survey", "surveys"),
  ])
  func `a name that is nearly right is answered with the right one`(
    line: String, meant: String
  ) throws {
    let outcome = try Self.published.get().run(line.split(separator: " ").map(String.init))
    #expect([64, 66].contains(outcome.status), "\(outcome)")
    let answer = outcome.err.lowercased()
    #expect(
      ["\"", "'"].contains { answer.contains("did you mean \($0)\(meant.lowercased())\($0)?") },
      "\(line): \(outcome)")
  }

  @Test func `the id of a run with a wrong letter is answered with the run`() throws {
    let workdir = try Self.published.get()
    let outcome = try workdir.run("show", "nightly", "--json")
    let run = try #require(try outcome.json()["run"] as? [String: Any])
    let id = try #require(run["run_id"] as? String)
    let mistyped = try workdir.run("show", "z" + id.dropFirst().prefix(9))
    #expect(mistyped.err.contains("did you mean \"\(id)\"?"), "\(mistyped)")
  }

  @Test(arguments: ["Thừa Thiên Huế", "thua thien hue", "TT-Huế", "Hue", "046", "46"])
  func `a province is found by former names, without accents, and by number`(name: String) throws {
    let outcome = try Self.published.get().run("show", "--province", name, "--kpi", "received")
    #expect(outcome.status == 0 && outcome.out.contains("Huế"), "\(outcome)")
  }

  @Test func `a name that resembles nothing is answered with those that there are`() throws {
    let workdir = try Self.published.get()
    let command = try workdir.run("publicise")
    #expect(
      command.status == 64 && command.err.contains("there are run, check, plan"), "\(command)")
    let kpi = try workdir.run("show", "--kpi", "happiness")
    #expect(kpi.status == 64 && kpi.err.contains("it has received, online_rate"), "\(kpi)")
    let color = try workdir.run("show", "--color", "--json")
    #expect(color.status == 64 && color.err.contains("auto, always or never"), "\(color)")
  }
}
