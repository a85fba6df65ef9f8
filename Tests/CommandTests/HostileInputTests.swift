import Foundation
import Testing

/// Files that are none, names that are meant to do harm, and paths that lead elsewhere.
struct HostileInputTests {
  let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
  }

  @Test(
    .timeLimit(.minutes(5)),
    arguments: ["pipe", "folder", "dangling", "loop", "/dev/zero", "/dev/null", "/dev/tty"])
  func `what is no plain file is refused at once, and named`(path: String) throws {
    let make = [
      "pipe": "mkfifo pipe", "folder": "mkdir folder", "dangling": "ln -s nowhere dangling",
      "loop": "ln -s loop pool && ln -s pool loop",
    ]
    if let line = make[path] { try #require(try workdir.shell(line).status == 0) }
    for command in ["clean", "sniff"] {
      let outcome = try workdir.run(command, path)
      #expect(outcome.status == 66 && outcome.out.isEmpty, "\(command): \(outcome)")
      #expect(outcome.err.contains("cannot open \(path): "), "\(command): \(outcome)")
    }
    let pattern = path.hasPrefix("/") ? path : "../\(path)"
    try workdir.edit(SmallCampaign.pipeline, "../surveys/2025-08/dossiers/*.csv", pattern)
    for command in ["check", "run"] {
      let outcome = try workdir.run(command, SmallCampaign.pipeline)
      #expect(outcome.status == 66, "\(command): \(outcome)")
      #expect(outcome.err.contains(path), "\(command): \(outcome)")
    }
    #expect(!workdir.exists("out/delegations-2025-08/latest"))
  }

  @Test(arguments: [
    "-x.csv", "--help", "new\nline.csv", "a b*?[x]'\".csv", "\u{202E}vsc.\u{1B}[31mx",
  ])
  func `a file may be called as it likes`(name: String) throws {
    try workdir.write(name, "a,b\n1,2\n")
    let cleaned = try workdir.run("clean", "--", name)
    #expect(cleaned.status == 0 && cleaned.out == "a,b\n1,2\n", "\(cleaned)")
    let sniffed = try workdir.run("sniff", "--", name)
    #expect(sniffed.status == 0, "\(sniffed)")
    expectHarmless(sniffed)
    expectHarmless(try workdir.run("clean", "--", name + ".absent"), code: 66)
  }

  @Test func `what a run says and publishes of a name commands no terminal`() throws {
    let name = "hue\u{202E}\u{1B}]0;x\u{7}\u{9B}31m.csv"
    try workdir.write(
      "surveys/2025-08/dossiers/\(name)",
      SmallCampaign.hue.replacing("online", with: "\u{1B}[31mfax"))
    for arguments in [["check"], ["run"], ["plan"]] {
      expectHarmless(try workdir.run(arguments + [SmallCampaign.pipeline]))
    }
    expectHarmless(try workdir.run("show"))
    for file in ["rejects.csv", "quality.json", "run.json"] {
      let content = try workdir.read("out/delegations-2025-08/latest/\(file)")
      if file.hasSuffix("json") { #expect(!hasTreacherous(content), "\(file)") }
    }
  }

  private func hasTreacherous(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      scalar != "\n" && scalar.properties.generalCategory == .control || scalar == "\u{202E}"
    }
  }

  private func expectHarmless(_ outcome: Workdir.Outcome, code: Int32 = 0) {
    #expect(outcome.status == code, "\(outcome)")
    #expect(!hasTreacherous(outcome.out) && !hasTreacherous(outcome.err), "\(outcome)")
  }

  @Test(arguments: [
    "../x", "/tmp/x", "..", ".", "a/b", "-x", "\"a\\nb\"", "\"\\u202Ea\"", "a\\\\b",
  ])
  func `a pipeline's name leads nowhere else`(name: String) throws {
    try workdir.edit(
      SmallCampaign.pipeline, "pipeline: delegations-2025-08", "pipeline: \(name)")
    let before = try workdir.snapshot(".")
    let outcome = try workdir.run("run", SmallCampaign.pipeline, "--out", "deep/out")
    expectHarmless(outcome, code: 78)
    #expect(outcome.err.contains(":1:11: a pipeline cannot be called"), "\(outcome)")
    expectSame(try workdir.snapshot("."), before, "run")
  }

  @Test func `folders that lead into themselves are not gone through without end`() throws {
    try workdir.link("surveys/2025-08/dossiers/self", to: ".")
    try workdir.link("surveys/2025-08/dossiers/up", to: "../dossiers")
    try workdir.edit(SmallCampaign.pipeline, "dossiers/*.csv", "*/*/*/*/*.csv")
    let outcome = try workdir.run("check", SmallCampaign.pipeline)
    // Each file once, however many ways lead to it.
    #expect(outcome.status == 0 && outcome.out.contains(" 2 input files"), "\(outcome)")
  }

  @Test func `rejects take the place of a plain file only`() throws {
    try workdir.write("messy.csv", "a,b\n1\n")
    try workdir.write("bad.csv", "before")
    try workdir.link("mine.csv", to: "messy.csv")
    // As root a rename would do away with the device itself.
    try workdir.link("device", to: "/dev/null")
    try #require(try workdir.shell("mkfifo pipe").status == 0)
    for path in [".", "messy.csv", "mine.csv", "device", "no/such/folder.csv", "pipe"] {
      let outcome = try workdir.run("clean", "messy.csv", "--rejects", path)
      #expect(outcome.status == 73 && outcome.out == "a,b\n", "\(path): \(outcome)")
    }
    let left = "test -p pipe && test -L mine.csv && test -L device && test ! -e device.part"
    #expect(try workdir.shell(left).status == 0)
    #expect(try workdir.run("clean", "messy.csv", "--rejects", "bad.csv").status == 65)
    #expect(try workdir.read("bad.csv") == "a,b\n1\n")
  }

  @Test func `a file that changes while clean reads it ends in 65`() throws {
    let rows = (0..<2_000_000).map { "\($0),x\n" }.joined()
    for change in ["echo 9,9 >> messy.csv", ": > messy.csv", "mv other.csv messy.csv"] {
      try workdir.write("messy.csv", "a,b\n" + rows)
      try workdir.write("other.csv", "a,b\n")
      // While nobody takes the output, what is read is not at its end.
      let outcome = try workdir.shell(
        "hailong clean messy.csv | { head -c 100000 >/dev/null; \(change); cat >/dev/null; }; echo ${PIPESTATUS[0]}"
      )
      #expect(outcome.out == "65\n", "\(change): \(outcome)")
      #expect(
        outcome.err
          == "hailong: messy.csv changed while it was read; what was written is not all of it\n",
        "\(change): \(outcome)")
    }
  }

  @Test func `names that look alike are the same name or a reject`() throws {
    // Đ and the Icelandic Ð are one in capitals, signs without width are none; а is a Cyrillic letter.
    try workdir.write(
      "surveys/2025-08/dossiers/hue.csv",
      """
      dossier_id,province_code,channel,received_at,updated_at
      1,\u{D0}à Nẵng,online,2025-07-01 08:00,2025-07-01 08:00
      2,H\u{200B}uế,online,2025-07-01 08:00,2025-07-01 08:00
      3,Đ\u{430} Nẵng,online,2025-07-01 08:00,2025-07-01 08:00
      4,Hu\u{65}\u{302}\u{301},online,2025-07-01 08:00,2025-07-01 08:00
      5,\u{202E}Huế,online,2025-07-01 08:00,2025-07-01 08:00

      """)
    let run = try workdir.run("run", SmallCampaign.pipeline)
    #expect(run.status == 0, "\(run)")
    let rejects = try workdir.read("out/delegations-2025-08/latest/rejects.csv")
    let lines = rejects.split(separator: "\n").filter { $0.contains("hue.csv") }
      .map { $0.split(separator: ",").prefix(4).dropFirst().joined(separator: ",") }
    #expect(lines == ["4,province_code,unknown_province"])
  }
}
