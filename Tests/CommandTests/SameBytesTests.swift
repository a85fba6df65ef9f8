import Foundation
import Testing

/// Who asks, where and with how many hands does not show in what a run writes.
///
/// The campaign is invented, in several files of which one is large enough to be read in parts.
struct SameBytesTests {
  private static let prepared = Result { try prepare() }

  /// A folder with the campaign in `load` and what a plain run made of it in `out`.
  private static func prepare() throws -> Workdir {
    let workdir = try Workdir.forAllTests()
    let synth = try workdir.run(
      "synth", "--dossiers", "7500", "--responses", "400", "--seed", "5", "--out", "load")
    try #require(synth.status == 0, "\(synth)")
    let text = try workdir.read("load/dossiers.csv")
    let lines = text.split(separator: "\n")
    for (name, range) in [("b", 1..<300), ("a", 300..<900), ("c", 900..<lines.count)] {
      let part = [lines[0]] + lines[range]
      try workdir.write("load/dossiers/\(name).csv", part.joined(separator: "\n") + "\n")
    }
    try workdir.remove("load/dossiers.csv")
    try workdir.edit("load/pipeline.yml", "[dossiers.csv]", "[\"dossiers/*.csv\"]")
    try workdir.edit(
      "load/pipeline.yml",
      "groupings: [national, province, province+field, province+period, province+field+period]",
      """
      groupings: [national, province, province+period, field]
      kpis: [received, online_rate, reuse_rate, on_time_rate_766, handling_days, satisfaction, satisfaction_score]
      """)
    try workdir.edit(
      "load/pipeline.yml", "outputs: [csv, json]", "outputs: [csv, json, xlsx, excel_csv]")
    let run = try workdir.run("run", "load/pipeline.yml", "--quiet")
    try #require(run.status == 0, "\(run)")
    return workdir
  }

  private let prepared: Workdir
  private let expected: [String: Data]

  init() throws {
    prepared = try Self.prepared.get()
    expected = try prepared.snapshot("out/synthetic")
  }

  @Test func `the campaign has what makes a difference possible`() throws {
    #expect(expected.keys.contains { $0.hasSuffix("/cells.csv") && $0.hasPrefix(".stages/") })
    let attributes = try FileManager.default.attributesOfItem(
      atPath: prepared.path("load/dossiers/c.csv"))
    // More than one part of a mebibyte each.
    #expect((attributes[.size] as? NSNumber)?.intValue ?? 0 > 1 << 20)
    for name in ["/rejects.csv", "/figures.xlsx", "/excel/kpis.csv"] {
      #expect(expected.keys.contains { $0.hasSuffix(name) }, "\(name)")
    }
  }

  @Test(arguments: [
    "LC_ALL=tr_TR.UTF-8 TZ=America/St_Johns hailong run load/pipeline.yml --threads 1",
    "umask 000; hailong run load/pipeline.yml --threads 2 --memory 64KiB",
    "umask 077; unset TZ LANG; LC_ALL=C hailong run load/pipeline.yml --threads 7 --sha256",
    "mkdir -p else/where && cd else/where && hailong run ../../load/pipeline.yml",
  ])
  func `every file but run.json has the same bytes`(line: String) throws {
    let out = "out-\(UUID().uuidString)"
    let run = try prepared.shell("\(line) --out '\(prepared.path(out))'")
    try #require(run.status == 0, "\(run)")
    expectSame(try prepared.snapshot(out + "/synthetic"), expected, line)
    for (path, permissions) in try prepared.permissions(out + "/synthetic") {
      #expect(permissions & 0o022 == 0, "\(path) may be written by others")
      if path.hasSuffix("rejects.csv") { #expect(permissions == 0o600, "\(path)") }
    }
    try prepared.remove(out)
  }

  @Test func `the order in which files were put into a folder does not matter`() throws {
    let workdir = try Workdir()
    let copied = try workdir.shell(
      """
      cp -r '\(prepared.path("load"))' load && rm load/dossiers/*
      for name in c a b; do cp '\(prepared.path("load"))'/dossiers/$name.csv load/dossiers/; done
      """)
    try #require(copied.status == 0, "\(copied)")
    let run = try workdir.run("run", "load/pipeline.yml", "--quiet")
    try #require(run.status == 0, "\(run)")
    expectSame(try workdir.snapshot("out/synthetic"), expected, "another order")
  }

  @Test func `forced, a run writes the same bytes again`() throws {
    let workdir = try Workdir()
    try FileManager.default.copyItem(atPath: prepared.path("out"), toPath: workdir.path("out"))
    let before = try workdir.modificationDates("out/synthetic")
    let run = try workdir.run(
      "run", prepared.path("load/pipeline.yml"), "--force", "--quiet", "--threads", "5")
    try #require(run.status == 0, "\(run)")
    expectSame(try workdir.snapshot("out/synthetic"), expected, "forced")
    for (path, date) in try workdir.modificationDates("out/synthetic") {
      let old = before[path, default: .distantFuture]
      #expect(date > old, "\(path) was not made again")
    }
  }
}
