internal import Charts
public import Definitions
public import Report

/// The report of a release: one page that needs nothing else, in one language.
///
/// No script, no font, no picture from elsewhere: it opens from a mail or a shared drive, and a content
/// security policy holds it to that. Every figure in it is one of kpis.csv, and says which.
public struct ReportPage: Sendable {
  private let edition: Edition

  /// O(figures).
  public init(_ release: Release, language: Language) {
    edition = Edition(release, language)
  }

  /// The name of the file: `report.vi.html`.
  public static func name(_ language: Language) -> String { "report.\(language.rawValue).html" }

  /// The document.
  ///
  /// O(figures shown).
  public var bytes: [UInt8] {
    let parts = parts.filter { !$0.markup.isEmpty }
    let page: Markup = #"""
      <!DOCTYPE html>
      <html lang="\#(edition.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="hailong \#(edition.release.program)">
      <title>\#(edition.text(edition.definition.title))</title>
      <style>
      \#(ChartStyle.css)\#(Stylesheet.css)</style>
      </head>
      <body>
      <a class="skip" href="#main">\#(edition.say("Skip to the figures", "Đến phần số liệu"))</a>
      \#(heading(parts))
      <main id="main">
      \#(parts.map(\.markup))\#
      </main>
      \#(footer)
      </body>
      </html>

      """#
    return page.utf8
  }

  private func heading(_ parts: [Part]) -> Markup {
    let (definition, numerals) = (edition.definition, edition.numerals)
    let (from, to) = (numerals.day(definition.period.from), numerals.day(definition.period.to))
    let other: Language = edition.language == .vietnamese ? .english : .vietnamese
    let otherName = other == .vietnamese ? "Tiếng Việt" : "English"
    let links = parts.map { part -> Markup in
      ##"<li><a href="#\##(part.id)">\##(part.title)</a></li>"##
    }
    return #"""
      <header>
      <h1>\#(edition.text(definition.title))</h1>
      <p class="meta">\#(edition.say("Period", "Kỳ số liệu")) \#(from) – \#(to) · \#
      \#(edition.say("as of", "tính đến")) \#(numerals.day(definition.asOf)) · \#
      \#(edition.say("run", "phiên")) <code>\#(edition.release.runID)</code> · \#
      <a href="\#(Self.name(other))" hreflang="\#(other.rawValue)" lang="\#(other.rawValue)">\#(otherName)</a></p>
      <nav aria-label="\#(edition.say("Contents", "Mục lục"))"><ul>\#(links)</ul></nav>
      </header>
      """#
  }

  /// A section, and what leads to it.
  private typealias Part = (id: String, title: String, markup: Markup)

  /// The sections in order; one that has nothing to show is empty.
  private var parts: [Part] {
    let pictures = edition.pictures
    let trends = pictures.filter { $0.name.hasSuffix("-trend") }
    let wards = pictures.filter { $0.wards != nil }
    let others = pictures.filter { !$0.name.hasSuffix("-trend") && $0.wards == nil }
    func say(_ english: String, _ vietnamese: String) -> String { edition.say(english, vietnamese) }
    return [
      ("overview", say("Overview", "Tổng quan"), FirstScreen(edition: edition).markup),
      (
        "ranking", say("Rankings", "Xếp hạng"),
        RankingSection(edition: edition, pictures: others).markup
      ),
      (
        "heat", say("KPIs by province", "Chỉ tiêu theo địa phương"),
        HeatSection(edition: edition).markup
      ),
      (
        "wards", say("Wards", "Xã, phường"),
        WardSection(edition: edition, pictures: wards).markup
      ),
      (
        "trend", say("Over time", "Diễn biến"),
        TrendSection(edition: edition, pictures: trends).markup
      ),
      (
        "releases", say("Releases", "Các lần công bố"), ReleaseSection(edition: edition).markup
      ),
      (
        "synthesis", say("Country", "Cả nước"),
        SynthesisSection(edition: edition, pictures: others).markup
      ),
      (
        "questions", say("Questions", "Câu hỏi khảo sát"),
        QuestionSection(edition: edition, pictures: pictures).markup
      ),
      ("provinces", say("Provinces", "Từng địa phương"), ProvinceSection(edition).markup),
      (
        "quality", say("Data quality", "Chất lượng số liệu"),
        QualitySection(edition: edition).markup
      ),
      ("definitions", say("Definitions", "Định nghĩa"), DefinitionSection(edition: edition).markup),
      ("method", say("Method", "Phương pháp"), MethodSection(edition: edition).markup),
    ]
  }

  private var footer: Markup {
    let outputs = edition.definition.outputs
    let files =
      (outputs.contains(.xlsx) ? ["figures.xlsx"] : [])
      + (outputs.contains(.csv) ? ["kpis.csv", "rankings.csv", "provinces.csv"] : [])
    let links = (files + ["quality.json", "run.json"]).map { name -> Markup in
      #"<a href="\#(name)">\#(name)</a>"#
    }
    return #"""
      <footer><p>\#(edition.say("Beside this page:", "Cùng thư mục:")) \#(links.joined(separator: ", ")).</p></footer>
      """#
  }
}
