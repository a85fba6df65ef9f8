public import Definitions

/// Where the header of a text is, as far as can be told without a run.
public struct LikelyHeader: Sendable {
  public let delimiter: UInt8
  /// Where its first row starts in the text, and its 1-based line.
  public let start: Int
  public let line: Int
  /// How many rows it takes.
  public let rowCount: Int
  /// For each field what it is called.
  public let fields: [String]

  /// The header by the schema that finds most of its columns in a row.
  ///
  /// Where none finds any, it is the first row that is as full as most rows of the text: titles fill a cell
  /// or two. `nil` where no row can be read. O(schemas × bytes).
  public init?(in head: TextHead, schemas: [Schema]) {
    let start = head.bytes.starts(with: SourceEncoding.utf8Mark) ? 3 : 0
    let preface = Preface(head.bytes, from: start, skippedLines: 0)
    let delimiters = preface.delimiter.map { [$0] } ?? FileShape.delimiters
    func rows(_ schema: Schema, _ delimiter: UInt8) -> HeaderRows? {
      HeaderRows(
        head.bytes, from: preface.end, line: preface.line, above: [:], isWhole: head.isWhole,
        delimiter: delimiter, schema: schema, words: HeaderWords(schema))
    }
    let known = schemas.flatMap { schema in delimiters.compactMap { rows(schema, $0) } }
    if let best = known.reversed().max(by: { $0.score < $1.score }), best.mapping.matched > 0 {
      self.init(best)
      return
    }
    let plain = delimiters.compactMap { delimiter in
      HeadRow.fullest(
        of: HeadRow.rows(
          of: head.bytes, from: preface.end, line: preface.line, isWhole: head.isWhole,
          delimiter: delimiter, limit: 100)
      ).map { (row: $0, delimiter: delimiter) }
    }
    guard
      let best = plain.reversed().max(by: {
        ($0.row.alike, $0.row.fields.count) < ($1.row.alike, $1.row.fields.count)
      })
    else { return nil }
    self.init(
      delimiter: best.delimiter, start: best.row.start, line: best.row.line, rowCount: 1,
      fields: best.row.fields)
  }

  private init(delimiter: UInt8, start: Int, line: Int, rowCount: Int, fields: [String]) {
    self.delimiter = delimiter
    self.start = start
    self.line = line
    self.rowCount = rowCount
    self.fields = fields
  }

  private init(_ rows: HeaderRows) {
    self.init(
      delimiter: rows.delimiter, start: rows.start, line: rows.line,
      rowCount: rows.skipped["header"] ?? 1, fields: rows.fields)
  }
}

/// The fields of the first rows of a text that starts with its header: those that can be read, without
/// blank rows, and after the header without captions, sums and signatures.
public func sampleRows(
  of text: [UInt8], isWhole: Bool, delimiter: UInt8, header rowCount: Int, limit: Int
) -> [[String]] {
  let rows = HeadRow.rows(
    of: text, from: 0, line: 1, isWhole: isWhole, delimiter: delimiter, limit: limit)
  return rows.enumerated().compactMap { index, row in
    guard let fields = row.fields, !row.isBlank, index < rowCount || !RowKinds.isDress(fields)
    else { return nil }
    return fields
  }
}

extension HeadRow {
  /// The first row with as many filled fields as most rows have, two or more if any row has; and how many
  /// of a hundred rows are as wide.
  fileprivate static func fullest(
    of rows: [HeadRow]
  ) -> (start: Int, line: Int, fields: [String], alike: Int)? {
    let read = rows.compactMap { row in row.fields.map { (row, $0, $0.count { !$0.isEmpty }) } }
      .filter { $0.2 > 0 }
    guard let widest = read.map(\.2).sorted().dropFirst(read.count / 2).first else { return nil }
    guard let first = read.first(where: { $0.2 * 3 >= widest * 2 }) else { return nil }
    let alike =
      first.1.count > 1 ? 100 * read.count { $0.1.count == first.1.count } / read.count : 0
    return (first.0.start, first.0.line, first.1, alike)
  }
}
