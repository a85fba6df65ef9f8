import Definitions
import Statistics
import Testing

/// Schemas that declare a survey: questions, design, and what its weights add up to.
struct InstrumentTests {
  private static let questions = """
    service: {type: integer, range: [1, 5], null_words: ["không trả lời"], not_applicable: ["chưa từng"]}
      mood: {type: integer, range: [1, 5]}
      site: {type: text}
      remark: {type: text, personal: true}
      heft: {type: decimal, required: true, range: [0.1, 10]}
    """

  /// The campaign with an instrument in its schema.
  private func campaign(_ instrument: String) throws -> Campaign {
    let campaign = try Campaign()
    try campaign.replace("columns:\n", with: "columns:\n  \(Self.questions)\n", in: Self.schema)
    try campaign.replace(
      "columns:\n", with: "instrument:\n  \(instrument)\ncolumns:\n", in: Self.schema)
    return campaign
  }

  private static let schema = "schemas/dossiers.yml"

  private func schema(_ instrument: String) throws -> Schema {
    try #require(try campaign(instrument).definition().datasets.first).schema
  }

  @Test func `an instrument says what is asked, of whom, and how they were found`() throws {
    let schema = try schema(
      """
      basis: probability_sample
        factors: {help: [service]}
        overall: mood
        satisfied: [5, 4]
        comment: remark
        design: {strata: province_code, psu: [site, ward_code], weight: heft, lonely_psu: average}
      """)
    let instrument = try #require(schema.instrument)
    #expect(instrument.basis == .probabilitySample)
    #expect(
      instrument.questions.map(\.column) == [schema.column("service"), schema.column("mood")])
    #expect(instrument.questions.map(\.factor) == ["help", nil])
    #expect(instrument.satisfied == [Exact(4), Exact(5)])
    #expect(instrument.comment == schema.column("remark"))
    let design = try #require(instrument.design)
    #expect(design.strata == [schema.column("province_code")])
    #expect(design.units == [schema.column("site"), schema.column("ward_code")])
    #expect(design.weight == schema.column("heft"))
    #expect(design.unitCount == nil)
    #expect(design.lonelyUnit == .average)
    #expect(design.calibration == nil)
  }

  @Test func `opening hours are days of the week, holidays, and minutes after midnight`() throws {
    let instrument = try #require(
      try schema(
        """
        basis: quick_survey
          hours: {from: "07:00", to: "17:30", days: [mon, tue, wed, thu, fri], holidays: 2025-09-02}
        """
      ).instrument)
    let hours = try #require(instrument.hours)
    let days = try (1...7).map { try #require(CivilDate(year: 2025, month: 9, day: $0)) }
    #expect(days.map(Weekday.init) == Weekday.allCases)
    #expect(days.map(hours.isOpen(on:)) == [true, false, true, true, true, false, false])
    #expect(
      [419, 420, 1050, 1051].map { hours.isOpen(on: days[0], minute: $0) }
        == [false, true, true, false])
    #expect(!hours.isOpen(on: days[1], minute: 600))
    #expect(Weekday(of: CivilDate(daysSinceEpoch: -1)) == .wednesday)
    let always = try schema("{basis: quick_survey, hours: {from: 8:00, to: \"12:00\"}}").instrument
    #expect(always?.hours == OpeningHours(from: 480, to: 720))
    #expect(try schema("{basis: quick_survey}").instrument?.hours == nil)
  }

  @Test func `the upper two of five levels are satisfied, and a lone unit is adjusted for`() throws
  {
    let schema = try schema("{basis: quick_survey, overall: mood, design: {psu: site}}")
    let instrument = try #require(schema.instrument)
    #expect(instrument.satisfied == [Exact(4), Exact(5)])
    #expect(instrument.design?.lonelyUnit == .adjust)
    #expect(instrument.design?.strata == [])
  }

  @Test func `a question that does not apply is told apart from no answer`() throws {
    let schema = try schema("{basis: quick_survey, overall: service}")
    let column = try #require(schema.columns.first { $0.name == "service" })
    guard case .integer(let scale) = column.type else {
      Issue.record("\(column.type.name)")
      return
    }
    #expect(scale.words["Chưa từng"] == .some(nil))
    #expect(scale.words["không trả lời"] == .some(nil))
    #expect(scale.notApplicable["chưa từng"] == true)
    #expect(scale.notApplicable["không trả lời"] == false)
  }

  @Test func `a table of the population is counted by the keys of its rows`() throws {
    let schema = try schema(
      """
      {basis: quick_survey, design: {psu: [], population: [
        {province: "46", channel: online, count: 120}, {province: "46", channel: postal, count: 7.5}]}}
      """)
    let target = try #require(schema.instrument?.design?.calibration)
    #expect(target.keys == ["province", "channel"])
    #expect(
      target.population == .table([["46", "online"]: 120, ["46", "postal"]: 7.5]))
  }

  @Test(arguments: [
    ("{overall: mood}", "missing key \"basis\" in the instrument"),
    ("{basis: sipas}", "unknown basis \"sipas\""),
    (
      "{basis: quick_survey, overall: moot}",
      "names the unknown column \"moot\"; did you mean \"mood\"?"
    ),
    ("{basis: quick_survey, overall: site}", "which is of type text; it must be of type integer"),
    ("{basis: quick_survey, factors: {a: mood}, overall: mood}", "stands here twice"),
    ("{basis: quick_survey, overall: mood, satisfied: [6]}", "the level 6 is not on the scale"),
    ("{basis: quick_survey, hours: {from: \"07:00\"}}", "missing key \"to\""),
    (
      "{basis: quick_survey, hours: {from: \"7\", to: \"17:00\"}}",
      "from must be a time of day, not \"7\"; write it as \"07:00\""
    ),
    (
      "{basis: quick_survey, hours: {from: \"17:00\", to: \"07:00\"}}",
      "the hours end before they begin"
    ),
    (
      "{basis: quick_survey, hours: {from: \"07:00\", to: \"17:00\", days: [mo]}}",
      "unknown day \"mo\""
    ),
    ("{basis: quick_survey, design: {strata: province_code}}", "missing key \"psu\" in the design"),
    ("{basis: quick_survey, design: {psu: remark}}", "names a personal column"),
    (
      "{basis: quick_survey, design: {psu: site, weight: service}}",
      "which may be empty or not above 0"
    ),
    ("{basis: quick_survey, design: {psu: site, lonely_psu: remove}}", "lonely_psu"),
    (
      "{basis: quick_survey, design: {psu: [], population: [{site: a, count: 1}]}}",
      "the population cannot be known by \"site\""
    ),
    (
      "{basis: quick_survey, design: {psu: [], population: [{province: \"47\", count: 1}]}}",
      "unknown province \"47\""
    ),
    (
      "{basis: quick_survey, design: {psu: [], population: [{channel: fax, count: 1}]}}",
      "\"fax\" is no value of \"channel\""
    ),
    (
      "{basis: quick_survey, design: {psu: [], population: [{channel: online, count: 0}]}}",
      "must be above 0"
    ),
  ])
  func `a mistake in an instrument is told with its place`(_ instrument: String, _ message: String)
    throws
  {
    let faults = try campaign(instrument).faults()
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.contains(message) == true, "\(faults)")
    #expect(faults.first?.contains(".yml:") == true, "\(faults)")
  }
}
