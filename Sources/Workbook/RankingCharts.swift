internal import CXlsxWriter
internal import Figures
internal import Glibc
internal import Report
internal import Statistics

/// A chart of each ranking, drawn by the spreadsheet from the sheet of rankings.
///
/// A value with an interval is a dot on a line from one end to the other: the library has no error
/// bars of a length for each point, so these are high-low lines. A full count is a bar from zero.
struct RankingCharts {
  private let tables: ReleaseTables
  /// The sheet that holds the rankings.
  private let source: String

  init(_ tables: ReleaseTables, source: String) {
    self.tables = tables
    self.source = source
  }

  /// The columns of the sheet of rankings.
  private enum Column {
    static let province: lxw_col_t = 4
    static let value: lxw_col_t = 7
    static let low: lxw_col_t = 9
    static let high: lxw_col_t = 10
  }

  func write(to sheet: inout Sheet) {
    sheet.append(
      [.text(tables.say("A chart of each ranking", "Biểu đồ của từng bảng xếp hạng"))], .title)
    sheet.append([
      .text(
        tables.say(
          "Drawn from the sheet \(source), which holds every number as text to read.",
          "Vẽ từ trang \(source); mọi con số đều có ở trang đó."))
    ])
    sheet.flush()
    var first = lxw_row_t(TableSheet.headRow + 1)
    var place = lxw_row_t(3)
    var breaks: [lxw_row_t] = []
    for ranking in tables.release.rankings {
      let ranked = ranking.rows.prefix { $0.rank != nil }
      defer { first += lxw_row_t(ranking.rows.count) }
      guard !ranked.isEmpty else { continue }
      if place > 3 { breaks.append(place) }
      let rows = first...(first + lxw_row_t(ranked.count) - 1)
      let hasIntervals = ranked.allSatisfy { $0.figure.interval != nil }
      let chart = hasIntervals ? dots(rows, in: sheet.book) : bars(rows, in: sheet.book)
      guard let chart else { continue }
      let axis = hasIntervals ? chart.pointee.y_axis : chart.pointee.x_axis
      let isPositive = ranked.allSatisfy { ($0.figure.value?.double ?? 0) >= 0 }
      if isPositive { chart_axis_set_min(axis, 0) }
      if tables.isProportion(ranking.kpi) { chart_axis_set_num_format(axis, "0%") }
      if tables.isProportion(ranking.kpi), hasIntervals { chart_axis_set_max(axis, 1) }
      chart_title_set_name(chart, tables.label(of: ranking.kpi))
      chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      insert(chart, at: place, in: sheet, says: description(of: ranking, hasIntervals))
      place += Self.rowsApart
    }
    breaks.append(0)
    worksheet_set_h_pagebreaks(sheet.worksheet, &breaks)
    sheet.setPage(isLandscape: false, run: tables.release.runID)
  }

  /// A chart takes so many rows of 20 pixels, and leaves some.
  private static let rowsApart: lxw_row_t = 44
  private static let size = (width: 760.0, height: 840.0)

  private func insert(
    _ chart: UnsafeMutablePointer<lxw_chart>, at row: lxw_row_t, in sheet: Sheet, says text: String
  ) {
    let description = strdup(text)
    defer { free(description) }
    var options = lxw_chart_options()
    options.x_scale = Self.size.width / 480
    options.y_scale = Self.size.height / 288
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    options.description = description
    worksheet_insert_chart_opt(sheet.worksheet, row, 0, chart, &options)
  }

  /// Bars from zero, the best at the top.
  private func bars(
    _ rows: ClosedRange<lxw_row_t>, in book: Book
  ) -> UnsafeMutablePointer<lxw_chart>? {
    guard let chart = workbook_add_chart(book.workbook, UInt8(LXW_CHART_BAR.rawValue)),
      let series = addSeries(Column.value, rows, to: chart)
    else { return nil }
    var fill = lxw_chart_fill()
    fill.color = Self.blue
    chart_series_set_fill(series, &fill)
    chart_series_set_labels(series)
    chart_set_series_gap(chart, 40)
    chart_axis_major_gridlines_set_visible(chart.pointee.x_axis, 0)
    chart_axis_set_reverse(chart.pointee.y_axis)
    return chart
  }

  /// A dot for each value, on a line from the low to the high end of its interval.
  private func dots(
    _ rows: ClosedRange<lxw_row_t>, in book: Book
  ) -> UnsafeMutablePointer<lxw_chart>? {
    guard let chart = workbook_add_chart(book.workbook, UInt8(LXW_CHART_LINE.rawValue)) else {
      return nil
    }
    // High, low, value: the order in which spreadsheets know such a chart.
    for column in [Column.high, Column.low, Column.value] {
      guard let series = addSeries(column, rows, to: chart) else { return nil }
      var line = lxw_chart_line()
      line.none = 1
      chart_series_set_line(series, &line)
      let isValue = column == Column.value
      // Ends are marked too, for spreadsheets that draw no lines between them.
      let marker = isValue ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_LONG_DASH
      chart_series_set_marker_type(series, UInt8(marker.rawValue))
      chart_series_set_marker_size(series, isValue ? 7 : 5)
      var fill = lxw_chart_fill()
      fill.color = Self.blue
      chart_series_set_marker_fill(series, &fill)
      var border = lxw_chart_line()
      border.color = Self.blue
      chart_series_set_marker_line(series, &border)
    }
    var line = lxw_chart_line()
    line.color = Self.blue
    line.width = 1.5
    chart_set_high_low_lines(chart, &line)
    var font = lxw_chart_font()
    font.rotation = -90
    chart_axis_set_num_font(chart.pointee.x_axis, &font)
    return chart
  }

  private static let blue: lxw_color_t = 0x0072B2

  private func addSeries(
    _ column: lxw_col_t, _ rows: ClosedRange<lxw_row_t>, to chart: UnsafeMutablePointer<lxw_chart>
  ) -> UnsafeMutablePointer<lxw_chart_series>? {
    guard let series = chart_add_series(chart, nil, nil) else { return nil }
    let (first, last) = (rows.lowerBound, rows.upperBound)
    chart_series_set_categories(series, source, first, Column.province, last, Column.province)
    chart_series_set_values(series, source, first, column, last, column)
    chart_series_set_name_range(series, source, lxw_row_t(TableSheet.headRow), column)
    return series
  }

  /// What a reader who does not see the chart should know.
  private func description(of ranking: Ranking, _ hasIntervals: Bool) -> String {
    let numerals = Numerals(tables.language)
    let ranked = ranking.rows.filter { $0.rank != nil }
    func reading(_ row: Ranking.Row) -> String {
      let figure = row.figure
      let value =
        tables.isProportion(figure.kpi)
        ? numerals.percent(figure.display) : numerals.number(figure.display)
      return "\(figure.subject.province) \(value)"
    }
    guard let first = ranked.first, let last = ranked.last else { return "" }
    let intervals =
      hasIntervals ? tables.say(", with intervals", ", kèm khoảng tin cậy") : ""
    return tables.say(
      "\(tables.label(of: ranking.kpi)), \(ranked.count) provinces in order\(intervals): from \(reading(first)) to \(reading(last)). The numbers are on the sheet \(source).",
      "\(tables.label(of: ranking.kpi)), \(ranked.count) tỉnh, thành phố xếp theo hạng\(intervals): từ \(reading(first)) đến \(reading(last)). Số liệu ở trang \(source)."
    )
  }
}
