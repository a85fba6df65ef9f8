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
      \#(table.markup)</section>

      """#
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
