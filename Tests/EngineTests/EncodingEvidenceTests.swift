import Definitions
import Foundation
import Testing

@testable import Engine

/// Which encoding a file is likely in, and which words are Vietnamese.
@Suite struct EncodingEvidenceTests {
  private let text = """
    Mã hồ sơ,Tỉnh/Thành phố,Lĩnh vực,Trạng thái,Ngày tiếp nhận
    H1,Thành phố Huế,Tần số vô tuyến điện,Đã xử lý xong,01/07/2025
    H2,Tỉnh Đồng Tháp,Bưu chính công ích,Từ chối tiếp nhận,02/07/2025
    H3,Khánh Hoà,Viễn thông,Yêu cầu bổ sung,03/07/2025

    """

  private func likely(_ bytes: [UInt8]) -> EncodingEvidence.Candidate? {
    EncodingEvidence(bytes, isWhole: true).likely
  }

  @Test func `each legacy encoding is told from the others, with the line to declare`() throws {
    let header = "Mã hồ sơ,Tỉnh/Thành phố,Lĩnh vực,Trạng thái,Ngày tiếp nhận"
    let forms: [(TextEncoding, [UInt8])] = [
      (.windows1258, try encoded(halfComposed(text), as: "CP1258")),
      (.tcvn3, try encoded(text, as: "TCVN")), (.doubleUTF8, encodedTwice(text)),
      (.utf16LittleEndian, try encoded(text, as: "UTF-16LE")),
    ]
    for (encoding, bytes) in forms {
      let found = try #require(likely(bytes), "\(encoding)")
      #expect(found.encoding == encoding && found.name == encoding.rawValue)
      #expect(found.syllables == found.words && found.words > 25, "\(encoding)")
      #expect(found.example == header)
      #expect(found.remedy == "declare encoding: \(encoding.rawValue)")
    }
    #expect(EncodingEvidence(encodedTwice(text), isWhole: true).firstLine.hasPrefix("MÃ£ há»“ sÆ¡"))
  }

  @Test func `VNI is recognised and never read`() throws {
    let vni = "Thaønh phoá Hueá,Ñoàng Thaùp,Khaùnh Hoøa,Ngaøy tieáp nhaän,Traïng thaùi,Lónh vöïc\n"
    #expect(
      VNIText.decoded(vni).precomposedStringWithCanonicalMapping
        == "Thành phố Huế,Đồng Tháp,Khánh Hòa,Ngày tiếp nhận,Trạng thái,Lĩnh vực\n")
    let found = try #require(likely(try encoded(vni, as: "CP1252")))
    #expect(found.name == "vni-windows" && found.encoding == nil && found.remedy.contains("Unikey"))
    let saved = try #require(likely(Array(vni.utf8)))
    #expect(saved.name == "vni-windows saved as utf-8")
    let table = try #require(LetterTable.windows1252)
    let tcvn = try encoded(text.lowercased(), as: "TCVN").flatMap { table.letters[Int($0)] }
    #expect(likely(tcvn)?.name == "tcvn3 saved as utf-8")
  }

  @Test func `without a margin none is called likely`() throws {
    let french = try encoded("père,mère,été,garçon,forêt,où,naïve\n", as: "CP1252")
    #expect(likely(french) == nil)
    #expect(!EncodingEvidence(french, isWhole: true).candidates.isEmpty)
    #expect(likely(Array("a,b\n1,2\n".utf8)) == nil)
    // Two words are an accident.
    #expect(likely(try encoded(halfComposed("Huế,Tỉnh\n"), as: "CP1258")) == nil)
  }

  @Test func `sound UTF-8 is likeliest what it is, and lost letters are counted`() {
    let sound = EncodingEvidence(Array(text.utf8), isWhole: true)
    #expect(sound.candidates.first?.name == "utf-8" && sound.lostLetters == 0)
    let lost = EncodingEvidence(Array("a,b\nTr?n Th?nh Phong,x?\nAi?,Nguy?n\n".utf8), isWhole: true)
    #expect(lost.candidates.isEmpty && lost.lostLetters == 3)
  }

  @Test func `every word of the names of provinces and wards is a syllable, and no mojibake is`()
    throws
  {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "surveys/reference")
    var (known, all): (Int, Int) = (0, 0)
    for name in ["provinces.csv", "wards.csv"] {
      let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for word in lines.split(whereSeparator: { !$0.isLetter })
      where word.contains(where: { !$0.isASCII }) {
        all += 1
        known += VietnameseSyllable.matches(String(word)) ? 1 : 0
      }
    }
    #expect(all > 5000 && Double(known) / Double(all) > 0.98, "\(known) of \(all)")
    for word in [
      "quyết", "Giếng", "gì", "Nguyễn", "khuỷu", "HOÀ", "hòa", "ước", "yêu", "Đắk", "qúy",
    ] {
      #expect(VietnameseSyllable.matches(word), "\(word)")
    }
    for word in ["Thµnh", "HuÕ", "Hueá", "Ñoàng", "thaønh", "bàc", "tích́", "père", "forêt", "µ"] {
      #expect(!VietnameseSyllable.matches(word), "\(word)")
    }
  }
}
