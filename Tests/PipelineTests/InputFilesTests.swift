import Definitions
import Engine
import Foundation
import Testing

@testable import Pipeline

@Suite struct InputFilesTests {
  let campaign: Campaign

  init() throws { campaign = try Campaign() }

  private func expand(_ patterns: String...) throws -> [String] {
    let schema = Schema(dataset: "d", columns: [])
    let day = CivilDate(daysSinceEpoch: 0)
    let dataset = PipelineDefinition.Dataset(
      name: "d", schema: schema, files: patterns,
      period: PeriodRange(from: day, to: day, grain: .month))
    return try InputFiles.expand(dataset, in: campaign.folder + "/pipelines").map(\.name)
  }

  @Test func `files come once each in the order of the bytes of their paths`() throws {
    for name in ["b.csv", "a.csv", "Z.csv", "é.csv", ".hidden.csv", "a\nb.csv", "-a.csv", "c.txt"] {
      try campaign.write("responses/" + name, "")
    }
    #expect(
      try expand("../responses/?*.csv", "../pipelines/../responses/b.csv", "../responses/a*.csv")
        == [
          "../pipelines/../responses/b.csv", "../responses/-a.csv", "../responses/Z.csv",
          "../responses/a\nb.csv", "../responses/a.csv", "../responses/all.csv",
          "../responses/é.csv",
        ])
  }

  @Test func `a wildcard stands in any component`() throws {
    #expect(
      try expand("../*/*.csv") == [
        "../dossiers/ha_noi.csv", "../dossiers/hue.csv", "../reference/province_aliases.csv",
        "../reference/provinces.csv", "../reference/wards.csv", "../responses/all.csv",
      ])
    #expect(try expand("./../doss?ers//hue.csv") == ["../dossiers/hue.csv"])
  }

  @Test(arguments: ["../none/*.csv", "../dossiers/*.tsv", "../dossiers/absent.csv"])
  func `a pattern that matches nothing is named`(pattern: String) throws {
    let failure = #expect(throws: RunFailure.self) { try expand("../dossiers/*.csv", pattern) }
    #expect(failure?.exitCode == 66)
    #expect(failure?.message.contains(pattern) == true)
  }

  @Test(arguments: ["folder", "pipe", "dangling"])
  func `what is no file is refused without waiting for it`(what: String) throws {
    let path = campaign.folder + "/dossiers/x.csv"
    switch what {
    case "folder":
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    case "pipe": mkfifo(path, 0o644)
    default: symlink("nowhere", path)
    }
    let failure = #expect(throws: RunFailure.self) { try expand("../dossiers/*.csv") }
    #expect(failure?.exitCode == 66)
    #expect(failure?.message.contains("x.csv") == true)
  }

  @Test func `a link to a file is a file`() throws {
    symlink("hue.csv", campaign.folder + "/dossiers/link.csv")
    #expect(try expand("../dossiers/l*.csv") == ["../dossiers/link.csv"])
  }

  @Test func `a name is found however its accents are encoded`() throws {
    try campaign.write("responses/ho\u{0302}\u{0300}.csv", "")
    #expect(try expand("../responses/h\u{1ED3}*.csv").count == 1)
  }

  @Test func `patterns fit what a plain definition says`() {
    func fits(_ pattern: [Character], _ name: [Character]) -> Bool {
      guard let first = pattern.first else { return name.isEmpty }
      let rest = Array(pattern.dropFirst())
      if first == "*" { return (0...name.count).contains { fits(rest, Array(name[$0...])) } }
      guard let letter = name.first, first == "?" || first == letter else { return false }
      return fits(rest, Array(name.dropFirst()))
    }
    func words(_ letters: [Character], upTo length: Int) -> [[Character]] {
      guard length > 0 else { return [[]] }
      let shorter = words(letters, upTo: length - 1)
      return shorter
        + shorter.filter { $0.count == length - 1 }.flatMap { word in
          letters.map { word + [$0] }
        }
    }
    for pattern in words(["a", "b", "*", "?"], upTo: 4) {
      for name in words(["a", "b"], upTo: 4) {
        #expect(PathPattern(String(pattern)).matches(String(name)) == fits(pattern, name))
      }
    }
  }
}
