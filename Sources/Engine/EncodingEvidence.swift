public import Definitions

/// Which encodings a text may be in, and what speaks for each: how many of its words are Vietnamese.
///
/// It only ever advises: what a file is read as, its definition says.
public struct EncodingEvidence: Sendable {
  /// An encoding that the text may be in.
  public struct Candidate: Sendable {
    /// `windows-1258`, or the name of something that is not read: `vni-windows`.
    public let name: String
    /// What to declare; `nil` where the file has to be converted first.
    public let encoding: TextEncoding?
    /// Words with a letter beyond ASCII that are syllables of Vietnamese, out of all such words.
    public let syllables: Int
    public let words: Int
    /// How the first line reads.
    public let example: String
    /// What to do if it is this one.
    public let remedy: String

    /// 0 to 1.
    public var share: Double { words == 0 ? 0 : Double(syllables) / Double(words) }
  }

  /// The likeliest first; empty where no letter is in doubt.
  public let candidates: [Candidate]
  /// The first line as the bytes look in windows-1252, or as UTF-8 where they are that.
  public let firstLine: String
  /// Words in which a question mark stands for a letter that is lost.
  public let lostLetters: Int

  /// The first candidate, where it explains most words, and clearly more than the next.
  public var likely: Candidate? {
    guard let first = candidates.first, first.words >= Self.enoughWords,
      first.share >= Self.enoughShare
    else { return nil }
    let second = candidates.dropFirst().first?.share ?? 0
    return first.share - second >= Self.margin ? first : nil
  }

  private static let enoughWords = 3
  private static let enoughShare = 0.6
  private static let margin = 0.25

  /// Looks at the first bytes of a file as they lie, unpacked where it is packed.
  ///
  /// O(bytes), some milliseconds for 64 KiB, which are all that is looked at.
  public init(_ head: [UInt8], isWhole: Bool) {
    let isCut = !isWhole || head.count > 1 << 16
    let bytes = Array(head.prefix(1 << 16))
    let forms = Self.forms(bytes, isCut: isCut)
    let found = forms.map { form in
      let words = form.text.words.filter { word in word.unicodeScalars.contains { !$0.isASCII } }
      return Candidate(
        name: form.name, encoding: form.encoding,
        syllables: words.count(where: VietnameseSyllable.matches), words: words.count,
        example: form.text.firstLine, remedy: form.remedy)
    }.filter { $0.words > 0 }
    // Of two that say as much the one that takes less for granted.
    candidates = found.indices.sorted { (found[$1].share, $0) < (found[$0].share, $1) }
      .map { found[$0] }
    firstLine = forms.first { $0.isAsItLies }?.text.firstLine ?? ""
    lostLetters =
      forms.first?.text.split(whereSeparator: \.isWhitespace)
      .count { Array($0.utf8).span.hasLostLetter } ?? 0
  }

  /// The text as one encoding reads it.
  private struct Form {
    let name: String
    var encoding: TextEncoding?
    let text: String
    let remedy: String
    var isAsItLies = false

    init(_ name: String, _ text: String, remedy: String, isAsItLies: Bool = false) {
      (self.name, self.text, self.remedy, self.isAsItLies) = (name, text, remedy, isAsItLies)
    }

    init(_ encoding: TextEncoding, _ text: String) {
      name = encoding.rawValue
      self.encoding = encoding
      self.text = text
      remedy = "declare encoding: \(encoding.rawValue)"
    }
  }

  private static let unikey =
    "convert it to Unicode with Unikey (Ctrl+Shift+F6), and save it as CSV UTF-8"

  private static func forms(_ bytes: [UInt8], isCut: Bool) -> [Form] {
    if let wide = SourceEncoding.unmarkedUTF16(bytes) {
      return decoded(bytes, as: wide).map { [Form(wide, $0)] } ?? []
    }
    guard bytes.contains(where: { $0 >= 0x80 }) || bytes.contains(UInt8(ascii: "?")) else {
      return []
    }
    guard bytes.isUTF8(isWhole: !isCut) else {
      var forms: [Form] = []
      let western = LetterTable.windows1252.map { text(bytes, LetterDecoder($0)) }
      if let western {
        let remedy =
          "ask for the export as CSV UTF-8: this encoding lacks most letters of Vietnamese"
        forms.append(Form("windows-1252", western, remedy: remedy, isAsItLies: true))
      }
      for encoding in [TextEncoding.windows1258, .tcvn3] {
        if let text = decoded(bytes, as: encoding) { forms.append(Form(encoding, text)) }
      }
      if let western { forms.append(Form("vni-windows", VNIText.decoded(western), remedy: unikey)) }
      return forms
    }
    let plain = String(decoding: bytes, as: UTF8.self)
    var forms = [Form("utf-8", plain, remedy: "nothing to declare", isAsItLies: true)]
    if let text = decoded(bytes, as: .doubleUTF8) { forms.append(Form(.doubleUTF8, text)) }
    forms.append(Form("vni-windows saved as utf-8", VNIText.decoded(plain), remedy: unikey))
    if let table = LetterTable.tcvn3, let letters = LetterTable.windows1252 {
      let read = DoubleUTF8Decoder.bytes(of: plain, letters)
      forms.append(
        Form("tcvn3 saved as utf-8", text(read, LetterDecoder(table)), remedy: unikey))
    }
    return forms
  }

  private static func decoded(_ bytes: [UInt8], as encoding: TextEncoding) -> String? {
    SourceEncoding(bytes, declared: encoding).decoder().map { text(bytes, $0) }
  }

  private static func text(_ bytes: [UInt8], _ decoder: any TextDecoder) -> String {
    var (decoder, text) = (decoder, DecodedText())
    decoder.decode(bytes, isLast: true, into: &text)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

extension String {
  /// Stretches of letters; everything beyond ASCII is one but what stands between words.
  fileprivate var words: [String] {
    unicodeScalars.split { scalar in
      if scalar.isASCII { return !scalar.properties.isAlphabetic }
      return scalar.properties.isWhitespace || "\u{2010}"..."\u{2026}" ~= scalar
        || scalar == "\u{FEFF}"
    }.map { String($0) }
  }

  /// The first line that says something, at most 60 characters of it, without control characters.
  fileprivate var firstLine: String {
    let line = split { $0.isNewline }.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let clean = line.normalizedLine
    return clean.count <= 60 ? clean : clean.prefix(59) + "…"
  }
}

extension Substring {
  fileprivate var normalizedLine: String {
    let scalars = unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .surrogate: return scalar == "\t" ? " " : "·"
      default: return scalar
      }
    }
    return String(String.UnicodeScalarView(scalars)).normalized
  }
}
