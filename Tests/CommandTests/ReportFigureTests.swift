import Foundation
import Testing

/// The figures of the sample's reports, read back from the pages by Tests/Browser/figures.py.
struct ReportFigureTests {
  private struct Report: Decodable {
    let language: String
    let value: Int
    let counts: Int
    let interval: Int
    let sentences: Int
    let differences: [String]
  }

  private func readBack(_ folder: URL) throws -> [Report] {
    let script = Workdir.project.appending(path: "Tests/Browser/figures.py")
    let outcome = try Workdir().shell("python3 -B '\(script.path)' '\(folder.path)'")
    try #require(outcome.status == 0, "python3 is needed (make test installs it): \(outcome)")
    return try JSONDecoder().decode([Report].self, from: Data(outcome.out.utf8))
  }

  @Test func `every figure of the sample's reports is one of kpis.csv`() throws {
    let reports = try readBack(SampleRun.get().folder)
    #expect(reports.map(\.language) == ["en", "vi"])
    for report in reports {
      #expect(report.differences.isEmpty)
      #expect(report.value > 20_000 && report.counts > 1_000 && report.interval > 30)
      #expect(report.sentences == 1)
    }
  }

  @Test func `a figure that is not kpis.csv's is found, wherever it stands`() throws {
    let workdir = try Workdir()
    for name in ["kpis.csv", "rankings.csv"] {
      try FileManager.default.copyItem(
        at: SampleRun.get().file(name), to: workdir.url.appending(path: name))
    }
    var page = try String(contentsOf: SampleRun.get().file("report.vi.html"), encoding: .utf8)
    let changes = [
      // Of a table, its counts, among words, in the sentence, in a chart.
      (#"<td class="n">90,49%</td>"#, #"<td class="n">90,48%</td>"#),
      (#"<td class="n">552 / 610</td>"#, #"<td class="n">553 / 610</td>"#),
      (#"">83,69%</data>"#, #"">83,7%</data>"#), ("Huế (92,87%)", "Huế (92,78%)"),
      (">94,06%</text>", ">94,061%</text>"),
    ]
    for (old, new) in changes {
      try #require(page.contains(old), "\(old)")
      page = page.replacing(old, with: new, maxReplacements: 1)
    }
    try workdir.write("report.vi.html", page)
    let differences = try #require(try readBack(workdir.url).first).differences
    #expect(differences.count == changes.count, "\(differences)")
  }
}
