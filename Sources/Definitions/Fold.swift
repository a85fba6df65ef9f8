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
    for scalar in Self.decomposed(text.lowercased()) {
      if scalar.isPlain {
        exact.append(scalar)
        bare.append(scalar)
      } else if scalar.isTone {
        tones.append(scalar)
      } else if scalar.isInvisible {
        continue
      } else if scalar.isBlank {
        endSyllable()
      } else if scalar.properties.generalCategory == .nonspacingMark {
        exact.append(scalar)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        exact.append(scalar.isBarredD ? "đ" : scalar)
        bare.append(scalar.isBarredD ? "d" : scalar)
      } else {
        endSyllable()
        guard !lettersAndDigitsOnly else { continue }
        exact.append(scalar.isApostrophe ? "'" : scalar)
        bare.append(scalar.isApostrophe ? "'" : scalar)
      }
    }
    endSyllable()
    self.exact = String(exact)
    self.bare = String(bare)
  }

  /// The text in Unicode normal form D.
  private static func decomposed(_ text: String) -> [Unicode.Scalar] {
    var decomposed: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        decomposed.append(scalar)
      } else if let parts = vietnameseLetters[scalar] {
        decomposed += parts
      } else {
        return Array(text.decomposedStringWithCanonicalMapping.unicodeScalars)
      }
    }
    return decomposed
  }

  /// The letters that most words have, in normal form D: nothing that follows one changes it.
  private static let vietnameseLetters: [Unicode.Scalar: [Unicode.Scalar]] = {
    var letters: [Unicode.Scalar: [Unicode.Scalar]] = ["đ": ["đ"]]
    for letter in "aăâeêioôơuưy" {
      for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
        let composed = (String(letter) + tone).precomposedStringWithCanonicalMapping
        guard let scalar = composed.unicodeScalars.first else { continue }
        letters[scalar] = Array(composed.decomposedStringWithCanonicalMapping.unicodeScalars)
      }
    }
    return letters
  }()
}

extension Unicode.Scalar {
  /// The small letters and digits of ASCII.
  fileprivate var isPlain: Bool { "a"..."z" ~= self || "0"..."9" ~= self }

  /// Grave, acute, tilde, hook above and dot below.
  fileprivate var isTone: Bool {
    switch self {
    case "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}": true
    default: false
    }
  }

  fileprivate var isInvisible: Bool {
    switch self {
    case "\u{AD}", "\u{200B}"..."\u{200D}", "\u{2060}", "\u{FEFF}": true
    default: false
    }
  }

  /// The letter of Vietnamese, and the Icelandic and African ones that look the same in capitals.
  fileprivate var isBarredD: Bool { self == "đ" || self == "ð" || self == "ɖ" }

  fileprivate var isApostrophe: Bool {
    switch self {
    case "’", "‘", "ʼ", "`", "´": true
    default: false
    }
  }

  /// White space, and the space without width.
  fileprivate var isBlank: Bool {
    isASCII
      ? self == " " || "\t"..."\r" ~= self : properties.isWhitespace || self == "\u{200B}"
  }

  /// White space, and what has no width: nothing that a cell could be said to hold.
  fileprivate var isNothing: Bool { isBlank || !isASCII && isInvisible }

  /// Whether it stays as it is in normal form C, whatever stands around it.
  fileprivate var isComposed: Bool { value < 0x300 || 0x1E00...0x1EFF ~= value }
}

extension String {
  /// The text in Unicode normal form C.
  ///
  /// A text with more marks on one letter than any writing has is left in the form it has: to put
  /// n of them in order takes n² steps, for a field of a megabyte hours.
  public var composed: String { isNormalizable ? precomposedStringWithCanonicalMapping : self }

  /// The text in Unicode normal form C, as `composed` gives it, without white space and signs of no width
  /// at its ends.
  public var normalized: String {
    let text = composed
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, first.isNothing || last.isNothing
    else {
      return text
    }
    guard let start = scalars.firstIndex(where: { !$0.isNothing }),
      let end = scalars.lastIndex(where: { !$0.isNothing })
    else { return "" }
    return String(scalars[start...end])
  }

  /// Whether normalization would change it at all, and in a reasonable time.
  private var isNormalizable: Bool {
    guard utf8.contains(where: { $0 >= 0x80 }), !unicodeScalars.allSatisfy(\.isComposed) else {
      return false
    }
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
