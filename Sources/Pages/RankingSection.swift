internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// Every ranking in full: a picture, and the table behind it.
struct RankingSection {
  let edition: Edition
  let pictures: [Picture]

  var markup: Markup {
    let rankings = edition.release.rankings
    guard !rankings.isEmpty else { return "" }
    return #"""
      <section id="ranking" aria-labelledby="rankings-title">
      <h2 id="rankings-title">\#(edition.say("Rankings", "Xếp hạng các địa phương"))</h2>
      \#(rankings.map(part))</section>

      """#
  }

  private func part(_ ranking: Ranking) -> Markup {
    let id = "ranking-\(ranking.kpi)"
    let bound = ranking.definition.minDenominator
    let unranked =
      bound > 1
      ? edition.say(
        "provinces with fewer than \(bound) records, or none, are not ranked",
        "địa phương có dưới \(bound) bản ghi hoặc chưa có số liệu thì không xếp hạng")
      : edition.say(
        "provinces without data are not ranked", "địa phương chưa có số liệu thì không xếp hạng")
    let rule = edition.say(
      "Competition ranking on the unrounded value; \(unranked).",
      "Xếp hạng theo giá trị chưa làm tròn; \(unranked).")
    return #"""
      <section id="\#(id)" aria-labelledby="\#(id)-title"><h3 id="\#(id)-title">\#(edition.title(ranking.kpi))\#(edition.basisNote(ranking.kpi))</h3>
      \#(settled(ranking))<div class="charts">\#(pictures.filter { $0.kpi == ranking.kpi }.map { $0.figure() })</div>
      <details><summary>\#(edition.say("The table", "Bảng số liệu"))</summary>
      \#(table(ranking).markup)</details>
      \#(edition.composite(ranking.kpi).map { CompositePart(edition: edition, composite: $0).markup })
      <p class="note">\#(rule) <a href="#d-\#(ranking.kpi)">\#(edition.say("Definition", "Định nghĩa"))</a></p></section>

      """#
  }

  private func settled(_ ranking: Ranking) -> Markup {
    let statement = edition.statement(ranking)
    guard !statement.isEmpty else { return "" }
    return "<p\(ranking.isTopSettled ? Markup() : " class=\"open\"")>\(statement)</p>\n"
  }

  private func table(_ ranking: Ranking) -> Table {
    let hasInterval = ranking.rows.contains { $0.figure.interval != nil }
    let hasBounds = ranking.rows.contains { $0.standing.map { $0.span.count > 1 } == true }
    var heads = [
      Table.Head(edition.say("Province", "Địa phương")),
      Table.Head(number: edition.say("Rank", "Hạng")),
      Table.Head(edition.say("Value", "Giá trị"), FigureKeys()),
      Table.Head(edition.say("Counts", "Số lượng"), FigureKeys(part: .counts)),
    ]
    if hasInterval {
      heads.append(
        Table.Head(edition.say("Interval", "Khoảng tin cậy"), FigureKeys(part: .interval)))
      heads.append(
        Table.Head(
          edition.say("Effective n", "Cỡ mẫu hiệu dụng"), FigureKeys(part: .effective)))
    }
    if hasBounds {
      heads.append(
        Table.Head(number: edition.say("Possible ranks", "Hạng có thể có")))
      heads.append(
        Table.Head(
          number: edition.say(
            "Chance of the best \(ranking.definition.top)",
            "Xác suất thuộc nhóm \(ranking.definition.top)")))
    }
    var table = Table(
      edition.basis(of: ranking.kpi).map { "\(edition.title(ranking.kpi)) (\($0))" }
        ?? edition.title(ranking.kpi), heads, FigureKeys(by: .byProvince, kpi: ranking.kpi))
    for row in ranking.rows {
      let figure = row.figure
      var cells: [Markup] = [
        ##"<a href="#p\##(figure.subject.provinceCode)">\##(edition.name(figure.subject))</a>\##(edition.marks(figure.flags))"##,
        row.rank.map { "\($0)" } ?? "–", edition.cell(figure), edition.counts(figure),
      ]
      if hasInterval {
        cells += [edition.interval(figure), "\(edition.effectiveSize(figure) ?? "")"]
      }
      if hasBounds {
        let span = row.standing?.span
        cells.append(span.map { "\($0.lowerBound)–\($0.upperBound)" } ?? "–")
        let chance = row.standing?.topProbability
        cells.append(chance.map { "\(edition.chance($0, in: ranking))" } ?? "–")
      }
      table.append(
        cells, FigureKeys(province: figure.subject.provinceCode), isMarked: row.isInTop)
    }
    return table
  }
}
