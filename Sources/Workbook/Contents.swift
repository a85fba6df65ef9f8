internal import CXlsxWriter
internal import Report

/// The second sheet: which sheets there are, each a link.
struct Contents {
  struct Entry {
    let sheet: String
    let title: String
    /// `nil` of what is no table.
    let rowCount: Int?
  }

  private let tables: ReleaseTables
  private let entries: [Entry]

  init(_ tables: ReleaseTables, entries: [Entry]) {
    self.tables = tables
    self.entries = entries
  }

  func write(to sheet: Sheet) {
    var sheet = sheet
    sheet.append([.text(tables.say("Contents", "Mục lục"))], .title)
    sheet.append([])
    sheet.append(
      [
        .text(tables.say("Sheet", "Trang tính")), .text(tables.say("Holds", "Nội dung")),
        .text(tables.say("Rows", "Số dòng")),
      ], .head)
    sheet.flush()
    let pages = [
      Entry(sheet: tables.say("Cover", "Bìa"), title: coverTitle, rowCount: nil),
      Entry(
        sheet: tables.say("Notes", "Ghi chú"),
        title: tables.say("Marks, rounding, notes on the data", "Ký hiệu, làm tròn, lưu ý dữ liệu"),
        rowCount: nil),
    ]
    for (index, entry) in (pages + entries).enumerated() {
      let row = lxw_row_t(sheet.row + index)
      worksheet_write_url(
        sheet.worksheet, row, 0, "internal:'\(entry.sheet)'!A1", sheet.book.format(.link))
      worksheet_write_string(sheet.worksheet, row, 0, entry.sheet, sheet.book.format(.link))
      worksheet_write_string(sheet.worksheet, row, 1, entry.title, sheet.book.format(.wrapped))
      if let count = entry.rowCount {
        worksheet_write_number(sheet.worksheet, row, 2, Double(count), sheet.book.format(.integer))
      }
    }
    sheet.setWidth(24, ofColumns: 0...0)
    sheet.setWidth(70, ofColumns: 1...1)
    sheet.setWidth(12, ofColumns: 2...2)
    sheet.setPage(isLandscape: true, run: tables.release.runID)
  }

  private var coverTitle: String {
    tables.say("Period, run, what may be said", "Kỳ số liệu, phiên, điều được phép nêu")
  }
}
