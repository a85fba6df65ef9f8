internal import Definitions

/// What a row is that no record is: a part of the table that people read, and programs pass.
enum RowKind: String {
  /// The header once more, where files were put one after another or pages were printed.
  case header
  /// A sum of records: `Tổng cộng`.
  case total
  /// A caption over some records, `I;Sở, ban, ngành`.
  case group
  /// What stands below the last record: place and day, who signs.
  case signature
}

/// Tells rows that are no records from records with faults.
///
/// A row with anything in it that a record must have stays a record, and is rejected for its fault.
struct RowKinds {
  /// What a row may be; whether a caption is a group's or part of a signature, the rows after it tell.
  enum Guess {
    case header
    /// The header of a table with other columns, or in another order: what follows is that table.
    case otherHeader
    case total
    case caption
  }

  private let header: [String]
  private let words: HeaderWords
  /// For each field the column of the schema that it holds.
  private let columns: [Int: Int]
  private let key: Int?
  private let required: [Int]
  private let isOff: Bool
  private let mostCells: Int

  /// `fields` are those of the schema's columns in a file of this header.
  init(_ schema: Schema, fields: [Int?], header: [String]) {
    self.header = header
    words = HeaderWords(schema)
    columns = Dictionary(
      fields.enumerated().compactMap { column, field in field.map { ($0, column) } },
      uniquingKeysWith: { first, _ in first })
    key = schema.key.flatMap { fields[$0] }
    required = schema.columns.indices.filter { schema.columns[$0].required }
      .compactMap { fields[$0] }
    isOff = schema.isVerbatim
    mostCells = min(4, max(1, header.count / 3))
  }

  /// The field that a sum is called by although the row could be a record; `nil` for none.
  var labelField: Int? { isOff ? nil : key ?? required.first }

  /// Whether bytes may begin the name of a sum: most keys and names do not.
  @inline(__always)
  static func mayNameTotal(_ place: FieldPlace) -> Bool {
    guard place.count > 3 else { return false }
    let start = place.bytes[place.start] == UInt8(ascii: "\"") ? place.start &+ 1 : place.start
    let (first, second) = (place.bytes[start] | 0x20, place.bytes[start &+ 1])
    return (first == UInt8(ascii: "t") || first == UInt8(ascii: "c"))
      && (second >= 0x80 || second | 0x20 == UInt8(ascii: "o"))
  }

  /// What a row is that cannot be a record; `nil` for a record with a fault.
  ///
  /// `field` gives the text of a field, trimmed and in normal form C; `isValue` says of a field whether it
  /// holds what its column must hold, and not just any text. O(fields).
  func guess(
    fieldCount: Int, isValue: (Int) -> Bool = { _ in false }, field: (Int) -> String
  ) -> Guess? {
    guard !isOff else { return nil }
    var filled: [(index: Int, text: String)] = []
    for index in 0..<fieldCount where filled.count <= mostCells {
      let text = field(index)
      if !text.isEmpty { filled.append((index, text)) }
    }
    guard !filled.isEmpty else { return nil }
    if let label = filled.prefix(2).first(where: { Self.namesTotal($0.text) }),
      isTotal(label.index, fieldCount, field)
    {
      return .total
    }
    if filled.prefix(2).contains(where: { words[$0.text] != nil }),
      let header = headerKind(fieldCount, field)
    {
      return header
    }
    guard filled.count <= mostCells, isCaption(filled, fieldCount, field),
      !filled.contains(where: { isValue($0.index) })
    else { return nil }
    return .caption
  }

  /// Whether there is nothing in a row but the name of a sum, numbers, and the number of a part.
  private func isTotal(_ label: Int, _ fieldCount: Int, _ field: (Int) -> String) -> Bool {
    (0..<fieldCount).allSatisfy { index in
      if index == label { return true }
      let text = field(index)
      if text.isEmpty { return true }
      // A count may stand under the key, if the sum is called so before it.
      let isOther = index != key || label < index
      return isOther && Self.isAmount(text) || index != key && index < label && Self.isSerial(text)
    }
  }

  /// What a row of the schema's headers is; `nil` for another row.
  private func headerKind(_ fieldCount: Int, _ field: (Int) -> String) -> Guess? {
    let texts = (0..<fieldCount).map(field)
    let known = texts.indices.filter { words[texts[$0]] != nil }
    let filled = texts.count { !$0.isEmpty }
    guard known.count > 1, known.count * 3 >= filled * 2 else { return nil }
    let isSame =
      fieldCount == header.count && known.count >= columns.count
      && known.allSatisfy { columns[$0] == words[texts[$0]] }
    return isSame ? .header : .otherHeader
  }

  /// Whether a row is nothing but words for people: of what a record must have it lacks two or more, or
  /// all but one.
  private func isCaption(
    _ filled: [(index: Int, text: String)], _ fieldCount: Int, _ field: (Int) -> String
  ) -> Bool {
    if let key, key < fieldCount, case let text = field(key), !text.isEmpty,
      !Self.isCaption(text) || text.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    {
      return false
    }
    let inRequired = filled.count { required.contains($0.index) }
    guard required.count > 1, inRequired <= 1 || required.count - inRequired > 1 else {
      return false
    }
    let isSerial = filled.first.map { required.contains($0.index) } == false
    return Self.areWords(filled.map(\.text), afterSerial: isSerial)
  }

  private static func areWords(_ texts: [String], afterSerial: Bool = true) -> Bool {
    texts.contains(where: isCaption)
      && texts.enumerated().allSatisfy { order, text in
        isCaption(text) || afterSerial && order == 0 && isSerial(text)
      }
  }

  /// A number, whatever it counts: `1.250`, `93,27%`, `120 hồ sơ`, `-`.
  private static func isAmount(_ text: String) -> Bool {
    let number = text.unicodeScalars.prefix { !$0.properties.isWhitespace }
    return number.allSatisfy { "0123456789.,%-+−–()".unicodeScalars.contains($0) }
  }

  /// Whether a row is no record, as far as can be told without a schema: a sum, or words in a few fields.
  static func isDress(_ fields: [String]) -> Bool {
    let filled = fields.filter { !$0.isEmpty }
    let label = filled.prefix(2).firstIndex(where: namesTotal)
    let isTotal = label.map { label in
      filled.indices.allSatisfy { $0 <= label || isAmount(filled[$0]) }
    }
    return isTotal ?? false
      || fields.count > 2 && filled.count <= min(4, fields.count / 3) && areWords(filled)
  }

  /// Whether a text is words: no code, number, date or time of a record.
  private static func isCaption(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    if scalars.contains(where: \.properties.isWhitespace) {
      return scalars.contains(where: \.properties.isAlphabetic)
        && DateTimeReader.readCell(text) == nil
    }
    return !scalars.contains { $0.properties.numericType != nil }
  }

  /// `1`, `12`, `I`, `IV.`, `a)`, `1.2`: the number of a part.
  private static func isSerial(_ text: String) -> Bool {
    text.unicodeScalars.count <= 5
      && text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
          || ".)(-".unicodeScalars.contains($0)
      }
  }

  /// Whether a text is the name of a sum, with or without what it sums up: `Tổng cộng (I + II)`.
  static func namesTotal(_ text: String) -> Bool {
    guard text.utf8.count <= 256 else { return false }
    let fold = Fold(text, lettersAndDigitsOnly: true)
    return totals.contains(fold.exact) || bareTotals.contains(fold.bare)
      || totalPrefixes.contains { fold.exact.hasPrefix($0) }
  }

  /// Whether a text is nothing but the name of a sum, and of nothing else.
  static func isTotalAlone(_ text: String) -> Bool {
    text.utf8.count <= 64
      && soleTotals.contains(Fold(text, lettersAndDigitsOnly: true).exact)
  }

  private static let names = [
    "Tổng cộng", "Tổng số", "Tổng", "Cộng", "Cộng dồn", "Tổng chung", "Toàn tỉnh",
    "Toàn thành phố", "Total", "Grand total",
  ]
  private static let totals = Set(names.map { Fold($0, lettersAndDigitsOnly: true).exact })
  private static let soleTotals = Set(
    ["Tổng cộng", "Tổng số", "Tổng", "Tổng chung", "Total", "Grand total"]
      .map { Fold($0, lettersAndDigitsOnly: true).exact })
  private static let bareTotals = Set(
    ["Tong cong", "Tong so", "Total"].map { Fold($0, lettersAndDigitsOnly: true).bare })
  private static let totalPrefixes = ["Tổng cộng", "Tổng số hồ sơ", "Tổng số phiếu"]
    .map { Fold($0, lettersAndDigitsOnly: true).exact }
}
