import Definitions
import Figures
import Report
import Statistics
import Testing

@testable import Pages

struct ReportPageTests {
  private func page(_ release: Release, _ language: Language = .vietnamese) -> String {
    String(decoding: ReportPage(release, language: language).bytes, as: UTF8.self)
  }

  private func matches(_ pattern: Regex<(Substring, Substring)>, in page: String) -> [String] {
    page.matches(of: pattern).map { String($0.1) }
  }

  /// Releases with and without what a page may lack.
  private static let releases: [Release] = {
    var bare = Country()
    bare.rankings = false
    var full = Country(periods: true)
    full.tiles = (0..<4).map { Reference.Tile(province: $0, row: $0, column: 0) }
    full.tiles.append(Reference.Tile(province: 0, row: 1, column: 3, mark: "Hoàng Sa"))
    let months = ["2025-07", "2025-08"].map { full.share(nil, 120, of: 200, period: $0) }
    return [
      bare.release([1, 2, 3, 4]), full.release([93, 91, 40, 20], more: months),
      full.release([0, 0, 0, 0], of: 0), Country(isSurvey: true).release([9, 8, 7, 6], of: 9),
    ]
  }()

  @Test(arguments: Self.releases.indices, Language.allCases)
  func `every link inside the page has its place, and no place has two`(
    _ release: Int, _ language: Language
  ) {
    let page = page(Self.releases[release], language)
    let ids = matches(#/ id="([^"]*)"/#, in: page)
    #expect(Set(ids).count == ids.count)
    let links = matches(#/href="#([^"]*)"/#, in: page)
    #expect(links.count > 10)
    #expect(Set(links).subtracting(ids) == [])
  }

  @Test(arguments: Self.releases.indices, Language.allCases)
  func `a page asks for nothing from elsewhere and runs nothing`(
    _ release: Int, _ language: Language
  ) {
    let page = page(Self.releases[release], language)
    #expect(page.contains(#"content="default-src 'none'; style-src 'unsafe-inline'; "#))
    for word in [
      "<script", "javascript:", "http:", "https:", "@import", "url(", " onload=", "<img", "<iframe",
    ] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func `names are text, whatever is in them`() {
    var country = Country()
    country.names[0] = #"<script>alert("1")</script>&amp;'"#
    country.tiles = [Reference.Tile(province: 0, row: 0, column: 0)]
    let page = page(country.release([93, 91, 40, 20]))
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;"))
    #expect(page.contains("Decision &lt;1&gt; &amp; &quot;2&quot;"))
  }

  @Test func `no data is a dash, and what is withheld says so`() {
    var hidden = Country().share(3, 0, of: 0)
    hidden.flags = [.suppressed]
    let release = Country().release([93, 0, 40], more: [hidden])
    let page = page(release)
    #expect(page.contains("[c]</abbr>"))
    #expect(page.contains("không công bố: quá ít bản ghi"))
  }

  @Test(arguments: Instrument.Basis.allCases, Language.allCases)
  func `every picture and section of a survey says what survey it is`(
    _ basis: Instrument.Basis, _ language: Language
  ) throws {
    var country = Country(isSurvey: true, basis: basis, periods: true)
    country.tiles = (0..<4).map { Reference.Tile(province: $0, row: $0, column: 0) }
    let months = ["2025-07", "2025-08"].map { country.share(nil, 120, of: 200, period: $0) }
    let release = country.release([93, 91, 40, 30], more: months)
    let label = basis.label[language]
    let pictures = Edition(release, language).pictures
    #expect(pictures.count == 4)
    for picture in pictures {
      #expect(picture.alternative.lowercased().contains(label.lowercased()), "\(picture.name)")
    }
    let page = page(release, language)
    for id in [
      "overview", "ranking", "heat", "trend", "synthesis", "provinces", "definitions", "method",
    ] {
      let start = try #require(page.firstRange(of: #"<section id="\#(id)""#), "\(id)")
      let end = page[start.upperBound...].firstRange(of: #/<section id="[a-z]+" aria/#)?.lowerBound
      let section = page[start.lowerBound..<(end ?? page.endIndex)]
      #expect(section.lowercased().contains(label.lowercased()), "\(id)")
    }
    #expect(!page.lowercased().contains("representative"))
    #expect(!page.lowercased().contains("đại diện"))
  }

  @Test func `a share of all is never shown without its interval`() {
    var country = Country(isSurvey: true, basis: .quickSurvey, periods: true)
    country.tiles = [Reference.Tile(province: 0, row: 0, column: 0)]
    let months = ["2025-07", "2025-08"].map { country.share(nil, 30, of: 30, period: $0) }
    let page = page(country.release([30, 20, 15, 10], of: 30, more: months))
    #expect(page.contains(#"<small data-part="interval">88,65–100,00%</small>"#))
    #expect(page.contains("<small data-part=\"sizes\">n 30, hiệu dụng 15,0</small>"))
    for cell in page.matches(of: #/<td class="n[^"]*">100,00%(.*?)</td>(.*?)</tr>/#) {
      #expect(cell.output.0.contains("88,65–100,00%"), "\(cell.output.0)")
    }
  }

  @Test func `full counts say that they have no sampling error`() {
    #expect(page(Self.releases[1]).contains("Số đếm toàn bộ, không có sai số mẫu"))
    #expect(page(Self.releases[1], .english).contains("Full counts have no sampling error"))
  }

  @Test func `a run that a gate stopped says so before anything else`() throws {
    let finding = GateFinding(
      kind: .refusedFiles, severity: .stop, subject: "", observed: "4", bound: "3",
      message: Label(english: "too many files", vietnamese: "quá nhiều tệp"))
    let page = page(Country().release([93, 91, 40, 20], findings: [finding]))
    let banner = try #require(page.firstRange(of: "Không công bố."))
    let table = try #require(page.firstRange(of: #"<table class="top">"#))
    #expect(banner.lowerBound < table.lowerBound)
    #expect(page.contains("quá nhiều tệp"))
  }

  @Test func `what changed since the earlier run is told by what is shown`() {
    let country = Country()
    let old = [country.share(0, 92, of: 100), country.share(1, 91, of: 100)]
    let new = country.release([93, 91, 40, 20])
    let changes = Changes(
      from: old, of: "ffee", to: Array(new.figures[1...2]),
      in: Changes.Context(country.definition))
    let page = page(country.release([93, 91, 40, 20], changes: changes))
    #expect(page.contains("1 số liệu khác, 0 số liệu mới so với phiên"))
    #expect(page.contains("<code>ffee</code>"))
    #expect(
      page.contains(
        #"Huế: 92,00% → <data value="0.93" data-of="online_rate|province|10">93,00%</data>"#))
  }

  @Test func `a period that was not over says to which day it goes`() {
    let country = Country(periods: true)
    let months = ["2025-08", "2025-09"].map { country.share(nil, 120, of: 200, period: $0) }
    let whole = page(
      country.release(
        [93, 91, 40, 20],
        more: Array(months.prefix(1)) + [country.share(nil, 1, of: 2, period: "2025-07")]))
    #expect(!whole.contains("(đến 31/08/2025)"))
    var midst = country
    midst.lastDay = 20_340
    #expect(
      page(midst.release([93, 91, 40, 20], more: months)).contains(
        "Tháng 9/2025 (đến 09/09/2025): "))
  }

  @Test func `the same release gives the same bytes`() {
    let release = Self.releases[1]
    #expect(page(release) == page(release))
    #expect(PictureFolder(release).alternatives == PictureFolder(release).alternatives)
  }
}

struct BreakdownPictureTests {
  private let kpi = KPI(
    id: "received", label: Label("Received"), dataset: "dossiers", kind: .count(.flag(0)))
  private let field = Grouping(category: "field")

  private func count(_ grouping: Grouping, _ member: String, _ count: Int64?) -> Figure {
    Figure(
      kpi: "received", subject: Figure.Subject(grouping, category: "field", member: member),
      value: count.map { .integer($0) }, display: count.map { "\($0)" } ?? "",
      flags: count == nil ? [.suppressed] : [])
  }

  private func finding(_ counts: [Int64?], nation: Int64) throws -> String {
    let base = Country().definition
    let definition = PipelineDefinition(
      name: base.name, title: base.title, catalog: Catalog(kpis: [kpi]), reference: base.reference,
      offset: base.offset, asOf: base.asOf, period: base.period, datasets: base.datasets,
      kpis: [kpi], groupings: [.national, field], rankings: [], gates: base.gates, disclosure: [:],
      rounding: base.rounding, language: .english, outputs: base.outputs, path: base.path,
      sources: [])
    let figures =
      [count(.national, "", nation)]
      + counts.enumerated().map { count(field, "m\($0)", $1) }
    let release = Release(
      definition: definition, runID: "", program: "", figures: figures, rankings: [],
      completeness: [], files: [], refused: [], findings: [], notes: [], changes: nil)
    return try #require(Edition(release, .english).pictures.first).alternative
  }

  @Test func `a bar chart names the whole where its parts make it`() throws {
    #expect(try finding([30, 12], nation: 42) == "Most: m0, 30 of 42.")
  }

  @Test func `where a part is withheld no whole is named, from which it could be had`() throws {
    #expect(try finding([30, 12, nil], nation: 47) == "Most: m0, 30.")
  }
}
