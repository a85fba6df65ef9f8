import Foundation
import Testing

/// What `hailong compare` says of chance: two runs over a month each, and two over the same month.
struct CompareChanceTests {
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  /// A run of one share of answers of a sample and one of a full count.
  private func write(_ id: String, month: String, _ satisfied: Int, of asked: Int) throws {
    let folder = "out/small/\(id)"
    try workdir.write(
      folder + "/run.json",
      """
      {"pipeline": "small", "run_id": "\(id)", "status": "published", "program": "1",
       "as_of": "2025-\(month)-30", "definitions": [], "inputs": [], "outputs": [],
       "findings": [], "notes": [], "pipeline_folder": ".",
       "host": {"finished_at": "2025-\(month)-30T18:00:00Z"},
       "period": {"from": "2025-\(month)-01", "to": "2025-\(month)-30", "grain": "month"}}
      """)
    let tally =
      #""rows_read": 0, "accepted": 0, "superseded": 0, "out_of_period": 0, "rejected": 0, "#
      + #""skipped": {}, "rejects": {}, "warnings": {}, "provinces": {}"#
    try workdir.write(
      folder + "/quality.json",
      "{\"all\": {\(tally)}, \"datasets\": {}, \"files\": [], \"refused\": []}")
    try workdir.write(
      folder + "/kpis.csv",
      PublishedFolder.figureHeader + ",basis\n"
        + "satisfaction,national,,,,,,,,\(satisfied),\(asked),"
        + "\(Double(satisfied) / Double(asked)),0.1,0.9,wilson,50.00,,\n"
        + "online_rate,national,,,,,,,,\(satisfied),100,"
        + "\(Double(satisfied) / 100),,,,50.00,,full_count\n")
    try workdir.write(folder + "/rankings.csv", PublishedFolder.rankHeader + "\n")
    let kpis = ["satisfaction", "online_rate"].map { kpi in
      "{\"id\": \"\(kpi)\", \"published_as\": [\"\(kpi)\"], \"kind\": \"share\", "
        + "\"dataset\": \"responses\", \"definition\": {}}"
    }
    try workdir.write(
      folder + "/kpis.json", "{\"kpis\": [\(kpis.joined(separator: ", "))], \"figures\": []}")
  }

  private func chances() throws -> [String: [String: Any]] {
    let document = try workdir.run(
      "compare", "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "--json"
    ).json()
    let changed = try #require(document["changed"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: try changed.map { change in
        (
          try #require(change["kpi"] as? String), try #require(change["chance"] as? [String: Any])
        )
      })
  }

  @Test func `samples of two months are tested, and full counts are facts`() throws {
    try write("aaaaaaaaaaaaaaaa", month: "07", 48, of: 80)
    try write("bbbbbbbbbbbbbbbb", month: "08", 56, of: 70)
    let chances = try chances()
    #expect(chances["online_rate"]?["basis"] as? String == "full_count")
    let tested = try #require(chances["satisfaction"])
    #expect(tested["beyond_chance"] as? Bool == true)
    // Newcombe 1998b, table II, (a).
    let low = try #require(tested["ci_low"] as? Double)
    #expect(abs(low - 0.0524) < 5e-5)
    let text = try workdir.run("compare", "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb").out
    #expect(text.contains("beyond chance") && text.contains("yes (p 0.0"), "\(text)")
    #expect(text.contains("full count"))
  }

  @Test func `a sample of the same month is restated`() throws {
    try write("aaaaaaaaaaaaaaaa", month: "08", 48, of: 80)
    try write("bbbbbbbbbbbbbbbb", month: "08", 56, of: 70)
    #expect(try chances()["satisfaction"]?["basis"] as? String == "restated")
    #expect(
      try workdir.run("compare", "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb").out.contains("restated"))
  }
}
