import Definitions
import Statistics

/// A small invented campaign: three provinces, five wards, two datasets, two months.
struct Campaign {
  var kpis: [KPI] = []
  /// The ids that are published; all where it is `nil`.
  var published: [String]?
  var groupings: [Grouping] = [.national, .byProvince]
  var rankings: [RankingDefinition] = []
  var gates = Gates()
  var disclosure: [String: Int] = [:]
  var complements: Set<String> = []
  var rounding = Rounding()

  static let reference = Reference(
    provinces: [
      Reference.Province(
        code: "01", name: "Hà Nội", fullName: "Thành phố Hà Nội", englishName: "Hanoi"),
      Reference.Province(
        code: "25", name: "Phú Thọ", fullName: "Tỉnh Phú Thọ", englishName: "Phu Tho"),
      Reference.Province(code: "46", name: "Huế", fullName: "Thành phố Huế", englishName: "Hue"),
    ],
    wards: [
      Reference.Ward(code: "00004", province: 0, name: "Ba Đình", kind: "ward"),
      Reference.Ward(code: "00008", province: 0, name: "Ngọc Hà", kind: "ward"),
      Reference.Ward(code: "07900", province: 1, name: "Việt Trì", kind: "ward"),
      Reference.Ward(code: "19774", province: 2, name: "Phú Bài", kind: "ward"),
      Reference.Ward(code: "19815", province: 2, name: "An Cựu", kind: "ward"),
    ], aliases: [])

  static func period(to month: Int = 8) -> PeriodRange {
    PeriodRange(
      from: CivilDate(year: 2025, month: 7, day: 1) ?? CivilDate(daysSinceEpoch: 0),
      to: CivilDate(year: 2025, month: month, day: 31) ?? CivilDate(daysSinceEpoch: 0),
      grain: .month)
  }

  /// A dataset with places, a category of three members and time.
  static func dataset(_ name: String, members: [String] = ["radio", "post", "energy"])
    -> PipelineDefinition.Dataset
  {
    PipelineDefinition.Dataset(
      name: name,
      schema: Schema(
        dataset: name,
        columns: [
          Column(name: "province", type: .province), Column(name: "ward", type: .ward),
          Column(name: "field", type: .category(Category(members: members, words: WordTable()))),
          Column(name: "at", type: .date, required: true),
        ], provinceColumns: [0], wardColumns: [1], time: 3),
      files: [], period: period())
  }

  var datasets = [dataset("dossiers"), dataset("responses")]

  var definition: PipelineDefinition {
    PipelineDefinition(
      name: "test", title: Label("Test"), catalog: Catalog(kpis: kpis), reference: Self.reference,
      offset: .vietnam, asOf: Self.period().to, period: Self.period(), datasets: datasets,
      kpis: kpis.filter { published?.contains($0.id) ?? true },
      groupings: groupings, rankings: rankings, gates: gates, disclosure: disclosure,
      complements: complements,
      rounding: rounding, language: .english, outputs: [.csv, .json], path: "test.yml", sources: [])
  }

  static func kpi(
    _ id: String, _ kind: KPI.Kind, dataset: String? = "dossiers", better: KPI.Direction = .higher,
    interval: KPI.IntervalMethod? = nil
  ) -> KPI {
    KPI(
      id: id, label: Label(id), dataset: dataset, kind: kind, better: better, interval: interval,
      formulas: [("numerator", "yes")])
  }

  static let share = KPI.Kind.share(numerator: .flag(0), denominator: nil)
}

/// One invented record, and what each kind of KPI sees of it.
struct Entry {
  var province: Int32 = -1
  var ward: Int32 = -1
  var member: Int32 = -1
  var period: Int32 = 0
  var yes = false
  var counts = true
  var number: Exact?
  var code = "a"

  var key: CellKey { CellKey(province: province, ward: ward, member: member, period: period) }
}

extension Campaign {
  /// The cells of a table, as ingest would count them for the KPIs of a dataset.
  static func table(
    _ entries: [Entry], _ grouping: Grouping, kpis: [KPI], dataset: String = "dossiers"
  ) -> CellTable {
    let own = kpis.filter { $0.dataset == dataset }
    var table = CellTable(grouping: grouping, measures: own.flatMap(\.measures).map(\.id))
    for entry in entries {
      let tallies = own.flatMap { kpi in kpi.measures.map { tally(entry, kpi, $0) } }
      table.cells[entry.key.coarsened(to: grouping), default: Cell()]
        .merge(Cell(records: 1, tallies: tallies))
    }
    return table
  }

  private static func tally(_ entry: Entry, _ kpi: KPI, _ measure: Measure) -> Tally {
    switch measure.id.part {
    case .numerator: return .count(entry.counts && entry.yes ? 1 : 0)
    case .denominator: return .count(entry.counts ? 1 : 0)
    case .count: return .count(entry.yes ? 1 : 0)
    case .values: return .values(ValueCounts(entry.number.map { [$0: 1] } ?? [:]))
    case .codes:
      guard case .coverage(let level, _) = kpi.kind else { return .codes([entry.code]) }
      let unit = level == .ward ? entry.ward : entry.province
      return .codes(entry.yes && unit >= 0 ? ["\(unit)"] : [])
    }
  }

  /// Cells in one finest table.
  static func cells(
    _ entries: [Entry], _ groupings: [Grouping] = [finest], kpis: [KPI],
    dataset: String = "dossiers"
  ) -> Cells {
    Cells(
      dataset: dataset,
      tables: groupings.map { table(entries, $0, kpis: kpis, dataset: dataset) })
  }

  static let finest = Grouping(province: true, ward: true, category: "field", period: true)

  /// Records in random places, some without ward or category.
  static func entries(_ count: Int, seed: UInt64, withNulls: Bool = true) -> [Entry] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { _ in
      let ward = Int32.random(in: 0..<4, using: &random)
      let isNull = withNulls && Int.random(in: 0..<8, using: &random) == 0
      return Entry(
        province: Int32(reference.wards[Int(ward)].province), ward: isNull ? -1 : ward,
        member: Int32.random(in: withNulls ? -1..<2 : 0..<2, using: &random),
        period: Int32.random(in: 0..<2, using: &random),
        yes: Bool.random(using: &random), counts: Int.random(in: 0..<5, using: &random) > 0,
        number: Exact(
          Int64.random(in: -9..<10, using: &random), over: Int64.random(in: 0..<4, using: &random)),
        code: ["a", "b", "c", "d", "e"].randomElement(using: &random) ?? "a")
    }
  }
}

/// A small generator with a fixed seed.
///
/// Source: G. Steele et al., OOPSLA 2014.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
