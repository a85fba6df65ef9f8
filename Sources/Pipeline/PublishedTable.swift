internal import CSV
internal import Foundation

/// A published CSV file, read by column name: columns that a later version appended do no harm.
struct PublishedTable {
  private let columns: [String: Int]
  private let table: CSVTable

  struct Row {
    fileprivate let columns: [String: Int]
    fileprivate let fields: [String]

    /// The field of this column; empty where the file has no such column.
    subscript(name: String) -> String { columns[name].map { fields[$0] } ?? "" }

    init(columns: [String: Int], fields: [String]) {
      self.columns = columns
      self.fields = fields
    }

    /// The row that a JSON document gives as an object: null as an empty field, a list with `;`, the
    /// members of an object as columns of their own.
    init(_ members: [String: PublishedValue]) {
      var flat = members
      for case .object(let inner) in members.values { flat.merge(inner) { outer, _ in outer } }
      if case .list(let ends)? = members["bounds"], ends.count == 2 {
        (flat["bound_low"], flat["bound_high"]) = (ends[0], ends[1])
      }
      let sorted = flat.sorted { $0.key < $1.key }
      var columns: [String: Int] = [:]
      for (index, member) in sorted.enumerated() {
        columns[member.key == "flags" ? "flag" : member.key] = index
      }
      self.init(columns: columns, fields: sorted.map(\.value.text))
    }
  }

  /// Reads a file of a run, which must have the `required` columns.
  init(_ name: String, in folder: String, required: [String]) throws(PublishedRuns.Fault) {
    let content: Data
    do {
      content = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
    } catch {
      throw PublishedRuns.Fault(
        kind: .damaged, message: "\(folder)/\(name) cannot be read: \(error.localizedDescription)")
    }
    do {
      table = try CSVTable(Array(content))
    } catch {
      throw PublishedRuns.Fault(
        kind: .damaged,
        message: "\(folder)/\(name), record \(error.record): \(error.message); "
          + "it is not as it was published, see: hailong verify \(folder)")
    }
    columns = try Self.columns(of: table.header, "\(folder)/\(name)", folder, required)
  }

  var rows: [Row] { table.rows.map { Row(columns: columns, fields: $0) } }

  /// Where each column stands; throws where a required one does not.
  static func columns(
    of header: [String], _ path: String, _ folder: String, _ required: [String]
  ) throws(PublishedRuns.Fault) -> [String: Int] {
    let columns = Dictionary(
      header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for column in required where columns[column] == nil {
      throw PublishedRuns.Fault(
        kind: .damaged,
        message: "\(path) has no column \"\(column)\"; it is not as it was published, "
          + "see: hailong verify \(folder)")
    }
    return columns
  }
}
