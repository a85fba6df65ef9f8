internal import Definitions

/// How much of a rejected value may be shown.
///
/// Nothing of a personal or text column. Where the schema has a personal column a shifted row carries
/// a name anywhere, so only dates, numbers of fewer than nine digits and near misses of a listed word
/// are shown. At most 80 characters, control and direction marks spelt out.
struct ShownValue {
  private let schema: Schema
  private let words: [NearWords]

  init(schema: Schema, reference: Reference) {
    self.schema = schema
    words = schema.columns.map { column in
      switch column.type {
      case .category(let category): NearWords(category.words.words)
      case .flag(let words): NearWords(words.words)
      case .integer(let scale), .decimal(let scale): NearWords(scale.words.words)
      case .province: NearWords(reference.provinceNames)
      default: NearWords([])
      }
    }
  }

  func callAsFunction(_ value: String, column: Int) -> String {
    let definition = schema.columns[column]
    if definition.personal { return "" }
    if case .text = definition.type { return "" }
    if schema.hasPersonalColumn, !isHarmless(value, column: column) { return "" }
    // Enough for the characters that are shown; the rest of a field of megabytes costs nothing.
    let normalized = String(value.unicodeScalars.prefix(1024)).normalized
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
    if digits > 0, value.utf8.allSatisfy({ Self.numeric.contains($0) }) {
      return digits < 9 || Self.looksLikeMoment(value)
    }
    return value.count >= 3 && words[column].nearest(to: value) != nil
  }

  /// Whether digits stand as in a date, with or without a time of day: `2025-13-02T08:00:00+07:00`,
  /// `31/06/2025 08:15`.
  ///
  /// Numbers of telephones and identity cards have separators too, but never these.
  private static func looksLikeMoment(_ value: String) -> Bool {
    let parts = value.split(maxSplits: 1) { $0 == "T" || $0 == " " }
    let date = parts[0].split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
    let sizes = date.map(\.utf8.count)
    guard sizes.count == 3, sizes[1] <= 2, sizes[0] + sizes[2] <= 6, sizes.contains(4),
      date.allSatisfy(isDigits)
    else { return false }
    guard parts.count == 2 else { return true }
    let clock = parts[1].split(omittingEmptySubsequences: false) { ":+-Z".contains($0) }
    guard parts[1].contains(":"), clock.count <= 6 else { return false }
    return clock.enumerated().allSatisfy { index, group in
      // Seconds may have a fraction, and a zone may be written without its colon.
      let fraction = group.split(maxSplits: 1) { $0 == "." || $0 == "," }
      if index == 2, fraction.count == 2 {
        return fraction[0].count == 2 && fraction[1].count <= 6 && fraction.allSatisfy(isDigits)
      }
      return group.utf8.count <= (index > 1 ? 4 : 2) && isDigits(group)
    }
  }

  private static func isDigits(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
  }

  /// Digits, and what stands between them in numbers, dates and times.
  private static let numeric = Set("0123456789+-./:, TZ%".utf8)
}
