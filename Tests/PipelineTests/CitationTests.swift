import Definitions
import Foundation
import Testing

@testable import Pipeline

@Suite struct CitationTests {
  let campaign: Campaign

  init() throws { campaign = try Campaign() }

  private func cite(
    _ kpi: String, province: String = "46", grouping: String = "province", ward: String = "",
    member: String = "", period: String = "", language: Language? = nil
  ) throws -> Citation {
    let run = try PublishedRun(folder: campaign.out + "/nightly/latest")
    let figure = try #require(
      run.figures.first {
        $0.key.kpi == kpi && $0.key.grouping == grouping && $0.key.provinceCode == province
          && $0.key.wardCode == ward && $0.key.member == member && $0.key.period == period
      })
    return try Citation(of: figure, in: run, language: language, verification: "VERIFY")
  }

  /// The sentence with the run's id as RUN.
  private func text(_ citation: Citation) throws -> String {
    let run = try PublishedRun(folder: campaign.out + "/nightly/latest")
    return citation.text.replacing(run.record.runID, with: "RUN")
  }

  private func publish(_ change: (String) -> String = { $0 }) throws {
    try campaign.write(
      "pipelines/nightly.yml",
      change(
        Campaign.pipeline(language: "vi")
          + "title: {en: The nightly run, vi: Phiên hằng đêm}\n"))
    try campaign.run()
  }

  @Test func `a share in Vietnamese and in English, word for word`() throws {
    try publish()
    #expect(
      try text(cite("online_rate"))
        == "Trực tuyến của Huế, từ 01/07/2025 đến 31/08/2025, là 100,00% (3 trên tổng số 3), theo "
        + "Phiên hằng đêm, tính đến ngày 31/08/2025 [online_rate: tử số channel = 'online'; "
        + "nightly, phiên RUN; kiểm tra: VERIFY].")
    #expect(
      try text(cite("online_rate", language: .english))
        == "Online in Huế, from 1 July 2025 to 31 August 2025: 100.00% (3 of 3), by The nightly "
        + "run, as of 31 August 2025 [online_rate: numerator channel = 'online'; nightly, run RUN; "
        + "verify: VERIFY].")
  }

  @Test func `an interval, a member, a ward, a period and the nation are named`() throws {
    try publish()
    #expect(
      try text(cite("satisfaction")).hasPrefix(
        "satisfaction của Huế, từ 01/07/2025 đến 31/08/2025, là 100,00% (2 trên tổng số 2), khoảng "
          + "tin cậy 95% từ 34,24% đến 100,00% (lưu ý: số liệu của tỉnh, thành phố chưa đầy đủ), theo"
      ))
    #expect(
      try text(cite("satisfaction", language: .english)).contains(
        ": 100.00% (2 of 2), 95% confidence interval 34.24% to 100.00% (note: partial, the data "
          + "of the province are incomplete), by"))
    #expect(
      try text(
        cite("received", grouping: "province+field+period", member: "land", period: "2025-07")
      )
      .hasPrefix("received của Huế, field: Đất đai, tháng 7/2025, là 1, theo"))
    #expect(
      try text(cite("received", grouping: "province+ward", ward: "19815"))
        .hasPrefix("received của An Cựu, Huế, từ"))
    #expect(
      try text(cite("received", province: "", grouping: "national", language: .english))
        .hasPrefix(
          "received in the 2 of 3 provinces with data, from 1 July 2025 to 31 August 2025: 5 "
            + "(note: 1 province has no data), by"))
    #expect(
      try text(cite("received", province: "", grouping: "national"))
        .hasPrefix(
          "received của 2/3 tỉnh, thành phố có số liệu, từ 01/07/2025 đến 31/08/2025, là 5 (lưu ý: "
            + "1 tỉnh, thành phố chưa có số liệu), theo"))
  }

  @Test func `where every province has data it is the whole country`() throws {
    try campaign.write(
      "dossiers/tphcm.csv",
      """
      dossier_id,province_code,ward_code,field,channel,received_at,completed_at,updated_at
      S1,79,,land,online,2025-07-01T08:00:00,2025-07-02T08:00:00,2025-07-02T08:00:00

      """)
    try publish()
    let whole = try cite("received", province: "", grouping: "national", language: .english)
    #expect(whole.text.hasPrefix("received in the whole country, from"))
    #expect(whole.caveats.isEmpty)
    #expect(
      try cite("index", province: "", grouping: "national").text
        .hasPrefix("index của 2/3 tỉnh, thành phố có số liệu, từ"))
  }

  @Test func `the formula is told in words, a label's unit stands with the value`() throws {
    try campaign.write(
      "pipelines/kpis.yml",
      Campaign.catalog.replacing(
        "quantiles: [0.5, 0.9],",
        with: "label: {en: Handling time (days), vi: Thời gian giải quyết (ngày)}, "
          + "quantiles: [0.01, 0.5, 0.999],"))
    try campaign.write(
      "schemas/dossiers.yml",
      Campaign.dossierSchema.replacing(
        "{type: category, values: {land",
        with: "{type: category, headers: [\"Lĩnh vực\"], values: {land"))
    try publish()
    let days = try text(cite("handling_days_p99.9"))
    #expect(days.hasPrefix("Thời gian giải quyết (phân vị 99,9%) của Huế, từ"))
    #expect(days.contains(", là 2,50 ngày (tính trên 2 bản ghi), theo"), "\(days)")
    #expect(
      days.contains(
        "phân vị 0.01, 0.5, 0.999, của days(received_at, completed_at)"), "\(days)")
    #expect(
      try text(cite("handling_days_p1", language: .english)).hasPrefix(
        "Handling time (percentile 1) in Huế, from 1 July 2025 to 31 August 2025: 2.04 days (of 2"))
    #expect(try text(cite("received")).contains("[received: mọi bản ghi; nightly"))
    #expect(
      try text(cite("received", language: .english)).contains("[received: every record; nightly"))
    #expect(try text(cite("score")).contains("[score: trung bình của (overall - 1) / 4;"))
    #expect(try text(cite("places")).contains("[places: số giá trị khác nhau của province_code;"))
    #expect(
      try text(cite("wards_served")).contains(
        "[wards_served: độ bao phủ theo xã, phường, với điều kiện channel = 'online';"))
    #expect(
      try text(
        cite("received", grouping: "province+field+period", member: "land", period: "2025-07")
      ).hasPrefix("received của Huế, Lĩnh vực: Đất đai, tháng 7/2025, là 1, theo"))
  }

  @Test func `a run that a gate stopped is not quoted`() throws {
    try campaign.write("pipelines/nightly.yml", Campaign.pipeline(gates: "{provinces: {stop: 3}}"))
    let outcome = try campaign.run()
    #expect(outcome.status == .failed)
    let run = try PublishedRun(folder: outcome.folder)
    let figure = try #require(run.figures.first)
    let failure = #expect(throws: RunFailure.self) {
      try Citation(of: figure, in: run, verification: "VERIFY")
    }
    #expect(failure?.exitCode == 65)
    #expect(
      failure?.message
        == "run \(outcome.runID) failed: a gate stopped it, nothing of it may be quoted")
  }

  @Test func `means and quantiles tell how many records they rest on`() throws {
    try publish()
    #expect(try text(cite("score")).contains("là 0,88 (tính trên 2 bản ghi) (lưu ý: "))
    #expect(
      try text(cite("handling_days_p50")).hasPrefix("handling_days (trung vị) của Huế, từ"))
    #expect(
      try text(cite("handling_days_p90", language: .english))
        .hasPrefix("handling_days (percentile 90) in Huế, from"))
    #expect(try cite("index").value == "100,00%")
  }

  @Test func `what must be told is told`() throws {
    try publish {
      $0.replacing("min_denominator: 1", with: "min_denominator: 5")
        .replacing("to: 2025-08-31", with: "to: 2025-09-30")
    }
    let open = try cite("online_rate")
    #expect(open.isProvisional)
    #expect(
      open.text.contains(
        "(lưu ý: số liệu tạm tính vì kỳ báo cáo chưa kết thúc; số bản ghi quá ít để xếp hạng)"))
    let english = try cite("online_rate", language: .english)
    #expect(
      english.caveats == [
        "provisional, the period was not over", "too few records to be ranked",
      ])
    let july = try cite(
      "online_rate", grouping: "province+field+period", member: "land", period: "2025-07")
    #expect(!july.isProvisional)
    let september = try cite(
      "received", grouping: "province+field+period", member: "land", period: "2025-09")
    #expect(september.isProvisional)
  }

  @Test func `incomplete data are told`() throws {
    try campaign.write(
      "dossiers/ha_noi.csv", Campaign.haNoi.replacing("2025-08-05T08", with: "2025-07-05T08"))
    try publish()
    #expect(
      try cite("online_rate", province: "01").caveats
        == ["số liệu của tỉnh, thành phố chưa đầy đủ"])
  }

  @Test func `what is withheld or not there is said instead of a value`() throws {
    try publish { $0 + "disclosure: {responses: {min_count: 3}}\n" }
    let withheld = try cite("score")
    #expect(withheld.value == nil)
    #expect(withheld.text.contains(", không công bố vì có quá ít bản ghi, theo"))
    #expect(
      try cite("score", language: .english).text.contains(
        ", is withheld, since too few records stand behind it, by"))
    let nothing = try cite("online_rate", province: "79")
    #expect(nothing.value == nil)
    #expect(nothing.text.contains(", không có số liệu (không phải bằng 0), theo"))
    #expect(
      try cite("online_rate", province: "79", language: .english).text
        .contains(", has no data, which is not zero, by"))
  }

  @Test func `it reads well after the definitions are gone`() throws {
    try publish()
    try FileManager.default.removeItem(atPath: campaign.folder + "/pipelines/kpis.yml")
    let citation = try cite("online_rate")
    #expect(citation.language == .english)
    #expect(citation.text.hasPrefix("Online in Huế, from 1 July 2025 to 31 August 2025: "))
  }
}
