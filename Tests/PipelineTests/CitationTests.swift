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
          + "title: {en: The nightly run, vi: Lượt chạy hằng đêm}\n"))
    try campaign.run()
  }

  @Test func `a share in Vietnamese and in English, word for word`() throws {
    try publish()
    #expect(
      try text(cite("online_rate"))
        == "Trực tuyến của Huế, từ 01/07/2025 đến 31/08/2025, là 100,00% (3 trên tổng số 3), theo "
        + "Lượt chạy hằng đêm, tính đến ngày 31/08/2025 [online_rate: numerator channel = 'online'; "
        + "nightly, lượt chạy RUN; kiểm tra: VERIFY].")
    #expect(
      try text(cite("online_rate", language: .english))
        == "Online in Huế, from 1 July 2025 to 31 August 2025, was 100.00% (3 of 3), by The nightly "
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
        "was 100.00% (2 of 2), 95% confidence interval 34.24% to 100.00% (note: partial, the data "
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
        .hasPrefix("received in the whole country, from 1 July 2025 to 31 August 2025, was 5, by"))
  }

  @Test func `means and quantiles tell how many records they rest on`() throws {
    try publish()
    #expect(try text(cite("score")).contains("là 0,88 (tính trên 2 bản ghi) (lưu ý: "))
    #expect(
      try text(cite("handling_days_p50")).hasPrefix("handling_days (trung vị) của Huế, từ"))
    #expect(
      try text(cite("handling_days_p90", language: .english))
        .hasPrefix("handling_days (90th percentile) in Huế, from"))
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
    #expect(citation.text.hasPrefix("Online in Huế, from 1 July 2025 to 31 August 2025, was"))
  }
}
