import Definitions
import Figures
import Statistics
import Testing

@Suite struct GateTests {
  private func file(_ path: String, accepted: [String: Int], rejected: Int) -> FileReport {
    var accounting = Accounting()
    accounting.accepted = accepted.values.reduce(0, +)
    accounting.provinces = accepted
    accounting.rejects = rejected > 0 ? ["bad_date": rejected] : [:]
    return FileReport(
      path: path, dataset: "dossiers", encoding: "utf-8", delimiter: UInt8(ascii: ","),
      headerLine: 1,
      accounting: accounting, ignoredColumns: [], byteCount: 0, digest: "")
  }

  private func definition() throws -> PipelineDefinition {
    var campaign = Campaign(kpis: [Campaign.kpi("tasks", .count(.flag(0)))])
    campaign.gates.rejectShare = Gates.Limit(warn: Exact(1, over: 50), stop: Exact(1, over: 10))
    campaign.gates.refusedFiles = Gates.Limit(warn: 0, stop: 3)
    campaign.gates.provinces = Gates.Limit(warn: 3, stop: 2)
    campaign.gates.expectations = [
      Gates.Expectation(kpi: "tasks", relation: .equals, bound: Exact(3))
    ]
    campaign.rankings = [RankingDefinition(kpi: "tasks")]
    return campaign.definition
  }

  private func findings(
    files: [FileReport] = [], refused: Int = 0, yes: Int = 3, present: Int = 3
  ) throws -> [GateFinding] {
    let definition = try definition()
    let entries = (0..<3).map { Entry(province: $0 < present ? $0 : 0, yes: $0 < yes) }
    let cells = [Campaign.cells(entries, kpis: definition.kpis)]
    let completeness = definition.completeness(of: cells, files: files)
    let refusal = RefusedFile(
      path: "x.csv", dataset: "dossiers", reason: "", byteCount: 0, digest: "")
    return definition.gateFindings(
      files: files, refused: [RefusedFile](repeating: refusal, count: refused),
      completeness: completeness,
      figures: try definition.figures(from: cells, completeness: completeness))
  }

  @Test func `a threshold is crossed on its bad side, not on itself`() throws {
    let files = [
      file("a.csv", accepted: ["01": 49], rejected: 1),
      file("b.csv", accepted: ["01": 48], rejected: 1),
      file("c.csv", accepted: ["01": 9], rejected: 1),
      file("d.csv", accepted: ["01": 8], rejected: 1),
      file("e.csv", accepted: [:], rejected: 0),
    ]
    let found = try findings(files: files)
    #expect(
      found.map { "\($0.subject) \($0.severity)" } == ["b.csv warn", "c.csv warn", "d.csv stop"])
    #expect(
      found[2].message.english
        == "d.csv: 1 of 9 rows rejected (11.11 %), above the 10.00 % at which a run stops.")
    #expect(
      found[2].message.vietnamese
        == "d.csv: loại 1 trong 9 dòng (11,11 %), vượt ngưỡng 10,00 % để dừng công bố.")
  }

  @Test(arguments: [(0, nil), (1, GateFinding.Severity.warn), (3, .warn), (4, .stop)])
  func `refused files are counted`(_ refused: Int, _ severity: GateFinding.Severity?) throws {
    #expect(try findings(refused: refused).first?.severity == severity)
  }

  @Test(arguments: [(3, nil), (2, GateFinding.Severity.warn), (1, .stop)])
  func `provinces with records are counted`(_ present: Int, _ severity: GateFinding.Severity?)
    throws
  {
    #expect(try findings(present: present).first?.severity == severity)
  }

  @Test func `an expectation that is missed stops`() throws {
    let found = try findings(yes: 2)
    #expect(found.map(\.severity) == [.stop])
    #expect(found.first?.message.english == "tasks is 2 for the nation; expected: 3.")
  }

  @Test func `a province is partial by an empty period or by its own doubtful file`() throws {
    let definition = try definition()
    let entries = [
      Entry(province: 0, period: 0), Entry(province: 0, period: 1), Entry(province: 1, period: 1),
    ]
    let files = [
      file("own.csv", accepted: ["01": 6, "25": 4], rejected: 1),
      file("shared.csv", accepted: ["01": 5, "25": 5], rejected: 1),
    ]
    let gaps = definition.completeness(
      of: [Campaign.cells(entries, kpis: definition.kpis)], files: files)
    #expect(gaps.map(\.dataset) == ["dossiers", "responses"])
    #expect(gaps[0].missing == ["46"] && gaps[0].present == 2)
    #expect(
      gaps[0].partial == [
        Completeness.Gap(province: "01", periods: [], files: ["own.csv"]),
        Completeness.Gap(province: "25", periods: ["2025-07"], files: []),
      ])
    #expect(gaps[1].missing == ["01", "25", "46"])
  }

  @Test func `nothing is missing from a dataset that few provinces ever send`() throws {
    let definition = try definition()
    let few = [Entry(province: 0, period: 0)]
    let gaps = definition.completeness(
      of: [Campaign.cells(few, kpis: definition.kpis, dataset: "responses")], files: [])
    #expect(gaps[1].present == 1 && gaps[1].missing.isEmpty && gaps[1].partial.isEmpty)
    #expect(gaps[0].missing == ["01", "25", "46"])
  }
}
