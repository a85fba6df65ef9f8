import Definitions
import Figures
import Report
import Testing

@testable import Pages

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
    let release = Country().release([93, 91, 91, 91])
    #expect(
      try sentence(release).contains(
        "Huế (93,00%), Phú Thọ (91,00%), Sơn La (91,00%) và Cà Mau (91,00%)"))
  }

  @Test func `a survey that cannot tell the leaders from others says so`() throws {
    let release = Country(isSurvey: true).release([93, 91, 88, 20])
    let text = try sentence(release)
    #expect(text.contains("trong số người được khảo sát, "))
    #expect(text.contains("còn 1 địa phương khác có thể thuộc nhóm dẫn đầu"))
    #expect(
      try sentence(release, .english).contains("with 95% confidence 1 other province may belong"))
  }

  @Test func `a survey that can tell the leaders from all others makes no such reservation`() throws
  {
    let release = Country(isSurvey: true, top: 1).release([99, 50, 30, 20])
    #expect(try !sentence(release).contains("độ tin cậy"))
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
