/// The definition and reference files that go with a year of nights.
enum NightlyDefinitions {
  static var files: [(path: String, bytes: [UInt8])] {
    SyntheticDefinitions.files.filter { $0.path != "pipeline.yml" } + [
      ("pipeline.yml", Array(pipeline.utf8)),
      ("reference/holidays.csv", EmbeddedFile.holidays.bytes),
    ]
  }

  private static let pipeline = """
    # Invented nights of `hailong synth --nights`. One night after the other:
    #   for night in nights/*; do
    #     ln -sfn "$night" inbox && hailong run pipeline.yml --as-of "${night##*/}"
    #   done
    pipeline: nights
    title: {en: Invented nights, vi: Số liệu hằng đêm giả lập}
    catalog: kpis.yml
    reference: reference
    timezone: Asia/Ho_Chi_Minh
    as_of: today
    period: {from: 2025-07-01, to: today, grain: year}
    datasets:
      dossiers: {schema: schemas/dossiers.yml, files: ["inbox/dossiers-*.csv"]}
      responses: {schema: schemas/responses.yml, files: ["inbox/responses-*.csv"]}
    kpis: [received, online_rate, digitization_rate]
    groupings: [national, province]
    feeds:
      watch: {dossiers: {files: nightly}, responses: {files: nightly}}
      holidays: reference/holidays.csv
      false_alarms: 0.05
    gates:
      feeds: {warn: 0}
    disclosure: {responses: {min_count: 10}}
    language: en
    outputs: [csv]

    """
}
