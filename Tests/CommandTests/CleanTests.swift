import Foundation
import Testing

/// `hailong clean`: any messy file to tidy CSV, and what had to be left out.
struct CleanTests {
  let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
  }

  private func clean(_ content: String, _ arguments: String...) throws -> Workdir.Outcome {
    try workdir.write("messy.csv", content)
    return try workdir.run(["clean", "messy.csv"] + arguments)
  }

  @Test func `a well-formed file comes out as RFC 4180 CSV with every field as it was`() throws {
    let cleaned = try clean(
      "\u{FEFF}sep=;\r\nmã;ghi chú;\"x\"\"y\"\r\n1;\"a;b, c\";\" lề \"\r\n\r\n2;\"hai\r\ndòng\"; z \r\n;;\r\n"
    )
    #expect(cleaned.status == 0 && cleaned.err.isEmpty, "\(cleaned)")
    #expect(
      cleaned.out == "mã,ghi chú,\"x\"\"y\"\n1,\"a;b, c\",\" lề \"\n2,\"hai\r\ndòng\",z\n")
  }

  @Test func `what comes out reads as itself`() throws {
    let once = try clean("a|b\n1|\"x, \"\"y\"\"\"\n\"\"|\"\n\"\n").out
    let again = try clean(once)
    #expect(again.status == 0 && again.out == once)
  }

  @Test func `blanks that are no spaces are kept, and read as themselves`() throws {
    let text = "a,b\n\"\u{200B}x\",\"y\u{A0}\"\n\u{A0}z,\u{200B}\n"
    let once = try clean(text).out
    #expect(once == "a,b\n\u{200B}x,y\u{A0}\n\u{A0}z,\u{200B}\n")
    #expect(try clean(once).out == once)
  }

  @Test func `a hundred thousand columns fit into memory`() throws {
    let wide = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    try workdir.write("wide.csv", wide + "\n" + wide + "\n")
    let outcome = try workdir.shell("ulimit -v 3000000; hailong clean wide.csv | cmp - wide.csv")
    #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome.err)")
  }

  @Test func `rejected records go to a file of their own that is an input once it is mended`()
    throws
  {
    let cleaned = try clean(
      "a;b\n1;2\n3\n4;\"x\"y\n5;\"dở dang\n6;7\n", "--rejects", "bad.csv")
    #expect(cleaned.status == 65 && cleaned.out == "a,b\n1,2\n6,7\n")
    #expect(try workdir.read("bad.csv") == "a;b\n3\n4;\"x\"y\n5;\"dở dang\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: workdir.path("bad.csv"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(
      cleaned.err.contains("3 of 5 records rejected; they are in bad.csv")
        && cleaned.err.contains("line 3: the record has not as many fields as the header (1 ≠ 2)"))
    try workdir.write("bad.csv", "a;b\n3;\n4;xy\n5;xong\n")
    let mended = try workdir.run("clean", "bad.csv", "--rejects", "bad2.csv")
    #expect(mended.status == 0 && mended.out == "a,b\n3,\n4,xy\n5,xong\n")
    #expect(try workdir.read("bad2.csv") == "a;b\n")
  }

  @Test func `the input is never written over`() throws {
    let cleaned = try clean("a,b\n1\n", "--rejects", "./messy.csv")
    #expect(cleaned.status == 73 && cleaned.err.contains("is the file that is read"))
    #expect(try workdir.read("messy.csv") == "a,b\n1\n")
  }

  @Test func `a schema gives its columns, canonical values and nothing personal`() throws {
    let schema = "surveys/schemas/dossiers.yml"
    let cleaned = try workdir.run("clean", "surveys/2025-08/dossiers/hue.csv", "--schema", schema)
    #expect(cleaned.status == 0, "\(cleaned)")
    #expect(cleaned.lines.first == "dossier_id,province_code,channel,received_at,updated_at")
    #expect(cleaned.lines[3] == "h2,46,online,2025-07-03T09:00:00,2025-07-03T09:00:00")
    #expect(cleaned.lines.count == 6 && !cleaned.out.contains("Canary"))
    let broken = try workdir.run(
      "clean", "surveys/2025-08/dossiers/phu-tho.csv", "--schema", schema, "--rejects", "bad.csv")
    #expect(broken.status == 65)
    #expect(
      broken.out.hasSuffix("p1,25,in_person,2025-08-05T08:00:00,2025-08-05T08:00:00\n"))
    #expect(try workdir.read("bad.csv").split(separator: "\n").count == 3)
  }

  @Test func `clean rejects the records that a run rejects`() throws {
    for file in ["hue.csv", "phu-tho.csv"] {
      let cleaned = try workdir.run(
        "clean", "surveys/2025-08/dossiers/\(file)", "--schema", "surveys/schemas/dossiers.yml",
        "--rejects", "bad.csv")
      let run = try workdir.run("run", SmallCampaign.pipeline, "--force")
      #expect(run.status == 0)
      let rejects = try workdir.read("out/delegations-2025-08/latest/rejects.csv")
      let ofRun = rejects.split(separator: "\n").count { $0.contains(file) }
      #expect(try workdir.read("bad.csv").split(separator: "\n").count - 1 == ofRun)
      #expect((cleaned.status == 65) == (ofRun > 0))
    }
  }

  @Test func `lines at the top are passed when told, the delimiter is that which is told`() throws {
    let text = "một dòng\n\"hai\na,b\n1,2\n"
    #expect(try clean(text, "--skip-lines", "2").out == "a,b\n1,2\n")
    #expect(try clean("a,x^b\n1^2\n", "--delimiter", "^").out == "\"a,x\",b\n1,2\n")
    #expect(try clean("a;b\n1;2\n", "--delimiter", "comma").out == "a;b\n1;2\n")
    #expect(try clean("a", "--delimiter", "xy").status == 64)
    #expect(try clean("a", "--skip-lines", "-1").status == 64)
  }

  @Test func `a file of a legacy encoding comes out as UTF-8 in normal form C`() throws {
    // Thành phố Huế: a grave, o circumflex acute, e circumflex acute, each mark a byte of its own.
    let old: [UInt8] =
      Array("a,b\nTha".utf8) + [0xCC] + Array("nh ph".utf8) + [0xF4, 0xEC] + Array(" Hu".utf8)
      + [0xEA, 0xEC] + Array(",1\n".utf8)
    try workdir.write("old.csv", Data(old))
    let refused = try workdir.run("clean", "old.csv")
    #expect(refused.status == 0 || refused.status == 65)
    #expect(!refused.out.contains("Hu"))
    let cleaned = try workdir.run("clean", "old.csv", "--encoding", "cp1258")
    #expect(cleaned.status == 0, "\(cleaned)")
    #expect(Array(cleaned.out.utf8) == Array("a,b\nThành phố Huế,1\n".utf8))
    let unknown = try workdir.run("clean", "old.csv", "--encoding", "windows-1528")
    #expect(unknown.status == 64 && unknown.err.contains("did you mean \"windows-1258\"?"))
  }

  @Test(
    arguments: [
      (
        "a;b\n'it''s; \"so\"';2\n'hai\ndòng';O'Neil\n", "'", nil,
        ["\"it's; \"\"so\"\"\",2", "\"hai", "dòng\",O'Neil"]
      ),
      (
        "a,b\n\"he said \\\"hi\\\", ok\",\"c:\\dir\"\n", nil, "\\",
        ["\"he said \"\"hi\"\", ok\",c:\\dir"]
      ),
      ("a,b\n\"x \\\\\",2\n\"it \"\"is\"\"\",3\n", nil, "\\", ["x \\,2", "\"it \"\"is\"\"\",3"]),
      ("a,b\nx\\,y,\"z\n", "'", "\\", ["\"x,y\",\"\"\"z\""]),
      ("a,b\n\\\"x,y\n1,2\\\n3\n", nil, "\\", ["\"\"\"x\",y", "1,\"2", "3\""]),
      ("a,b\n'x' , 'y'\n 'z','", "'", nil, ["x,y"]),
    ] as [(String, String?, String?, [String])])
  func `quotes of another kind are read as told`(
    text: String, quote: String?, escape: String?, lines: [String]
  ) throws {
    try workdir.write("messy.csv", text)
    let cleaned = try workdir.run(
      ["clean", "messy.csv"] + (quote.map { ["--quote", $0] } ?? [])
        + (escape.map { ["--escape", $0] } ?? []))
    #expect(Array(cleaned.lines.dropFirst()) == lines, "\(cleaned)")
  }

  @Test func `a header that cannot be read is no title`() throws {
    let broken = try clean("id,\"no\"te,b\n1,2,3\n2,3,4\n")
    #expect(broken.status == 65 && broken.out.isEmpty && broken.err.contains("mend the quotes"))
    let titled = try clean("BÁO CÁO\n\nid,note,b\n1,2,3\n2,3,4\n")
    #expect(titled.err.contains("line 3 looks more like it: --skip-lines 2"), "\(titled)")
  }

  @Test func `a file that is none is refused, and an absent one is no input`() throws {
    let empty = try clean("")
    #expect(empty.status == 65 && empty.out.isEmpty && empty.err.contains("empty"))
    #expect(try workdir.run("clean", "absent.csv").status == 66)
    #expect(try workdir.run("clean", "surveys").status == 66)
    let foreign = try clean("a,b\n1,2\n", "--schema", "surveys/schemas/dossiers.yml")
    #expect(foreign.status == 65 && foreign.err.contains("no header is a column of dossiers"))
  }

  @Test func `a reader that goes away is no fault`() throws {
    let rows = (0..<200_000).map { "\($0),x\n" }.joined()
    try workdir.write("messy.csv", "a,b\n" + rows)
    let outcome = try workdir.shell("hailong clean messy.csv | head -2; echo ${PIPESTATUS[0]}")
    #expect(outcome.out == "a,b\n0,x\n0\n" && outcome.err.isEmpty, "\(outcome)")
  }
}
