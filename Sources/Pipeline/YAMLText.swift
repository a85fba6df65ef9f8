extension String {
  /// The text as a YAML value in double quotes, whatever it holds.
  var yaml: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\" + String(scalar)
      case "\t": text += "\\t"
      default:
        if scalar.properties.generalCategory == .control || Self.breaksLines(scalar) {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }

  /// The text as part of a comment, which ends with its line.
  var yamlComment: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map {
          $0.properties.generalCategory == .control || Self.breaksLines($0) ? " " : $0
        }))
  }

  private static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{FEFF}"
  }
}
