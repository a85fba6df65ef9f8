import Foundation
import Testing

/// What a quality.json says of every record.
struct Quality: Decodable {
  struct Tally: Decodable {
    let rowsRead, accepted, superseded, outOfPeriod, rejected: Int
    let rejects: [String: Int]
    let provinces: [String: Int]

    var counts: [Int] { [rowsRead, accepted, superseded, outOfPeriod, rejected] }
  }

  struct File: Decodable {
    let file, dataset: String
    let tally: Tally

    private enum Key: String, CodingKey { case file, dataset }

    init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: Key.self)
      file = try keys.decode(String.self, forKey: .file)
      dataset = try keys.decode(String.self, forKey: .dataset)
      tally = try Tally(from: decoder)
    }
  }

  let all: Tally
  let datasets: [String: Tally]
  let files: [File]

  init(of run: SampleRun) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: Data(contentsOf: run.file("quality.json")))
  }
}

/// Every record of the sample is accounted for, as surveys/2025-08/EXPECTED.md says it must be.
struct SampleLedgerTests {
  let quality: Quality
  let rejects: [[String: String]]

  init() throws {
    let run = try SampleRun.get()
    quality = try Quality(of: run)
    rejects = try Table(run.file("rejects.csv")).rows
  }

  @Test func `rows read are accepted, superseded, out of period or rejected, everywhere`() {
    let tallies = quality.files.map(\.tally) + quality.datasets.values + [quality.all]
    for tally in tallies {
      #expect(tally.rowsRead == tally.counts.dropFirst().reduce(0, +))
      #expect(tally.rejected == tally.rejects.values.reduce(0, +))
      #expect(tally.accepted == tally.provinces.values.reduce(0, +))
    }
    for (name, dataset) in quality.datasets {
      let files = quality.files.filter { $0.dataset == name }
      for index in 0..<5 {
        #expect(files.map { $0.tally.counts[index] }.reduce(0, +) == dataset.counts[index])
      }
    }
    for index in 0..<5 {
      let sum = quality.datasets.values.map { $0.counts[index] }.reduce(0, +)
      #expect(sum == quality.all.counts[index])
    }
    #expect(rejects.count == quality.all.rejected)
  }

  @Test func `the ledger of EXPECTED.md is that of quality.json, file by file`() throws {
    var found: [String: [Int]] = ["**all**": quality.all.counts]
    for (name, tally) in quality.datasets { found["**\(name)**"] = tally.counts }
    for file in quality.files { found[short(file.file)] = file.tally.counts }
    var expected: [String: [Int]] = [:]
    for cells in try rows(under: "## Records\n") {
      expected[cells[0]] = try cells.dropFirst().map { try #require(Int($0)) }
    }
    #expect(expected.count > 40)
    #expect(found == expected)
  }

  @Test func `the bad records of EXPECTED.md are those of rejects.csv`() throws {
    let expected = try rows(under: "## Records that are wrong on purpose\n")
    let found = rejects.map { row in
      ["file", "line", "column", "code"].map { short(row[$0, default: ""]) }
    }
    #expect(expected.count > 20)
    #expect(Set(found) == Set(expected))
    #expect(found.count == expected.count)
  }

  private func short(_ path: String) -> String { path.replacing("../surveys/2025-08/", with: "") }

  /// The cells of the table that follows a heading of EXPECTED.md.
  private func rows(under heading: String) throws -> [[String]] {
    let url = Workdir.project.appending(path: "surveys/2025-08/EXPECTED.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let start = try #require(text.firstRange(of: heading)).upperBound
    let table = text[start...].drop { $0 != "|" }
    return table.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("|") }.dropFirst(2)
      .map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
          .map { $0.trimmingCharacters(in: .whitespaces) }
      }
  }
}
