internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// A page a province: its KPIs beside the nation's, its wards and fields, its periods, its data.
struct ProvinceSection {
  let edition: Edition
  private let ranks: [String: [String: String]]

  init(_ edition: Edition) {
    self.edition = edition
    var ranks: [String: [String: String]] = [:]
    for ranking in edition.release.rankings {
      for row in ranking.rows {
        ranks[ranking.kpi, default: [:]][row.figure.subject.provinceCode] = Self.words(row)
      }
    }
    self.ranks = ranks
  }

  /// The rank, and in brackets those that the intervals leave possible.
  private static func words(_ row: Ranking.Row) -> String? {
    guard let rank = row.rank else { return nil }
    guard let span = row.standing?.span, span.count > 1 else { return "\(rank)" }
    return "\(rank) (\(span.lowerBound)–\(span.upperBound))"
  }

  var markup: Markup {
    let provinces = edition.definition.reference.provinces
    let links = provinces.map { province -> Markup in
      ##"<li><a href="#p\##(province.code)">\##(edition.name(province))</a></li>"##
    }
    return #"""
      <section id="provinces" aria-labelledby="provinces-title">
      <h2 id="provinces-title">\#(edition.say("Province by province", "Từng địa phương"))</h2>
      <ul class="names">\#(links)</ul>
      \#(provinces.map(page))</section>

      """#
  }

  private func page(_ province: Reference.Province) -> Markup {
    let id = "p\(province.code)"
    return #"""
      <article id="\#(id)" aria-labelledby="\#(id)-title"><h3 id="\#(id)-title">\#(edition.name(province)) \#
      <small>\#(province.code)</small></h3>
      \#(gaps(province))\#(kpis(province))\#(places(province))\#(SurveySection(edition: edition).markup(in: province))\#(breakdowns(province))\#(files(province))
      <p class="note"><a href="#provinces">\#(edition.say("All provinces", "Danh sách địa phương"))</a></p></article>

      """#
  }

  /// One plain sentence a ranking.
  private func places(_ province: Reference.Province) -> Markup {
    let sentences = edition.release.rankings.compactMap { ranking -> Markup? in
      ranking.rows.first { $0.figure.subject.provinceCode == province.code }.map { row in
        "<li>\(RankSentence(ranking, of: edition.definition, in: edition.language).of(row))</li>"
      }
    }
    return sentences.isEmpty ? "" : "<ul class=\"places\">\(sentences)</ul>\n"
  }

  // MARK: Figures

  private func kpis(_ province: Reference.Province) -> Markup {
    var table = Table(
      edition.say("Beside all", "So với tính chung"),
      [
        Table.Head(edition.say("KPI", "Chỉ tiêu")),
        Table.Head(edition.say("Value", "Giá trị"), FigureKeys(by: .byProvince)),
        Table.Head(edition.say("Counts", "Số lượng"), FigureKeys(by: .byProvince, part: .counts)),
        Table.Head(
          edition.say("Interval", "Khoảng tin cậy"),
          FigureKeys(by: .byProvince, part: .interval)),
        Table.Head(edition.together, FigureKeys(by: .national, province: "")),
        Table.Head(number: edition.say("Difference", "Chênh lệch")),
        Table.Head(number: edition.say("Rank", "Hạng")),
      ], FigureKeys(province: province.code))
    for series in edition.series {
      guard let figure = edition.index.province(series.id, province.code),
        figure.value != nil || figure.flags.contains(.suppressed),
        !figure.flags.contains(.missing)
      else { continue }
      let nation = edition.index.national(series.id)
      let rank = ranks[series.id]?[province.code]
      table.append(
        [
          edition.named(series),
          "\(edition.cell(figure))\(edition.marks(figure.flags))", edition.counts(figure),
          edition.interval(figure), edition.sureCell(nation),
          "\(edition.difference(figure, from: nation))",
          "\(rank ?? "")",
        ], FigureKeys(kpi: series.id))
    }
    return table.isEmpty
      ? "<p>\(edition.say("No record of this province.", "Chưa có bản ghi nào."))</p>"
      : table.markup
  }

  /// A table for each grouping of the pipeline within provinces.
  private func breakdowns(_ province: Reference.Province) -> [Markup] {
    edition.definition.groupings
      .filter { $0.province && [$0.ward, $0.category != nil, $0.period].count { $0 } == 1 }
      .map { grouping in
        Breakdown(edition: edition, grouping: grouping)
          .markup(in: province.code) { edition.index.all($0, by: grouping, in: province.code) }
      }
  }

  // MARK: Data

  private func gaps(_ province: Reference.Province) -> Markup {
    var sentences: [String] = []
    for gaps in edition.release.completeness {
      let name = edition.dataset(gaps.dataset)
      if gaps.missing.contains(province.code), gaps.present > 0 {
        sentences.append(edition.say("\(name): no data sent", "\(name): chưa có số liệu"))
      }
      for gap in gaps.partial where gap.province == province.code {
        sentences.append("\(name): \(reason(gap))")
      }
    }
    guard !sentences.isEmpty else { return "" }
    return
      #"<p class="gap"><strong>\#(edition.say("Mind the data.", "Lưu ý về số liệu."))</strong> \#(sentences.joined(separator: ". ")).</p>"#
  }

  private func reason(_ gap: Completeness.Gap) -> String {
    var reasons: [String] = []
    if !gap.periods.isEmpty {
      let periods = edition.numerals.list(gap.periods.map(edition.numerals.period))
      reasons.append(edition.say("no record of \(periods)", "không có bản ghi của \(periods)"))
    }
    if !gap.files.isEmpty {
      let files = gap.files.joined(separator: ", ")
      reasons.append(edition.say("much rejected in \(files)", "bị loại nhiều trong \(files)"))
    }
    return reasons.joined(separator: "; ")
  }

  /// The files that are mostly this province's.
  private func files(_ province: Reference.Province) -> Markup {
    var table = Table(
      edition.say("Data quality of its files", "Chất lượng các tệp số liệu"),
      QualitySection.heads(edition, first: edition.say("File", "Tệp")))
    let closed = edition.release.closedDatasets
    for file in edition.release.files {
      let own = file.accounting.provinces[province.code] ?? 0
      // Of a count that is withheld the rows of its file would tell.
      let isTold = !closed.contains(file.dataset)
      guard own > 0, isTold, 2 * own > file.accounting.accepted else { continue }
      table.append(QualitySection.cells(edition, "\(file.path)", file.accounting))
    }
    return table.markup
  }
}
