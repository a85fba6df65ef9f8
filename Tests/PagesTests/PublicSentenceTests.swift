import Definitions
import Figures
import Report
import Statistics
import Testing

struct PublicSentenceTests {
  private func sentence(_ release: Release, _ language: Language = .vietnamese) throws -> String {
    let ranking = try #require(release.rankings.first)
    return PublicSentence(edition: Edition(release, language), ranking: ranking).text
  }

  @Test func `it names the leaders, how many were ranked, and the country`() throws {
    let release = Country().release([93, 91, 40, 20])
    #expect(
      try sentence(release)
        == "Từ 01/07/2025 đến 31/08/2025, trong 4 tỉnh, thành phố được xếp hạng, Huế (93,00%) và "
        + "Phú Thọ (91,00%) có chỉ tiêu “Tỷ lệ trực tuyến” cao nhất; cả nước đạt 61,00%.")
    #expect(
      try sentence(release, .english)
        == "From 1 July 2025 to 31 August 2025, of 4 ranked provinces, EN Huế (93.00%) and EN Phú Thọ "
        + "(91.00%) have the highest value of “Online rate”; the whole country stands at 61.00%.")
  }

  @Test func `where lower is better the leaders have the lowest value`() throws {
    let release = Country(better: .lower, top: 1).release([93, 91, 40, 20])
    #expect(
      try sentence(release).contains("Cà Mau (20,00%) có chỉ tiêu “Tỷ lệ trực tuyến” thấp nhất"))
    #expect(try sentence(release, .english).contains("EN Cà Mau (20.00%) has the lowest value"))
  }

  @Test func `all that share the last place of the top are named`() throws {
    let country = Country(names: ["Huế", "Phú Thọ", "Sơn La", "Cà Mau", "Hà Nội"])
    let text = try sentence(country.release([93, 91, 91, 91, 20]))
    #expect(
      text.contains(
        "Huế (93,00%), Phú Thọ (91,00%), Sơn La (91,00%) và Cà Mau (91,00%) có chỉ tiêu"))
  }

  @Test func `where the top is all that is ranked nobody is called the best`() throws {
    let text = try sentence(Country(top: 5).release([93, 91, 40, 20]))
    #expect(text.contains("chỉ 4 tỉnh, thành phố đủ số liệu để xếp hạng theo chỉ tiêu"))
    #expect(!text.contains("cao nhất"))
    let one = try sentence(Country(names: ["Huế"], top: 5).release([93]), .english)
    #expect(
      one.contains("only 1 province has enough data to be ranked by “Online rate”: EN Huế (93.00%)")
    )
  }

  @Test func `where all are the same nobody leads`() throws {
    let text = try sentence(Country().release([50, 50, 50, 50]))
    #expect(text.contains("cả 4 tỉnh, thành phố được xếp hạng có cùng giá trị"))
    #expect(!text.contains("Huế"))
  }

  @Test func `where provinces are missing the rest is not called the country`() throws {
    let missing = Completeness(dataset: "dossiers", missing: ["12", "13"], partial: [], present: 2)
    let release = Country(top: 1).release([93, 91], missing: missing)
    let text = try sentence(release)
    #expect(text.contains("; tính chung 2 địa phương có số liệu là 92,00%."))
    #expect(text.hasSuffix("2 trong 4 tỉnh, thành phố chưa có số liệu."))
    #expect(!text.contains("cả nước"))
    #expect(Edition(release, .english).nation(of: "online_rate") == "2 of 4 provinces")
  }

  @Test func `values whose intervals cannot tell the leaders from others say so`() throws {
    let release = Country(isSurvey: true).release([93, 91, 88, 20])
    #expect(
      try sentence(release).contains(
        "Số liệu chưa đủ để xác định nhóm 2 địa phương dẫn đầu: với độ tin cậy 95%, nhóm này nằm trong số: "
          + "Huế, Phú Thọ và "))
    #expect(
      try sentence(release, .english).contains(
        "The data do not settle the best 2: with 95% confidence they are among EN Huế, "))
  }

  @Test func `full counts whose rejected records could change the leaders say so`() throws {
    var release = Country(top: 1).release([93, 91, 88, 20])
    #expect(try !sentence(release).contains("xác định"))
    release = Country(top: 1).release(
      [93, 91, 88, 20], bounds: [1: Interval(lower: 0.9, upper: 0.94)])
    #expect(
      try sentence(release).contains(
        "Số liệu chưa đủ để xác định địa phương dẫn đầu: tùy nội dung các bản ghi bị loại hoặc còn thiếu, "
          + "đó là một trong số: Huế và "))
  }

  @Test func `intervals that tell the leaders from all others make no such reservation`() throws {
    let release = Country(isSurvey: true, top: 1).release([99, 50, 30, 20])
    #expect(try !sentence(release).contains("độ tin cậy"))
  }

  @Test
  func
    `leaders whose order is not sure are named in the order of codes, with all that belongs to them`()
    throws
  {
    let survey = Country(isSurvey: true, basis: .quickSurvey)
    let text = try sentence(survey.release([91, 93, 88, 20], flags: [1: [.unreliable]]))
    #expect(
      text.hasPrefix(
        "Từ 01/07/2025 đến 31/08/2025 (khảo sát nhanh, không phải SIPAS), trong 4 tỉnh, thành phố được xếp "
          + "hạng, nhóm có chỉ tiêu “Tỷ lệ trực tuyến” cao nhất theo các phiếu thu được, không theo thứ tự, gồm: "
          + "Huế (91,00%, khoảng tin cậy 95%: 83,77–95,19%, n = 100); "
          + "Phú Thọ (93,00%, khoảng tin cậy 95%: 86,25–96,57%, n = 100); cả nước đạt 73,00%, khoảng tin cậy "
          + "95%: 68,45–77,12%, n = 400."))
    #expect(text.hasSuffix("Chưa đủ chắc chắn để công bố riêng: Phú Thọ."))
    let english = try sentence(survey.release([91, 93, 88, 20]), .english)
    #expect(english.contains("(quick survey, not SIPAS), of 4 ranked provinces, these were found"))
    #expect(english.contains("in no order: EN Huế (91.00%, 95% interval 83.77–95.19%, n = 100);"))
    #expect(!english.contains("have the highest"))
  }

  @Test func `an order that the intervals carry is told`() throws {
    let survey = Country(isSurvey: true, basis: .probabilitySample)
    let text = try sentence(survey.release([99, 70, 30, 10]))
    #expect(text.contains("(khảo sát chọn mẫu xác suất), trong 4 tỉnh"))
    #expect(text.contains("Huế (99,00%, khoảng tin cậy 95%: "))
    #expect(text.contains("có chỉ tiêu “Tỷ lệ trực tuyến” cao nhất"))
    #expect(!text.contains("không theo thứ tự"))
  }

  @Test func `where everybody was satisfied everywhere the intervals say how little that is`()
    throws
  {
    let text = try sentence(Country(isSurvey: true).release([30, 30, 30, 30], of: 30))
    #expect(text.contains("là 100,00%, với các khoảng tin cậy trải từ 88,65–100,00%"))
  }

  @Test func `incomplete data of a leader are told`() throws {
    let release = Country().release([93, 91, 40, 20], flags: [1: [.partial]])
    #expect(try sentence(release).hasSuffix("Số liệu của Phú Thọ chưa đầy đủ."))
  }

  @Test func `where a gate stopped the run nothing may be said`() throws {
    let finding = GateFinding(
      kind: .refusedFiles, severity: .stop, subject: "", observed: "4", bound: "3",
      message: Label("too many"))
    let release = Country().release([93, 91, 40, 20], findings: [finding])
    #expect(try sentence(release).hasPrefix("Chưa được công bố"))
    #expect(try !sentence(release).contains("Huế"))
  }

  @Test func `where nobody has enough data nobody leads`() throws {
    let release = Country().release([3, 2, 1, 0], of: 5)
    #expect(try sentence(release) == "Chưa địa phương nào đủ số liệu để xếp hạng.")
  }
}
