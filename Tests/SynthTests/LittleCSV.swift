/// A plain CSV reading of its own, so that the sample is not judged by the code that wrote it.
///
/// A record whose quotes are wrong is nil and ends with its line.
struct LittleCSV {
  let header: [String]
  let records: [[String]?]

  init(_ bytes: [UInt8]) {
    var text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    if text.first == "\u{FEFF}" { text.removeFirst() }
    let firstLine = text.prefix { $0 != "\n" }
    let semicolons = firstLine.count { $0 == ";" }
    let delimiter: Unicode.Scalar = semicolons > firstLine.count { $0 == "," } ? ";" : ","
    var records: [[String]?] = []
    var place = 0
    while place < text.count {
      records.append(Self.record(text, &place, delimiter))
    }
    header = records.first.flatMap(\.self) ?? []
    self.records = Array(records.dropFirst())
  }

  /// The records of the header's width, as values by column name.
  var rows: [[String: String]] {
    records.compactMap { record in
      guard let record, record.count == header.count else { return nil }
      return Dictionary(zip(header, record), uniquingKeysWith: { first, _ in first })
    }
  }

  private static func record(
    _ text: [Unicode.Scalar], _ place: inout Int, _ delimiter: Unicode.Scalar
  ) -> [String]? {
    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var wasQuoted = false
    var isSound = true
    while place < text.count {
      let scalar = text[place]
      place += 1
      if isQuoted {
        if scalar != "\"" {
          field.append(scalar)
        } else if place < text.count, text[place] == "\"" {
          field.append(scalar)
          place += 1
        } else {
          isQuoted = false
          wasQuoted = true
        }
      } else if scalar == "\n" {
        break
      } else if scalar == delimiter {
        fields.append(String(field))
        field = String.UnicodeScalarView()
        wasQuoted = false
      } else if scalar == "\"" {
        if field.isEmpty && !wasQuoted && isSound { isQuoted = true } else { isSound = false }
      } else if scalar != "\r" {
        if wasQuoted { isSound = false }
        field.append(scalar)
      }
    }
    fields.append(String(field))
    return isSound ? fields : nil
  }
}
