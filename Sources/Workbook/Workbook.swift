internal import Definitions
public import Report
internal import Statistics

/// The workbook of a release: cover, contents, notes, one table a sheet, and charts of the rankings.
///
/// Every number is a real one with a format, and the very double of `kpis.csv`. No sheet is hidden, no
/// cell is merged, and no cell is a formula or leads out of the file. The same release gives the same
/// bytes: the document is dated with its `as_of`.
public enum Workbook {
  /// Writes the workbook to a new file.
  ///
  /// Sheets wait in nameless files of a folder until they are packed. O(cells). Errors: what the disk
  /// or libxlsxwriter refuses.
  public static func write(
    _ release: Release, to path: String, temporaries folder: String
  ) throws(WorkbookFailure) {
    let tables = ReleaseTables(release)
    let book = try Book(
      path: path, temporaries: folder, decimals: release.definition.rounding.decimals)
    book.describe(release)
    // Sheets stand in the order in which they are made.
    let cover = try book.addSheet(tables.say("Cover", "Bìa"))
    let contents = try book.addSheet(tables.say("Contents", "Mục lục"))
    let notes = try book.addSheet(tables.say("Notes", "Ghi chú"))
    var listed: [Contents.Entry] = []
    for table in tables.all(.overview) {
      var sheet = try book.addSheet(table.name)
      TableSheet(table, of: tables).write(to: &sheet)
      listed.append(
        Contents.Entry(sheet: table.name, title: table.title, rowCount: table.rowCount))
      guard table.id == "rankings" else { continue }
      var charts = try book.addSheet(tables.say("Charts", "Biểu đồ"))
      RankingCharts(tables, source: table.name).write(to: &charts)
      listed.append(
        Contents.Entry(
          sheet: tables.say("Charts", "Biểu đồ"),
          title: tables.say("A chart of each ranking", "Biểu đồ của từng bảng xếp hạng"),
          rowCount: nil))
    }
    Cover(tables).write(to: cover)
    Contents(tables, entries: listed).write(to: contents)
    Notes(tables).write(to: notes)
    try book.close()
  }
}

/// Why a workbook could not be written.
public struct WorkbookFailure: Error, Hashable, CustomStringConvertible {
  public let description: String
}
