import Definitions
import Figures
import Foundation
import Report
import Statistics
import Testing
import Workbook

struct WorkbookTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "hailong-workbook-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test func `the same release gives the same bytes, and leaves nothing beside its file`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let books = try ["a.xlsx", "b.xlsx"].map { name in
      try Workbook.write(
        Self.release, to: folder.appending(path: name).path, temporaries: folder.path)
      return try Data(contentsOf: folder.appending(path: name))
    }
    #expect(books[0] == books[1])
    #expect(books[0].starts(with: Data("PK".utf8)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test func `a file that cannot be made is told`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(throws: WorkbookFailure.self) {
      try Workbook.write(
        Self.release, to: folder.appending(path: "none/a.xlsx").path, temporaries: folder.path)
    }
  }

  /// Two provinces with hostile names, and one KPI.
  private static let release: Release = {
    let day = CivilDate(daysSinceEpoch: 20_331)
    let period = PeriodRange(from: day.advanced(by: -30), to: day, grain: .month)
    let provinces = [("01", "=1+1"), ("46", "<Huế> & \"\u{1}\"")].map {
      Reference.Province(code: $0, name: $1, fullName: $1, englishName: $1)
    }
    let kpi = KPI(
      id: "satisfaction", label: Label(english: "Satisfaction", vietnamese: "Mức độ hài lòng"),
      dataset: "responses", kind: .share(numerator: .flag(0), denominator: nil), interval: .wilson)
    let definition = PipelineDefinition(
      name: "sample", title: Label("Mẫu"), catalog: Catalog(kpis: [kpi]),
      reference: Reference(provinces: provinces, wards: [], aliases: []), offset: .vietnam,
      asOf: day, period: period,
      datasets: [
        PipelineDefinition.Dataset(
          name: "responses", schema: Schema(dataset: "responses", columns: []), files: [],
          period: period)
      ],
      kpis: [kpi], groupings: [.national, .byProvince],
      rankings: [RankingDefinition(kpi: "satisfaction", top: 1)], gates: Gates(), disclosure: [:],
      rounding: Rounding(), language: .vietnamese, outputs: [.xlsx], path: "sample.yml",
      sources: [])
    let figures = provinces.enumerated().map { index, province in
      let count = Int64(index) + 29
      return Figure(
        kpi: "satisfaction",
        subject: Figure.Subject(
          .byProvince, provinceCode: province.code, province: province.name),
        numerator: .integer(count), denominator: 31,
        value: WideRatio(Int128(count), over: 31).map(Quantity.exact),
        interval: .wilson(count, of: 31, level: 0.95), intervalMethod: "wilson",
        display: index == 0 ? "93.55" : "96.77")
    }
    return Release(
      definition: definition, runID: "0123456789abcdef", program: "1", figures: figures,
      rankings: definition.rankings(of: figures), completeness: [], files: [], refused: [],
      findings: [], notes: ["=note"], changes: nil)
  }()
}
