import Definitions
import Foundation
import Statistics
import Testing

struct CatalogReaderTests {
  @Test
  func `every kind of KPI is read`() throws {
    let pipeline = try Campaign().definition()
    let online = try #require(pipeline.kpi("online_rate"))
    #expect(online.label[.vietnamese] == "Tỷ lệ trực tuyến")
    #expect(online.target == 0.5)
    #expect(online.source == "a decision")
    #expect(online.better == .higher)
    #expect(online.interval == nil)
    #expect(online.level == 0.95)
    #expect(online.formulas.map(\.key) == ["numerator"])
    #expect(online.formulas.map(\.text) == ["channel = 'online'"])
    guard case .share(.compare(.column(5), .equal, .constant(0)), nil) = online.kind else {
      Issue.record("\(online.kind)")
      return
    }
    guard case .quantiles(let probabilities, _)? = pipeline.kpi("days")?.kind,
      case .coverage(.ward, where: .flag(10))? = pipeline.kpi("wards")?.kind,
      case .countDistinct(column: 4)? = pipeline.kpi("fields")?.kind,
      case .count(.constant(true))? = pipeline.kpi("tasks")?.kind,
      case .composite(let parts)? = pipeline.kpi("index")?.kind
    else {
      Issue.record("a kind is not what the catalog says")
      return
    }
    #expect(probabilities == [Exact(1, over: 2), Exact(9, over: 10)])
    #expect(parts.map(\.kpi) == ["online_rate", "grade"])
    #expect(parts.map(\.weight) == [Exact(1, over: 4), Exact(3, over: 4)])
    #expect(pipeline.kpi("index")?.formulas.map(\.text) == ["0.25 * online_rate + 0.75 * grade"])
    #expect(pipeline.kpi("days")?.publishedIDs == ["days_p50", "days_p90"])
  }

  @Test
  func `a catalog is read by itself, to list it`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yml")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try #require(Campaign.sound["pipelines/kpis.yml"])
    try Data(text.utf8).write(to: file)
    let catalog = try Catalog.read(path: file.path)
    #expect(catalog.kpis.count == 9)
    let late = try #require(catalog["late"])
    #expect((late.interval, late.level, late.better) == (.wilson, 0.9, .lower))
    #expect(late.dataset == "other")

    try Data(text.replacing("x > 1", with: "x > > 1").utf8).write(to: file)
    let error = #expect(throws: DefinitionFaults.self) { try Catalog.read(path: file.path) }
    #expect(
      error?.faults.map(\.description) == [
        "\(file.path):15:42: \">\" cannot stand here; a column, a value or a parenthesis is expected"
      ])
  }

  @Test
  func `weights sum to one exactly, thirds included`() throws {
    let campaign = try Campaign()
    try campaign.replace(
      "{online_rate: 0.25, grade: 0.75}", with: "{online_rate: 0.1, grade: 0.2, wards: 0.7}",
      in: "pipelines/kpis.yml")
    #expect(try campaign.faults() == [])
    try campaign.replace("wards: 0.7}", with: "wards: 0.70000000001}", in: "pipelines/kpis.yml")
    #expect(try campaign.faults().count == 1)
  }
}
