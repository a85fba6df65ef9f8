import Foundation
import Testing

/// `hailong show` on a folder written by hand.
struct ShowTests {
  let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try PublishedFolder().write(into: workdir)
  }

  @Test func `shows the top, the country, the accounting and what is missing`() throws {
    let shown = try workdir.run("show")
    #expect(shown.status == 0, "\(shown)")
    #expect(shown.out.contains("Top 2 of 2 ranked provinces by online_rate"))
    #expect(shown.out.contains("   1  Huế       46    100.00 %  80 / 80"))
    #expect(shown.out.contains("satisfaction  100.00 %   30 / 30  [88.65, 100.00]"))
    #expect(shown.out.contains("missing in dossiers: Đà Nẵng"))
    #expect(shown.out.contains("rejected: unknown_ward 2, bad_date 1\n"))
    #expect(shown.out.contains("\n  a.csv: 3 of 110 (unknown_ward 2, bad_date 1)\n"))
    #expect(shown.out.contains("  see them with: hailong show rejects out/small/latest\n"))
    #expect(shown.err.isEmpty)
  }

  @Test(arguments: [
    "small", "0123456789abcdef", "01234567", "out/small/latest", "out/small", "out",
  ])
  func `finds a run by pipeline, id, beginning of an id and folder`(name: String) throws {
    let shown = try workdir.run("show", name, "--json")
    #expect(shown.status == 0, "\(shown)")
    let run = try #require(try shown.json()["run"] as? [String: Any])
    #expect(run["run_id"] as? String == "0123456789abcdef")
  }

  @Test func `without a name the latest that was changed last is shown`() throws {
    var other = PublishedFolder()
    (other.pipeline, other.id) = ("another", "fedcba9876543210")
    Thread.sleep(forTimeInterval: 0.02)
    try other.write(into: workdir)
    let shown = try workdir.run("show")
    #expect(shown.out.contains("another, run fedcba9876543210"))
  }

  @Test func `sets provinces side by side, each with its denominator`() throws {
    let shown = try workdir.run("show", "--provinces", "46,phu tho")
    #expect(shown.status == 0, "\(shown)")
    #expect(shown.lines.contains { $0.hasPrefix("kpi") && $0.contains("Huế") && $0.contains("n") })
    #expect(
      shown.lines.contains {
        $0.split(separator: " ").joined(separator: " ") == "online_rate 100.00 % 80 1 50.00 % 20 2"
      })
    #expect(shown.out.contains("suppressed"))
    let json = try workdir.run("show", "--provinces", "46,25", "--json").json()
    #expect((json["kpis"] as? [Any])?.count == 2)
  }

  @Test func `shows one KPI, one grouping, one province`() throws {
    let shown = try workdir.run(
      "show", "small", "--kpi", "online_rate", "--grouping", "province", "--province", "Huế",
      "--json")
    let figures = try #require(try shown.json()["figures"] as? [[String: Any]])
    #expect(figures.count == 1)
    #expect(figures.first?["denominator"] as? Int == 80)
  }

  @Test(arguments: [
    (["--kpi", "online_rat"], "did you mean \"online_rate\"?"),
    (["--province", "Atlantis"], "it has Phú Thọ, Huế, Đà Nẵng"),
    (["--grouping", "ward"], "it has national, province"),
    (["--provinces", "46,Da Nag"], "did you mean \"Đà Nẵng\"?"),
  ])
  func `a name that the run lacks is wrong usage, with what it has`(
    arguments: [String], remedy: String
  ) throws {
    let shown = try workdir.run(["show"] + arguments)
    #expect(shown.status == 64, "\(shown)")
    #expect(shown.err.contains(remedy), "\(shown)")
    #expect(shown.out.isEmpty)
  }

  @Test func `without any run it says what to type`() throws {
    let empty = try Workdir()
    let shown = try empty.run("show")
    #expect(shown.status == 66)
    #expect(shown.err.contains("hailong run PIPELINE"))
    let named = try workdir.run("show", "smal")
    #expect(named.status == 66)
    #expect(named.err.contains("did you mean \"small\"?"))
  }

  @Test func `a table that is not as it was published is a fault of data`() throws {
    try workdir.edit("out/small/latest/kpis.csv", "display", "shown")
    let shown = try workdir.run("show")
    #expect(shown.status == 65)
    #expect(shown.err.contains("has no column \"display\""))
  }

  @Test func `columns that a later version appends do no harm`() throws {
    var folder = PublishedFolder()
    folder.figures = folder.figures.split(separator: "\n").map { $0 + ",1" }.joined(separator: "\n")
    try folder.write(into: workdir)
    try workdir.edit("out/small/latest/kpis.csv", ",flag\n", ",flag,more\n")
    #expect(try workdir.run("show").status == 0)
  }

  @Test func `characters that command a terminal are spelt out`() throws {
    try workdir.edit("out/small/latest/kpis.csv", "Phú Thọ", "Phú\u{1B}[31m\u{202E}Thọ\u{9B}")
    let shown = try workdir.run("show", "--kpi", "online_rate")
    #expect(shown.out.contains("Phú<U+001B>[31m<U+202E>Thọ<U+009B>"))
    let json = try workdir.run("show", "--kpi", "online_rate", "--json")
    #expect(json.out.contains("Phú\\u001b[31m\\u202eThọ\\u009b"))
  }

  @Test func `colour comes only when asked for, and NO_COLOR beats that`() throws {
    #expect(!(try workdir.run("show").out.contains("\u{1B}")))
    let forced = try workdir.run("show", environment: ["CLICOLOR_FORCE": "1"])
    #expect(forced.out.contains("\u{1B}[1m"))
    let both = try workdir.run("show", environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"])
    #expect(!both.out.contains("\u{1B}"))
  }

  @Test func `a reader that goes away, or no standard output at all, is no fault`() throws {
    let gone = try workdir.shell("set -o pipefail; hailong show | head -c 1 >/dev/null")
    #expect(gone.status == 0, "\(gone)")
    let closed = try workdir.shell("hailong show >&-")
    #expect(closed.status == 0, "\(closed)")
    let full = try workdir.shell("hailong show >/dev/full")
    #expect(full.status == 74, "\(full)")
  }
}
