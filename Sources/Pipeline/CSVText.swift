/// One line of CSV after another: comma, LF, quotes only where needed.
struct CSVText {
  private(set) var bytes: [UInt8] = []

  /// Adds a record.
  mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      append(field, isAlone: fields.count == 1)
    }
    bytes.append(0x0A)
  }

  private mutating func append(_ field: String, isAlone: Bool) {
    let utf8 = field.utf8
    // Outer blanks would be dropped by the reader, an empty only field would be a blank line.
    let needsQuotes =
      utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
      || utf8.first == 0x20 || utf8.first == 0x09 || utf8.last == 0x20 || utf8.last == 0x09
      || (isAlone && utf8.isEmpty)
    guard needsQuotes else {
      bytes.append(contentsOf: utf8)
      return
    }
    bytes.append(0x22)
    for byte in utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// Gives what has been added so far and begins anew.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}
