import Foundation
import Testing

@testable import hailong

/// What a person sees who sits at a terminal, and what nobody sees elsewhere.
struct TerminalTests {
  /// A campaign that takes some time to read.
  private static let load = Result {
    let workdir = try Workdir.forAllTests()
    let outcome = try workdir.run("synth", "--dossiers", "30000", "--out", "load", "--quiet")
    try #require(outcome.status == 0, "\(outcome)")
    return workdir
  }

  /// What a run of it showed on a terminal.
  private static func shown(
    columns: Int, _ options: String..., environment: [String: String] = [:]
  ) throws -> String {
    let outcome = try load.get().onTerminal(
      columns: columns,
      ["run", "load/pipeline.yml", "--out", "out-\(UUID().uuidString)", "--threads", "1"] + options,
      environment: ["TERM": "xterm"].merging(environment) { $1 })
    try #require(outcome.status == 0, "\(outcome)")
    return outcome.out
  }

  /// The states of the line that was drawn over and over, the last one of each stage first taken away.
  private static func states(of text: String) -> [Substring] {
    text.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false).dropFirst()
      .map { $0.prefix { $0 != "\r" && $0 != "\r\n" && $0 != "\n" } }
  }

  @Test func `reading shows how much is read of all`() throws {
    let states = try Self.states(of: Self.shown(columns: 100))
    #expect(states.contains("ingest dossiers …"))
    // A rate and the time left stand there when they can be told, which a fast machine does not wait for.
    let share =
      /ingest dossiers  \d+ %(  \d+ s left)?  [\d.]+ of [\d.]+ MB(  [\d.]+ MB\/s  [\d.]+( M)? rows\/s)?/
    #expect(states.contains { $0.wholeMatch(of: share) != nil }, "\(states)")
  }

  @Test(arguments: [20, 43, 60])
  func `the line is narrower than the terminal, and is taken away in the end`(columns: Int) throws {
    let text = try Self.shown(columns: columns)
    let states = Self.states(of: text)
    let lines = states.filter { $0.hasPrefix("ingest") }
    #expect(lines.count > 2)
    #expect(lines.allSatisfy { $0.count < columns }, "\(lines)")
    // Every drawing but the last is replaced by one that begins by taking it away.
    #expect(states.last?.hasPrefix("ingest") == false)
    #expect(!text.contains("ingest dossiers …\r\n"))
  }

  @Test func `the line is drawn ten times a second at most`() throws {
    let start = ContinuousClock.now
    let lines = try Self.states(of: Self.shown(columns: 80)).filter { $0.hasPrefix("ingest") }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    #expect(Double(lines.count) <= seconds * 10 + 3)
  }

  @Test func `nothing moves under --quiet, on a dumb terminal, or where no terminal is`() throws {
    #expect(try Self.shown(columns: 80, "--quiet").isEmpty)
    #expect(!(try Self.shown(columns: 80, environment: ["TERM": "dumb"]).contains("\u{1B}")))
    let workdir = try Self.load.get()
    let outcome = try workdir.run("run", "load/pipeline.yml", "--out", "no-terminal")
    #expect(outcome.status == 0)
    #expect(!outcome.err.contains("ingest") && !outcome.err.contains("\r"), "\(outcome.err)")
  }

  @Test func `numbers of a line are as people say them`() {
    func text(_ bytes: Int, of all: Int, rows: Int, _ seconds: Double, width: Int = 120) -> String {
      ReadingLine(dataset: "d", bytes: bytes, byteCount: all, rows: rows, seconds: seconds)
        .text(width: width)
    }
    #expect(
      text(735_000_000, of: 1_750_000_000, rows: 4_350_000, 0.5)
        == "ingest d  42 %  1 s left  735 of 1750 MB  1470 MB/s  8.7 M rows/s")
    #expect(
      text(1_000_000, of: 8_260_000_000, rows: 4_000, 1)
        == "ingest d  0 %  2 h 17 min left  1.0 of 8260 MB  1.0 MB/s  4000 rows/s")
    #expect(
      text(2_000_000, of: 300_000_000, rows: 8_000, 1)
        == "ingest d  0 %  2 min 29 s left  2.0 of 300 MB  2.0 MB/s  8000 rows/s")
    // Too early for a rate.
    #expect(text(1 << 20, of: 1 << 22, rows: 4_000, 0.1) == "ingest d  25 %  1.0 of 4.2 MB")
    #expect(text(5, of: 5, rows: 1, 3) == "ingest d  0.0 MB read, counting …")
    #expect(text(0, of: 0, rows: 0, 3) == "ingest d")
    #expect(text(1, of: 2, rows: 0, 3, width: 6) == "inges")
  }
}
