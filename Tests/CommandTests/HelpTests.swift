import Foundation
import Testing

/// What `--help` promises, and what is made of it.
struct HelpTests {
  /// The commands that the top-level help lists, and the one that it hides.
  private static let commands: [String] = {
    let help = try? Workdir().run("--help", environment: ["COLUMNS": "200"]).out
    let listed = help?.components(separatedBy: "SUBCOMMANDS:\n").last?.split(separator: "\n") ?? []
    return listed.prefix { $0.hasPrefix("  ") && !$0.hasPrefix("  See ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) } + ["man"]
  }()

  /// The folders of the project that examples read, copied, after a run of each pipeline.
  private static let project = Result {
    let workdir = try Workdir.forAllTests()
    for folder in ["pipelines", "surveys"] {
      let copied = try workdir.shell("cp -r '\(Workdir.project.path)/\(folder)' .")
      try #require(copied.status == 0, "\(copied)")
    }
    for run in ["nightly.yml", "nightly.yml --out nights", "delegations-2025-08.yml"] {
      let outcome = try workdir.shell("hailong run pipelines/\(run) --quiet")
      try #require(outcome.status == 0, "\(outcome)")
    }
    return workdir
  }

  @Test func `the top-level help lists the commands and the exit codes`() throws {
    let help = try Workdir().run("--help", environment: ["COLUMNS": "100"])
    #expect(help.status == 0)
    for command in ["run", "check", "sniff", "init", "clean", "show", "compare", "verify"] {
      #expect(Self.commands.contains(command), "\(help)")
    }
    for code in ["0", "64", "65", "66", "70", "73", "74", "75", "78", "129, 130, 143"] {
      #expect(help.out.contains(" \(code)  "), "\(code): \(help)")
    }
  }

  @Test func `the data dictionary has the exit codes of the help, in its words`() throws {
    let help = try Workdir().run("--help", environment: ["COLUMNS": "200"])
    let page = try String(
      contentsOf: Workdir.project.appending(path: "docs/data-dictionary.md"), encoding: .utf8)
    let chapter = try #require(page.components(separatedBy: "\n## Exit codes\n").last)
    let lines = chapter.matches(of: /\n\| `([^`]+)` \| ([^|]+) \|/)
    for line in lines { #expect(help.out.contains("\(line.1)  \(line.2)\n"), "\(line.0)") }
    #expect(lines.count == help.out.matches(of: /\n +\d[\d, ]*  \w/).count)
  }

  @Test(arguments: commands)
  func `every command opens with an abstract and three examples that fit a terminal`(
    command: String
  ) throws {
    let help = try Workdir().run(command, "--help", environment: ["COLUMNS": "80"])
    #expect(help.status == 0)
    #expect(help.out.hasPrefix("OVERVIEW: "))
    #expect(help.out.contains("EXAMPLES:\n  hailong \(command)"))
    let narrow = Self.examples(in: help.out)
    let wide = try Workdir().run(command, "--help", environment: ["COLUMNS": "300"])
    #expect(narrow.map(\.line) == Self.examples(in: wide.out).map(\.line))
    #expect(narrow.count >= 3, "\(help)")
  }

  @Test(.timeLimit(.minutes(15)), arguments: commands)
  func `every example runs on the sample campaign, and ends as it says`(command: String) throws {
    // What others read is not changed under them.
    let changesRuns = ["run", "check", "prune"].contains(command)
    let workdir = try changesRuns ? Workdir() : Self.project.get()
    if changesRuns { _ = try workdir.shell("cp -a '\(Self.project.get().path("."))' .") }
    let help = try workdir.run(command, "--help", environment: ["COLUMNS": "300"])
    for (line, effect) in Self.examples(in: help.out) {
      let stated = effect.firstMatch(of: /\bexit (\d+)/).flatMap { Int32($0.1) } ?? 0
      // A test needs no load.
      let outcome = try workdir.shell(line.replacing("200000", with: "2000"))
      #expect(outcome.status == stated, "\(line): \(outcome)")
      if line.contains("--json") { #expect(throws: Never.self) { try outcome.json() } }
    }
  }

  /// The lines under `EXAMPLES:` that can be typed, each with what stands under it.
  private static func examples(in help: String) -> [(line: String, effect: String)] {
    var examples: [(line: String, effect: String)] = []
    for line in help.split(separator: "\n") {
      if line.hasPrefix("  hailong ") {
        examples.append((line.trimmingCharacters(in: .whitespaces), ""))
      } else if line.hasPrefix("      "), let last = examples.indices.last {
        examples[last].effect += line
      }
    }
    return examples
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completion scripts are made for every shell`(shell: String) throws {
    let script = try Workdir().run("--generate-completion-script", shell)
    #expect(script.status == 0)
    #expect(script.out.contains("hailong"))
    #expect(script.out.contains("compare"))
  }

  @Test func `bash completes runs, KPIs, groupings, provinces, codes and files`() throws {
    let workdir = try Self.project.get()
    func completed(_ line: String) throws -> [String] {
      let script =
        "source <(hailong --generate-completion-script bash); COMP_WORDS=(\(line) ''); "
        + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='\(line) '; COMP_POINT=${#COMP_LINE}; "
        + "_hailong hailong '' '\(line.split(separator: " ").last ?? "")'; printf '%s\\n' \"${COMPREPLY[@]}\""
      return try workdir.shell(script).lines.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(try completed("hailong show").contains("delegations-2025-08"))
    #expect(try completed("hailong verify").contains("nightly"))
    #expect(try completed("hailong show delegations-2025-08 --kpi").contains("tasks"))
    #expect(try completed("hailong show nightly --grouping").contains("province+field"))
    #expect(try completed("hailong show --province").contains("phutho"))
    #expect(try completed("hailong show rejects --code").contains("bad_date"))
    #expect(
      try completed("hailong show delegations-2025-08 rejects --file").contains("12-lai-chau.csv"))
    #expect(try completed("hailong clean x.csv --encoding").contains("tcvn3"))
    #expect(try completed("hailong run --from").contains("measure"))
  }

  @Test func `the version is one line`() throws {
    let version = try Workdir().run("--version")
    #expect(version.status == 0)
    #expect(version.lines.count == 1)
  }

  @Test func `the manual page holds every command, option and exit code, and is sound roff`() throws
  {
    let workdir = try Workdir()
    let page = try workdir.shell("hailong man > hailong.1")
    try #require(page.status == 0, "\(page)")
    let text = try workdir.read("hailong.1").replacing("\\-", with: "-")
    for command in Self.commands where command != "man" {
      #expect(text.contains("\n.SS hailong \(command)\n"))
      let help = try workdir.run(command, "--help")
      for option in help.out.matches(of: /\n  (?:-h, )?(--[a-z0-9-]+)/)
      where !["--version", "--help"].contains(option.1) {
        #expect(text.contains("\\fB\(option.1)\\fR"), "\(command) \(option.1)")
      }
      for example in Self.examples(in: help.out) {
        #expect(text.contains("\n\(example.line)\n"), "\(example.line)")
      }
    }
    for code in [0, 64, 65, 66, 70, 73, 74, 75, 78] {
      #expect(text.contains("\n\\fB\(code)\\fR\n"))
    }
    // Where they are there; a page without a date is meant.
    let lint = try workdir.shell(
      "! command -v mandoc >/dev/null || mandoc -Tlint -Wwarning hailong.1 | grep -v 'missing date'"
    )
    #expect(lint.out.isEmpty, "\(lint)")
    let man = try workdir.shell(
      "! command -v groff >/dev/null || groff -k -man -ww -Tutf8 hailong.1 2>&1 >/dev/null")
    #expect(man.out.isEmpty, "\(man)")
  }
}
