internal import CXlsxWriter
internal import Definitions
internal import Report

/// A table on a sheet of its own: its title in A1, what to know of it, and the table from row 5 on.
struct TableSheet {
  /// The index of the row of heads.
  static let headRow = 4
  private let table: ReleaseTable
  private let tables: ReleaseTables

  init(_ table: ReleaseTable, of tables: ReleaseTables) {
    self.table = table
    self.tables = tables
  }

  func write(to sheet: inout Sheet) {
    let release = tables.release
    let columns = table.columns
    sheet.append([.text(table.title)], .title)
    sheet.append([.text(tables.extent(rows: table.rowCount, columns: columns.count))])
    sheet.append([.text((table.notes + [tables.units]).joined(separator: " "))])
    sheet.append([.text(tables.say("The table starts in row 5.", "Bảng bắt đầu từ dòng 5."))])
    let lines = columns.map { ($0.head.count + $0.width - 3) / max(1, $0.width - 2) }.max() ?? 1
    sheet.append(
      columns.map { .text($0.head) }, .head, height: 16 * min(max(lines, 2), 8))
    let wrapped = columns.indices.filter { columns[$0].width >= Self.wrapWidth }
    let styles = columns.indices.map { wrapped.contains($0) ? Book.Style.wrapped : .text }
    for index in 0..<table.rowCount {
      let cells = table.row(index)
      let lines = wrapped.map { Sheet.lines(of: cells[$0], width: columns[$0].width) }.max() ?? 1
      sheet.append(cells, styles, height: lines > 1 ? 15 * lines : nil)
    }
    sheet.flush()
    for (index, column) in columns.enumerated() {
      sheet.setWidth(column.width, ofColumns: index...index)
    }
    let last = (row: Self.headRow + table.rowCount, column: columns.count - 1)
    let head = lxw_row_t(Self.headRow)
    worksheet_autofilter(
      sheet.worksheet, head, 0, lxw_row_t(last.row), lxw_col_t(last.column))
    worksheet_freeze_panes(sheet.worksheet, head + 1, lxw_col_t(namingColumns))
    worksheet_repeat_rows(sheet.worksheet, head, head)
    if namingColumns > 0 {
      worksheet_repeat_columns(sheet.worksheet, 0, lxw_col_t(namingColumns - 1))
    }
    let width = columns.map(\.width).reduce(0, +)
    sheet.setPage(
      isLandscape: true, pagesWide: (width + Self.pageWidth - 1) / Self.pageWidth,
      run: release.runID)
    workbook_define_name(
      sheet.book.workbook, "hailong_" + table.id,
      "='\(sheet.name)'!$A$\(Self.headRow + 1):$\(Sheet.letters(last.column))$\(last.row + 1)")
  }

  /// The columns that name a row, where they are narrow enough to stay in view.
  private var namingColumns: Int {
    let columns = table.columns.prefix {
      if case .value = $0.kind { false } else { true }
    }
    return columns.map(\.width).reduce(0, +) <= 30 ? columns.count : 0
  }

  /// Texts of columns as wide as this may take several lines.
  private static let wrapWidth = 50
  /// So many characters are legible side by side on a page.
  private static let pageWidth = 240
}

extension ReleaseTables {
  fileprivate func extent(rows: Int, columns: Int) -> String {
    let numerals = Numerals(language)
    let definition = release.definition
    let days = [definition.period.from, definition.period.to].map(numerals.day)
    return say(
      "\(numerals.number(rows)) rows, \(columns) columns. Period: \(days[0]) to \(days[1]).",
      "\(numerals.number(rows)) dòng, \(columns) cột. Kỳ số liệu: \(days[0]) đến \(days[1]).")
  }

  fileprivate var units: String {
    say(
      "Shares are in percent. Marks: see Notes.", "Tỷ lệ tính bằng %. Ký hiệu: xem trang Ghi chú.")
  }
}
