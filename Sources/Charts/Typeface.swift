/// The size and weight of a text, and how much room it takes.
///
/// Which sans-serif font will be at hand is unknown, so that widths are those of the widest in the stack:
/// of each letter the larger advance of DejaVu Sans 2.37 and Liberation Sans 2.1, which is as wide as
/// Arial. A letter with accents is as wide as without. Bold letters of DejaVu Sans are 10 % wider on
/// average. So an estimate is seldom too small, and often a tenth too large.
struct Typeface: Hashable, Sendable {
  var size: Double
  var isBold = false

  static let body = Typeface(size: 15)
  static let small = Typeface(size: 14)

  var bold: Typeface { Typeface(size: size, isBold: true) }

  /// From one baseline to the next; Vietnamese capitals carry two accents.
  var lineHeight: Double { size * 1.3 }

  /// From the baseline up to the top of an accent.
  var ascent: Double { size }

  var descent: Double { size * 0.25 }

  /// From the middle of a line of figures and capitals down to the baseline.
  var middleDrop: Double { size * 0.36 }

  /// The width of one line, in O(length).
  func width(of text: String) -> Double {
    let advance = text.unicodeScalars.reduce(0) { $0 + $1.advance }
    return Double(advance) / 1000 * size * (isBold ? 1.12 : 1)
  }

  /// The text in lines no wider than this, cut at spaces, and within a word only where it must be.
  ///
  /// Nothing is left out. A text without words is one empty line. O(length).
  func lines(of text: String, width limit: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      guard width(of: longer) > limit else {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, width(of: line + String(character)) > limit {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }
}

extension Unicode.Scalar {
  /// The width in thousandths of the font's size.
  fileprivate var advance: Int {
    switch value {
    case 0x20...0x7E: Self.advances[Int(value) - 0x20]
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F, 0..<0x20: 0
    case 0xA0, 0x202F, 0xB7: 350
    case 0x2009: 200
    case 0x2013: 560
    case 0x2018, 0x2019: 320
    case 0xC0...0xFF, 0x102...0x1B0, 0x1EA0...0x1EF9: Self.advances[Int(baseLetter) - 0x20]
    default: 1000
    }
  }

  /// The letter without its accents, of those that Vietnamese is written with.
  private var baseLetter: UInt8 {
    let isUpper = value < 0x100 ? value < 0xE0 : value % 2 == 0
    let letter: UInt8
    switch value {
    case 0x1AF: return UInt8(ascii: "O")  // Ư with its horn is wider than U
    case 0x1B0: return UInt8(ascii: "u")
    case 0x110: return UInt8(ascii: "D")
    case 0x1EA0...0x1EB7, 0x102...0x103, 0xC0...0xC5, 0xE0...0xE5: letter = UInt8(ascii: "a")
    case 0x1EB8...0x1EC7, 0xC8...0xCB, 0xE8...0xEB: letter = UInt8(ascii: "e")
    case 0x1EC8...0x1ECB, 0x128...0x129, 0xCC...0xCF, 0xEC...0xEF: letter = UInt8(ascii: "i")
    case 0x1ECC...0x1EE3, 0x1A0...0x1A1, 0xD2...0xD6, 0xF2...0xF6: letter = UInt8(ascii: "o")
    case 0x1EE4...0x1EF1, 0x168...0x169, 0xD9...0xDC, 0xF9...0xFC: letter = UInt8(ascii: "u")
    case 0x1EF2...0x1EF9, 0xDD, 0xFD: letter = UInt8(ascii: "y")
    case 0x111: letter = UInt8(ascii: "d")
    default: return UInt8(ascii: "W")
    }
    return isUpper && value != 0x111 ? letter - 0x20 : letter
  }

  /// From space to tilde.
  private static let advances = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
    1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863, 748, 787,
    667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]
}
