/// The definition and reference files that go with a synthetic campaign.
enum SyntheticDefinitions {
  /// Path inside the campaign's folder, and bytes.
  static var files: [(path: String, bytes: [UInt8])] {
    [
      ("pipeline.yml", Array(pipeline.utf8)),
      ("kpis.yml", Array(catalog.utf8)),
      ("schemas/dossiers.yml", EmbeddedFile.dossiersSchema.bytes),
      ("schemas/responses.yml", EmbeddedFile.responsesSchema.bytes),
      ("reference/provinces.csv", EmbeddedFile.provinces.bytes),
      ("reference/wards.csv", EmbeddedFile.wards.bytes),
      ("reference/province_aliases.csv", EmbeddedFile.provinceAliases.bytes),
      ("reference/province_agency_codes.csv", EmbeddedFile.provinceAgencyCodes.bytes),
      ("reference/admin_changes.csv", EmbeddedFile.adminChanges.bytes),
    ]
  }

  /// The project's catalog without the KPIs whose dataset or columns a synthetic campaign lacks.
  ///
  /// The catalog keeps each KPI as a paragraph; a paragraph is taken or left as it stands.
  static var catalog: String {
    let missing = ["synced", "returns_document", "has_petition"]
    let paragraphs = EmbeddedFile.catalog.text.split(separator: "\n\n").map(String.init)
    let kept = paragraphs.filter { paragraph in
      guard let dataset = value(of: "dataset", in: paragraph) else {
        return paragraph.contains("composite:")
      }
      return (dataset == "dossiers" || dataset == "responses")
        && !missing.contains { paragraph.contains($0) }
    }
    return kept.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }.joined(separator: "\n\n")
      + "\n"
  }

  private static func value(of key: String, in paragraph: String) -> String? {
    paragraph.split(separator: "\n")
      .first { $0.hasPrefix("    \(key): ") }
      .map { String($0.dropFirst(key.utf8.count + 6)) }
  }

  private static let pipeline = """
    # Invented data of `hailong synth`: `hailong run` on this file works wherever the folder lies.
    pipeline: synthetic
    title: {en: Invented campaign, vi: Đợt khảo sát giả lập}
    catalog: kpis.yml
    reference: reference
    timezone: Asia/Ho_Chi_Minh
    as_of: 2025-12-31
    period: {from: 2025-07-01, to: 2025-12-31, grain: month}
    datasets:
      dossiers: {schema: schemas/dossiers.yml, files: [dossiers.csv]}
      responses:
        schema: schemas/responses.yml
        files: [responses.csv]
        calibrate: {to: dossiers, where: "status = 'completed'", by: [province, field]}
    groupings: [national, province, province+field, province+period, province+field+period]
    rankings:
      - {kpi: online_rate, top: 5, min_denominator: 30}
      - {kpi: satisfaction, top: 5, min_denominator: 30}
    gates:
      reject_share: {warn: 0.02, stop: 0.10}
      refused_files: {warn: 0}
    disclosure: {responses: {min_count: 10}}
    rounding: {mode: half_up, decimals: 2}
    language: en
    outputs: [csv, json]

    """
}
