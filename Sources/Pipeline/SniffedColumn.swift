internal import Definitions

/// What the values of a column look like in a sample.
public struct SniffedColumn: Sendable {
  public let name: String
  /// The name of a column type.
  public let type: String
  public let filled: Int
  public let count: Int
  /// How many different values there are.
  public var distinct: Int { values.count }
  /// The different values, which nobody outside is shown.
  let values: Set<String>

  init(name: String, values: [String]) {
    let filled = values.filter { !$0.isEmpty }
    self.init(name: name, values: Set(filled), filled: filled.count, count: values.count)
  }

  /// The column of these files together.
  init(name: String, joining parts: [SniffedColumn]) {
    self.init(
      name: name, values: parts.reduce(into: []) { $0.formUnion($1.values) },
      filled: parts.reduce(0) { $0 + $1.filled }, count: parts.reduce(0) { $0 + $1.count })
  }

  private init(name: String, values: Set<String>, filled: Int, count: Int) {
    self.name = name
    self.values = values
    self.filled = filled
    self.count = count
    type = Self.type(of: values, filled: filled, isDay: HeaderWords(name).isDay)
  }

  private static func type(of values: Set<String>, filled: Int, isDay: Bool) -> String {
    guard !values.isEmpty else { return "empty" }
    let moments = values.compactMap { moment($0, isDay: isDay) }
    // Mistakes in one of twenty do not make it a column of something else.
    if moments.count * 20 >= values.count * 19 {
      return moments.contains { $0.time != nil } ? "timestamp" : "date"
    }
    if values.allSatisfy({ flags.contains(Fold($0).bare) }) { return "flag" }
    let isCoded = values.contains(where: isCode)
    if !isCoded, values.allSatisfy({ Int($0) != nil }) { return "integer" }
    if !isCoded, values.allSatisfy(isDecimal) { return "decimal" }
    let isRepeated = values.count * 4 <= filled && values.count <= 50
    if isRepeated { return "category" }
    if isCoded, values.allSatisfy({ $0.allSatisfy(\.isNumber) }) { return "id" }
    let isCompact = values.allSatisfy { !$0.contains(" ") && $0.count <= 64 }
    return isCompact && values.count * 10 >= filled * 7 ? "id" : "text"
  }

  /// What a run makes of a date; days that are counted, and plain digits, may be anything where the
  /// header does not say that they are days.
  private static func moment(_ text: String, isDay: Bool) -> DateTimeReader.Reading? {
    guard isDay || text.contains(where: { "/-:".contains($0) }) else { return nil }
    return switch DateTimeReader.readCell(text) {
    case .settled(let reading): reading
    case .ordered(let dayFirst, let monthFirst): dayFirst ?? monthFirst
    case .none?, nil: nil
    }
  }

  private static let flags: Set<String> = ["0", "1", "true", "false", "co", "khong", "x"]

  /// Digits with a zero in front are a code, not a number.
  private static func isCode(_ text: String) -> Bool {
    text.count > 1 && text.hasPrefix("0") && text.allSatisfy(\.isNumber)
  }

  private static func isDecimal(_ text: String) -> Bool {
    let point = text.replacing(",", with: ".")
    return Double(point) != nil && text.allSatisfy { $0.isNumber || "+-.,".contains($0) }
  }
}

extension SniffedColumn {
  /// Whether the values are numbers, days or yes and no, which name nobody whatever the header says.
  ///
  /// Nine digits may be a telephone's or an identity card's, and four where the header says so; days
  /// are somebody's only under such a header, which means a birthday. A lone tick or word of a few
  /// answers proves nothing.
  func rulesOutPersons(_ header: HeaderWords) -> Bool {
    switch type {
    case "flag": distinct > 1
    case "date", "timestamp": !header.isIdentity
    case "integer", "decimal":
      values.allSatisfy { $0.count(where: \.isNumber) < (header.isIdentity ? 4 : 9) }
    default: false
    }
  }

  /// Whether values that would be published as words look like persons: names that begin with a family
  /// name, or numbers as long as those of telephones, identity cards and tax payers.
  var mayNamePersons: Bool {
    guard ["category", "text", "id"].contains(type), !values.isEmpty else { return false }
    let names = values.count { Self.looksLikeName($0) }
    let numbers = type == "category" ? values.count { Self.looksLikePersonalNumber($0) } : 0
    return (names + numbers) * 3 >= values.count
  }

  private static func looksLikeName(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard 2...5 ~= words.count, let first = words.first else { return false }
    return familyNames.contains(Fold(String(first)).exact)
      && words.allSatisfy { $0.first?.isUppercase == true && $0.allSatisfy(\.isLetter) }
  }

  private static func looksLikePersonalNumber(_ text: String) -> Bool {
    let digits = text.filter { !" .-".contains($0) }
    return 9...14 ~= digits.count && digits.allSatisfy(\.isNumber)
  }

  /// Those of nine in ten Vietnamese.
  private static let familyNames = Set(
    [
      "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
      "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Lương", "Mai", "Tô", "Đoàn", "Cao", "Tạ", "Chu",
      "Châu", "Trương", "Lâm", "Đào", "Tăng", "Quách", "Kiều", "Thái", "La", "Nông", "Lò", "Giàng",
    ].map { Fold($0).exact })
}
