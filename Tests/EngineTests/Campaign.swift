import Definitions
import Foundation
import Statistics
import Testing

@testable import Engine

/// A small dataset in a folder of its own, and how to ingest it.
struct Campaign {
  let folder: URL
  var plan: CountingPlan
  /// Where rows are put aside; the folder itself unless said otherwise.
  var spillFolder: String?

  init(_ plan: CountingPlan = .dossiers) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "engine-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.plan = plan
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Ingests files of these contents, named `a.csv`, `b.csv` and so on.
  func ingest(
    _ contents: [[UInt8]], threads: Int = 2, shardBytes: Int = 1 << 20, memoryLimit: Int? = nil
  ) throws -> Outcome {
    let files = try contents.enumerated().map { index, bytes in
      let name = "\(Character(UnicodeScalar(UInt8(97 + index)))).csv"
      let url = folder.appending(path: name)
      try Data(bytes).write(to: url)
      return InputFile(name: name, path: url.path)
    }
    var rejects: [Reject] = []
    let result = try Engine.ingest(
      plan, files: files,
      options: IngestOptions(
        threads: threads, shardBytes: shardBytes, memoryLimit: memoryLimit,
        temporaryDirectory: spillFolder ?? folder.path)
    ) {
      rejects.append($0)
    } restart: {
      rejects = []
    }
    return Outcome(result: result, rejects: rejects)
  }

  func ingest(_ text: String, threads: Int = 2, shardBytes: Int = 1 << 20) throws -> Outcome {
    try ingest([Array(text.utf8)], threads: threads, shardBytes: shardBytes)
  }

  struct Outcome {
    let result: IngestResult
    let rejects: [Reject]

    var accounting: Accounting {
      result.files.reduce(into: Accounting()) { $0.merge($1.accounting) }
    }

    /// `line code` of each reject.
    var rejectCodes: [String] { rejects.map { "\($0.line) \($0.code.rawValue)" } }

    /// The count of a KPI's measure over all cells of the first table.
    func count(_ kpi: String) -> Int64 {
      guard let table = result.cells.tables.first,
        let measure = table.measures.firstIndex(where: { $0.kpi == kpi })
      else { return -1 }
      return table.cells.values.reduce(0) { total, cell in
        guard case .count(let count) = cell.tallies[measure] else { return total }
        return total + count
      }
    }

    /// Everything that must not depend on threads or shards, in one value.
    var fingerprint: String {
      let cells = result.cells.tables.map { table in
        table.cells.map { "\($0.key) \($0.value.sorted)" }.sorted().joined(separator: "\n")
      }
      let files = result.files.map { "\($0.path) \($0.digest) \($0.accounting.sorted)" }
      return (cells + files + rejects.map { "\($0)" }).joined(separator: "\n")
    }
  }
}

extension Cell {
  fileprivate var sorted: String {
    let tallies = tallies.map { tally in
      switch tally {
      case .count(let count): "\(count)"
      case .values(let values): values.bins.description
      case .codes(let codes): codes.sorted().description
      }
    }
    return "\(records) \(tallies)"
  }
}

extension Accounting {
  fileprivate var sorted: String {
    "\(accepted) \(superseded) \(outOfPeriod) \(rejects.sorted { $0.key < $1.key }) "
      + "\(skipped.sorted { $0.key < $1.key }) \(warnings.sorted { $0.key < $1.key }) "
      + "\(provinces.sorted { $0.key < $1.key })"
  }
}

extension Reference {
  /// Two provinces of three wards; `44` was another province before 2025-07-01.
  static let small = Reference(
    provinces: [
      Province(code: "44", name: "Quảng Trị", fullName: "Tỉnh Quảng Trị", englishName: "Quang Tri"),
      Province(code: "46", name: "Huế", fullName: "Thành phố Huế", englishName: "Hue"),
    ],
    wards: [
      Ward(code: "00004", province: 0, name: "Tân An", kind: "commune"),
      Ward(code: "19815", province: 1, name: "An Cựu", kind: "ward"),
      Ward(code: "19816", province: 1, name: "Tân An", kind: "ward"),
    ],
    aliases: [("Quảng Bình", 0), ("Thừa Thiên Huế", 1), ("45", 0)],
    reusedCodes: [
      ReusedCode(
        code: "44", formerName: "Quảng Bình", until: CivilDate(daysSinceEpoch: 20_270))
    ])
}

extension CountingPlan {
  static let channel = 4

  /// Dossiers with a key, a version, places and a personal column; received and online are counted.
  static let dossiers: CountingPlan = {
    var channels = WordTable<Int>()
    for (word, member) in [("online", 0), ("Trực tuyến", 0), ("in_person", 1), ("Trực tiếp", 1)] {
      channels.add(word, member)
    }
    var flags = WordTable<Bool>()
    for (word, value) in [("1", true), ("có", true), ("0", false), ("không", false)] {
      flags.add(word, value)
    }
    let columns = [
      Column(name: "id", type: .id, required: true, headers: ["Mã hồ sơ"]),
      Column(name: "province", type: .province, required: true),
      Column(name: "province_name", type: .province),
      Column(name: "ward", type: .ward),
      Column(
        name: "channel",
        type: .category(Category(members: ["online", "in_person"], words: channels)),
        required: true),
      Column(name: "received_at", type: .timestamp, required: true),
      Column(name: "digitized", type: .flag(flags)),
      Column(
        name: "mark",
        type: .integer(Scale(range: Exact(1)...Exact(5)))),
      Column(name: "fee", type: .decimal(Scale())),
      Column(name: "applicant", type: .text, personal: true),
      Column(name: "updated_at", type: .timestamp, required: true),
    ]
    let schema = Schema(
      dataset: "dossiers", columns: columns, key: 0, version: 10, provinceColumns: [1, 2],
      wardColumns: [3], time: 5)
    return CountingPlan(
      dataset: PipelineDefinition.Dataset(
        name: "dossiers", schema: schema, files: [], period: .summer),
      measures: [
        Measure(id: Measure.ID(kpi: "received", part: .count), content: .records(.constant(true))),
        Measure(
          id: Measure.ID(kpi: "online", part: .count),
          content: .records(.compare(.column(channel), .equal, .constant(0)))),
        Measure(
          id: Measure.ID(kpi: "fees", part: .values), content: .values(.column(8))),
        Measure(
          id: Measure.ID(kpi: "wards", part: .codes),
          content: .units(.ward, where: .constant(true))),
      ],
      tables: [Grouping(province: true, ward: true, period: true)],
      reference: .small, offset: .vietnam, asOf: CivilDate(daysSinceEpoch: 20_331))
  }()

  /// The same without a key: every record counts.
  static let unkeyed: CountingPlan = {
    let plan = CountingPlan.dossiers
    let schema = Schema(
      dataset: "dossiers", columns: plan.schema.columns, provinceColumns: [1, 2], wardColumns: [3],
      time: 5)
    return CountingPlan(
      dataset: PipelineDefinition.Dataset(
        name: "dossiers", schema: schema, files: [], period: .summer),
      measures: plan.measures, tables: plan.tables, reference: plan.reference,
      offset: plan.offset, asOf: plan.asOf)
  }()
}

extension PeriodRange {
  /// 2025-07-01 to 2025-08-31 by month.
  static let summer = PeriodRange(
    from: CivilDate(daysSinceEpoch: 20_270), to: CivilDate(daysSinceEpoch: 20_331), grain: .month)
}

/// A generator of numbers that gives the same ones in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
