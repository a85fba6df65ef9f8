import Foundation
import Testing

/// Colours have a meaning each, and never carry it alone.
struct ColorTests {
  private static let published = Result {
    let workdir = try Workdir.forAllTests()
    try SmallCampaign.write(into: workdir)
    // A gate that stops, and a run that it does not stop.
    try workdir.write(
      "pipelines/strict.yml",
      SmallCampaign.definition("strict", asOf: "2025-08-31")
        + "gates: {reject_share: {warn: 0.1, stop: 0.2}}\n")
    let outcome = try workdir.run("run", SmallCampaign.pipeline, "--quiet")
    try #require(outcome.status == 0, "\(outcome)")
    return workdir
  }

  private static let (red, green, yellow) = ("\u{1B}[31m", "\u{1B}[32m", "\u{1B}[33m")

  /// The lines of a colour, without it.
  private static func lines(of text: String, _ color: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix(color) }
      .map { String($0.dropFirst(color.count).replacing("\u{1B}[0m", with: "")) }
  }

  @Test(arguments: [
    "show", "show rejects", "check pipelines/nightly.yml", "verify delegations-2025-08", "catalog",
    "sniff surveys/2025-08/dossiers/hue.csv", "show nothing", "plan pipelines/nightly.yml",
  ])
  func `with colours and without, the words are the same`(line: String) throws {
    let (workdir, words) = (try Self.published.get(), line.split(separator: " ").map(String.init))
    let plain = try workdir.run(words + ["--color", "never"], environment: ["CLICOLOR_FORCE": "1"])
    let colored = try workdir.run(words + ["--color=always"], environment: ["NO_COLOR": "1"])
    #expect(!plain.out.contains("\u{1B}") && !plain.err.contains("\u{1B}"))
    #expect((colored.out + colored.err).contains("\u{1B}["))
    for (colored, plain) in [(colored.out, plain.out), (colored.err, plain.err)] {
      #expect(colored.replacing(/\u{1B}\[\d+m/, with: "") == plain)
    }
  }

  @Test func `red is a failure, yellow a doubt, green what was published or verified`() throws {
    let workdir = try Self.published.get()
    func text(_ arguments: String...) throws -> String {
      let outcome = try workdir.run(arguments + ["--color", "always"])
      return outcome.out + outcome.err
    }
    let published = try text("run", "pipelines/nightly.yml")
    #expect(Self.lines(of: published, Self.green).count == 1)
    #expect(Self.lines(of: published, Self.green)[0].hasPrefix("published: out/nightly/"))
    #expect(Self.lines(of: published, Self.yellow).contains { $0.hasPrefix("rejected: ") })
    #expect(Self.lines(of: published, Self.red).isEmpty)
    let stopped = try text("run", "pipelines/strict.yml")
    #expect(Self.lines(of: stopped, Self.green).isEmpty)
    #expect(Self.lines(of: stopped, Self.red).contains { $0.hasPrefix("gate reject_share, stop") })
    #expect(Self.lines(of: stopped, Self.red).contains { $0.contains("nothing was published") })
    let verified = try text("verify", "delegations-2025-08")
    #expect(Self.lines(of: verified, Self.green).map { $0.hasPrefix("ok: ") } == [true])
    try workdir.write("out/nightly/latest/top.csv", "")
    #expect(Self.lines(of: try text("verify", "nightly"), Self.red).count == 2)
  }

  @Test func `a terminal is coloured, a dumb one is not, and the environment has its say`() throws {
    let workdir = try Self.published.get()
    func hasColor(_ environment: [String: String], _ arguments: String...) throws -> Bool {
      try workdir.onTerminal(columns: 80, ["show"] + arguments, environment: environment).out
        .contains("\u{1B}[1m")
    }
    #expect(try hasColor(["TERM": "xterm"]))
    #expect(try !hasColor(["TERM": "dumb"]))
    #expect(try !hasColor(["TERM": "xterm", "NO_COLOR": "1"]))
    #expect(try hasColor(["TERM": "dumb"], "--color", "always"))
    #expect(try !hasColor(["TERM": "xterm"], "--color", "always", "--color", "never"))
  }
}
