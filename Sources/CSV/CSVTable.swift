/// A whole CSV document in memory: reference tables, and what earlier runs published.
///
/// For small files of known shape (UTF-8, comma); the engine reads large and broken ones.
public struct CSVTable: Sendable {
  /// A fault in the document.
  public struct Fault: Error, Equatable, Sendable {
    /// The 1-based number of the record, header counted.
    public let record: Int
    public let message: String
  }

  public let header: [String]
  public let rows: [[String]]

  /// Reads a document whose records all have the header's width.
  public init(_ bytes: [UInt8]) throws(Fault) {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let parser = CSVParser()
    let taken = unsafe parser.feed(content.span.bytes)
    guard taken == content.count, parser.finish() else {
      throw Fault(
        record: parser.recordEnds.count + 1, message: "a quote stands where CSV allows none")
    }
    var records: [[String]] = []
    var (field, start) = (0, 0)
    for recordEnd in parser.recordEnds {
      var fields: [String] = []
      while field < recordEnd {
        let end = parser.fieldEnds[field]
        guard let text = String(validating: parser.text[start..<end], as: UTF8.self) else {
          throw Fault(record: records.count + 1, message: "it is not valid UTF-8")
        }
        fields.append(text)
        (field, start) = (field + 1, end)
      }
      records.append(fields)
    }
    guard let header = records.first else { throw Fault(record: 1, message: "it has no header") }
    if let odd = records.firstIndex(where: { $0.count != header.count }) {
      throw Fault(
        record: odd + 1,
        message: "it has \(records[odd].count) fields where the header has \(header.count)")
    }
    self.header = header
    rows = Array(records.dropFirst())
  }

  /// The index of the column of this name.
  public func column(_ name: String) -> Int? { header.firstIndex(of: name) }
}
