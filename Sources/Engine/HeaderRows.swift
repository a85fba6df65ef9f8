internal import CSV
internal import Definitions

/// The rows that name a file's columns, found among its first lines by what the schema calls them.
///
/// Title lines may stand above them. Two or three rows make one header where cells were merged: then a
/// lower row is empty wherever a column's name reaches down, and fills what a caption spans. A row that
/// numbers the columns, `(1);(2);(3)`, belongs to the header too.
struct HeaderRows {
  let delimiter: UInt8
  /// For each field of a record its header: as many as the header has, where records do not all agree on
  /// empty ones more or less.
  let fields: [String]
  let mapping: HeaderMapping
  /// Where the first row starts, and its 1-based line.
  let start: Int
  let line: Int
  /// Rows that are no records, by kind.
  let skipped: [String: Int]
  /// Where the first record may start, and its line.
  let end: Int
  let endLine: Int
  /// The first line that might have been a header if it could be read.
  let unreadableLine: Int?
  /// Whether the header alone says all this, and not the records after it.
  let isToldByHeader: Bool
  /// Records of the sample with so many fields; where the schema says nothing, they tell the delimiter.
  private let agreement: Int

  /// Rows that are looked at: titles take a few, and records tell their width.
  private static let titleLimit = 20
  static let rowLimit = 60
  /// So many names of columns in one row are no accident: what follows are records.
  private static let telltaleNames = 3
  /// Rows that one header may take.
  private static let depth = 3

  /// The header for one delimiter; `nil` where no row can be read.
  ///
  /// `start` is the place of the first line, whose number is `line`; `above` counts what was passed.
  init?(
    _ head: [UInt8], from start: Int, line: Int, above: [String: Int], isWhole: Bool,
    delimiter: UInt8, schema: Schema, words: HeaderWords
  ) {
    let rows = HeadRow.rows(
      of: head, from: start, line: line, isWhole: isWhole, delimiter: delimiter,
      limit: Self.rowLimit)
    guard let best = Self.best(of: rows, schema: schema, words: words) else { return nil }
    var last = best.index + best.depth - 1
    var header = best.depth
    if last + 1 < rows.count, Self.isNumbering(rows[last + 1]) {
      (last, header) = (last + 1, header + 1)
    }
    var skipped = above
    skipped["header"] = header
    for row in rows[..<best.index] { skipped[row.isBlank ? "blank" : "title", default: 0] += 1 }
    self.delimiter = delimiter
    self.skipped = skipped
    mapping = best.mapping
    unreadableLine = rows.prefix(Self.titleLimit).first { $0.fields == nil }?.line
    (self.start, self.line) = (rows[best.index].start, rows[best.index].line)
    end = rows[last].end
    endLine = rows[last].endLine
    let width = Self.width(of: best.fields, rows[(last + 1)...])
    fields = (0..<width).map { $0 < best.fields.count ? best.fields[$0] : "" }
    isToldByHeader = width == best.fields.count
    let records = rows[(last + 1)...].filter { !$0.isBlank }
    agreement =
      width > 1 && schema.isVerbatim
      ? 1000 * (1 + records.count { $0.fields?.count == width }) / (1 + records.count) : 0
  }

  /// By which delimiter to go: that by which the schema can read the file, then the one with more of
  /// its columns, then the one with more fields that records agree on.
  var score: (Int, Int, Int, Int) {
    (mapping.refusal == nil ? 1 : 0, mapping.matched, agreement, fields.count)
  }

  private struct Candidate {
    let index: Int
    let depth: Int
    let fields: [String]
    let mapping: HeaderMapping

    /// A header that the schema can be read by, then one with more of its columns.
    var score: (Int, Int) { (mapping.refusal == nil ? 1 : 0, mapping.matched) }
  }

  /// One row if it can be, and the first of equals: deeper headers must name more columns.
  private static func best(
    of rows: [HeadRow], schema: Schema, words: HeaderWords
  ) -> Candidate? {
    var best: Candidate?
    var end = min(rows.count, Self.titleLimit)
    if schema.isVerbatim, let first = rows.firstIndex(where: { !$0.isBlank }) { end = first + 1 }
    // How many columns each row names by itself.
    var named = [Int](repeating: 0, count: rows.count)
    for depth in 1...(schema.isVerbatim ? 1 : Self.depth) {
      for index in rows.indices where index < end && index + depth <= rows.count {
        let band = index..<(index + depth)
        guard depth == 1 || named[band].contains(where: { $0 > 0 }),
          let fields = Self.names(rows[band], words)
        else { continue }
        let mapping = HeaderMapping(fields, schema: schema, words: words)
        if depth == 1 { named[index] = mapping.matched }
        let candidate = Candidate(index: index, depth: depth, fields: fields, mapping: mapping)
        if let best, candidate.score <= best.score { continue }
        best = candidate
        if mapping.refusal == nil {
          end = index + 1
        } else if mapping.matched >= Self.telltaleNames {
          end = min(end, index + Self.depth + 1)
        }
      }
    }
    return best
  }

  /// What the fields are called if these rows are one header.
  private static func names(_ rows: ArraySlice<HeadRow>, _ words: HeaderWords) -> [String]? {
    guard let first = rows.first, let upper = first.fields, !first.isBlank else { return nil }
    var band = Band(upper)
    for row in rows.dropFirst() {
      guard let lower = row.fields, band.add(lower, words: words) else { return nil }
    }
    return band.names(words)
  }

  /// Rows of one header, one below the other.
  private struct Band {
    /// For each field what stands in its column, from top to bottom.
    private var cells: [[String]]
    /// For each field the caption over it, which may span it from the left.
    private var captions: [String]

    init(_ row: [String]) {
      cells = row.map { $0.isEmpty ? [] : [$0] }
      captions = Self.spread(row)
    }

    /// Adds a row; false where it is none of a header.
    mutating func add(_ row: [String], words: HeaderWords) -> Bool {
      guard row.count == cells.count, row.contains(where: { !$0.isEmpty }) else { return false }
      // A name that was found reaches down.
      for (index, text) in row.enumerated() where !text.isEmpty {
        if let name = cells[index].last, words[name] != nil { return false }
      }
      for (index, text) in row.enumerated() where !text.isEmpty {
        if cells[index].isEmpty, !captions[index].isEmpty { cells[index] = [captions[index]] }
        cells[index].append(text)
      }
      captions = Self.spread(row).enumerated().map { $1.isEmpty ? captions[$0] : $1 }
      return true
    }

    /// What each field is called: by its captions and its own cell, by its own, or by its captions.
    func names(_ words: HeaderWords) -> [String] {
      cells.map { cells in
        guard let own = cells.last, cells.count > 1 else { return cells.last ?? "" }
        let full = cells.joined(separator: " ")
        return [full, own].first { words[$0] != nil } ?? full
      }
    }

    /// Merged cells are written once, at their left end.
    private static func spread(_ row: [String]) -> [String] {
      var last = ""
      return row.map { text in
        if !text.isEmpty { last = text }
        return last
      }
    }
  }

  /// Whether a row counts the columns: `(1)`, `(2)`, `(3)`.
  private static func isNumbering(_ row: HeadRow) -> Bool {
    let filled = (row.fields ?? []).filter { !$0.isEmpty }
    return filled.count > 1
      && filled.enumerated().allSatisfy { index, text in text == "(\(index + 1))" }
  }

  /// The fields of a record, told by the first rows after the header.
  private static func width(of header: [String], _ rows: ArraySlice<HeadRow>) -> Int {
    let records = rows.compactMap(\.fields).filter { fields in
      fields.count { !$0.isEmpty } > 1
    }
    guard records.count > 1, let width = records.first?.count, width != header.count,
      records.allSatisfy({ $0.count == width })
    else { return header.count }
    let isEmpty =
      width > header.count
      ? records.allSatisfy { $0[header.count...].allSatisfy(\.isEmpty) }
      : header[width...].allSatisfy(\.isEmpty)
    return isEmpty ? width : header.count
  }
}
