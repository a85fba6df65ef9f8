import Definitions
import Statistics
import Testing

struct PipelineReaderTests {
  @Test
  func `a sound pipeline is read as it is written`() throws {
    let pipeline = try Campaign().definition()
    #expect(pipeline.name == "p")
    #expect(pipeline.title == Label(english: "A campaign", vietnamese: "Một đợt"))
    #expect(pipeline.asOf == day(2025, 8, 31))
    #expect(
      pipeline.period == PeriodRange(from: day(2025, 7, 1), to: day(2025, 8, 31), grain: .month))
    #expect(pipeline.datasets.map(\.name) == ["dossiers", "tasks"])
    #expect(pipeline.datasets.map(\.files) == [["../d/*.csv"], ["../t.csv"]])
    #expect(pipeline.datasets.map(\.delimiter) == [UInt8(ascii: ";"), nil])
    #expect(
      pipeline.groupings.map(\.description)
        == ["national", "province", "province+ward", "province+field+period"])
    #expect(
      pipeline.rankings == [RankingDefinition(kpi: "online_rate", top: 3, minDenominator: 30)])
    #expect(
      pipeline.gates.rejectShare == Gates.Limit(warn: Exact(1, over: 50), stop: Exact(1, over: 10)))
    #expect(pipeline.gates.refusedFiles == Gates.Limit(warn: 0))
    #expect(pipeline.gates.provinces == Gates.Limit(warn: 2, stop: 1))
    let half = try #require(Exact(25, over: 2))
    #expect(
      pipeline.gates.expectations == [
        Gates.Expectation(kpi: "tasks", relation: .equals, bound: Exact(103)),
        Gates.Expectation(kpi: "days_p50", relation: .atMost, bound: half),
      ])
    #expect(pipeline.disclosure == ["dossiers": 10])
    #expect(pipeline.rounding == Rounding(mode: .halfEven, decimals: 1))
    #expect(pipeline.language == .vietnamese)
    #expect(pipeline.outputs == [.csv])
  }

  @Test
  func `what is left out has its default`() throws {
    let campaign = try Campaign()
    campaign.set(
      "pipelines/p.yml",
      """
      pipeline: p
      catalog: kpis.yml
      reference: ../reference
      as_of: 2025-08-31
      period: {from: 2025-07-01, to: 2025-08-31}
      datasets: {tasks: {schema: ../schemas/tasks.yml, files: ../t.csv}}
      groupings: [national]
      """)
    let pipeline = try campaign.definition()
    #expect(pipeline.title == Label("p"))
    #expect(pipeline.offset == .vietnam)
    #expect(pipeline.period.grain == .month)
    #expect(pipeline.kpis.map(\.id) == ["tasks"])
    #expect(pipeline.rankings.isEmpty)
    #expect(pipeline.gates == Gates())
    #expect(pipeline.disclosure.isEmpty)
    #expect(pipeline.rounding == Rounding(mode: .halfUp, decimals: 2))
    #expect(pipeline.language == .english)
    #expect(pipeline.outputs == [.csv, .json])
    #expect(pipeline.datasets[0].period == pipeline.period)
    #expect(pipeline.datasets[0].encoding == nil)
    #expect(pipeline.datasets[0].limits == InputLimits())
  }

  @Test(arguments: [
    ("[json]", [PipelineDefinition.Output.json]), ("[html]", [.csv, .html]),
    ("[png]", [.csv, .html, .png]), ("[xlsx, json]", [.csv, .json, .xlsx]),
    ("excel_csv", [.csv, .excelCSV]),
  ])
  func `what is for people comes with the CSV that it points to`(
    _ written: String, _ outputs: [PipelineDefinition.Output]
  ) throws {
    let campaign = try Campaign()
    try campaign.replace("outputs: [csv]", with: "outputs: \(written)", in: "pipelines/p.yml")
    #expect(try campaign.definition().outputs == Set(outputs))
  }

  @Test func `encodings and limits are read as people write them`() throws {
    let campaign = try Campaign()
    try campaign.replace(
      "delimiter: semicolon", with: "encoding: CP1258, delimiter: semicolon", in: "pipelines/p.yml")
    try campaign.replace(
      "language: vi", with: "limits: {record: 500KB, expansion: 1000}", in: "pipelines/p.yml")
    let pipeline = try campaign.definition()
    #expect(pipeline.datasets.contains { $0.encoding == .windows1258 })
    for dataset in pipeline.datasets {
      #expect(dataset.limits.longestRecord.bytes == 500_000)
      #expect(dataset.limits.expansionRatio == 1000)
    }
  }

  @Test
  func `today is the day that is given, and the option as-of replaces it`() throws {
    let campaign = try Campaign()
    try campaign.replace("as_of: 2025-08-31", with: "as_of: today", in: "pipelines/p.yml")
    try campaign.replace("to: 2025-08-31", with: "to: today", in: "pipelines/p.yml")
    let plain = try campaign.definition()
    #expect((plain.asOf, plain.period.to) == (day(2025, 9, 30), day(2025, 9, 30)))
    let repeated = try campaign.definition(asOf: day(2025, 9, 2))
    #expect((repeated.asOf, repeated.period.to) == (day(2025, 9, 2), day(2025, 9, 2)))
    let written = try Campaign().definition(asOf: day(2025, 9, 2))
    #expect((written.asOf, written.period.to) == (day(2025, 9, 2), day(2025, 8, 31)))
  }

  @Test
  func `a period that today has not reached is a fault`() throws {
    let campaign = try Campaign()
    try campaign.replace("to: 2025-08-31", with: "to: today", in: "pipelines/p.yml")
    let result = try campaign.read(today: day(2025, 6, 30))
    #expect(throws: DefinitionFaults.self) { try result.get() }
  }

  @Test
  func `a dataset keeps the pipeline's period where it does not say otherwise`() throws {
    let campaign = try Campaign()
    try campaign.replace(
      "files: [../t.csv]", with: "files: [../t.csv], period: {to: 2025-09-12, grain: quarter}",
      in: "pipelines/p.yml")
    #expect(
      try campaign.definition().datasets[1].period
        == PeriodRange(from: day(2025, 7, 1), to: day(2025, 9, 12), grain: .quarter))
  }

  @Test
  func `the whole catalog is published where no KPI is listed, but what no dataset can answer`()
    throws
  {
    let pipeline = try Campaign().definition()
    #expect(
      pipeline.kpis.map(\.id) == [
        "online_rate", "digitized_rate", "grade", "days", "tasks", "wards", "fields", "index",
      ])
    #expect(
      pipeline.notes.first == "late is not given: the pipeline has no dataset \"other\"")
  }

  @Test
  func `listed KPIs come in catalog order, and a composite's parts are counted but not published`()
    throws
  {
    let campaign = try Campaign()
    try campaign.replace(
      "rankings:\n  - {kpi: online_rate", with: "rankings:\n  - {kpi: index", in: "pipelines/p.yml")
    try campaign.replace("language: vi", with: "kpis: [index, days, tasks]", in: "pipelines/p.yml")
    let pipeline = try campaign.definition()
    #expect(pipeline.kpis.map(\.id) == ["days", "tasks", "index"])
    #expect(pipeline.countedKPIs.map(\.id) == ["online_rate", "grade", "days", "tasks", "index"])
    #expect(pipeline.notes.allSatisfy { !$0.contains("late") })
  }

  @Test
  func `a dataset may say how its files write dates and numbers`() throws {
    let campaign = try Campaign()
    #expect(try campaign.definition().dataset("dossiers")?.dates == nil)
    #expect(try campaign.definition().dataset("dossiers")?.numbers == nil)
    try campaign.replace(
      "delimiter: semicolon", with: "numbers: vi, dates: mdy", in: "pipelines/p.yml")
    let dataset = try campaign.definition().dataset("dossiers")
    #expect(dataset?.dates == .monthFirst)
    #expect(dataset?.numbers == .vietnamese)
  }

  @Test
  func `the agencies' codes are optional and lead to provinces`() throws {
    let campaign = try Campaign()
    #expect(try campaign.definition().reference.agencies == ["H26": 0, "H57": 1])
    let without = try Campaign()
    without.set("reference/province_agency_codes.csv", nil)
    #expect(try without.definition().reference.agencies.isEmpty)
  }

  @Test
  func `every file that was read is listed once, relative to the pipeline, in order`() throws {
    let campaign = try Campaign()
    campaign.set("reference/reused_codes.csv", "code,former_name,until\n46,Cũ,2025-07-01\n")
    let pipeline = try campaign.definition()
    #expect(
      pipeline.sources.map(\.path) == [
        "../reference/province_agency_codes.csv", "../reference/province_aliases.csv",
        "../reference/provinces.csv", "../reference/reused_codes.csv", "../reference/wards.csv",
        "../schemas/dossiers.yml", "../schemas/tasks.yml", "kpis.yml", "p.yml",
      ])
    #expect(
      pipeline.sources.first { $0.path == "kpis.yml" }?.content
        == Campaign.sound["pipelines/kpis.yml"].map { Array($0.utf8) })
    #expect(pipeline.reference.reusedCode("46")?.until == day(2025, 7, 1))
  }

  @Test
  func `all faults of all files are told at once, in the order of files and lines`() throws {
    let campaign = try Campaign()
    try campaign.replace("top: 3", with: "top: 0", in: "pipelines/p.yml")
    try campaign.replace("language: vi", with: "language: xx", in: "pipelines/p.yml")
    try campaign.replace("= 'online'", with: "= 'onlin'", in: "pipelines/kpis.yml")
    try campaign.replace("mean: \"(grade", with: "mean: \"(grad", in: "pipelines/kpis.yml")
    try campaign.replace("type: date}", with: "type: dat}", in: "schemas/dossiers.yml")
    try campaign.replace("type: integer}", with: "type: int}", in: "schemas/tasks.yml")
    let places = try campaign.faults().map { $0.split(separator: ": ")[0] }
    #expect(
      places == [
        "pipelines/p.yml:13:29", "pipelines/p.yml:21:11", "pipelines/kpis.yml:5:27",
        "pipelines/kpis.yml:9:38", "schemas/dossiers.yml:16:18", "schemas/tasks.yml:4:17",
      ])
  }

  @Test
  func `notes tell what is left out of which grouping and why`() throws {
    let notes = try Campaign().definition().notes
    #expect(
      notes.contains(
        "tasks has no province, ward, field, period: its KPIs are not given by province, "
          + "province+ward, province+field+period"))
    #expect(notes.contains("coverage is given by province and ward only: wards"))
  }

  @Test
  func `a composite is left out where a part is`() throws {
    let campaign = try Campaign()
    try campaign.replace(
      "grade: 0.75}", with: "wards: 0.75}", in: "pipelines/kpis.yml")
    let pipeline = try campaign.definition()
    let index = try #require(pipeline.kpi("index"))
    #expect(pipeline.omission(of: index, in: .byProvince) == nil)
    #expect(
      pipeline.omission(of: index, in: Grouping(period: true))?.reason
        == "its part wards: coverage is given by province and ward only")
  }

  @Test
  func `a byte order mark and carriage returns change nothing`() throws {
    let campaign = try Campaign()
    for (file, text) in Campaign.sound where file.hasSuffix(".yml") {
      campaign.set(file, "\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    }
    #expect(try campaign.definition().kpis.count == 8)
    try campaign.replace("= 'online'", with: "= 'onlin'", in: "pipelines/kpis.yml")
    #expect(try campaign.faults().map { $0.prefix(23) } == ["pipelines/kpis.yml:5:27"])
  }
}
