internal import Foundation

/// The two keys by which written words are compared.
///
/// `exact` ignores case, Unicode form, the place of the tone mark (`hòa`, `hoà`) and space; `bare`
/// ignores accents as well, and reads `đ` as `d`. Text that differs only in what a key ignores has
/// the same key.
public struct Fold: Hashable, Sendable {
  public let exact: String
  public let bare: String

  /// Folds a word.
  ///
  /// O(length).
  ///
  /// With `lettersAndDigitsOnly` everything that is neither is ignored too, as the tables of place
  /// names do.
  public init(_ text: String, lettersAndDigitsOnly: Bool = false) {
    var exact = String.UnicodeScalarView()
    var bare = String.UnicodeScalarView()
    var tones = String.UnicodeScalarView()
    func endSyllable() {
      exact.append(contentsOf: tones)
      tones = String.UnicodeScalarView()
    }
    for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      if Self.tones.contains(scalar) {
        tones.append(scalar)
      } else if scalar.properties.isWhitespace {
        endSyllable()
      } else if Self.invisible.contains(scalar) {
        continue
      } else if scalar.properties.generalCategory == .nonspacingMark {
        exact.append(scalar)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        let isBarredD = Self.barredDs.contains(scalar)
        exact.append(isBarredD ? "đ" : scalar)
        bare.append(isBarredD ? "d" : scalar)
      } else {
        endSyllable()
        guard !lettersAndDigitsOnly else { continue }
        let plain: Unicode.Scalar = Self.apostrophes.contains(scalar) ? "'" : scalar
        exact.append(plain)
        bare.append(plain)
      }
    }
    endSyllable()
    self.exact = String(exact)
    self.bare = String(bare)
  }

  /// Grave, acute, tilde, hook above and dot below.
  private static let tones: Set<Unicode.Scalar> = [
    "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}",
  ]
  private static let invisible: Set<Unicode.Scalar> = [
    "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}",
  ]
  /// The letter of Vietnamese, and the Icelandic and African ones that look the same in capitals.
  private static let barredDs: Set<Unicode.Scalar> = ["đ", "ð", "ɖ"]
  private static let apostrophes: Set<Unicode.Scalar> = ["’", "‘", "ʼ", "`", "´"]
}

extension String {
  /// The text in Unicode normal form C, without white space at its ends.
  ///
  /// A text with more marks on one letter than any writing has is left in the form it has: to put
  /// n of them in order takes n² steps, for a field of a megabyte hours.
  public var normalized: String {
    let text = isNormalizable ? precomposedStringWithCanonicalMapping : self
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Whether normalization would change it at all, and in a reasonable time.
  private var isNormalizable: Bool {
    guard utf8.contains(where: { $0 >= 0x80 }) else { return false }
    // Short texts need not be looked at: their marks are soon put in order.
    guard utf8.count > 512 else { return true }
    var marks = 0
    for scalar in unicodeScalars {
      marks = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
      guard marks <= Self.mostMarks else { return false }
    }
    return true
  }

  /// The limit of the Unicode Stream-Safe Text Format (UAX #15).
  private static var mostMarks: Int { 30 }
}
