import Foundation
import Testing

/// A run that is killed at any moment leaves what was published before, or the new run, whole; the next
/// run mends the rest.
struct KillTests {
  let workdir: Workdir
  let pipeline = SmallCampaign.pipeline
  private let published = "out/delegations-2025-08"
  /// What lies there after an undisturbed run, an input that changed and another undisturbed run.
  private let second: [String: Data]

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
    try #require(try workdir.run("run", pipeline, "--quiet").status == 0)
    try #require(try workdir.shell("cp -a out kept").status == 0)
    try workdir.edit("surveys/2025-08/dossiers/phu-tho.csv", "Trực tiếp", "Trực tuyến")
    try #require(try workdir.run("run", pipeline, "--quiet").status == 0)
    second = try workdir.snapshot(published)
  }

  /// Puts back what the first run left, or nothing at all.
  private func reset(empty: Bool) throws {
    let line = "rm -rf out" + (empty ? "" : " && cp -a kept out")
    try #require(try workdir.shell(line).status == 0)
  }

  /// What must hold after a kill, whenever it came.
  private func expectWhole(afterFirstRun: Bool, _ moment: String) throws {
    if workdir.exists("\(published)/latest/run.json") {
      let verified = try workdir.run("verify", "\(published)/latest")
      #expect(verified.status == 0, "\(moment): \(verified)")
    } else {
      #expect(!afterFirstRun, "\(moment): latest leads nowhere")
      let link = try? FileManager.default.destinationOfSymbolicLink(
        atPath: workdir.path("\(published)/latest"))
      #expect(link == nil, "\(moment): latest leads to \(link ?? "")")
    }
    let again = try workdir.run("run", pipeline, "--quiet")
    #expect(again.status == 0, "\(moment): \(again)")
    #expect(!workdir.exists("\(published)/.tmp"), "\(moment): .tmp is left behind")
    #expect(!workdir.exists("\(published)/latest.new"), "\(moment): latest.new is left behind")
    var found = try workdir.snapshot(published)
    // A kill may come between publication and the pruning of stages that are not needed any more.
    for path in found.keys where path.hasPrefix(".stages/") && second[path] == nil {
      found[path] = nil
    }
    guard !afterFirstRun else { return expectSame(found, second, moment) }
    // Nothing to compare with, so changes.csv and the first run's folder are other ones.
    let run = try FileManager.default.destinationOfSymbolicLink(
      atPath: workdir.path("\(published)/latest"))
    let stable = second.filter {
      ($0.key.hasPrefix(run) || $0.key.hasPrefix(".stages")) && !$0.key.hasSuffix("changes.csv")
    }
    expectSame(found.filter { !$0.key.hasSuffix("changes.csv") }, stable, moment)
  }

  @Test func `a run killed at random moments leaves latest whole and the next run right`() throws {
    var chance = Dice(seed: 20_250_831)
    // The shortest that a run took: the machine may be busier in one round than in another.
    var duration = 1.0
    var killed = 0
    for round in 0..<16 {
      let isFirst = round % 4 == 0
      try reset(empty: isFirst)
      let delay = 0.002 + duration * chance.next()
      let line = "timeout -s KILL \(delay) hailong run \(pipeline) --quiet"
      let start = Date()
      if try workdir.shell(line).status != 0 {
        killed += 1
      } else {
        duration = min(duration, Date().timeIntervalSince(start))
      }
      try expectWhole(afterFirstRun: !isFirst, "round \(round), killed after \(delay) s")
    }
    #expect(killed > 0)
  }

  @Test func `a run killed as it renames, links or syncs leaves latest whole`() throws {
    let calls =
      "rename,renameat,renameat2,fsync,fdatasync,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat"
    try reset(empty: false)
    let dry = try workdir.shell(
      "strace -f -qq -e trace=\(calls) -o calls hailong run \(pipeline) --quiet")
    // Not every machine has strace, or lets it look.
    guard dry.status == 0, workdir.exists("calls") else { return }
    var counts: [String: Int] = [:]
    for line in try workdir.read("calls").split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      guard words.count > 1, let call = words[1].split(separator: "(").first else { continue }
      counts[String(call), default: 0] += 1
    }
    let moments = counts.sorted { $0.key < $1.key }.flatMap { call, count in
      (1...count).map { (call: call, number: $0) }
    }
    try #require(moments.contains { $0.call.hasPrefix("rename") }, "\(counts)")
    var chance = Dice(seed: 8_312_025)
    for _ in 0..<12 {
      let moment = moments[Int(chance.next() * Double(moments.count))]
      try reset(empty: false)
      let killed = try workdir.shell(
        "strace -f -qq -o /dev/null -e trace=\(calls) "
          + "-e inject=\(moment.call):signal=SIGKILL:when=\(moment.number) "
          + "hailong run \(pipeline) --quiet")
      try expectWhole(
        afterFirstRun: true, "\(moment.call) \(moment.number), exit \(killed.status)")
    }
  }
}

/// Numbers from 0 to 1 that are the same each time: SplitMix64.
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Double(bits >> 11) / Double(1 << 53)
  }
}
