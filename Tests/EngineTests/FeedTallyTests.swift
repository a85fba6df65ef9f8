import Definitions
import Testing

@testable import Engine

/// What files deliver, counted beside what they count for.
struct FeedTallyTests {
  private static let header =
    "id,province,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

  private static func row(_ id: Int, _ rest: String, _ version: Int = 1) -> String {
    let (place, flag) = (rest.prefix { $0 != "|" }, rest.drop { $0 != "|" }.dropFirst())
    return
      "d\(id),\(place),2025-07-0\(1 + id % 9)T08:00:00,\(flag),,,x,2025-08-0\(version)T08:00:00\n"
  }

  private func watched(_ plan: CountingPlan) -> CountingPlan {
    CountingPlan(
      dataset: plan.dataset, measures: plan.measures, tables: plan.tables,
      reference: plan.reference, offset: plan.offset, asOf: plan.asOf, countsDeliveries: true)
  }

  private static let first =
    header
    + (0..<40).map { row($0, $0 % 4 == 0 ? "46,,online|1" : "46,19815,in_person|0") }.joined()
    + row(90, "46,19815,by_pigeon|1") + row(91, "44,00004,online|")

  private static let second =
    header + (0..<30).map { row($0, "46,19816,online|", 2) }.joined()

  @Test(arguments: [CountingPlan.dossiers, .unkeyed])
  func `every valid row is counted where it was sent, superseded or not`(plan: CountingPlan) throws
  {
    let campaign = try Campaign(watched(plan))
    defer { campaign.remove() }
    let files = try campaign.ingest([Array(Self.first.utf8), Array(Self.second.utf8)]).result.files
    for file in files {
      let delivery = try #require(file.delivery)
      let rows = delivery.provinces.values.reduce(0) { $0 + $1.rows }
      let sum = file.accounting
      #expect(rows == sum.accepted + sum.superseded + sum.outOfPeriod)
      for counts in delivery.provinces.values {
        #expect(counts.parts["ward"]?.values.reduce(0, +) == counts.rows)
        #expect(counts.parts["channel"]?.values.reduce(0, +) == counts.rows)
      }
    }
    let hue = try #require(files[0].delivery?.provinces["46"])
    #expect(hue.rows == 40 && hue.rejected == 1)
    #expect(hue.parts["ward"] == ["": 10, "19815": 30])
    #expect(hue.parts["channel"] == ["online": 10, "in_person": 30])
    #expect(hue.yes == ["digitized": 10])
    #expect(hue.empty == ["ward": 10, "mark": 40, "fee": 40, "province_name": 40])
    #expect(files[0].delivery?.provinces["44"]?.empty["digitized"] == 1)
    #expect(files[1].delivery?.provinces["46"]?.parts["ward"] == ["19816": 30])
    #expect(!(try #require(files[0].delivery)).columns.contains("province_name"))
  }

  @Test func `cutting files into shards, and threads, change nothing`() throws {
    let campaign = try Campaign(watched(.dossiers))
    defer { campaign.remove() }
    let contents = [Array(Self.first.utf8), Array(Self.second.utf8)]
    let whole = try campaign.ingest(contents, threads: 1).result.files.map(\.delivery)
    for shardBytes in [64, 100, 333, 1_000] {
      for threads in [1, 3] {
        let cut = try campaign.ingest(contents, threads: threads, shardBytes: shardBytes)
        #expect(cut.result.files.map(\.delivery) == whole)
      }
    }
  }

  @Test func `nothing is counted where nobody watches`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    #expect(try campaign.ingest(Self.first).result.files.allSatisfy { $0.delivery == nil })
  }

  @Test func `what is personal is not looked at`() throws {
    let schema = CountingPlan.dossiers.schema
    let watched = schema.watchedForAbsence + schema.watchedCategories + schema.watchedFlags
    #expect(!watched.contains { schema.columns[$0].personal })
    #expect(schema.watchedForAbsence.contains { schema.columns[$0].name == "fee" })
  }
}
