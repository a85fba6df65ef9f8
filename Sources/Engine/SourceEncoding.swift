internal import Definitions

/// What a text is written in: what its byte order mark says, else what was declared, else UTF-8.
struct SourceEncoding: Hashable, Sendable {
  let encoding: TextEncoding
  /// Whether the text starts with a byte order mark.
  let hasMark: Bool
  /// What the definition of the dataset says.
  let declared: TextEncoding?

  /// What the first bytes of a text say, unpacked where it is packed; at least three where it has so many.
  init(_ head: [UInt8], declared: TextEncoding?) {
    let mark = Self.marks.first { head.starts(with: $0.bytes) }
    hasMark = mark != nil
    self.declared = declared
    if declared == .doubleUTF8, mark?.encoding == .utf8 {
      encoding = .doubleUTF8
    } else {
      encoding = mark?.encoding ?? (declared == .utf16 ? .utf8 : declared) ?? .utf8
    }
  }

  static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static let marks: [(bytes: [UInt8], encoding: TextEncoding)] = [
    (utf8Mark, .utf8), ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
  ]

  /// As reports name it: `utf-8-bom` for UTF-8 with a mark.
  var name: String { encoding == .utf8 && hasMark ? "utf-8-bom" : encoding.rawValue }

  /// Whether the bytes are the text as they are.
  var isPlain: Bool { encoding == .utf8 }

  /// What turns the bytes into UTF-8, the mark left out; `nil` where they are that, or the system has no table.
  func decoder() -> (any TextDecoder)? {
    switch encoding {
    case .utf8, .utf16: return nil
    case .utf16LittleEndian: return UTF16Decoder(isBigEndian: false, offset: skippedBytes)
    case .utf16BigEndian: return UTF16Decoder(isBigEndian: true, offset: skippedBytes)
    case .windows1258, .tcvn3: return table.map { LetterDecoder($0) }
    case .doubleUTF8: return table.map { DoubleUTF8Decoder($0, offset: skippedBytes) }
    }
  }

  /// How many bytes of the mark the decoder is not to see.
  var skippedBytes: Int {
    guard hasMark else { return 0 }
    switch encoding {
    case .utf16LittleEndian, .utf16BigEndian: return 2
    case .doubleUTF8: return Self.utf8Mark.count
    default: return 0
    }
  }

  private var table: LetterTable? {
    switch encoding {
    case .windows1258: .windows1258
    case .tcvn3: .tcvn3
    case .doubleUTF8: .windows1252
    default: nil
    }
  }

  /// Why the file cannot be read so, by its first bytes as they lie; `nil` where nothing speaks against it.
  ///
  /// O(bytes).
  func refusal(of head: [UInt8], isWhole: Bool) -> String? {
    if let declared, hasMark, !Self.agree(declared, encoding) {
      return "its byte order mark says that it is \(encoding.rawValue), and it is declared as "
        + "\(declared.rawValue); remove encoding: \(declared.rawValue)"
    }
    if hasMark { return nil }
    if declared == .utf16 {
      return "it has no byte order mark, which encoding: utf-16 needs; declare utf-16le or utf-16be"
    }
    if declared == nil || declared == .utf8, let found = Self.unmarkedUTF16(head) {
      return "it is UTF-16 without a byte order mark; declare encoding: \(found.rawValue)"
    }
    guard let declared, declared != .utf8 else { return nil }
    if table == nil, [.windows1258, .tcvn3, .doubleUTF8].contains(declared) {
      return "the C library of this system has no table for \(declared.rawValue); install its "
        + "conversion tables (glibc-gconv-extra on Fedora, libc6 on Debian), or save it as UTF-8"
    }
    guard declared != .doubleUTF8, head.isUTF8(isWhole: isWhole) else { return nil }
    let isUTF8Already =
      declared == .windows1258 || declared == .tcvn3
      ? head.contains { $0 >= 0x80 } : !head.contains(0) && head.count > 1
    guard isUTF8Already else { return nil }
    return "it is UTF-8 already, and it is declared as \(declared.rawValue); remove encoding: "
      + declared.rawValue
  }

  private static func agree(_ declared: TextEncoding, _ marked: TextEncoding) -> Bool {
    declared == marked
      || declared == .utf16 && [.utf16LittleEndian, .utf16BigEndian].contains(marked)
  }

  /// UTF-16 where every second byte of most text is zero, and hardly any other.
  static func unmarkedUTF16(_ head: [UInt8]) -> TextEncoding? {
    guard head.count >= 4, head.contains(0) else { return nil }
    var zeros = [0, 0]
    for index in head.indices where head[index] == 0 { zeros[index & 1] += 1 }
    let units = head.count / 2
    if zeros[1] * 4 >= units, zeros[0] * 20 <= zeros[1] { return .utf16LittleEndian }
    if zeros[0] * 4 >= units, zeros[1] * 20 <= zeros[0] { return .utf16BigEndian }
    return nil
  }
}

extension [UInt8] {
  /// Whether this is UTF-8; the beginning of a text may end inside a character.
  func isUTF8(isWhole: Bool) -> Bool {
    let ends = isWhole ? [count] : (0...Swift.min(3, count)).map { count - $0 }
    return ends.contains { (try? UTF8Span(validating: span.extracting(0..<$0))) != nil }
  }
}
