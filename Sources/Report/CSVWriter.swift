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
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field: field, to: &bytes)
    }
    // A record of one empty field would otherwise be a blank line.
    if fields == [""] { bytes += "\"\"".utf8 }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Appends one field.
  public static func append(field: String, to bytes: inout [UInt8]) {
    var field = field
    field.withUTF8 { text in
      guard needsQuotes(text) else {
        bytes.append(contentsOf: text)
        return
      }
      let quote = UInt8(ascii: "\"")
      bytes.append(quote)
      for byte in text {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
      bytes.append(quote)
    }
  }

  private static func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    return isBlank(first) || isBlank(last)
      || text.contains { byte in
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
          || byte == UInt8(ascii: "\r")
      }
  }
}
