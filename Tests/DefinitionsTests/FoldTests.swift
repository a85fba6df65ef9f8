import Foundation
import Testing

@testable import Definitions

struct FoldTests {
  @Test(arguments: [
    ("hòa", "hoà"), ("Thủy", "Thuỷ"), ("HÒA BÌNH", "hoà  bình"), ("Đà Nẵng", "đà nẵng"),
    ("Đà Nẵng", "Ðà Nẵng"), ("Mã hồ sơ", " mã\thồ  sơ "), ("Cư M'gar", "Cư M’gar"),
    ("Tỉnh\u{A0}Huế", "tỉnh huế"), ("Hu\u{200B}ế", "Huế"), ("quý", "qúy"), ("Khuyến", "KHUYẾN"),
  ])
  func `case, form, tone place, space and look-alikes make no other word`(_ a: String, _ b: String)
  {
    #expect(Fold(a) == Fold(b))
  }

  @Test(arguments: [("Có", "Cờ"), ("Hài lòng", "Hái lòng"), ("Đà", "Da"), ("ơ", "o"), ("ế", "ề")])
  func `accents make another word, but the same bare one`(_ a: String, _ b: String) {
    #expect(Fold(a).exact != Fold(b).exact)
    #expect(Fold(a).bare == Fold(b).bare)
  }

  @Test
  func `every letter of Vietnamese folds alike in NFC and NFD, in capitals and small`() {
    let letters = "aăâeêioôơuưyđ"
    let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]
    for letter in letters {
      for tone in tones {
        let composed = (String(letter) + tone).precomposedStringWithCanonicalMapping
        for form in [
          composed, composed.decomposedStringWithCanonicalMapping, composed.uppercased(),
          composed.uppercased().decomposedStringWithCanonicalMapping,
        ] {
          #expect(Fold(form) == Fold(composed))
        }
      }
    }
  }

  @Test
  func `tables of places ignore all but letters and digits`() {
    let words = ["TP. Hồ Chí Minh", "TP Hồ Chí Minh", "tp-ho chi minh".uppercased()]
    let bare = words.map { Fold($0, lettersAndDigitsOnly: true).bare }
    #expect(Set(bare) == ["tphochiminh"])
    #expect(Fold("a/b").exact != Fold("ab").exact)
  }

  @Test
  func `normalized text is NFC without space at its ends`() {
    #expect(Array("  Hoa\u{300} \n".normalized.unicodeScalars) == Array("Hoà".unicodeScalars))
    #expect("plain".normalized == "plain")
    #expect("\u{A0}x\u{3000}".normalized == "x")
  }
}

struct NormalizedTextTests {
  @Test
  func `the space at the ends of a text is that of Foundation, and what has no width`() {
    let widthless = "\u{AD}\u{200C}\u{200D}\u{2060}\u{FEFF}".unicodeScalars
    for scalar in (0...0xFFFF).lazy.compactMap(Unicode.Scalar.init) {
      let text = "\(scalar)a\(scalar)"
      guard scalar.properties.canonicalCombiningClass == .notReordered else { continue }
      let trimmed = text.precomposedStringWithCanonicalMapping
        .trimmingCharacters(
          in: widthless.contains(scalar)
            ? CharacterSet(charactersIn: String(scalar)) : .whitespacesAndNewlines)
      #expect(text.normalized.utf8.elementsEqual(trimmed.utf8), "U+\(scalar.value)")
    }
  }

  @Test
  func `letters that are taken for composed are, with every letter or mark behind them`() {
    let scalars = [0x41..<0x300, 0x1E00..<0x1F00].joined().compactMap(Unicode.Scalar.init)
    for scalar in scalars {
      for next in ["", "a", "\u{300}", "\u{323}", "\u{31B}"] {
        let text = "a\(scalar)\(next)a"
        #expect(
          text.normalized.utf8.elementsEqual(text.precomposedStringWithCanonicalMapping.utf8),
          "U+\(scalar.value) and \(next)")
      }
    }
  }
}

struct WordTableTests {
  private var scale: WordTable<Int> {
    var table = WordTable<Int>()
    let words = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]
    for (index, word) in words.enumerated() { table.add(word, index + 1) }
    return table
  }

  @Test
  func `a word is matched as a whole`() {
    #expect(scale["Rất không hài lòng"] == 1)
    #expect(scale["rat khong hai long"] == 1)
    #expect(scale["hai long"] == 4)
    #expect(scale["Hài  lòng "] == 4)
    #expect(scale["Hàilòng"] == 4)
    for word in ["", "lòng", "hài lòng lắm", "rất", "không"] { #expect(scale[word] == nil) }
  }

  @Test
  func `accents are ignored only where exactly one value fits`() {
    var table = WordTable<String>()
    table.add("Tây", "west")
    table.add("Tày", "people")
    table.add("Nùng", "other")
    #expect(table["tây"] == "west")
    #expect(table["tày"] == "people")
    #expect(table["tay"] == nil)
    #expect(table["nung"] == "other")
    table.add("Nũng", "other")
    #expect(table["nung"] == "other")
  }

  @Test
  func `a word that stands for another value is refused and changes nothing`() {
    var table = WordTable<Int>()
    #expect(table.add("Hòa", 1) == nil)
    #expect(table.add("HOÀ", 2) == 1)
    #expect(table.add("hoà", 1) == nil)
    #expect(table["hòa"] == 1)
    #expect(table["hoa"] == 1)
  }

  @Test
  func `near words are found, far ones are not`() {
    #expect(nearest(to: "chanel", among: ["status", "channel"]) == "channel")
    #expect(nearest(to: "provnice", among: ["province", "ward"]) == "province")
    #expect(nearest(to: "updated", among: ["updated_at", "due_at"]) == nil)
    #expect(nearest(to: "Huế Nguyễn Văn An", among: ["Huế", "Hà Nội"]) == nil)
    #expect(
      remedy(for: "updated", among: ["updated_at", "due_at"]) == "did you mean \"updated_at\"?")
    #expect(nearest(to: "Hue", among: ["Huế", "Hà Nội"]) == "Huế")
    #expect(nearest(to: "xyz", among: ["status", "channel"]) == nil)
    #expect(nearest(to: "a", among: ["b"]) == nil)
    #expect(nearest(to: "word", among: []) == nil)
  }

  @Test
  func `distance counts swaps of neighbours as one`() {
    func distance(_ a: String, _ b: String) -> Int {
      editDistance(Array(a.unicodeScalars), Array(b.unicodeScalars))
    }
    #expect(distance("", "abc") == 3)
    #expect(distance("abc", "acb") == 1)
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("abc", "abc") == 0)
  }
}
