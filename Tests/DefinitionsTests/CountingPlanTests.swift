import Definitions
import Testing

struct CountingPlanTests {
  private func plan(_ groupings: String, of dataset: String = "dossiers") throws -> CountingPlan {
    let campaign = try Campaign()
    try campaign.replace(
      "[national, province, province+ward, period+field+province]", with: groupings,
      in: "pipelines/p.yml")
    let pipeline = try campaign.definition()
    return CountingPlan(try #require(pipeline.dataset(dataset)), of: pipeline)
  }

  @Test(arguments: [
    ("[national]", ["province+period"]), ("[province]", ["province+period"]),
    ("[province, province+ward]", ["province+period", "province+ward"]),
    ("[province+period, province+field+period, field]", ["province+field+period"]),
    ("[province+ward, field+period]", ["field+period", "province+period", "province+ward"]),
    (
      "[province+field, province+channel]",
      ["province+channel", "province+field", "province+period"]
    ),
    ("[ward]", ["province+period", "ward"]), ("[province+kind]", ["province+period"]),
    ("[ward+province+field+period, national]", ["province+ward+field+period"]),
  ])
  func `only the finest groupings are counted, and provinces by period always`(
    _ groupings: String, _ tables: [String]
  ) throws {
    #expect(try plan(groupings).tables.map(\.description) == tables)
  }

  @Test
  func `a dataset without place counts nationally`() throws {
    #expect(
      try plan("[province, kind]", of: "tasks").tables.map(\.description) == ["kind"])
    #expect(try plan("[province]", of: "tasks").tables == [.national])
  }

  @Test
  func `every grouping that applies adds up from a table`() throws {
    let plan = try plan("[national, province, province+ward, field, province+field+period]")
    for grouping in [Grouping.national, .byProvince, Grouping(category: "field")] {
      #expect(plan.tables.contains { grouping.isCoarser(thanOrEqualTo: $0) })
    }
  }

  @Test
  func `the measures are those of the dataset's KPIs and of the parts of composites`() throws {
    let ids = try plan("[national]").measures.map(\.id)
    #expect(
      ids.map { "\($0.kpi).\($0.part.rawValue)" } == [
        "online_rate.numerator", "online_rate.denominator", "digitized_rate.numerator",
        "digitized_rate.denominator", "grade.values", "days.values", "wards.codes", "fields.codes",
      ])
  }

  @Test
  func `a share counts a record in its numerator only where its denominator holds`() throws {
    let measures = try plan("[national]").measures
    let parts = measures.filter { $0.id.kpi == "digitized_rate" }
    guard case .records(let numerator) = parts[0].content,
      case .records(let denominator) = parts[1].content
    else {
      Issue.record("a share counts records")
      return
    }
    #expect(numerator == .and(denominator, .flag(10)))
  }
}
