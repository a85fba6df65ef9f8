import Foundation
import Testing

/// `hailong show rejects` on a run of the small campaign.
struct ShowRejectsTests {
  private let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
    try workdir.edit("surveys/2025-08/dossiers/hue.csv", "h3,46,in_person", "h3,46,in_persn")
    let run = try workdir.run("run", SmallCampaign.pipeline)
    try #require(run.status == 0, "\(run)")
  }

  private func shown(_ arguments: String...) throws -> [String] {
    let outcome = try workdir.run(["show"] + arguments)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.err.isEmpty, "\(outcome)")
    // Columns are as wide as their contents: only the words are compared.
    return outcome.lines.map { $0.split(separator: " ").joined(separator: " ") }
  }

  private let files = (
    hue: "../surveys/2025-08/dossiers/hue.csv", phuTho: "../surveys/2025-08/dossiers/phu-tho.csv"
  )

  @Test func `groups rejects by file, code and column, the worst file first`() throws {
    let lines = try shown("rejects")
    let first = try #require(lines.firstIndex(of: "\(files.phuTho): 2 of 3 records"))
    let second = try #require(lines.firstIndex(of: "\(files.hue): 1 of 5 records"))
    #expect(first < second)
    #expect(
      lines[first + 3].hasPrefix("1 bad_timestamp received_at 3 2025-13-05 08:00 "), "\(lines)")
    #expect(lines[first + 4].hasPrefix("1 unknown_province province_code 4 "), "\(lines)")
    #expect(
      lines[second + 3]
        == "1 unknown_category channel 5 in_persn not a listed value; "
        + "did you mean \"in_person\"?")
  }

  @Test(arguments: [
    ["rejects"], ["rejects", "delegations-2025-08"], ["delegations-2025-08", "rejects"],
    ["out/delegations-2025-08/latest", "rejects"],
  ])
  func `the word stands before or after the run`(arguments: [String]) throws {
    let outcome = try workdir.run(["show"] + arguments)
    #expect(outcome.out.contains("unknown_province"), "\(outcome)")
  }

  @Test func `a pipeline called rejects is no obstacle`() throws {
    try workdir.edit(SmallCampaign.pipeline, "pipeline: delegations-2025-08", "pipeline: rejects")
    #expect(try workdir.run("run", SmallCampaign.pipeline).status == 0)
    let word = try workdir.run("show", "rejects")
    #expect(word.out.contains("unknown_province"), "\(word)")
    #expect(word.err.contains("hailong show out/rejects"), "\(word)")
    #expect(try workdir.run("show", "out/rejects").out.contains("Top "))
    let both = try workdir.run("show", "rejects", "rejects")
    #expect(both.out.contains("unknown_province"), "\(both)")
  }

  @Test func `a province has the rejects that name it, and the nameless ones of its own files`()
    throws
  {
    // p2 says Phú Thọ; p3 says Atlantis, in a file whose only accepted record is of Phú Thọ.
    for province in ["25", "phu tho", "Phú Thọ"] {
      let lines = try shown("rejects", "--province", province)
      #expect(lines.contains { $0.hasPrefix("\(files.phuTho): 2 of 3") }, "\(lines)")
      #expect(!lines.contains { $0.hasPrefix(files.hue) })
    }
    let both = try shown("rejects", "--province", "46,25")
    #expect(
      both.contains { $0.hasPrefix(files.hue) } && both.contains { $0.hasPrefix(files.phuTho) })
    // With an accepted record of another province the nameless one is nobody's.
    try workdir.edit(
      "surveys/2025-08/dossiers/phu-tho.csv", "p1;",
      "p0;Huế;Trực tiếp;2025-08-05 08:00;2025-08-05 08:00;x\np1;")
    #expect(try workdir.run("run", SmallCampaign.pipeline).status == 0)
    let lines = try shown("rejects", "--province", "25")
    #expect(lines.contains { $0.hasPrefix("\(files.phuTho): 1 of 4") }, "\(lines)")
  }

  @Test func `rejects are chosen by file, code and dataset, and listed one by one`() throws {
    #expect(
      try shown("rejects", "--file", "hue.csv", "--all").last
        == "\(files.hue):5: channel: not a listed value; did you mean \"in_person\"? "
        + "(unknown_category): \"in_persn\"")
    #expect(try shown("rejects", "--code", "bad_timestamp", "--all").count == 3)
    #expect(try shown("rejects", "--dataset", "dossiers", "--all").count == 5)
    #expect(
      try shown("rejects", "--code", "truncated").last == "no reject is listed for this choice")
    let json = try workdir.run("show", "rejects", "--all", "--json").json()
    #expect(json["rejected"] as? Int == 3)
    let records = try #require(json["records"] as? [[String: Any]])
    #expect(records.map { $0["province_code"] as? String } == ["46", "25", nil])
    let groups = try #require(json["rejects"] as? [[String: Any]])
    #expect(groups.compactMap { ($0["first_lines"] as? [Int])?.first } == [3, 4, 5])
  }

  @Test func `the summary of a run leads to them`() throws {
    let shown = try workdir.run("show")
    #expect(
      shown.out.contains("\n  \(files.phuTho): 2 of 3 (bad_timestamp 1, unknown_province 1)\n"))
    let line = try #require(shown.lines.first { $0.contains("hailong show rejects") })
    let command = try #require(line.split(separator: ": ").last)
    let followed = try workdir.shell(String(command))
    #expect(followed.out.contains("unknown_category"), "\(followed)")
  }

  @Test func `messages are in the pipeline's language`() throws {
    let pipeline = try workdir.read(SmallCampaign.pipeline)
    try workdir.write(SmallCampaign.pipeline, pipeline + "language: vi\n")
    #expect(try workdir.run("run", SmallCampaign.pipeline).status == 0)
    #expect(try shown("rejects").contains { $0.hasSuffix("có phải là \"in_person\"?") })
  }

  @Test func `characters that command a terminal are spelt out`() throws {
    try workdir.edit(
      "surveys/2025-08/dossiers/hue.csv", "in_persn", "in_pers\u{1B}[31m\u{202E}on")
    #expect(try workdir.run("run", SmallCampaign.pipeline).status == 0)
    for arguments in [["show", "rejects"], ["show", "rejects", "--all"]] {
      let outcome = try workdir.run(arguments)
      #expect(!outcome.out.contains("\u{1B}") && !outcome.out.contains("\u{202E}"), "\(outcome)")
    }
    try workdir.edit(
      "out/delegations-2025-08/latest/rejects.csv", "bad_timestamp,", "bad_timestamp,\u{1B}[2J")
    let outcome = try workdir.run("show", "rejects")
    #expect(outcome.out.contains("<U+001B>[2J"), "\(outcome)")
  }

  @Test(arguments: [
    (["rejects", "--kpi", "x"], 64), (["--all"], 64), (["--file", "x"], 64),
    (["rejects", "--dataset", "dosiers"], 64), (["rejects", "--code", "bad_dat"], 64),
    (["rejects", "--province", "Atlantis"], 64), (["one", "two"], 64), (["rejects", "absent"], 66),
  ])
  func `what cannot be meant is wrong usage`(arguments: [String], status: Int) throws {
    let outcome = try workdir.run(["show"] + arguments)
    #expect(outcome.status == Int32(status), "\(outcome)")
    #expect(outcome.out.isEmpty)
  }

  @Test func `a damaged list of rejects is a fault of data`() throws {
    try workdir.edit("out/delegations-2025-08/latest/rejects.csv", "file,line", "file,lin")
    let outcome = try workdir.run("show", "rejects")
    #expect(outcome.status == 65)
    #expect(outcome.err.contains("has no column \"line\""), "\(outcome)")
  }
}
