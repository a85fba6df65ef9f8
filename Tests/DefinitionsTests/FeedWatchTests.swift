import Definitions
import Statistics
import Testing

struct FeedWatchTests {
  private static let section =
    "feeds: {watch: {dossiers: {files: growing}}, holidays: days.csv, false_alarms: 0.01}\n"

  private func campaign(_ section: String = section, days: String? = "date,name\n2025-09-02,x\n")
    throws -> Campaign
  {
    let campaign = try Campaign()
    try campaign.replace("language: vi", with: section + "language: vi", in: "pipelines/p.yml")
    campaign.set("pipelines/days.csv", days)
    return campaign
  }

  @Test func `a pipeline says what is watched, on which days, and how carefully`() throws {
    let definition = try campaign().definition()
    let watch = try #require(definition.feeds)
    #expect(watch.datasets == ["dossiers": .growing])
    #expect(watch.holidays == [day(2025, 9, 2)])
    #expect(watch.falseAlarms == Exact(1, over: 100))
    #expect(definition.sources.contains { $0.path == "days.csv" })
    let plans = definition.datasets.map { CountingPlan($0, of: definition) }
    #expect(plans.map(\.countsDeliveries) == definition.datasets.map { $0.name == "dossiers" })
  }

  @Test func `what is left out has its default, and without the section nothing is watched`() throws
  {
    let watch = try #require(try campaign("feeds: {watch: {dossiers: {}}}\n").definition().feeds)
    #expect(watch.datasets == ["dossiers": .nightly])
    #expect(watch.holidays.isEmpty && watch.falseAlarms == Exact(1, over: 20))
    #expect(try Campaign().definition().feeds == nil)
  }

  @Test(arguments: [
    (
      "feeds: {watch: {dossier: {}}}\n",
      #"unknown dataset "dossier" in watch; did you mean "dossiers"?"#
    ),
    ("feeds: {watch: {}}\n", "watch names no dataset; write {dossiers: {files: nightly}}"),
    ("feeds: {holidays: days.csv}\n", #"missing key "watch" in feeds"#),
    (
      "feeds: {watch: {tasks: {}}}\n",
      #"the feeds of "tasks" cannot be watched: its records have no place; write place: {province: …} in its schema"#
    ),
    (
      "feeds: {watch: {dossiers: {files: weekly}}}\n",
      #"unknown files "weekly"; known: nightly, growing"#
    ),
    (
      "feeds: {watch: {dossiers: {}}, false_alarms: 1}\n",
      "false_alarms must lie between 0 and 1; write 0.05 for one night in 20"
    ),
    (
      "feeds: {watch: {dossiers: {}}, holidays: holiday.csv}\n",
      #"the holidays "holiday.csv" cannot be read: there is no such file; it is looked for at pipelines/holiday.csv"#
    ),
  ])
  func `a mistake is told with its place and remedy`(section: String, message: String) throws {
    let faults = try campaign(section).faults()
    #expect(faults.count == 1 && faults[0].hasSuffix(": " + message), "\(faults)")
    #expect(faults[0].hasPrefix("pipelines/p.yml:"))
  }

  @Test func `a calendar with a day that is none is told by its line`() throws {
    let faults = try campaign(days: "date\n2025-09-02\n2025-02-30\n").faults()
    #expect(
      faults == ["pipelines/days.csv:3:1: \"2025-02-30\" is not a day; write it as 2025-07-01"])
  }

  @Test func `a gate on feeds that nobody watches is a mistake`() throws {
    let campaign = try Campaign()
    try campaign.replace(
      "refused_files: {warn: 0}", with: "feeds: {warn: 0, stop: 5}", in: "pipelines/p.yml")
    let faults = try campaign.faults()
    #expect(faults.count == 1 && faults[0].contains("the gate feeds has nothing to count"))
    let watched = try self.campaign()
    try watched.replace(
      "refused_files: {warn: 0}", with: "feeds: {warn: 0, stop: 5}", in: "pipelines/p.yml")
    #expect(try watched.definition().gates.feeds == Gates.Limit(warn: 0, stop: 5))
  }
}
