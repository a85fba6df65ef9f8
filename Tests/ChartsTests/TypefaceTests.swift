import Foundation
import Testing

@testable import Charts

@Suite struct TypefaceTests {
  // DejaVu Sans 2.37 at 1000 units: H 752, u 634, e 615; measured from its table of advances.
  @Test func `a letter with accents is as wide as without`() {
    let face = Typeface(size: 1000)
    #expect(face.width(of: "Hue") == 752 + 634 + 615)
    let pairs = [
      ("Huế", "Hue"), ("Ệ", "E"), ("đường", "duong"), ("ỵ", "y"), ("Ỹ", "Y"), ("Đ", "D"),
      ("ọ", "o"),
      ("Ổ", "O"), ("ũ", "u"), ("Ĩ", "I"), ("ẵ", "a"), ("Â", "A"), ("ạ", "a"), ("Ợ", "O"),
    ]
    for (accented, base) in pairs {
      #expect(face.width(of: accented) == face.width(of: base), "\(accented)")
      let decomposed = accented.decomposedStringWithCanonicalMapping
      #expect(abs(face.width(of: decomposed) - face.width(of: base)) < 1, "\(accented)")
    }
    #expect(face.width(of: "") == 0)
    #expect(face.bold.width(of: "Huế") > face.width(of: "Huế"))
  }

  @Test func `lines keep every word, and are no wider than the limit`() {
    let face = Typeface.body
    let text = "Thủ tục hành chính  dễ hiểu,\nthành phần hồ sơ đúng quy định"
    for limit in stride(from: 40.0, through: 600, by: 20) {
      let lines = face.lines(of: text, width: limit)
      #expect(lines.allSatisfy { face.width(of: $0) <= limit })
      #expect(lines.joined().filter { $0 != " " } == text.filter { !$0.isWhitespace })
    }
    #expect(face.lines(of: "một hai", width: 1000) == ["một hai"])
    #expect(face.lines(of: "", width: 100) == [""])
    #expect(face.lines(of: "94,69\u{A0}%", width: 1) == ["9", "4", ",", "6", "9", "\u{A0}", "%"])
  }
}
