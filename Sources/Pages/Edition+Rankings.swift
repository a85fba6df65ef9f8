internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The charts of a ranking.
extension Edition {
  func dots(_ ranking: Ranking) -> Picture? {
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

  func interval(_ figure: Figure) -> ChartInterval? {
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

  func doubt(_ figure: Figure) -> String {
    Figure.Flag.allCases.filter { figure.flags.contains($0) }.map { text($0.label) }
      .joined(separator: "; ")
  }

  func axis(_ series: PublishedSeries) -> ValueAxis {
    let (isPercent, numerals) = (series.isPercent, numerals)
    return ValueAxis("", limits: isPercent ? 0...1 : nil) { value in
      let shown = ((isPercent ? value * 100 : value) * 1e6).rounded() / 1e6
      return numerals.number(shown.shortestDecimal) + (isPercent ? "%" : "")
    }
  }

  /// The ranks that the data leave possible; `nil` where each leaves one.
  func ranks(_ ranking: Ranking) -> Picture? {
    guard let series = self[ranking.kpi],
      ranking.rows.contains(where: { $0.standing.map { $0.span.count > 1 } == true })
    else { return nil }
    let rows = ranking.rows.filter { $0.rank != nil }.map { row in
      RankChart.Row(
        name(row.figure.subject), rank: row.rank, possible: row.standing?.span,
        text: words(row.figure),
        isHighlighted: row.isInTop)
    }
    let chart = RankChart(
      ChartHead(
        id: "c-\(ranking.kpi)-ranks",
        title: say("Possible ranks: \(title(series))", "Hạng có thể có: \(title(series))"),
        description: rankNote(ranking).followed(by: basis(of: series.id))),
      words: RankChart.Words(
        rank: say("Rank", "Hạng"), label: say("Province", "Địa phương"),
        value: say("Value", "Giá trị"), best: say("Best", "Cao nhất"),
        worst: say("Worst", "Thấp nhất"), possible: say("Possible ranks", "Hạng có thể có")),
      rows: rows)
    return Picture(
      name: "\(ranking.kpi)-ranks", figures: ranking.rows.map(\.figure), kpi: ranking.kpi,
      chart: chart)
  }

  /// What the possible ranks are.
  func rankNote(_ ranking: Ranking) -> String {
    ranking.isEstimated
      ? say(
        "The dot is the rank found, the bar the ranks that the true rank is among: with 95% confidence for all provinces together.",
        "Chấm là thứ hạng tìm được, thanh là các thứ hạng có thể là thứ hạng thực: độ tin cậy 95% cho tất cả địa phương cùng lúc."
      )
      : say(
        "The dot is the rank found, the bar the ranks that rejected and missing records leave possible.",
        "Chấm là thứ hạng tìm được, thanh là các thứ hạng có thể có do bản ghi bị loại hoặc còn thiếu."
      )
  }

  /// What stands over the first k: a top only where the data settle who is in it.
  func leadersTitle(_ ranking: Ranking) -> String {
    let k = ranking.definition.top
    guard !ranking.isTopSettled else {
      return say("Top \(k)", "Nhóm \(k) địa phương dẫn đầu")
    }
    return self[ranking.kpi]?.kpi.better == .lower
      ? say("The \(k) lowest values found", "\(k) giá trị thấp nhất ghi nhận được")
      : say("The \(k) highest values found", "\(k) giá trị cao nhất ghi nhận được")
  }

  func statement(_ ranking: Ranking) -> String {
    RankSentence(ranking, of: definition, in: language).statement
  }

  func chance(_ probability: Double, in ranking: Ranking) -> String {
    RankSentence(ranking, of: definition, in: language).chance(probability)
  }

  // MARK: Map

  func map(_ ranking: Ranking) -> Picture? {
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
        ).followed(by: mapNote(series))),
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
          text: figure?.flags.contains(.suppressed) == true
            ? Figure.Flag.suppressed.sign : tileWords(figure),
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

  /// What a tile says: of a survey the interval alone in whole numbers, since the value is no more than that.
  private func tileWords(_ figure: Figure?) -> String {
    guard let figure, figure.value != nil, let interval = figure.interval else {
      return words(figure)
    }
    return words(interval, of: figure.kpi, rounding: Rounding(decimals: 0))
  }

  /// What survey a map shows, and that its tiles say the intervals.
  private func mapNote(_ series: PublishedSeries) -> String? {
    basis(of: series.id).map { basis in
      let hasIntervals = index.all(series.id, by: .byProvince).contains { $0.interval != nil }
      return basis
        + (hasIntervals
          ? say("; each square says the interval", "; số trong ô là khoảng tin cậy") : "")
    }
  }

  /// What values a class of a map holds.
  private func words(of range: (low: Figure, high: Figure), _ series: PublishedSeries) -> String {
    range.low.display == range.high.display
      ? words(range.low)
      : "\(numerals.number(range.low.display))–\(words(range.high))"
  }
}
