internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// KPIs by province, each column shaded by fifths of the provinces.
struct HeatSection {
  let edition: Edition
  /// What fits on a sheet of A4.
  private static let columnsTogether = 7

  var markup: Markup {
    let tables = groups.flatMap { group in
      stride(from: 0, to: group.series.count, by: Self.columnsTogether).map { start in
        table(
          group.title, Array(group.series[start...].prefix(Self.columnsTogether)))
      }
    }
    guard !tables.isEmpty else { return "" }
    return #"""
      <section id="heat" aria-labelledby="heat-title">
      <h2 id="heat-title">\#(edition.say("KPIs by province", "Chỉ tiêu theo địa phương"))</h2>
      <p>\#(legend)</p>
      \#(tables.map(\.markup))</section>

      """#
  }

  private var legend: Markup {
    let words = [
      edition.say("lowest fifth", "nhóm kém nhất"), "", "", "",
      edition.say("best fifth", "nhóm tốt nhất"),
    ]
    let boxes = words.enumerated().map { index, word -> Markup in
      #"<span class="key h\#(index)">\#(index + 1)\#(word.isEmpty ? "" : " · \(word)")</span>"#
    }
    return
      "\(edition.say("Shades are fifths of the provinces, from the worst to the best value of each column:", "Màu chia các địa phương thành năm nhóm theo từng cột, từ kém đến tốt:")) \(boxes)"
  }

  /// The series that have a better and a worse: those that are ranked and composites, then the others.
  private var groups: [(title: String, series: [PublishedSeries])] {
    let given = edition.series.filter {
      !$0.isCount && !edition.index.all($0.id, by: .byProvince).isEmpty
    }
    let ranked = Set(edition.release.rankings.map(\.kpi))
    let leading = given.filter { ranked.contains($0.id) || $0.kpi.dataset == nil }
    let others = given.filter { series in !leading.contains { $0.id == series.id } }
    return [
      (title: edition.say("Main KPIs", "Chỉ tiêu chính"), series: leading),
      (title: edition.say("Further KPIs", "Chỉ tiêu khác"), series: others),
    ].filter { !$0.series.isEmpty }
  }

  private func table(_ title: String, _ series: [PublishedSeries]) -> Table {
    var table = Table(
      title,
      [Table.Head(edition.say("Province", "Địa phương"))]
        + series.map { Table.Head($0, edition) }, FigureKeys(by: .byProvince))
    let fifths = series.map { series in
      Fifths(edition.index.all(series.id, by: .byProvince), better: series.kpi.better)
    }
    table.append(
      [(content: "\(edition.together)", shade: nil)]
        + series.map { (content: edition.sureCell(edition.index.national($0.id)), shade: nil) },
      FigureKeys(by: .national), isMarked: true)
    for province in edition.definition.reference.provinces {
      let code = province.code
      table.append(
        [(content: ##"<a href="#p\##(code)">\##(edition.name(province))</a>"##, shade: nil)]
          + series.enumerated().map { index, series in
            let figure = edition.index.province(series.id, code)
            let marks = figure.map {
              edition.marks(
                $0.interval == nil ? $0.flags : $0.flags.subtracting(Figure.Flag.ofSurveys))
            }
            return (
              content: "\(edition.sureCell(figure))\(marks)", shade: fifths[index].shade(of: code)
            )
          }, FigureKeys(province: code))
    }
    return table
  }
}

extension Fifths {
  /// The shade of a province, 4 for the best, whatever the number of groups.
  fileprivate func shade(of province: String) -> Int? {
    self[province].map { 5 - count + $0 }
  }
}
