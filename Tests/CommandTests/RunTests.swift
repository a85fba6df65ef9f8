import Foundation
import Testing

/// `hailong run`, `plan`, `check` and `verify` on the small campaign.
struct RunTests {
  let workdir: Workdir
  let pipeline = SmallCampaign.pipeline

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
  }

  @Test func `accounts for every row and says who leads`() throws {
    let run = try workdir.run("run", pipeline)
    #expect(run.status == 0, "\(run)")
    #expect(
      run.lines.contains {
        $0.split(separator: " ") == ["all", "8", "4", "1", "1", "2"]
      }, "\(run)")
    #expect(run.out.contains("rejected: bad_timestamp 1, unknown_province 1"))
    #expect(run.out.contains("missing in dossiers: Đà Nẵng"))
    #expect(run.out.contains("1  Huế"))
    #expect(run.out.contains("66.67 %   2 / 3"), "\(run)")
    #expect(run.out.contains("Ghi chú"))
    #expect(!run.out.contains("Canary") && !run.err.contains("Canary"))
    #expect(run.err.isEmpty)
  }

  @Test func `a second run says in one line that nothing changed`() throws {
    _ = try workdir.run("run", pipeline)
    let again = try workdir.run("run", pipeline)
    #expect(again.status == 0)
    #expect(again.lines.count == 1)
    #expect(again.out.contains("nothing changed"))
    let plan = try workdir.run("plan", pipeline, "--json").json()
    #expect(plan["done"] as? Bool == true)
  }

  @Test func `plan says what changed, and changes nothing`() throws {
    let first = try workdir.run("plan", pipeline)
    #expect(first.status == 0)
    #expect(!workdir.exists("out"))
    _ = try workdir.run("run", pipeline)
    try workdir.write(
      "surveys/2025-08/dossiers/hue.csv",
      SmallCampaign.hue + "h5,46,online,2025-07-09 08:00,2025-07-09 08:00,\n")
    let plan = try workdir.run("plan", pipeline)
    #expect(plan.out.contains("hue.csv changed"), "\(plan)")
  }

  @Test func `the summary as JSON is one document with the same rows`() throws {
    let run = try workdir.run("run", pipeline, "--json", "--threads", "2", "--memory", "64MiB")
    let document = try run.json()
    #expect(document["outcome"] as? String == "published")
    let rows = try #require((document["rows"] as? [String: Any])?["all"] as? [String: Any])
    #expect(rows["rows_read"] as? Int == 8)
    #expect(rows["rejected"] as? Int == 2)
    let top = try #require((document["top"] as? [String: Any])?["online_rate"] as? [[String: Any]])
    #expect(top.first?["province"] as? String == "Huế")
    #expect(top.first?["denominator"] as? Int == 3)
  }

  @Test func `show, compare and verify read what was published`() throws {
    _ = try workdir.run("run", pipeline)
    let first = try workdir.run("show", "--json").json()
    let id = try #require((first["run"] as? [String: Any])?["run_id"] as? String)
    try workdir.edit(
      "surveys/2025-08/dossiers/phu-tho.csv", "Trực tiếp;2025-08-05", "Trực tuyến;2025-08-05")
    _ = try workdir.run("run", pipeline)
    let compared = try workdir.run("compare", id, "delegations-2025-08")
    #expect(compared.out.contains("online_rate"))
    #expect(compared.out.contains("Phú Thọ"))
    #expect(compared.out.contains("+100.00"), "\(compared)")
    let side = try workdir.run("show", "--provinces", "46,Phú Thọ")
    #expect(side.out.contains("100.00 %"))
    #expect(try workdir.run("verify", id).status == 0)
    try workdir.edit("out/delegations-2025-08/latest/kpis.csv", "Huế", "Hue")
    let damaged = try workdir.run("verify", "delegations-2025-08")
    #expect(damaged.status == 65)
    #expect(damaged.out.contains("changed: out/delegations-2025-08/latest/kpis.csv"))
  }

  @Test func `verify --inputs finds an input that is another one now`() throws {
    _ = try workdir.run("run", pipeline)
    #expect(try workdir.run("verify", "out/delegations-2025-08/latest", "--inputs").status == 0)
    try workdir.edit("surveys/2025-08/dossiers/hue.csv", "h2", "h9")
    let found = try workdir.run("verify", "out/delegations-2025-08/latest", "--inputs")
    #expect(found.status == 65)
    #expect(found.out.contains("hue.csv"))
  }

  @Test func `check says ok with counts, or what is wrong with a header`() throws {
    let fine = try workdir.run("check", pipeline)
    #expect(fine.status == 0, "\(fine)")
    #expect(fine.out.hasPrefix("ok: delegations-2025-08: 2 KPIs, 1 dataset, 2 input files"))
    #expect(fine.err.contains("Ghi chú"))
    try workdir.edit("surveys/2025-08/dossiers/hue.csv", "channel", "chanel_")
    let wrong = try workdir.run("check", pipeline)
    #expect(wrong.status == 65)
    #expect(wrong.err.contains("hue.csv"))
    #expect(wrong.err.contains("required column \"channel\" is absent"))
    #expect(!workdir.exists("out"))
  }

  @Test func `without any input it is 66`() throws {
    try workdir.edit(pipeline, "*.csv", "*.tsv")
    for command in ["run", "check", "plan"] {
      let outcome = try workdir.run(command, pipeline)
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.err.contains("*.tsv"))
    }
  }

  @Test func `a gate that stops ends in 65, and again, and latest stays`() throws {
    _ = try workdir.run("run", pipeline)
    let before = try workdir.read("out/delegations-2025-08/latest/run.json")
    let content = try workdir.read(pipeline)
    try workdir.write(pipeline, content + "gates:\n  provinces: {stop: 3}\n")
    for _ in 0..<2 {
      let stopped = try workdir.run("run", pipeline)
      #expect(stopped.status == 65, "\(stopped)")
      #expect(stopped.err.contains("provinces"))
    }
    let document = try workdir.run("run", pipeline, "--json").json()
    #expect(document["outcome"] as? String == "failed")
    #expect((document["error"] as? [String: Any])?["code"] as? Int == 65)
    #expect(try workdir.read("out/delegations-2025-08/latest/run.json") == before)
  }

  @Test func `a run that publishes JSON alone is shown all the same`() throws {
    let content = try workdir.read(pipeline)
    _ = try workdir.run("run", pipeline)
    let tables = try workdir.run("show").lines.dropFirst(2).dropLast()
    try workdir.write(pipeline, content + "outputs: [json]\n")
    _ = try workdir.run("run", pipeline)
    #expect(!workdir.exists("out/delegations-2025-08/latest/kpis.csv"))
    let documents = try workdir.run("show").lines.dropFirst(2).dropLast()
    #expect(tables == documents)
  }

  @Test func `an output that cannot be made is 73, and a lock that is held 75`() throws {
    try workdir.write("file", "")
    let blocked = try workdir.run("run", pipeline, "--out", "file")
    #expect(blocked.status == 73, "\(blocked)")
    _ = try workdir.run("run", pipeline)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: workdir.path("out/delegations-2025-08"))
    let lock = try #require(names.first { $0.contains("lock") })
    let held = try workdir.shell(
      "exec 9<>out/delegations-2025-08/\(lock) && flock 9 && hailong run \(pipeline) --force")
    #expect(held.status == 75, "\(held)")
  }

  @Test func `a reader that goes away does not turn a run into a failure`() throws {
    let closed = try workdir.shell("hailong run \(pipeline) >&-")
    #expect(closed.status == 0, "\(closed)")
    let gone = try workdir.shell(
      "set -o pipefail; hailong run \(pipeline) --force | head -c 1 > /dev/null")
    #expect(gone.status == 0, "\(gone)")
    #expect(workdir.exists("out/delegations-2025-08/latest/kpis.csv"))
  }

  @Test func `--quiet says nothing`() throws {
    let run = try workdir.run("run", pipeline, "--quiet")
    #expect(run.status == 0)
    #expect(run.out.isEmpty && run.err.isEmpty)
  }

  @Test(arguments: [("HUP", 129), ("INT", 130), ("TERM", 143)])
  func `a signal ends a run with its code, and leaves nothing half made`(
    signal: String, code: Int
  ) throws {
    #expect(try workdir.run("synth", "--dossiers", "60000", "--out", "load").status == 0)
    // The lock is made before the work begins, and the work takes much longer than to see the lock.
    // Job control, or the shell would have the run ignore SIGINT.
    let ended = try workdir.shell(
      """
      set -m; hailong run load/pipeline.yml & pid=$!; set +m
      until [ -e out/synthetic/.lock ]; do kill -0 $pid || break; sleep 0.01; done
      kill -s \(signal) $pid
      wait $pid
      """)
    #expect(ended.status == Int32(code), "\(ended)")
    #expect(!workdir.exists("out/synthetic/latest"))
    #expect(!workdir.exists("out/synthetic/.tmp"))
    let text = ended.err.split(separator: "\n")
    #expect(text.count == 1, "\(ended)")
  }
}
