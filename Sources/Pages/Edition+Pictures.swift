internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The charts of a release.
extension Edition {
  /// Those of each ranking, then those of the nation's breakdowns.
  var pictures: [Picture] {
    release.rankings.flatMap { ranking -> [Picture] in
      [dots(ranking), map(ranking), ranks(ranking), trend(ranking.kpi)].compactMap(\.self)
    }
      + definition.groupings
      .filter { !$0.province && !$0.ward && $0.category != nil && !$0.period }
      .compactMap(bars)
  }

  // MARK: Rankings

  private func dots(_ ranking: Ranking) -> Picture? {
    guard let series = self[ranking.kpi], ranking.rows.contains(where: { $0.rank != nil }) else {
      return nil
    }
    let rows = ranking.rows.map { row in
      DotChart.Row(
        name(row.figure.subject), rank: row.rank.map { "\($0)" } ?? "",
        value: row.figure.value?.double,
        text: row.figure.value == nil
          ? absence(row.figure) : words(row.figure) + smallBase(row.figure),
        interval: interval(row.figure), isHighlighted: row.isInTop, doubt: doubt(row.figure))
    }
    let chart = DotChart(
      ChartHead(
        id: "c-\(ranking.kpi)-ranking", title: title(series),
        description: PublicSentence(edition: self, ranking: ranking).text),
      words: DotChart.Words(
        rank: say("Rank", "Hạng"), label: say("Province", "Địa phương"),
        value: say("Value", "Giá trị"), interval: say("Interval", "Khoảng tin cậy"),
        doubt: say("data in doubt", "số liệu cần lưu ý")),
      axis: axis(series), rows: rows, reference: nation(series),
      target: series.kpi.target.map { target in
        ChartLine(target, label: say("Target", "Mục tiêu"), text: words(target, of: series.id))
      })
    return Picture(
      name: "\(ranking.kpi)-ranking", figures: Array(index.all(series.id, by: .byProvince)),
      kpi: ranking.kpi, chart: chart)
  }

  private func nation(_ series: PublishedSeries) -> ChartLine? {
    guard let figure = index.national(series.id), let value = figure.value else { return nil }
    return ChartLine(value.double, label: nation(of: series.id), text: words(figure))
  }

  private func interval(_ figure: Figure) -> ChartInterval? {
    figure.interval.map {
      ChartInterval(low: $0.lower, high: $0.upper, text: words($0, of: figure.kpi))
    }
  }

  /// ` (n = 3)`, where so few are not ranked.
  private func smallBase(_ figure: Figure) -> String {
    guard figure.flags.contains(.lowCount), let count = figure.denominator else { return "" }
    return " (n = \(numerals.number(count)))"
  }

  /// Why there is no value.
  private func absence(_ figure: Figure) -> String {
    for flag in [Figure.Flag.suppressed, .missing] where figure.flags.contains(flag) {
      return text(flag.label)
    }
    return say("no data", "chưa có số liệu")
  }

  private func doubt(_ figure: Figure) -> String {
    Figure.Flag.allCases.filter { figure.flags.contains($0) }.map { text($0.label) }
      .joined(separator: "; ")
  }

  private func axis(_ series: PublishedSeries) -> ValueAxis {
    let (isPercent, numerals) = (series.isPercent, numerals)
    return ValueAxis("", limits: isPercent ? 0...1 : nil) { value in
      let shown = ((isPercent ? value * 100 : value) * 1e6).rounded() / 1e6
      return numerals.number(shown.shortestDecimal) + (isPercent ? "%" : "")
    }
  }

  /// The ranks that the data leave possible; `nil` where each leaves one.
  private func ranks(_ ranking: Ranking) -> Picture? {
    guard let series = self[ranking.kpi],
      ranking.rows.contains(where: { $0.rankLow != $0.rankHigh })
    else { return nil }
    let rows = ranking.rows.filter { $0.rank != nil }.map { row in
      let bounds = row.rankLow.flatMap { low in row.rankHigh.map { low...$0 } }
      return RankChart.Row(
        name(row.figure.subject), rank: row.rank, possible: bounds, text: words(row.figure),
        isHighlighted: row.isInTop)
    }
    let chart = RankChart(
      ChartHead(
        id: "c-\(ranking.kpi)-ranks",
        title: say("Possible ranks: \(title(series))", "Hạng có thể có: \(title(series))"),
        description: say(
          "The dot is the rank found, the bar all ranks that the intervals leave possible.",
          "Chấm là thứ hạng tìm được, thanh là mọi thứ hạng mà khoảng tin cậy cho phép.")),
      words: RankChart.Words(
        rank: say("Rank", "Hạng"), label: say("Province", "Địa phương"),
        value: say("Value", "Giá trị"), best: say("Best", "Cao nhất"),
        worst: say("Worst", "Thấp nhất"), possible: say("Possible ranks", "Hạng có thể có")),
      rows: rows)
    return Picture(
      name: "\(ranking.kpi)-ranks", figures: ranking.rows.map(\.figure), kpi: ranking.kpi,
      chart: chart)
  }

  // MARK: Map

  private func map(_ ranking: Ranking) -> Picture? {
    let tiles = definition.reference.tiles
    guard let series = self[ranking.kpi], !tiles.isEmpty else { return nil }
    let fifths = Fifths(index.all(series.id, by: .byProvince), better: series.kpi.better)
    let top = Set(ranking.top.map(\.figure.subject.provinceCode))
    let chart = TileMap(
      ChartHead(
        id: "c-\(ranking.kpi)-map",
        title: say("\(title(series)) on the map", "\(title(series)) trên bản đồ"),
        description: say(
          "Each square is a province; the fuller its shade, the better its value. Framed: the top \(ranking.definition.top).",
          "Mỗi ô là một tỉnh, thành phố; màu càng đậm, giá trị càng tốt. Có khung: nhóm \(ranking.definition.top) địa phương dẫn đầu."
        )),
      words: TileMap.Words(
        place: say("Province", "Địa phương"), value: say("Value", "Giá trị"),
        group: say("Fifth", "Nhóm"),
        none: say(
          "not ranked, withheld or no data", "không xếp hạng, không công bố hoặc chưa có số liệu")),
      classes: fifths.ranges.map { words(of: $0, series) },
      tiles: tiles.filter(\.mark.isEmpty).map { tile in
        let province = definition.reference.provinces[tile.province]
        let figure = index.province(series.id, province.code)
        return TileMap.Tile(
          name(province), row: tile.row, column: tile.column,
          text: figure?.flags.contains(.suppressed) == true ? "[c]" : words(figure),
          group: fifths[province.code], address: "#p\(province.code)",
          isHighlighted: top.contains(province.code))
      },
      sites: tiles.filter { !$0.mark.isEmpty }.map { tile in
        let province = definition.reference.provinces[tile.province]
        return TileMap.Site("\(tile.mark) (\(name(province)))", row: tile.row, column: tile.column)
      })
    return Picture(
      name: "\(ranking.kpi)-map", figures: Array(index.all(series.id, by: .byProvince)),
      kpi: ranking.kpi, chart: chart)
  }

  /// What values a class of a map holds.
  private func words(of range: (low: Figure, high: Figure), _ series: PublishedSeries) -> String {
    range.low.display == range.high.display
      ? words(range.low)
      : "\(numerals.number(range.low.display))–\(words(range.high))"
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
      .map { "\(numerals.period($0.subject.period)) \(words($0))" }.joined(separator: " → ")
    let chart = LineChart(
      ChartHead(
        id: "c-\(id)-trend",
        title: say("\(title(series)), over time", "\(title(series)), diễn biến"),
        description: nation(of: id) + ": " + finding),
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
        description: say("Most: \(name), \(words(most))", "Nhiều nhất: \(name), \(words(most))")
          + (whole.map { say(" of \(words($0))", " trong \(words($0))") } ?? "") + "."),
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
      ChartHead(id: "c-\(id)", title: finding, description: finding),
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
