/// Writes CSV: UTF-8 without BOM, LF, comma, quotes only where needed.
///
/// A field is quoted where it holds a comma, a quote or a line end, and where outer white space would
/// otherwise be lost to readers that trim.
public struct CSVWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(header: [String]) { append(header) }

  public mutating func append(_ fields: [String]) { Self.append(fields, to: &bytes) }

  /// Appends one record.
  ///
  /// O(bytes).
  public static func append(_ fields: [String], to bytes: inout [UInt8]) {
    let start = bytes.count
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field: field, to: &bytes)
    }
    endRecord(in: &bytes, from: start)
  }

  /// Appends one field.
  public static func append(field: String, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: field.utf8)
    quoteField(in: &bytes, from: start)
  }

  /// Puts quotes around the field that is written from `start` on, if it needs them.
  ///
  /// O(bytes of the field).
  public static func quoteField(in bytes: inout [UInt8], from start: Int) {
    guard needsQuotes(bytes, from: start) else { return }
    let quote = UInt8(ascii: "\"")
    let field = bytes[start...]
    bytes.replaceSubrange(
      start..., with: [quote] + field.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote])
  }

  /// Ends the record that is written from `start` on.
  public static func endRecord(in bytes: inout [UInt8], from start: Int) {
    // A record of one empty field would otherwise be a blank line.
    if bytes.count == start { bytes += "\"\"".utf8 }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func needsQuotes(_ bytes: [UInt8], from start: Int) -> Bool {
    guard start < bytes.count else { return false }
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    if isBlank(bytes[start]) || isBlank(bytes[bytes.count - 1]) { return true }
    for index in start..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        return true
      default: continue
      }
    }
    return false
  }
}
