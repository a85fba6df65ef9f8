/// The encodings that can be declared for an input; none of the legacy ones is ever guessed.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// Little or big endian, as the byte order mark says that such a file must have.
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// The Vietnamese code page of Windows: letters half composed, tones as marks of their own.
  case windows1258 = "windows-1258"
  /// TCVN 5712:1993, the fonts of which are called `.VnTime`; one byte a letter.
  case tcvn3
  /// UTF-8 that a program took for windows-1252 and saved as UTF-8 again: `Huáº¿` for `Huế`.
  case doubleUTF8 = "double-utf-8"

  /// Reads a name as people write it; case, space and signs do not matter.
  public init?(written text: String) {
    let key = Self.key(text)
    guard let known = Self.allCases.first(where: { $0.keys.contains(key) }) else { return nil }
    self = known
  }

  /// What to say to somebody who wrote a name that is none.
  public static func remedy(for text: String) -> String {
    let hints = [
      "latin1": "windows1252", "iso88591": "windows1252", "cp1252": "windows1252",
      "windows1252": "windows1252", "ansi": "windows1252", "vni": "vni", "vniwindows": "vni",
    ]
    let names = allCases.map(\.rawValue)
    switch hints[key(text)] {
    case "windows1252":
      return "it has no letter for most of Vietnamese; known: " + names.joined(separator: ", ")
    case "vni":
      return "VNI is not read; convert it to Unicode with Unikey, then save it as UTF-8"
    default:
      return Definitions.remedy(for: text, among: names) ?? "known: "
        + names.joined(separator: ", ")
    }
  }

  private static func key(_ text: String) -> String {
    String(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.isDigit })
  }

  /// Small letters and digits of the names that people use.
  private var keys: [String] {
    switch self {
    case .utf8: ["utf8"]
    case .utf16: ["utf16", "unicode", "unicodetext"]
    case .utf16LittleEndian: ["utf16le", "ucs2le"]
    case .utf16BigEndian: ["utf16be", "ucs2be"]
    case .windows1258: ["windows1258", "cp1258", "win1258", "1258"]
    case .tcvn3: ["tcvn3", "tcvn", "tcvn5712", "abc", "tcvn3abc", "vntime"]
    case .doubleUTF8:
      ["doubleutf8", "utf8twice", "doubleencodedutf8", "doubleencoded", "utf8double", "mojibake"]
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { "0"..."9" ~= self }
}
