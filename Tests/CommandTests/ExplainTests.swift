import Foundation
import Testing

/// `hailong explain`, `cite`, `history` and `prune` on a small campaign that was really run.
struct ExplainTests {
  let workdir: Workdir
  private static let hue = "surveys/2025-08/dossiers/hue.csv"
  private static let published = "out/delegations-2025-08"

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
    try #require(try workdir.run("run", SmallCampaign.pipeline, "--quiet").status == 0)
  }

  private func latest() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(
      atPath: workdir.path(Self.published + "/latest"))
  }

  @Test func `explain tells formula, records by line, rejects and accounting`() throws {
    let explained = try workdir.run("explain", "online_rate", "--province", "hue")
    #expect(explained.status == 0, "\(explained)")
    for line in [
      "Online submission rate (online_rate), Huế", "Tỷ lệ hồ sơ nộp trực tuyến",
      "value              66.67 %, 2 / 3", "numerator          channel = 'online'",
      "source             a decision",
      "../surveys/2025-08/dossiers/hue.csv        3             2  3-5 (3 records)",
      "adds up to the published 2 / 3",
      "../surveys/2025-08/dossiers/hue.csv          5         3           1              1         0",
    ] {
      #expect(explained.lines.contains(line), "\(line)\n\(explained)")
    }
    #expect(!explained.out.contains("Canary"))
    let phuTho = try workdir.run("explain", "online_rate", "--province", "25")
    #expect(phuTho.out.contains("bad_timestamp"), "\(phuTho)")
    #expect(phuTho.out.contains("unknown_province"), "\(phuTho)")
    let lines = try workdir.run("explain", "online_rate", "--province", "46", "--lines")
    #expect(lines.out.contains("hue.csv, lines in the numerator: 3-4 (2 records)"), "\(lines)")
  }

  @Test func `explain as JSON gives every range`() throws {
    let document = try workdir.run("explain", "online_rate", "--province", "Huế", "--json").json()
    let origin = try #require(document["origin"] as? [String: Any])
    #expect(origin["adds_up"] as? Bool == true)
    let file = try #require((origin["files"] as? [[String: Any]])?.first)
    #expect(file["records"] as? Int == 3)
    #expect(file["in_numerator"] as? Int == 2)
    let lines = try #require(file["lines"] as? [String: Any])
    #expect(lines["ranges"] as? [[Int]] == [[3, 5]])
    let kpi = try #require(document["kpi"] as? [String: Any])
    #expect((kpi["definition"] as? [String: String]) == ["numerator": "channel = 'online'"])
  }

  @Test func `explain names what changed since the run`() throws {
    try workdir.edit(Self.hue, "h2,Huế,Trực tuyến", "h2,Huế,Trực tiếp")
    let changed = try workdir.run("explain", "online_rate", "--province", "46")
    #expect(changed.status == 0)
    #expect(changed.out.contains("does not add up: 1 / 3 is counted now, 2 / 3 was published"))
    #expect(changed.out.contains("changed since the run, so are its lines: ../\(Self.hue)"))
    try workdir.edit("pipelines/kpis.yml", "'online'", "'in_person'")
    let redefined = try workdir.run("explain", "online_rate", "--province", "46")
    #expect(redefined.status == 0)
    #expect(
      redefined.out.contains(
        "its records are not told: the definition file kpis.yml changed since the run"))
    #expect(redefined.out.contains("numerator          channel = 'online'"))
  }

  @Test func `a figure is found by other names, and others are suggested`() throws {
    for (arguments, hint) in [
      (["onlin_rate"], "the run has no KPI \"onlin_rate\"; did you mean \"online_rate\"?"),
      (["online_rate", "--province", "Phú Thọo"], "did you mean \"Phú Thọ\"?"),
      (
        ["online_rate", "--province", "46", "--period", "2025-07"],
        "online_rate is not published by province+period; it is by national, province"
      ),
      (["online_rate", "delegation-2025-08"], "did you mean \"delegations-2025-08\"?"),
      (["online_rate", "--member", "land"], "the KPI has no category"),
    ] {
      for command in ["explain", "cite", "history"] {
        let refused = try workdir.run([command] + arguments)
        #expect([64, 66].contains(refused.status), "\(refused)")
        #expect(refused.err.contains(hint), "\(refused)")
      }
    }
    for name in ["Huế", "hue", "HUE", "46", "Thừa Thiên Huế", "thua thien hue"] {
      let cited = try workdir.run("cite", "Online submission rate", "--province", name)
      #expect(cited.out.hasPrefix("Online submission rate in Huế, from"), "\(cited)")
    }
  }

  @Test func `members and periods are found by their labels too`() throws {
    try workdir.edit(
      SmallCampaign.pipeline, "groupings: [national, province]",
      "groupings: [national, province, province+channel+period]")
    #expect(try workdir.run("run", SmallCampaign.pipeline, "--quiet").status == 0)
    let options = ["--province", "46", "--period", "2025-07"]
    for member in ["channel=online", "channel=truc tuyen", "online"] {
      let explained = try workdir.run(["explain", "received", "--member", member] + options)
      #expect(explained.out.contains("adds up to the published 2"), "\(explained)")
    }
    let unknown = try workdir.run(["cite", "received", "--member", "channel=onlin"] + options)
    #expect(unknown.err.contains("did you mean \"online\"?"), "\(unknown)")
    let period = try workdir.run(
      "cite", "received", "--province", "46", "--member", "channel=online", "--period", "2025-70")
    #expect(period.status == 64)
    #expect(period.err.contains("the run has no period \"2025-70\"; did you mean"), "\(period)")
    for words in ["7/2025", "07/2025", "tháng 7/2025", "thang 07-2025", "2025/7"] {
      let cited = try workdir.run(
        "cite", "received", "--province", "46", "--member", "online", "--period", words)
      #expect(cited.out.contains("in Huế, channel: Online, July 2025: 2"), "\(cited)")
    }
    let early = try workdir.run(
      "cite", "received", "--province", "46", "--member", "online", "--period", "12/2024")
    #expect(early.status == 64)
    #expect(
      early.err.contains("the run has no period \"12/2024\"; the nearest one is \"2025-07\""),
      "\(early)")
  }

  @Test func `a province that was merged into another is answered with a note`() throws {
    for name in ["Quảng Nam", "quang nam", "Tỉnh Quảng Nam"] {
      for command in ["cite", "explain", "history"] {
        let asked = try workdir.run(command, "received", "--province", name)
        #expect(asked.status == 0, "\(asked)")
        #expect(
          asked.err.contains(
            "note: Quảng Nam is part of Đà Nẵng since 2025-07-01; this is the whole of Đà Nẵng"),
          "\(asked)")
        #expect(!asked.out.contains("Quảng Nam is part of"))
      }
    }
    for name in ["Huế", "Thừa Thiên Huế", "TP Huế", "Phú Thọ", "Đà Nẵng", "48"] {
      let asked = try workdir.run("cite", "received", "--province", name)
      #expect(asked.status == 0 && !asked.err.contains("note:"), "\(asked)")
    }
    #expect(
      try workdir.run("show", "--province", "Hòa Bình").err.contains(
        "note: Hòa Bình is part of Phú Thọ since 2025-07-01"))
  }

  @Test func `what a gate stopped is not quoted, and explained as not published`() throws {
    try workdir.edit(
      SmallCampaign.pipeline, "groupings:", "gates: {provinces: {stop: 3}}\ngroupings:")
    try #require(try workdir.run("run", SmallCampaign.pipeline, "--quiet").status == 65)
    let names = try FileManager.default.contentsOfDirectory(atPath: workdir.path(Self.published))
    let published = try latest()
    let failed = try #require(
      names.first { !$0.hasPrefix(".") && $0 != "latest" && $0 != published })
    for options in [[], ["--json"]] {
      let cited = try workdir.run(["cite", "online_rate", failed] + options)
      #expect(cited.status == 65, "\(cited)")
      #expect(
        cited.err.contains(
          "run \(failed) failed: a gate stopped it, nothing of it may be quoted"), "\(cited)")
    }
    let explained = try workdir.run("explain", "online_rate", failed)
    #expect(explained.lines.first?.hasPrefix("not published: a gate stopped run") == true)
  }

  @Test func `the nation is as much of it as has data`() throws {
    let cited = try workdir.run("cite", "online_rate")
    #expect(
      cited.out.hasPrefix("Online submission rate in the 2 of 3 provinces with data, from"),
      "\(cited)")
    let explained = try workdir.run("explain", "online_rate")
    #expect(
      explained.lines.first
        == "Online submission rate (online_rate), the 2 of 3 provinces with data")
    #expect(try workdir.run("show").lines.contains("The 2 of 3 provinces with data"))
  }

  @Test func `a run without figures says what to publish`() throws {
    try workdir.edit(
      SmallCampaign.pipeline, "groupings:", "outputs: []\ngroupings:")
    try #require(try workdir.run("run", SmallCampaign.pipeline, "--quiet").status == 0)
    for command in ["explain", "cite", "history"] {
      let refused = try workdir.run(command, "online_rate")
      #expect(refused.status == 66)
      #expect(
        refused.err.contains("published no kpis.csv or kpis.json: add csv to outputs"),
        "\(refused)")
    }
    let compared = try workdir.run("compare", "delegations-2025-08")
    #expect(compared.status == 66 && compared.err.contains("add csv to outputs"), "\(compared)")
    try workdir.edit(
      SmallCampaign.pipeline, "outputs: []", "outputs: [csv]")
    Thread.sleep(forTimeInterval: 1.1)
    try #require(try workdir.run("run", SmallCampaign.pipeline, "--quiet").status == 0)
    let pruned = try workdir.run("prune", "delegations-2025-08", "--keep", "1")
    #expect(pruned.err.contains("1 run without kpis.csv and kpis.json"), "\(pruned)")
  }

  @Test func `inputs that changed or are elsewhere are told apart from the published files`() throws
  {
    try workdir.edit(Self.hue, "h2,Huế,Trực tuyến", "h2,Huế,Trực tiếp")
    let changed = try workdir.run("verify", "delegations-2025-08", "--inputs")
    #expect(changed.status == 65)
    #expect(changed.out.contains("changed or unreadable since the run: ../\(Self.hue)"))
    #expect(changed.err.contains("are intact; 1 of its definitions and inputs is not"))
    #expect(!changed.err.contains("is not as it was published"))
    try #require(try workdir.shell("mkdir away && mv out away/").status == 0)
    let moved = try workdir.run("explain", "online_rate", "--out", "away/out")
    #expect(moved.status == 0)
    #expect(moved.out.contains("cannot be found from here"), "\(moved)")
    #expect(!moved.out.contains("changed since the run"), "\(moved)")
    let verified = try workdir.run("verify", "away/out/delegations-2025-08/latest", "--inputs")
    #expect(verified.out.contains("not found from here: ../\(Self.hue)"), "\(verified)")
  }

  @Test func `cite gives a sentence and the command that verifies it`() throws {
    let run = try latest()
    let cited = try workdir.run("cite", "online_rate", "--province", "46", "--language", "vi")
    #expect(cited.status == 0)
    #expect(
      cited.out
        == "Tỷ lệ hồ sơ nộp trực tuyến của Huế, từ 01/07/2025 đến 31/08/2025, là 66,67% (2 trên tổng "
        + "số 3), theo Một chiến dịch nhỏ, tính đến ngày 31/08/2025 [online_rate: tử số channel "
        + "= 'online'; nguồn: a decision; delegations-2025-08, phiên \(run); kiểm tra: hailong "
        + "verify \(Self.published)/\(run)].\n")
    let document = try workdir.run("cite", "online_rate", "--province", "46", "--json").json()
    let verify = try #require(document["verify"] as? String)
    #expect(try workdir.shell(verify).status == 0)
    #expect(document["value"] as? String == "66.67%")
    #expect(try workdir.run("cite", "online_rate", "--language", "fr").status == 64)
  }

  @Test func `history follows a figure over runs, thinned ones too`() throws {
    let first = try latest()
    try workdir.edit(Self.hue, "h2,Huế,Trực tuyến", "h2,Huế,Trực tiếp")
    #expect(try workdir.run("run", SmallCampaign.pipeline, "--quiet").status == 0)
    let second = try latest()
    try workdir.write(
      "surveys/2025-08/dossiers/late.csv",
      """
      dossier_id,province_code,channel,received_at,updated_at
      l1,46,online,2025-07-05 08:00,2025-07-05 08:00

      """)
    #expect(try workdir.run("run", SmallCampaign.pipeline, "--quiet").status == 0)
    for isPruned in [false, true] {
      let history = try workdir.run("history", "online_rate", "--province", "46")
      #expect(history.status == 0)
      let rows = history.lines.dropFirst(3)
      #expect(rows.count == 3, "\(history)")
      let words = zip(
        rows,
        [
          ["\(first)", "66.67 %", "2 / 3", "first published"],
          ["\(second)", "33.33 %", "1 / 3", "revised", "corrected rows: ../\(Self.hue)"],
          ["50.00 %", "2 / 4", "revised", "late data: ../surveys/2025-08/dossiers/late.csv"],
        ])
      for (row, words) in words {
        for word in words { #expect(row.contains(word), "\(row) has no \(word)") }
      }
      let ledger = try workdir.run("history", "--revisions", first, "delegations-2025-08")
      #expect(ledger.out.contains("late data"), "\(ledger)")
      let document = try workdir.run("history", "--revisions", "--json").json()
      #expect((document["ledgers"] as? [Any])?.count == 2)
      guard !isPruned else { continue }
      let pruned = try workdir.run("prune", "delegations-2025-08", "--keep", "1")
      #expect(pruned.status == 0 && pruned.out.contains("2 runs of delegations-2025-08 thinned"))
    }
    let verified = try workdir.run("verify", first)
    #expect(verified.status == 0)
    #expect(verified.out.contains("3 of 10 files of run \(first) are as they were published"))
    #expect(verified.out.contains("prune removed the other 7"))
    #expect(try workdir.run("show", first).out.contains("thinned by prune"))
    #expect(try workdir.run("compare", first, "delegations-2025-08").status == 0)
    let rejects = try workdir.run("show", first, "rejects")
    #expect(rejects.status == 66 && rejects.err.contains("was removed by prune"), "\(rejects)")
    let explained = try workdir.run("explain", "online_rate", first, "--province", "46")
    #expect(explained.status == 0 && explained.out.contains("rejects.csv was removed by prune"))
    #expect(explained.out.contains("does not add up"), "\(explained)")
    #expect(try workdir.run("cite", "online_rate", first).status == 0)
  }

  @Test func `prune takes a name, a file or a folder, and says what it would do`() throws {
    for name in ["delegations-2025-08", SmallCampaign.pipeline, Self.published] {
      let dry = try workdir.run("prune", name, "--keep", "0", "--dry-run")
      #expect(dry.status == 0)
      #expect(dry.out.contains("nothing to thin: 1 run of delegations-2025-08 stay"), "\(dry)")
    }
    let unknown = try workdir.run("prune", "delegations-2025-80", "--keep", "1")
    #expect(unknown.status == 66)
    #expect(unknown.err.contains("did you mean \"delegations-2025-08\"?"))
    #expect(try workdir.run("prune", "delegations-2025-08").status == 64)
    #expect(try workdir.run("prune", "delegations-2025-08", "--keep", "-1").status == 64)
  }

  @Test func `a prune that is killed at any call leaves every run sound, and the next one ends it`()
    throws
  {
    for count in 1...3 {
      try workdir.write(Self.hue, SmallCampaign.hue + String(repeating: "\n", count: count))
      #expect(try workdir.run("run", SmallCampaign.pipeline, "--quiet").status == 0)
    }
    try #require(try workdir.shell("cp -a out kept").status == 0)
    let prune = "hailong prune delegations-2025-08 --keep 1"
    try #require(try workdir.shell(prune).status == 0)
    let wanted = try workdir.snapshot(Self.published)
    let runs = try FileManager.default.contentsOfDirectory(atPath: workdir.path(Self.published))
      .filter { !$0.hasPrefix(".") && $0 != "latest" }
    let calls = "rename,renameat,renameat2,fsync,unlink,unlinkat,mkdir,openat"
    let traced = try workdir.shell("strace -qq -e trace=none true")
    var moments = (1...12).map { "timeout -s KILL 0.0\($0 < 10 ? "0" : "")\($0 * 2) " }
    if traced.status == 0 {
      moments = ["unlinkat", "fsync", "rename"].flatMap { call in
        [1, 2, 3, 5, 8].map {
          "strace -f -qq -o /dev/null -e trace=\(calls) -e inject=\(call):signal=SIGKILL:when=\($0) "
        }
      }
    }
    for moment in moments {
      try #require(try workdir.shell("rm -rf out && cp -a kept out").status == 0)
      _ = try workdir.shell(moment + prune)
      for run in runs + ["latest"] {
        let verified = try workdir.run("verify", "\(Self.published)/\(run)")
        #expect(verified.status == 0, "\(moment): \(verified)")
      }
      let again = try workdir.shell(prune)
      #expect(again.status == 0, "\(moment): \(again)")
      expectSame(try workdir.snapshot(Self.published), wanted, moment)
    }
  }
}
