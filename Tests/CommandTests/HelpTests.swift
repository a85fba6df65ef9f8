import Foundation
import Testing

/// What `--help` promises.
struct HelpTests {
  static let commands = [
    "run", "check", "plan", "sniff", "init", "catalog", "show", "compare", "verify", "explain",
    "cite", "history", "prune", "synth",
  ]

  @Test func `the top-level help lists the commands and the exit codes`() throws {
    let help = try Workdir().run("--help", environment: ["COLUMNS": "100"])
    #expect(help.status == 0)
    for command in Self.commands { #expect(help.out.contains("\n  \(command) "), "\(help)") }
    for code in ["0", "64", "65", "66", "70", "73", "74", "75", "78", "129, 130, 143"] {
      #expect(help.out.contains(" \(code)  "), "\(code): \(help)")
    }
  }

  @Test(arguments: commands)
  func `every command opens with an abstract and examples`(command: String) throws {
    let help = try Workdir().run(command, "--help")
    #expect(help.status == 0)
    #expect(help.out.hasPrefix("OVERVIEW: "))
    #expect(help.out.contains("EXAMPLES:\n  hailong \(command)"))
  }

  @Test func `every example runs`() throws {
    let workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
    // What the examples take for granted.
    try workdir.write("new.csv", SmallCampaign.hue)
    for pipeline in ["nightly", "delegations-2025-08"] {
      #expect(try workdir.run("run", "pipelines/\(pipeline).yml").status == 0)
    }
    var earlier = PublishedFolder()
    (earlier.pipeline, earlier.id) = ("nightly", "1f0c9a2b00000000")
    try earlier.write(into: workdir, latest: false)
    var count = 0
    for command in Self.commands {
      for example in try Self.examples(of: command, in: workdir) {
        let line = example.replacing("1000000", with: "1000").replacing("100000", with: "1000")
          .replacing("/tmp/nightly", with: "elsewhere").replacing(
            "--province Huế", with: "--province Huế")
        let outcome = try workdir.shell(line)
        #expect(outcome.status == 0, "\(line): \(outcome)")
        if line.contains("--json") { #expect(throws: Never.self) { try outcome.json() } }
        count += 1
      }
    }
    #expect(count >= 2 * Self.commands.count)
  }

  private static func examples(of command: String, in workdir: Workdir) throws -> [String] {
    let help = try workdir.run(command, "--help", environment: ["COLUMNS": "200"])
    return help.out.split(separator: "\n").filter { $0.hasPrefix("  hailong \(command)") }
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completion scripts are made for every shell`(shell: String) throws {
    let script = try Workdir().run("--generate-completion-script", shell)
    #expect(script.status == 0)
    #expect(script.out.contains("hailong"))
    #expect(script.out.contains("compare"))
  }

  @Test func `the version is one line`() throws {
    let version = try Workdir().run("--version")
    #expect(version.status == 0)
    #expect(version.lines.count == 1)
  }
}
