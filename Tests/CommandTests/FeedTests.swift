import Foundation
import Testing

/// The feed watch from outside: nights of one small file, and one without it.
struct FeedTests {
  private static let shared = Result { try nights() }

  private static func nights() throws -> Workdir {
    let workdir = try Workdir.forAllTests()
    try SmallCampaign.write(into: workdir)
    try workdir.write(
      "pipelines/nightly.yml",
      SmallCampaign.definition("nightly", asOf: "today")
        + "feeds: {watch: {dossiers: {}}}\ngates: {feeds: {warn: 0}}\noutputs: [csv, html]\n")
    for night in 1...30 {
      try write(night, rows: 20, into: workdir)
      let run = try workdir.run(
        "run", "pipelines/nightly.yml", "--as-of", day(night), "--quiet")
      #expect(run.status == 0 && run.err.isEmpty, "\(run)")
    }
    try workdir.remove("surveys/2025-08/dossiers/hue.csv")
    return workdir
  }

  private static func day(_ night: Int) -> String {
    "2025-08-" + (night < 10 ? "0\(night)" : "\(night)")
  }

  private static func write(_ night: Int, rows: Int, into workdir: Workdir) throws {
    let lines = (0..<rows).map {
      "n\(night)-\($0),46,online,2025-07-02 08:00,2025-07-02 08:00,\n"
    }
    try workdir.write(
      "surveys/2025-08/dossiers/hue.csv",
      "dossier_id,province_code,channel,received_at,updated_at,applicant\n" + lines.joined())
  }

  @Test func `what did not arrive is told by run, show, the report and feeds_json`() throws {
    let workdir = try Self.shared.get()
    let run = try workdir.run("run", "pipelines/nightly.yml", "--as-of", "2025-08-31")
    #expect(run.status == 0, "\(run)")
    let sentence = "nothing arrived where 20 rows were expected"
    #expect(run.out.contains("feeds: 1 incident"))
    #expect(run.out.contains("  feed_missing: Hue, dossiers: \(sentence)."))
    #expect(run.out.contains("gate feeds, warn: Incidents in the feeds: 1"))
    let shown = try workdir.run("show", "nightly", "feeds")
    #expect(shown.status == 0 && shown.out.contains(sentence), "\(shown)")
    #expect(shown.out.contains("compared with 30 nights"))
    let json = try workdir.run("show", "feeds", "--province", "46", "--json").json()
    let findings = try #require(json["findings"] as? [[String: Any]])
    #expect(findings.map { $0["kind"] as? String } == ["feed_missing"])
    #expect(
      try workdir.run("show", "feeds", "--province", "25", "--json").json()["findings"]
        .map { ($0 as? [Any])?.isEmpty } == true)
    let report = try workdir.read("out/nightly/latest/report.en.html")
    #expect(report.contains("Feed watch") && report.contains(sentence))
    #expect(report.contains("1 incident in the feeds"))
    let vietnamese = try workdir.read("out/nightly/latest/report.vi.html")
    #expect(vietnamese.contains("Theo dõi nguồn số liệu"))
    #expect(vietnamese.contains("không nhận được dòng nào, dự kiến khoảng 20"))
    #expect(try workdir.run("verify", "nightly").status == 0)
    let schema = try JSONSchema(
      Data(contentsOf: Workdir.project.appending(path: "docs/schemas/feeds.schema.json")))
    let data = try Data(
      contentsOf: workdir.url.appending(path: "out/nightly/latest/feeds.json"))
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(schema.faults(of: document) == [])
  }

  @Test func `a run without a watch says how to have one`() throws {
    let workdir = try Workdir()
    try PublishedFolder().write(into: workdir)
    let shown = try workdir.run("show", "feeds")
    #expect(shown.out.contains("no feed of this run is watched"))
    #expect(try workdir.run("show", "feeds", "--dataset", "dosiers").status != 0)
  }
}
