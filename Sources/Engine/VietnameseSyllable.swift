internal import Definitions

/// Whether a word is built as a syllable of Vietnamese is: onset, rime, and a tone that the rime allows.
///
/// A rule and not a dictionary: it holds for names of people and places alike. Source: the table of
/// rimes in Đoàn Thiện Thuật, Ngữ âm tiếng Việt; beside them the few of the highlands' names (Đắk Lắk).
enum VietnameseSyllable {
  /// Whether `word` is one; accents decide, case and the place of the tone do not.
  static func matches(_ word: String) -> Bool {
    // Longer is no syllable, whatever it is.
    guard word.utf8.count <= 24 else { return false }
    var letters = Array(Fold(word).exact.unicodeScalars)
    var tone: Unicode.Scalar?
    if let last = letters.last, tones.contains(last) {
      tone = last
      letters.removeLast()
    }
    guard !letters.contains(where: tones.contains) else { return false }
    return (0...min(3, letters.count)).contains { cut in
      let (onset, rime) = (letters[..<cut].text, letters[cut...].text)
      guard onsets.contains(onset), rimes.contains(rime) else { return false }
      // A syllable that ends in a stop has one of two tones.
      let isStopped = stops.contains { rime.hasSuffix($0) }
      return !isStopped || tone == "\u{301}" || tone == "\u{323}"
    }
  }

  private static let tones: Set<Unicode.Scalar> = [
    "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}",
  ]

  private static let stops = ["c", "ch", "p", "t", "k"]

  private static let onsets = Set(
    """
     b c ch d đ g gh gi h k kh kr l m n ng ngh nh p ph pl q r s t th tr v x
    """.split(separator: " ").map { Fold(String($0)).exact } + [""])

  private static let rimes = Set(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu \
    iêc iêm iên iêng iêp iêt iêu yêm yên yêng yêt yêu \
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng \
    oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uê uêch uên uêt uênh uơ uân uât uây uâng \
    uy uya uych uyn uynh uyt uyu uyên uyêt uyp ua uac uach uai uan uang uanh uao uat uau uay \
    uăc uăm uăn uăng uăp uăt ue uen ueo uet ươ uôc uơt \
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yt ynh ych yn
    """.split(whereSeparator: \.isWhitespace).map { Fold(String($0)).exact })
}

extension ArraySlice<Unicode.Scalar> {
  fileprivate var text: String { String(String.UnicodeScalarView(self)) }
}
