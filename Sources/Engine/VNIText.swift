/// Text of the VNI fonts: a plain letter, and after it a sign for its marks: `Hueá` for `Huế`.
///
/// The system has no table for it, so it is only recognised, never read.
enum VNIText {
  /// What the letters mean that the bytes look like as windows-1252.
  static func decoded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let letter = letters[scalar] {
        result.append(contentsOf: letter.unicodeScalars)
      } else if let marks = marks[scalar], let last = result.last, vowels.contains(last) {
        result.append(contentsOf: marks.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static let vowels = Set("aeiouyơưAEIOUYƠƯ".unicodeScalars)

  /// Letters of their own.
  private static let letters: [Unicode.Scalar: String] = [
    "ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "í": "í", "Í": "Í", "ì": "ì",
    "Ì": "Ì", "æ": "ỉ", "Æ": "Ỉ", "ó": "ĩ", "Ó": "Ĩ", "ò": "ị", "Ò": "Ị", "î": "ỵ", "Î": "Ỵ",
  ]

  /// Signs that stand after a letter, and the marks that they put on it.
  private static let marks: [Unicode.Scalar: String] = {
    let small: [(Unicode.Scalar, String)] = [
      ("ù", "\u{301}"), ("ø", "\u{300}"), ("û", "\u{309}"), ("õ", "\u{303}"), ("ï", "\u{323}"),
      ("â", "\u{302}"), ("á", "\u{302}\u{301}"), ("à", "\u{302}\u{300}"), ("å", "\u{302}\u{309}"),
      ("ã", "\u{302}\u{303}"), ("ä", "\u{302}\u{323}"),
      ("ê", "\u{306}"), ("é", "\u{306}\u{301}"), ("è", "\u{306}\u{300}"), ("ú", "\u{306}\u{309}"),
      ("ü", "\u{306}\u{303}"), ("ë", "\u{306}\u{323}"),
    ]
    var marks = Dictionary(uniqueKeysWithValues: small)
    for (sign, mark) in small {
      if let capital = sign.properties.uppercaseMapping.unicodeScalars.first {
        marks[capital] = mark
      }
    }
    return marks
  }()
}
