extension Unicode.Scalar {
  /// Whether it could command a terminal or hide what a line says: control characters, bidirectional
  /// marks, line separators and the other invisible ones below U+10000.
  var isTreacherous: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    default: false
    }
  }
}

extension String {
  /// The text with treacherous characters spelt out, `<U+202E>`, and tabs and line ends as spaces.
  var shown: String {
    guard unicodeScalars.contains(where: \.isTreacherous) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar == "\n" || scalar == "\t" || scalar == "\r" {
        text += " "
      } else if scalar.isTreacherous {
        text += "<U+\(scalar.hexadecimal)>"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// A JSON document in which treacherous characters are escaped.
  var escapedForJSON: String {
    var text = ""
    for scalar in unicodeScalars {
      if scalar.isTreacherous, scalar != "\n" {
        text += "\\u" + scalar.hexadecimal.lowercased()
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// At least four digits.
  fileprivate var hexadecimal: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
