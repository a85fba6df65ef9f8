import Foundation

/// A campaign of three provinces, small enough to count by hand, under the names that help texts use.
struct SmallCampaign {
  static let pipeline = "pipelines/delegations-2025-08.yml"

  /// Writes definitions, reference and data.
  static func write(into workdir: Workdir) throws {
    try writeReference(into: workdir)
    try workdir.write("surveys/schemas/dossiers.yml", schema)
    try workdir.write("pipelines/kpis.yml", catalog)
    try workdir.write(pipeline, definition("delegations-2025-08", asOf: "2025-08-31"))
    try workdir.write("pipelines/nightly.yml", definition("nightly", asOf: "today"))
    try workdir.write("surveys/2025-08/dossiers/hue.csv", hue)
    try workdir.write("surveys/2025-08/dossiers/phu-tho.csv", phuTho)
  }

  /// The project's own tables, cut down to three provinces.
  private static func writeReference(into workdir: Workdir) throws {
    let codes = ["25", "46", "48"]
    for (name, column) in [("provinces", 0), ("wards", 1), ("province_aliases", 1)] {
      let source = Workdir.project.appending(path: "surveys/reference/\(name).csv")
      let lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n")
      let kept = lines.dropFirst().filter { line in
        codes.contains(String(line.split(separator: ",", omittingEmptySubsequences: false)[column]))
      }
      try workdir.write(
        "surveys/reference/\(name).csv", ([lines[0]] + kept).joined(separator: "\n") + "\n")
    }
  }

  static let schema = """
    dataset: dossiers
    key: dossier_id
    version: updated_at
    place: {province: province_code}
    time: received_at
    columns:
      dossier_id: {type: id, required: true, headers: ["Mã hồ sơ"]}
      province_code: {type: province, required: true, headers: ["Tỉnh"]}
      channel: {type: category, required: true, values: {online: ["Trực tuyến"], in_person: ["Trực tiếp"]}}
      received_at: {type: timestamp, required: true}
      updated_at: {type: timestamp, required: true}
      applicant: {type: text, personal: true}

    """

  static let catalog = """
    kpis:
      received: {dataset: dossiers, count: "true", label: {en: Dossiers received, vi: Hồ sơ tiếp nhận}}
      online_rate:
        label: {en: Online submission rate, vi: Tỷ lệ hồ sơ nộp trực tuyến}
        dataset: dossiers
        numerator: "channel = 'online'"
        target: 0.5
        source: "a decision"

    """

  static func definition(_ name: String, asOf: String) -> String {
    """
    pipeline: \(name)
    title: {en: A small campaign, vi: Một chiến dịch nhỏ}
    catalog: kpis.yml
    reference: ../surveys/reference
    as_of: \(asOf)
    period: {from: 2025-07-01, to: 2025-08-31, grain: month}
    datasets:
      dossiers: {schema: ../surveys/schemas/dossiers.yml, files: ["../surveys/2025-08/dossiers/*.csv"]}
    groupings: [national, province]
    rankings:
      - {kpi: online_rate, top: 2}

    """
  }

  /// Three accepted of Huế, two of them online; one superseded; one out of period.
  static let hue = """
    dossier_id,province_code,channel,received_at,updated_at,applicant
    h1,46,in_person,2025-07-01 08:00,2025-07-01 08:00,Canary Name
    h1,46,online,2025-07-01 08:00,2025-07-02 08:00,Canary Name
    h2,Huế,Trực tuyến,2025-07-03T09:00:00,2025-07-03T09:00:00,
    h3,46,in_person,01/08/2025 10:15,01/08/2025 10:15,
    h4,46,online,2025-09-01 08:00,2025-09-01 08:00,

    """

  /// One accepted of Phú Thọ, in person; two rejected.
  static let phuTho = """
    Mã hồ sơ;Tỉnh;channel;received_at;updated_at;Ghi chú
    p1;Phú Thọ;Trực tiếp;2025-08-05 08:00;2025-08-05 08:00;x
    p2;Phú Thọ;Trực tiếp;2025-13-05 08:00;2025-08-05 08:00;x
    p3;Atlantis;Trực tiếp;2025-08-05 08:00;2025-08-05 08:00;x

    """
}
