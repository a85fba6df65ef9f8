internal import Definitions

/// How much of a rejected value may be shown.
///
/// Nothing of a personal or text column. Where the schema has a personal column a shifted row carries
/// a name anywhere, so only dates, numbers of fewer than nine digits and near misses of a listed word
/// are shown. At most 80 characters, control and direction marks spelt out.
struct ShownValue {
  private let schema: Schema
  private let words: [[String]]

  init(schema: Schema, reference: Reference) {
    self.schema = schema
    words = schema.columns.map { column in
      switch column.type {
      case .category(let category): category.words.words
      case .flag(let words): words.words
      case .integer(let scale), .decimal(let scale): scale.words.words
      case .province: reference.provinceNames
      default: []
      }
    }
  }

  func callAsFunction(_ value: String, column: Int) -> String {
    let definition = schema.columns[column]
    if definition.personal { return "" }
    if case .text = definition.type { return "" }
    if schema.hasPersonalColumn, !isHarmless(value, column: column) { return "" }
    let normalized = value.normalized
    let clean = normalized.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    return clean.count <= 80 ? clean.joined() : clean.prefix(79).joined() + "…"
  }

  private func isHarmless(_ value: String, column: Int) -> Bool {
    let digits = value.utf8.count { 0x30...0x39 ~= $0 }
    let others = value.utf8.count - digits
    if digits > 0, value.utf8.allSatisfy({ Self.numeric.contains($0) }) {
      let separators = value.utf8.count { [0x2F, 0x2D, 0x3A].contains($0) }
      let looksLikeDate = digits <= 14 && separators >= 2 && value.utf8.count <= 32
      return digits < 9 || (looksLikeDate && others >= 2)
    }
    return value.count >= 3 && nearest(to: value, among: words[column]) != nil
  }

  /// Digits, and what stands between them in numbers, dates and times.
  private static let numeric = Set("0123456789+-./:, TZ%".utf8)
}
