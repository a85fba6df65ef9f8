internal import CXlsxWriter
internal import Glibc
internal import Report
internal import Statistics

/// A sheet that is written from the top down.
///
/// The library writes numbers with 16 digits, and some doubles take 17. So rows are written here, as
/// the XML that they are in the file, into the stream that the library keeps for them; all around them
/// is the library's.
struct Sheet {
  let worksheet: UnsafeMutablePointer<lxw_worksheet>
  let name: String
  let book: Book
  /// The row that is written next, from 0.
  private(set) var row = 0
  private var bytes: [UInt8] = []
  private var columnNames: [String] = []

  init(_ worksheet: UnsafeMutablePointer<lxw_worksheet>, name: String, of book: Book) {
    self.worksheet = worksheet
    self.name = name
    self.book = book
  }

  /// Appends a row; an empty one only counts.
  ///
  /// `style` is for texts; numbers have the style of their case. `height` is in points.
  mutating func append(
    _ cells: [ReleaseTable.Cell], _ style: Book.Style = .plain, height: Int? = nil
  ) {
    append(cells, [style], height: height)
  }

  /// The same with a style for each column; the last one also stands for those after it.
  mutating func append(
    _ cells: [ReleaseTable.Cell], _ styles: [Book.Style], height: Int? = nil
  ) {
    defer { row += 1 }
    guard !cells.isEmpty else { return }
    bytes.append(#"<row r=""#)
    bytes.append(Int64(row + 1))
    if let height {
      bytes.append(#"" ht=""#)
      bytes.append(Int64(height))
      bytes.append(#"" customHeight="1"#)
    }
    bytes.append(#"">"#)
    for (column, cell) in cells.enumerated() {
      let style = column < styles.count ? styles[column] : styles.last ?? .plain
      switch cell {
      case .empty: continue
      case .text(let text):
        start(column, style)
        bytes.append(#" t="s"><v>"#)
        bytes.append(book.index(of: text))
      case .integer(let number) where number.magnitude > 1 << 53:
        // A sheet knows doubles only, and no digit is to be lost.
        start(column, style)
        bytes.append(#" t="s"><v>"#)
        bytes.append(book.index(of: "\(number)"))
      case .integer(let number):
        start(column, .integer)
        bytes.append("><v>")
        bytes.append(number)
      case .number(let number):
        start(column, .number)
        bytes.append("><v>")
        bytes.append(number.shortestDecimal)
      case .proportion(let number):
        start(column, .proportion)
        bytes.append("><v>")
        bytes.append(number.shortestDecimal)
      }
      bytes.append("</v></c>")
    }
    bytes.append("</row>")
    worksheet.pointee.dim_rowmin = min(worksheet.pointee.dim_rowmin, lxw_row_t(row))
    worksheet.pointee.dim_rowmax = lxw_row_t(row)
    worksheet.pointee.dim_colmin = 0
    worksheet.pointee.dim_colmax = max(
      worksheet.pointee.dim_colmax, lxw_col_t(cells.count - 1))
    if bytes.count > 1 << 16 { flush() }
  }

  private mutating func start(_ column: Int, _ style: Book.Style) {
    while columnNames.count <= column { columnNames.append(Self.letters(columnNames.count)) }
    bytes.append(#"<c r=""#)
    bytes.append(columnNames[column])
    bytes.append(Int64(row + 1))
    bytes.append(#"" s=""#)
    bytes.append(book.index(of: style))
    bytes.append(#"""#)
  }

  /// Hands on what is written so far.
  mutating func flush() {
    let written = fwrite(bytes, 1, bytes.count, worksheet.pointee.optimize_tmpfile)
    let isOut = fflush(worksheet.pointee.optimize_tmpfile) == 0
    if written != bytes.count || !isOut, book.failure == nil {
      book.failure = WorkbookFailure(description: String(cString: strerror(errno)))
    }
    bytes.removeAll(keepingCapacity: true)
  }

  func setWidth(_ width: Int, ofColumns columns: ClosedRange<Int>) {
    worksheet_set_column(
      worksheet, lxw_col_t(columns.lowerBound), lxw_col_t(columns.upperBound), Double(width), nil)
  }

  /// A4, with the sheet's name, the run and the page at the foot.
  func setPage(isLandscape: Bool, pagesWide: Int = 1, run: String) {
    worksheet_set_paper(worksheet, 9)
    if isLandscape { worksheet_set_landscape(worksheet) }
    worksheet_fit_to_pages(worksheet, UInt16(pagesWide), 0)
    worksheet_set_margins(worksheet, 0.5, 0.5, 0.6, 0.6)
    worksheet_set_footer(worksheet, "&L&A&C\(run)&R&P / &N")
  }

  /// How many lines a text takes in a column of so many digits; letters are a tenth narrower.
  static func lines(of cell: ReleaseTable.Cell, width: Int) -> Int {
    guard case .text(let text) = cell else { return 1 }
    let room = max(1, width * 11 / 10)
    return min(20, (text.count + room - 1) / room)
  }

  /// `A` of 0, `AA` of 26.
  static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }
}
