import Definitions
import Figures
import Report
import Statistics
import Testing

@testable import Pages

/// The wards in the report: which are out of the ordinary, and no order of raw shares.
struct WardSectionTests {
  /// Thirty wards about one half, and one far below; `hidden` is withheld.
  private func release(_ basis: Instrument.Basis? = nil) -> Release {
    var country = Country(isSurvey: basis != nil, basis: basis)
    country.hasWards = true
    var wards = (0..<30).map {
      country.share($0 % 4, ward: "Xã \($0)", 98 + Int64($0 % 5), of: 200)
    }
    wards.append(country.share(1, ward: "Nơi khác thường", 4, of: 200))
    var hidden = country.share(2, ward: "Nơi kín", 0, of: 200)
    hidden.flags.insert(.suppressed)
    return country.release([93, 91, 40, 20], more: wards + [hidden])
  }

  private func section(_ release: Release, _ language: Language = .vietnamese) throws -> String {
    let page = String(decoding: ReportPage(release, language: language).bytes, as: UTF8.self)
    let start = try #require(page.firstRange(of: #"<section id="wards""#))
    let end = try #require(page[start.upperBound...].firstRange(of: #"<section id="synthesis""#))
    return String(page[start.lowerBound..<end.lowerBound])
  }

  @Test func `a ward outside the limits is named with its counts and what is likely`() throws {
    let section = try section(release())
    let row = try #require(section.firstMatch(of: #/<tr data-province="11"[^>]*>(.*?)</tr>/#)?.1)
    #expect(row.contains("Nơi khác thường") && row.contains("4 / 200") && row.contains("2,00%"))
    // What is likely lies between its own share and the others'.
    let likely = try #require(row.firstMatch(of: #/>(\d+),\d% \(\d+,\d–\d+,\d%\)</#)?.1)
    #expect(2...49 ~= (Int(likely) ?? 0))
    #expect(section.contains(">Nơi khác thường (Phú Thọ)</text>"))
    #expect(section.contains("Ngoài giới hạn 99,8%: 1 trong 31 xã, phường, đặc khu"))
  }

  @Test(arguments: Language.allCases)
  func `no other ward is in a table, and what is withheld is nowhere`(language: Language) throws {
    let section = try section(release(), language)
    #expect(section.matches(of: #/<tr data-province/#).count == 1)
    // Every ward is counted once in the table of sizes.
    let counts = section.matches(of: #/<tr><th scope="row">[^<]*</th><td class="n">(\d+)</td>/#)
    #expect(counts.compactMap { Int($0.1) }.reduce(0, +) == 31)
    #expect(!section.contains("Nơi kín") && !section.contains("Xã 1"))
  }

  @Test(arguments: Instrument.Basis.allCases, Language.allCases)
  func `wards of a survey say what survey it is`(
    _ basis: Instrument.Basis, _ language: Language
  ) throws {
    let release = release(basis)
    let label = basis.label[language].lowercased()
    #expect(try section(release, language).lowercased().contains(label))
    let picture = try #require(Edition(release, language).pictures.first { $0.wards != nil })
    #expect(picture.alternative.lowercased().contains(label))
  }

  @Test func `the chart's data are the rows of wards.csv, and the ranking does not show it`() throws
  {
    let folder = PictureFolder(release())
    let picture = try #require(folder.pictures.first { $0.name == "online_rate-wards" })
    let lines = String(decoding: folder.csv(picture), as: UTF8.self).split(separator: "\n")
    #expect(lines.first.map(String.init) == WardFile.columns.joined(separator: ","))
    #expect(lines.count == 32)
    let page = String(
      decoding: ReportPage(release(), language: .english).bytes, as: UTF8.self)
    #expect(page.matches(of: #/id="c-online_rate-wards-t"/#).count == 1)
  }

  @Test func `a country without figures of wards has no such section`() {
    let page = String(
      decoding: ReportPage(Country().release([93, 91, 40, 20]), language: .english).bytes,
      as: UTF8.self)
    #expect(!page.contains(#"id="wards""#) && !page.contains("#wards"))
  }
}
