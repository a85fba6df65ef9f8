internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The charts of a release.
extension Edition {
  /// Those of each ranking, of the nation's breakdowns, of questions and of wards.
  var pictures: [Picture] {
    release.rankings.flatMap { ranking -> [Picture] in
      [dots(ranking), map(ranking), ranks(ranking), trend(ranking.kpi)].compactMap(\.self)
    }
      + definition.groupings
      .filter { !$0.province && !$0.ward && $0.category != nil && !$0.period }
      .compactMap(bars) + questionPictures + wardPictures
  }

  // MARK: Periods

  /// A national series over the periods; `nil` where there are fewer than two.
  private func trend(_ id: String) -> Picture? {
    let figures = index.all(id, by: Grouping(period: true))
      .filter { !$0.subject.period.isEmpty }
    guard let series = self[id], figures.count(where: { $0.value != nil }) > 1 else { return nil }
    let last = figures.last { $0.value != nil }
    let first = figures.first { $0.value != nil }
    let finding = [first, last].compactMap(\.self)
      .map { "\(numerals.period($0.subject.period)) \(wordsWithInterval($0))" }.joined(
        separator: " → ")
    let chart = LineChart(
      ChartHead(
        id: "c-\(id)-trend",
        title: say("\(title(series)), over time", "\(title(series)), diễn biến"),
        description: labelled(nation(of: id) + ": " + finding, of: id)),
      words: LineChart.Words(
        period: say("Period", "Kỳ"), interval: say("Interval", "Khoảng tin cậy"),
        revision: say("revised since first published", "đã điều chỉnh so với lần đầu công bố")),
      axis: axis(series), periods: figures.map { numerals.period($0.subject.period) },
      series: [
        LineChart.Series(
          nation(of: id),
          points: figures.map { figure in
            LineChart.Observation(
              figure.value?.double, text: words(figure), interval: interval(figure),
              revision: revision(figure))
          })
      ])
    return Picture(name: "\(id)-trend", figures: Array(figures), kpi: id, chart: chart)
  }

  /// What a figure was when it was first published, if it was something else.
  private func revision(_ figure: Figure) -> String {
    let first = release.earlier.lazy.compactMap { $0.displays[figure.key] }
      .first { !$0.isEmpty }
    guard let first, first != figure.display, let series = self[figure.kpi] else { return "" }
    let words = words(first, isPercent: series.isPercent)
    return say("first published as \(words)", "công bố lần đầu: \(words)")
  }

  // MARK: Breakdowns

  /// The nation's counts by a category; shares only where the parts are all told and make a whole.
  private func bars(_ grouping: Grouping) -> Picture? {
    let breakdown = Breakdown(edition: self, grouping: grouping)
    guard let series = breakdown.series.first(where: \.isCount), let category = grouping.category
    else { return nil }
    let all = index.all(series.id, by: grouping)
    func amount(_ figure: Figure) -> Double { figure.value?.double ?? 0 }
    let figures = all.filter { amount($0) > 0 }.sorted { amount($1) < amount($0) }
    guard figures.count > 1, let most = figures.first else { return nil }
    let whole = index.national(series.id).flatMap { nation in
      figures.reduce(0) { $0 + amount($1) } == amount(nation) ? nation : nil
    }
    let name = member(most.subject.member, of: category)
    let chart = BarChart(
      ChartHead(
        id: "c-\(series.id)-\(category)",
        title: say(
          "\(title(series)) by \(breakdown.title.lowercased())",
          "\(title(series)) theo \(breakdown.title.lowercased())"),
        description: labelled(
          say("Most: \(name), \(words(most))", "Nhiều nhất: \(name), \(words(most))")
            + (whole.map { say(" of \(words($0))", " trong \(words($0))") } ?? "") + ".",
          of: series.id)),
      words: BarChart.Words(
        label: breakdown.title, value: title(series), share: say("Share", "Tỷ lệ")),
      rows: figures.map { figure in
        BarChart.Row(
          member(figure.subject.member, of: category), value: figure.value?.double,
          text: words(figure), share: whole.map { share(figure, of: $0) } ?? "")
      })
    return Picture(
      name: "\(series.id)-by-\(category)", figures: figures, grouping: grouping, chart: chart)
  }

  /// A count out of a whole, in percent with one decimal.
  private func share(_ figure: Figure, of whole: Figure) -> String {
    guard let part = figure.value?.integer, let all = whole.value?.integer else { return "" }
    return numerals.percent(
      Rounding(mode: definition.rounding.mode, decimals: 1).percent(part, of: all))
  }

  // MARK: Surveys

  /// Several KPIs of one place, each with its interval.
  func survey(_ figures: [Figure], id: String, finding: String) -> Picture {
    let chart = DotChart(
      ChartHead(
        id: "c-\(id)", title: finding,
        description: figures.first.map { labelled(finding, of: $0.kpi) } ?? finding),
      words: DotChart.Words(
        rank: "", label: say("KPI", "Chỉ tiêu"), value: say("Value", "Giá trị"),
        interval: say("Interval", "Khoảng tin cậy"), doubt: say("Doubt", "Lưu ý")),
      axis: figures.first.flatMap { self[$0.kpi] }.map(axis) ?? ValueAxis("") { "\($0)" },
      rows: figures.map { figure in
        DotChart.Row(
          title(figure.kpi), value: figure.value?.double, text: words(figure),
          interval: interval(figure), doubt: doubt(figure))
      })
    return Picture(name: id, figures: figures, chart: chart)
  }
}
