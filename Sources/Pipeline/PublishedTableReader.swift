internal import CSV
internal import Foundation

/// Reads a published CSV file piece by piece, however long it is.
struct PublishedTableReader {
  private let path: String
  private let folder: String
  private let required: [String]
  private let handle: FileHandle
  private let parser = CSVParser()
  /// By column the fields of the rows that are wanted.
  private let wanted: [String: Set<ArraySlice<UInt8>>]
  private var columns: [String: Int]?
  private var conditions: [(column: Int, fields: Set<ArraySlice<UInt8>>)] = []
  private var isAtEnd = false
  private var unread: ArraySlice<UInt8> = []
  private static let pieceBytes = 1 << 16

  /// Opens a file of a run, which must have the `required` columns.
  ///
  /// With `only`, rows are passed over that have another field in one of its columns.
  init(
    _ name: String, in folder: String, required: [String], only: [String: Set<String>] = [:]
  ) throws(PublishedRuns.Fault) {
    wanted = only.mapValues { Set($0.map { Array($0.utf8)[...] }) }
    path = "\(folder)/\(name)"
    self.folder = folder
    self.required = required
    do {
      handle = try FileHandle(forReadingFrom: URL(filePath: path))
    } catch {
      throw PublishedRuns.Fault(
        kind: .damaged, message: "\(path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// The rows of the next piece, in order; `nil` at the end.
  mutating func next() throws(PublishedRuns.Fault) -> [PublishedTable.Row]? {
    while !isAtEnd {
      if unread.isEmpty { unread = Array(try read())[...] }
      if unread.isEmpty {
        guard parser.finish() else { throw damage }
        isAtEnd = true
      } else {
        // Up to the end of a line: there most records end, and the parser holds nothing any more.
        let end = unread.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? unread.endIndex
        let part = Array(unread[..<end])
        guard parser.feed(part.span.bytes) == part.count else { throw damage }
        unread = unread[end...]
      }
      guard parser.recordEnds.last == parser.fieldEnds.count else { continue }
      let rows = try rows()
      if !rows.isEmpty { return rows }
    }
    guard columns != nil else { throw damage }
    try? handle.close()
    return nil
  }

  private func read() throws(PublishedRuns.Fault) -> Data {
    do {
      return try handle.read(upToCount: Self.pieceBytes) ?? Data()
    } catch {
      throw PublishedRuns.Fault(
        kind: .damaged, message: "\(path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// Takes all records out of the parser.
  private mutating func rows() throws(PublishedRuns.Fault) -> [PublishedTable.Row] {
    var rows: [PublishedTable.Row] = []
    var (field, start) = (0, 0)
    for recordEnd in parser.recordEnds {
      if columns != nil, !isWanted(from: field, start: start) {
        guard recordEnd - field == columns?.count else { throw damage }
        (field, start) = (recordEnd, parser.fieldEnds[recordEnd - 1])
        continue
      }
      var fields: [String] = []
      while field < recordEnd {
        let end = parser.fieldEnds[field]
        guard let text = String(validating: parser.text[start..<end], as: UTF8.self) else {
          throw damage
        }
        fields.append(text)
        (field, start) = (field + 1, end)
      }
      if let columns {
        guard fields.count == columns.count else { throw damage }
        rows.append(PublishedTable.Row(columns: columns, fields: fields))
      } else {
        let places = try PublishedTable.columns(of: fields, path, folder, required)
        conditions = wanted.compactMap { name, fields in places[name].map { ($0, fields) } }
        columns = places
      }
    }
    parser.clear()
    return rows
  }

  /// Whether the record that begins with this field meets every condition.
  private func isWanted(from first: Int, start: Int) -> Bool {
    conditions.allSatisfy { column, fields in
      let field = first + column
      guard field < parser.fieldEnds.count else { return true }
      let begin = column == 0 ? start : parser.fieldEnds[field - 1]
      return fields.contains(parser.text[begin..<parser.fieldEnds[field]])
    }
  }

  private var damage: PublishedRuns.Fault {
    PublishedRuns.Fault(
      kind: .damaged,
      message: "\(path) is not as it was published; see: hailong verify \(folder)")
  }
}
