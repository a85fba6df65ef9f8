import Definitions
import Foundation

@testable import Pipeline

/// A small campaign in a folder of its own, which is removed with it.
final class Campaign {
  let folder: String
  var out: String { folder + "/out" }
  var pipelineFile: String { folder + "/pipelines/nightly.yml" }

  init() throws {
    folder = NSTemporaryDirectory() + "hailong-" + UUID().uuidString
    for part in ["reference", "schemas", "pipelines", "dossiers", "responses"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/" + part, withIntermediateDirectories: true)
    }
    try write("reference/provinces.csv", Self.provinces)
    try write("reference/wards.csv", Self.wards)
    try write("reference/province_aliases.csv", "alias,province_code\nTP Huế,46\n")
    try write("schemas/dossiers.yml", Self.dossierSchema)
    try write("schemas/responses.yml", Self.responseSchema)
    try write("pipelines/kpis.yml", Self.catalog)
    try write("pipelines/nightly.yml", Self.pipeline())
    try write("dossiers/hue.csv", Self.hue)
    try write("dossiers/ha_noi.csv", Self.haNoi)
    try write("responses/all.csv", Self.responses)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ path: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder + "/" + path))
  }

  func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: folder + "/" + path).map { Array($0) }
  }

  func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

  /// The names in a folder, hidden ones included.
  func names(_ path: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + path)
    return (names ?? []).sorted()
  }

  func definition() throws -> PipelineDefinition {
    try PipelineDefinition.read(path: pipelineFile, today: CivilDate(daysSinceEpoch: 20_331))
  }

  @discardableResult
  func run(_ change: (inout RunOptions) -> Void = { _ in }) throws -> RunOutcome {
    var options = RunOptions(out: out, threads: 2)
    change(&options)
    return try Run(definition(), options).execute()
  }

  func plan(_ change: (inout RunOptions) -> Void = { _ in }) throws -> Plan {
    var options = RunOptions(out: out)
    change(&options)
    return try Plan(definition(), options)
  }

  /// The bytes of every file of a run but run.json.
  func published(_ run: String = "latest") -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in names("out/nightly/" + run) where name != "run.json" {
      files[name] = bytes("out/nightly/\(run)/\(name)")
    }
    return files
  }
}

extension Campaign {
  static let provinces = """
    code,name_vi,full_name_vi,name_en,kind,region
    01,Hà Nội,Thành phố Hà Nội,Hanoi,municipality,Đồng bằng sông Hồng
    46,Huế,Thành phố Huế,Hue,municipality,Bắc Trung Bộ
    79,Hồ Chí Minh,Thành phố Hồ Chí Minh,Ho Chi Minh City,municipality,Đông Nam Bộ

    """

  static let wards = """
    code,province_code,name_vi,kind
    00004,01,Ba Đình,ward
    00008,01,Ngọc Hà,ward
    19815,46,An Cựu,ward
    26734,79,Sài Gòn,ward

    """

  static let dossierSchema = """
    dataset: dossiers
    key: dossier_id
    version: updated_at
    place: {province: province_code, ward: ward_code}
    time: received_at
    columns:
      dossier_id: {type: id, required: true}
      province_code: {type: province, required: true, headers: ["Tỉnh"]}
      ward_code: {type: ward}
      field: {type: category, values: {land: ["Đất đai"], tax: ["Thuế"]}}
      channel: {type: category, required: true, values: {online: [], in_person: []}}
      received_at: {type: timestamp, required: true}
      completed_at: {type: timestamp}
      updated_at: {type: timestamp, required: true}

    """

  static let responseSchema = """
    dataset: responses
    place: {province: province_code}
    time: answered_at
    columns:
      province_code: {type: province, required: true}
      answered_at: {type: date, required: true}
      overall: {type: integer, range: [1, 5]}
      comment: {type: text, personal: true}

    """

  static let catalog = """
    kpis:
      online_rate: {dataset: dossiers, numerator: "channel = 'online'", label: {en: Online, vi: Trực tuyến}}
      received: {dataset: dossiers, count: "true"}
      handling_days: {dataset: dossiers, quantiles: [0.5, 0.9], of: "days(received_at, completed_at)"}
      wards_served: {dataset: dossiers, coverage: {of: ward, where: "channel = 'online'"}}
      places: {dataset: dossiers, count_distinct: province_code}
      score: {dataset: responses, mean: "(overall - 1) / 4"}
      satisfaction: {dataset: responses, numerator: "overall >= 4", denominator: "overall is not null", interval: wilson}
      index: {composite: {online_rate: 0.5, satisfaction: 0.5}}

    """

  static func pipeline(
    gates: String = "{}", minDenominator: Int = 1, from: String = "2025-07-01",
    language: String = "en"
  ) -> String {
    """
    pipeline: nightly
    catalog: kpis.yml
    reference: ../reference
    as_of: 2025-08-31
    period: {from: \(from), to: 2025-08-31}
    datasets:
      dossiers: {schema: ../schemas/dossiers.yml, files: ["../dossiers/*.csv"]}
      responses: {schema: ../schemas/responses.yml, files: ["../responses/*.csv"]}
    groupings: [national, province, province+ward, province+field, province+field+period]
    rankings: [{kpi: online_rate, top: 1, min_denominator: \(minDenominator)}]
    gates: \(gates)
    language: \(language)

    """
  }

  static let hue = """
    dossier_id,province_code,ward_code,field,channel,received_at,completed_at,updated_at,note
    H1,46,19815,land,online,2025-07-01T08:00:00,2025-07-03T20:00:00,2025-07-03T20:00:00,x
    H2,46,,tax,online,2025-07-31T08:00:00,2025-08-02T09:00:00,2025-08-02T09:00:00,x
    H3,46,19815,,in_person,2025-08-01T08:00:00,,2025-08-01T08:00:00,x
    H3,46,19815,,online,2025-08-01T08:00:00,,2025-08-02T08:00:00,x
    H4,46,19815,land,by_pigeon,2025-08-01T08:00:00,,2025-08-01T08:00:00,x

    """

  static let haNoi = """
    dossier_id,province_code,ward_code,field,channel,received_at,completed_at,updated_at
    N1,01,00004,land,online,2025-07-01T08:00:00,2025-07-02T08:00:00,2025-07-02T08:00:00
    N2,01,00008,land,in_person,2025-08-05T08:00:00,2025-08-06T20:00:00,2025-08-06T20:00:00
    N3,01,00008,land,in_person,2025-06-05T08:00:00,2025-06-06T20:00:00,2025-06-06T20:00:00

    """

  static let responses = """
    province_code,answered_at,overall,comment
    46,2025-07-05,5,Nguyễn Văn Canary
    46,2025-07-06,4,
    01,2025-08-06,2,
    01,2025-08-07,,
    01,2025-08-07,9,

    """
}
