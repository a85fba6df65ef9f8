internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// How the nation's figures went from period to period.
struct TrendSection {
  let edition: Edition
  let pictures: [Picture]

  var markup: Markup {
    let table = table
    guard !table.isEmpty else { return "" }
    return #"""
      <section id="trend" aria-labelledby="trend-title">
      <h2 id="trend-title">\#(edition.say("From period to period", "Diễn biến theo kỳ"))</h2>
      <div class="charts">\#(pictures.map { $0.figure(titled: true) })</div>
      \#(table.markup)\#(changes)</section>

      """#
  }

  /// What may be said of the changes of the ranked KPIs in each province; of composites of their parts.
  private var changes: Markup {
    var ids: [String] = []
    for ranking in edition.release.rankings {
      let parts = edition.composite(ranking.kpi)?.parts.map(\.kpi) ?? [ranking.kpi]
      ids += parts.filter { !ids.contains($0) }
    }
    let series = ids.compactMap { edition[$0] }
    let titles = [
      (Trend.Kind.previousPeriod, edition.say("Since the period before", "So với kỳ trước")),
      (Trend.Kind.yearBefore, edition.say("Since the year before", "So với cùng kỳ năm trước")),
    ]
    let parts = titles.map { kind, title -> Markup in
      let tables = series.map { TrendTable(edition: edition, series: $0, kind: kind).markup }
        .filter { !$0.isEmpty }
      return tables.isEmpty ? "" : "<h3>\(title)</h3>\n\(tables)"
    }
    return "\(parts)"
  }

  private var table: Table {
    let grouping = Grouping(period: true)
    let given = edition.series.filter { !edition.index.all($0.id, by: grouping).isEmpty }
    let periods = given.first.map { series in
      edition.index.all(series.id, by: grouping).map(\.subject.period)
    }
    let names = (periods ?? []).filter { !$0.isEmpty }
    var table = Table(
      edition.say("All together, by period", "Tính chung theo kỳ"),
      [Table.Head(edition.say("KPI", "Chỉ tiêu"))]
        + names.map { Table.Head(edition.numerals.period($0), FigureKeys(period: $0)) },
      FigureKeys(by: grouping))
    for series in given where !names.isEmpty {
      let figures = edition.index.all(series.id, by: grouping)
      table.append(
        [edition.named(series)]
          + names.map { name in edition.sureCell(figures.first { $0.subject.period == name }) },
        FigureKeys(kpi: series.id))
    }
    return table
  }
}
