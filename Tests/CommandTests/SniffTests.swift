import Foundation
import Testing

/// `hailong sniff` on the files of the small campaign and on odd ones.
struct SniffTests {
  let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
  }

  @Test func `names delimiter, schema, ignored columns, problems and the lines to copy`() throws {
    let sniffed = try workdir.run("sniff", "surveys/2025-08/dossiers/phu-tho.csv")
    #expect(sniffed.status == 0, "\(sniffed)")
    #expect(sniffed.out.contains("semicolon: 4 of 4 rows have 6 fields"))
    #expect(sniffed.out.contains("schema dossiers fits: 5 of its 6 columns"))
    #expect(sniffed.out.contains("ignored: \"Ghi chú\""))
    #expect(sniffed.out.contains("line 3, received_at"))
    #expect(sniffed.out.contains("2 of 3 records are rejected"))
    #expect(sniffed.out.contains("files: [\"surveys/2025-08/dossiers/phu-tho.csv\"]"))
  }

  @Test func `says which required column is absent and what comes nearest`() throws {
    try workdir.edit("surveys/2025-08/dossiers/hue.csv", "channel", "chanel")
    let sniffed = try workdir.run("sniff", "surveys/2025-08/dossiers/hue.csv")
    #expect(sniffed.status == 0)
    #expect(
      sniffed.out.contains(
        "required column \"channel\" is absent; did you mean it by \"chanel\"?"), "\(sniffed)")
    let json = try workdir.run("sniff", "surveys/2025-08/dossiers/hue.csv", "--json").json()
    #expect((json["files"] as? [[String: Any]])?.count == 1)
  }

  @Test(arguments: [
    (Data("a,b\r\n1,2\r\n".utf8), "CRLF 2"),
    (Data([0xEF, 0xBB, 0xBF] + Array("a\tb\nđ\t2\n".utf8)), "UTF-8 with BOM"),
    (Data(Array("a,b\n1,".utf8) + [0xE1, 0x20, 0x0A]), "not UTF-8: byte 6 in line 2"),
    (Data([0xFF, 0xFE, 0x61, 0x00]), "UTF-16"),
    (Data(), "empty"),
    (Data("PK\u{3}\u{4}xl/".utf8), "workbook"),
  ])
  func `tells how a file is written, and what is no text`(content: Data, words: String) throws {
    try workdir.write("odd.csv", content)
    let sniffed = try workdir.run("sniff", "odd.csv")
    #expect(sniffed.status == 0, "\(sniffed)")
    #expect(sniffed.out.contains(words), "\(sniffed)")
  }

  @Test func `names the encoding of a legacy file, what speaks for it, and reads the file so`()
    throws
  {
    let header = "Mã hồ sơ,Tỉnh,Trạng thái,Ngày tiếp nhận,Lĩnh vực\n"
    let text = header + "H1,Thừa Thiên Huế,Đã xử lý,01/07/2025,Viễn thông\n"
    let table: [(Unicode.Scalar, UInt8)] = [
      ("ã", 0xB7), ("ồ", 0xE5), ("ơ", 0xAC), ("ỉ", 0xD8), ("ạ", 0xB9), ("á", 0xB8), ("à", 0xB5),
      ("ế", 0xD5), ("ậ", 0xCB), ("ĩ", 0xDC), ("ự", 0xF9), ("ừ", 0xF5), ("ê", 0xAA), ("Đ", 0xA7),
      ("ử", 0xF6), ("ý", 0xFD), ("ễ", 0xD4), ("ô", 0xAB),
    ]
    let letters = Dictionary(uniqueKeysWithValues: table)
    try workdir.write(
      "old.csv", Data(text.unicodeScalars.map { letters[$0] ?? UInt8($0.value) }))
    let sniffed = try workdir.run("sniff", "old.csv")
    #expect(sniffed.status == 0)
    #expect(
      sniffed.out.contains("likely      tcvn3: 19 of 19 words with accents are Vietnamese"),
      "\(sniffed)")
    #expect(sniffed.out.contains("before      M· hå s¬"))
    #expect(sniffed.out.contains("after       Mã hồ sơ,Tỉnh,Trạng thái"))
    #expect(sniffed.out.contains("remedy      declare encoding: tcvn3"))
    #expect(sniffed.out.contains("Ngày tiếp nhận"))
    let json = try workdir.run("sniff", "old.csv", "--json").json()
    let file = try #require((json["files"] as? [[String: Any]])?.first)
    let encoding = try #require(file["encoding"] as? [String: Any])
    #expect(encoding["declare"] as? String == "tcvn3")
    #expect((encoding["candidates"] as? [Any])?.count == 4)
    try workdir.write("lost.csv", Data("a,b\nTr?n Th?nh Phong,x?\n".utf8))
    let lost = try workdir.run("sniff", "lost.csv")
    #expect(lost.out.contains("2 words have ? in place of letters: nothing can repair them"))
  }

  @Test func `an absent file is 66 and a wrong schema 78`() throws {
    #expect(try workdir.run("sniff", "absent.csv").status == 66)
    #expect(try workdir.run("sniff", ".").status == 66)
    try workdir.edit("surveys/schemas/dossiers.yml", "type: id", "type: di")
    #expect(try workdir.run("sniff", "surveys/2025-08/dossiers/hue.csv").status == 78)
  }

  @Test func `no name of a person is shown`() throws {
    let sniffed = try workdir.run("sniff", "surveys/2025-08/dossiers/hue.csv")
    #expect(!sniffed.out.contains("Canary"))
  }

  @Test func `finds the header below titles, by a schema or by how full it is`() throws {
    try workdir.edit(
      "surveys/2025-08/dossiers/phu-tho.csv", "Mã hồ sơ;",
      "DANH SÁCH HỒ SƠ\nTháng 8/2025;;;;;\n\nMã hồ sơ;")
    let known = try workdir.run("sniff", "surveys/2025-08/dossiers/phu-tho.csv")
    #expect(
      known.out.contains("header      line 4, 6 columns; what stands above is passed"), "\(known)")
    #expect(known.out.contains("schema dossiers fits: 5 of its 6 columns"))
    #expect(known.out.contains("line 6, received_at"))
    try workdir.write("x.csv", "BÁO CÁO\n\nTên;Số;Ghi chú\na;1;\nb;2;\nc;3;x\n")
    let unknown = try workdir.run("sniff", "x.csv")
    #expect(unknown.out.contains("header      line 3, 3 columns"), "\(unknown)")
    let merged = try workdir.run("sniff", "x.csv", "--json").json()
    let file = try #require((merged["files"] as? [[String: Any]])?.first)
    #expect(file["header_line"] as? Int == 3 && file["header_rows"] as? Int == 1)
  }
}
