import Definitions
import Foundation

/// A small campaign's definition files in a folder of their own, to be edited and read.
final class Campaign {
  private let folder: URL
  private var files = Campaign.sound

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "hailong-definitions-\(UUID().uuidString)")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Puts `new` in the place of `old` in a file; `old` must be there.
  func replace(_ old: String, with new: String, in file: String) throws {
    guard let text = files[file], text.contains(old) else { throw Missing(text: old) }
    files[file] = text.replacing(old, with: new)
  }

  /// Writes a file, or with `nil` takes it away.
  func set(_ file: String, _ text: String?) { files[file] = text }

  /// Reads the pipeline; messages name the files as if the folder were the current one.
  func read(
    today: CivilDate = day(2025, 9, 30), asOf: CivilDate? = nil
  ) throws -> Result<PipelineDefinition, DefinitionFaults> {
    for (name, text) in files {
      let url = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let path = folder.appending(path: "pipelines/p.yml").path
    return Result { () throws(DefinitionFaults) in
      try PipelineDefinition.read(path: path, today: today, asOf: asOf)
    }
  }

  /// The pipeline, which must have no faults.
  func definition(
    today: CivilDate = day(2025, 9, 30), asOf: CivilDate? = nil
  ) throws -> PipelineDefinition {
    try read(today: today, asOf: asOf).get()
  }

  /// The faults as a user reads them, the folder left out.
  func faults() throws -> [String] {
    guard case .failure(let error) = try read() else { return [] }
    return error.faults.map { $0.description.replacing(folder.path + "/", with: "") }
  }

  private struct Missing: Error {
    let text: String
  }
}

func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
  guard let date = CivilDate(year: year, month: month, day: day) else {
    preconditionFailure("no such day")
  }
  return date
}

extension Campaign {
  /// Files without a fault.
  static let sound = [
    "reference/provinces.csv": """
    code,name_vi,full_name_vi,name_en,kind,region
    01,Hà Nội,Thành phố Hà Nội,Hanoi,municipality,
    46,Huế,Thành phố Huế,Hue,municipality,

    """,
    "reference/province_agency_codes.csv": """
    agency_code,province_code
    H26,01
    H57,46

    """,
    "reference/wards.csv": """
    code,province_code,name_vi,kind
    00004,01,Ba Đình,ward
    19815,46,An Cựu,ward
    19816,46,Ba Đình,ward

    """,
    "reference/province_aliases.csv": """
    alias,province_code
    TT Huế,46

    """,
    "schemas/dossiers.yml": """
    dataset: dossiers
    key: dossier_id
    version: updated_at
    place: {province: [province_code, province_name], ward: ward_code}
    time: received_at
    columns:
      dossier_id: {type: id, required: true, headers: ["Mã hồ sơ"]}
      province_code: {type: province, required: true, headers: ["Tỉnh"]}
      province_name: {type: province}
      ward_code: {type: ward}
      field: {type: category, values: {radio: ["Tần số"], land: "Đất đai"}}
      channel: {type: category, required: true, values: [online, postal]}
      status: {type: category, required: true, values: {completed: [], open: []}}
      received_at: {type: timestamp, required: true}
      completed_at: {type: timestamp}
      due_on: {type: date}
      digitized: {type: flag, words: {true: ["số hoá"]}}
      reused: {type: flag}
      fee: {type: decimal, range: [0, 1000000.5]}
      grade: {type: integer, range: [1, 5], words: {5: ["Rất tốt"]}, null_words: ["Không rõ"]}
      applicant: {type: text, personal: true}
      note: {type: text}
      updated_at: {type: timestamp, required: true}

    """,
    "schemas/tasks.yml": """
    dataset: tasks
    columns:
      kind: {type: category, values: [new, old]}
      count: {type: integer}

    """,
    "pipelines/kpis.yml": """
    kpis:
      online_rate:
        label: {en: Online rate, vi: Tỷ lệ trực tuyến}
        dataset: dossiers
        numerator: "channel = 'online'"
        target: 0.5
        source: "a decision"
      digitized_rate: {dataset: dossiers, numerator: digitized, denominator: "status = 'completed'"}
      grade: {dataset: dossiers, mean: "(grade - 1) / 4"}
      days: {dataset: dossiers, quantiles: [0.5, 0.9], of: "days(received_at, completed_at)"}
      tasks: {dataset: tasks, count: "true"}
      wards: {dataset: dossiers, coverage: {of: ward, where: digitized}}
      fields: {dataset: dossiers, count_distinct: field}
      index: {composite: {online_rate: 0.25, grade: 0.75}}
      late: {dataset: other, numerator: "x > 1", better: lower, interval: wilson, level: 0.9}

    """,
    "pipelines/p.yml": """
    pipeline: p
    title: {en: A campaign, vi: Một đợt}
    catalog: kpis.yml
    reference: ../reference
    timezone: Asia/Ho_Chi_Minh
    as_of: 2025-08-31
    period: {from: 2025-07-01, to: 2025-08-31, grain: month}
    datasets:
      dossiers: {schema: ../schemas/dossiers.yml, files: ["../d/*.csv"], delimiter: semicolon}
      tasks: {schema: ../schemas/tasks.yml, files: [../t.csv]}
    groupings: [national, province, province+ward, period+field+province]
    rankings:
      - {kpi: online_rate, top: 3, min_denominator: 30}
    gates:
      reject_share: {warn: 0.02, stop: 0.10}
      refused_files: {warn: 0}
      provinces: {warn: 2, stop: 1}
      expect: [{kpi: tasks, equals: 103}, {kpi: days_p50, at_most: 12.5}]
    disclosure: {dossiers: {min_count: 10}}
    rounding: {mode: half_even, decimals: 1}
    language: vi
    outputs: [csv]

    """,
  ]
}
