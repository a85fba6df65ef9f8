import Foundation
import Testing

/// `hailong init` on folders as people have them; what it writes must pass `check` and run.
struct InitTests {
  let workdir: Workdir

  init() throws { workdir = try Workdir() }

  /// Proposes, checks and runs; gives what `init` printed.
  @discardableResult
  private func proposeAndRun(
    _ folder: String, _ arguments: String...
  ) throws -> (proposed: Workdir.Outcome, run: [String: Any]) {
    let proposed = try workdir.run(["init", folder] + arguments)
    try #require(proposed.status == 0, "\(proposed)")
    let checked = try workdir.run("check", "\(folder)/hailong/pipeline.yml")
    #expect(checked.status == 0, "\(checked)")
    let run = try workdir.run("run", "\(folder)/hailong/pipeline.yml", "--json")
    #expect(run.status == 0, "\(run)")
    return (proposed, try run.json())
  }

  private func rows(_ run: [String: Any], _ dataset: String) throws -> [String: Any] {
    let rows = try #require(run["rows"] as? [String: Any])
    return try #require(rows[dataset] as? [String: Any])
  }

  private static let requests = """
    STT;Mã đơn;Tỉnh;Ngày gửi;Loại đơn;Đã xử lý;Số tiền;Họ và tên;SoDienThoai;Ghi chú
    1;DN001;Huế;01/08/2025;Cấp mới;Có;1000;Canary Name;0912345678;
    2;DN002;Huế;02/08/2025;Gia hạn;Không;2000;Canary Name;0912345678;x
    3;DN003;Phú Thọ;03/08/2025;Cấp mới;Có;3000;Canary Name;0912345678;
    4;DN004;Phú Thọ;14/09/2025;Cấp mới;;4000;Canary Name;0912345678;
    5;DN005;Phú Thọ;05/08/2025;Gia hạn;Có;5000;Canary Name;0912345678;
    6;DN006;Huế;06/08/2025;Cấp mới;Có;6000;Canary Name;0912345678;
    7;DN007;Huế;07/08/2025;Gia hạn;Có;7000;Canary Name;0912345678;
    8;DN008;Huế;08/08/2025;Cấp mới;Có;8000;Canary Name;0912345678;

    """

  @Test func `the sample campaign's folder becomes its pipeline again`() throws {
    let sample = Workdir.project.appending(path: "surveys/2025-08")
    try FileManager.default.copyItem(at: sample, to: workdir.url.appending(path: "mine"))
    let (proposed, run) = try proposeAndRun("mine")
    #expect(proposed.out.contains("EXPECTED.md: its name is not that of a table"))
    #expect(proposed.out.contains("provinces ranked by online_rate"))
    #expect(proposed.out.contains("received_at | Ngày tiếp nhận | NgayTiepNhan"), "\(proposed)")
    let pipeline = try workdir.read("mine/hailong/pipeline.yml")
    #expect(pipeline.contains("      - \"../dossiers/*.csv\"\n"))
    #expect(pipeline.contains("period: {from: 2025-06-01, to: 2025-09-14, grain: month}"))
    #expect(pipeline.contains("as_of: 2025-09-14"))
    #expect(pipeline.contains("disclosure: {responses: {min_count: 10}}"))
    #expect(!pipeline.contains("\n  provinces:"))
    // The figures are those of the project's own pipeline on the same records.
    #expect(try rows(run, "tasks")["accepted"] as? Int == 103)
    #expect(try rows(run, "dossiers")["rows_read"] as? Int == 22263)
    #expect(try rows(run, "dossiers")["out_of_period"] as? Int == 0)
    let shown = try workdir.run("show", "mine", "--kpi", "guided_procedures", "--json").json()
    let figures = try #require(shown["figures"] as? [[String: Any]])
    #expect(figures.first?["value"] as? Int == 35)
    #expect((run["top"] as? [String: [Any]])?["online_rate"]?.count == 5)
  }

  @Test func `a file that no schema fits gets one of its own`() throws {
    try workdir.write("data/don-thu-2025-08.csv", Self.requests)
    let (proposed, run) = try proposeAndRun("data")
    #expect(proposed.out.contains("don_thu: no known schema fits"), "\(proposed)")
    let schema = try workdir.read("data/hailong/schemas/don_thu.yml")
    for line in [
      "dataset: don_thu", "key: ma_don", "place: {province: [tinh]}", "time: ngay_gui",
      "  ma_don: {type: id, required: true, headers: [\"Mã đơn\"]}",
      "  tinh: {type: province, required: true, headers: [\"Tỉnh\"]}",
      "  ngay_gui: {type: date, required: true, headers: [\"Ngày gửi\"]}",
      "  da_xu_ly: {type: flag, headers: [\"Đã xử lý\"]}",
      "  so_tien: {type: integer, required: true, headers: [\"Số tiền\"]}",
      "  ho_va_ten: {type: text, personal: true, headers: [\"Họ và tên\"]}",
      "  so_dien_thoai: {type: text, personal: true, headers: [\"SoDienThoai\"]}",
      "  ghi_chu: {type: text, personal: true, headers: [\"Ghi chú\"]}",
    ] {
      #expect(schema.contains(line + "\n"), "\(line)\n\(schema)")
    }
    #expect(schema.contains("values: [\"Cấp mới\", \"Gia hạn\"]"))
    let pipeline = try workdir.read("data/hailong/pipeline.yml")
    #expect(pipeline.contains("period: {from: 2025-08-01, to: 2025-09-14, grain: month}"))
    #expect(proposed.out.contains("; no ranking"), "\(proposed)")
    #expect(try rows(run, "don_thu")["accepted"] as? Int == 8)
    let shown = try workdir.run("show", "data", "--kpi", "don_thu_da_xu_ly", "--json").json()
    let figures = try #require(shown["figures"] as? [[String: Any]])
    #expect(figures.first?["numerator"] as? Int == 6)
    #expect(figures.first?["denominator"] as? Int == 7)
    let all = try workdir.shell("grep -rl Canary data/hailong out; true")
    #expect(all.out.isEmpty && !proposed.out.contains("Canary"), "\(all)")
  }

  @Test func `what the whole files refute is not asked of them`() throws {
    // 2,000 records are a sample; what comes later is looked at too.
    var text = "Mã,Ngày,Loại,Điểm\n"
    for index in 0..<2_500 {
      let late = index >= 2_400
      text += "A\(late ? index % 10 : index),\(late ? "" : "2025-08-01"),"
      text += "\(late ? "mới" : index % 2 == 0 ? "cũ" : "khác"),\(late ? "chín" : "9")\n"
    }
    try workdir.write("data/diem.csv", text)
    let (_, run) = try proposeAndRun("data")
    let schema = try workdir.read("data/hailong/schemas/diem.yml")
    #expect(!schema.contains("\nkey:") && !schema.contains("\ntime:"), "\(schema)")
    #expect(schema.contains("  # more words than the sample showed\n  loai: {type: text"))
    #expect(schema.contains("  # looked like integer in the sample\n  diem: {type: text"))
    #expect(try rows(run, "diem")["accepted"] as? Int == 2_500)
  }

  @Test func `files of one header share a schema, whatever their delimiter`() throws {
    try workdir.write("data/don-thu-01.csv", Self.requests)
    try workdir.write("data/sub/don-thu-02.txt", Self.requests.replacing(";", with: "\t"))
    try workdir.write("data/other.csv", "name,size\na,1\nb,2\n")
    let (proposed, run) = try proposeAndRun("data")
    let pipeline = try workdir.read("data/hailong/pipeline.yml")
    let doubt = "8 records have a ma_don that another has; every record counts, unless"
    #expect(proposed.out.contains(doubt), "\(proposed)")
    #expect(try workdir.read("data/hailong/schemas/don_thu.yml").contains("# \(doubt)"))
    #expect(
      pipeline.contains(
        "    files:\n      - \"../don-thu-01.csv\"\n      - \"../sub/*.txt\"\n"), "\(pipeline)")
    // The same codes stand in both files: they do not tell records apart.
    #expect(try rows(run, "don_thu")["accepted"] as? Int == 16)
    #expect(try rows(run, "other")["accepted"] as? Int == 2)
  }

  @Test func `an encoding that has to be declared is proposed, one for a dataset`() throws {
    try workdir.write("utf8.csv", Self.requests)
    let convert = "iconv -f UTF-8 -t TCVN5712-1 utf8.csv"
    #expect(try workdir.shell("mkdir data && \(convert) > data/don-thu-1.csv").status == 0)
    #expect(try workdir.shell("\(convert) | sed s/DN/DM/ > data/don-thu-2.csv").status == 0)
    let (proposed, run) = try proposeAndRun("data")
    #expect(try workdir.read("data/hailong/pipeline.yml").contains("    encoding: tcvn3\n"))
    #expect(try rows(run, "don_thu")["accepted"] as? Int == 16, "\(proposed)")
  }

  @Test func `what cannot be read is listed with its reason and stops nothing`() throws {
    try workdir.write("data/good.csv", "code,value\na1,1\na2,2\n")
    try workdir.write("data/book.xlsx", Data("PK\u{3}\u{4}xxxx".utf8))
    try workdir.write("data/empty.csv", "")
    try workdir.write("data/prose.txt", "Read me first.\nThen the rest.\n")
    try workdir.write("data/cut.csv.gz", Data([0x1F, 0x8B, 8, 0, 1, 2]))
    try workdir.write("data/scan.pdf", "x")
    try workdir.write("data/titled.csv", "REPORT\nfrom July\n,,\ncode,a,b\nx,1,2\ny,3,4\n")
    try workdir.link("data/gone.csv", to: "nowhere")
    try workdir.link("data/loop", to: ".")
    #expect(try workdir.shell("mkfifo data/pipe.csv").status == 0)
    let (proposed, run) = try proposeAndRun("data")
    let names = [
      "book.xlsx", "empty.csv", "prose.txt", "cut.csv.gz", "scan.pdf", "gone.csv", "loop",
      "pipe.csv",
    ]
    let pipeline = try workdir.read("data/hailong/pipeline.yml")
    for name in names {
      #expect(proposed.lines.contains { $0.hasPrefix("  \(name): ") }, "\(name): \(proposed)")
      #expect(pipeline.contains("#   \(name): "), "\(name)")
    }
    #expect((run["refused"] as? [Any])?.isEmpty == true)
    // Titles above a header are no hindrance.
    #expect(try rows(run, "all")["accepted"] as? Int == 4)
    let json = try workdir.run("init", "data", "--dry-run", "--json").json()
    let leftOut = try #require(json["left_out"] as? [[String: Any]])
    // The first proposal is no data either.
    #expect(leftOut.compactMap { $0["file"] as? String }.sorted() == (names + ["hailong"]).sorted())
  }

  @Test func `captions, sums, who signs and names of persons stay out of what is written`() throws {
    let records = (1...40).map {
      "\($0),HS-\($0),Hộ tịch,\(["Lê Hoàng Cường", "Nguyễn Văn An"][$0 % 2]),0101234567,0\($0 % 9 + 1)/08/2025"
    }
    try workdir.write(
      "data/bc.csv",
      "BÁO CÁO,,,,,\nSTT,Mã,Lĩnh vực,Thụ lý,MST,Ngày nhận\n\"I. Sở Tư pháp\",,,,,\n"
        + records.joined(separator: "\n")
        + "\nTổng cộng,40,,,,\n,Người lập biểu,,GIÁM ĐỐC,,\n,Trần Thị Bình,,Nguyễn Văn An,,\n")
    let (_, run) = try proposeAndRun("data")
    let accounting = try rows(run, "all")
    #expect(accounting["accepted"] as? Int == 40)
    let schema = try workdir.read("data/hailong/schemas/bc.yml")
    for word in ["Nguyễn", "Cường", "GIÁM", "Tổng", "0101234567"] {
      #expect(!schema.contains(word))
    }
    #expect(schema.contains("time: ngay_nhan"))
  }

  @Test func `a header that is nearly a known one says what it lacks`() throws {
    try SmallCampaign.write(into: workdir)
    try workdir.write(
      "data/hue.csv", SmallCampaign.hue.replacing("channel,received_at", with: "chanel,received_at")
    )
    let proposed = try workdir.run("init", "data")
    #expect(proposed.status == 0)
    #expect(
      proposed.out.contains(
        "comes nearest to dossiers, which does not fit: it lacks channel (did you mean it by "
          + "\"chanel\"?)"), "\(proposed)")
    // With the name mended the known schema of this place fits, and its reference is taken.
    try workdir.write("data/hue.csv", SmallCampaign.hue)
    let mended = try workdir.run("init", "data", "--force")
    #expect(mended.out.contains("dossiers: the known schema"), "\(mended)")
    #expect(
      try workdir.read("data/hailong/reference/provinces.csv")
        == workdir.read("surveys/reference/provinces.csv"))
  }

  @Test func `what is there is not written over without being told`() throws {
    try workdir.write("data/a.csv", "code,value\na1,1\n")
    #expect(try workdir.run("init", "data", "--dry-run").status == 0)
    #expect(!workdir.exists("data/hailong"))
    #expect(try workdir.run("init", "data").status == 0)
    try workdir.write("data/hailong/pipeline.yml", "mine")
    try workdir.write("data/hailong/notes.txt", "mine")
    let again = try workdir.run("init", "data")
    #expect(again.status == 73, "\(again)")
    #expect(again.err.contains("data/hailong/pipeline.yml is there already"))
    #expect(try workdir.read("data/hailong/pipeline.yml") == "mine")
    #expect(try workdir.run("init", "data", "--force").status == 0)
    #expect(try workdir.read("data/hailong/pipeline.yml").contains("datasets:"))
    #expect(try workdir.read("data/hailong/notes.txt") == "mine")
    for _ in 1...2 {
      let inside = try workdir.run("init", "data", "--out", "data", "--force", "--json")
      #expect((try inside.json()["files"] as? [Any])?.count == 1, "\(inside)")
      #expect(try workdir.run("check", "data/pipeline.yml").status == 0)
    }
    let elsewhere = try workdir.run("init", "data", "--out", "deep/er/mine")
    #expect(elsewhere.status == 0, "\(elsewhere)")
    #expect(try workdir.run("check", "deep/er/mine/pipeline.yml").status == 0)
  }

  @Test func `a folder with nothing in it is 66, in one sentence`() throws {
    try workdir.write("empty/.hidden", "x")
    try workdir.write("barren/a.xlsx", Data("PK\u{3}\u{4}".utf8))
    for (folder, words) in [
      ("empty", "empty is empty; put the files"),
      ("barren", "barren has no table that can be read"),
      ("absent", "absent: there is no such folder"), ("barren/a.xlsx", "is not a folder"),
    ] {
      let outcome = try workdir.run("init", folder)
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.err.contains(words), "\(outcome)")
      #expect(outcome.out.isEmpty && !workdir.exists("\(folder)/hailong"))
    }
  }

  @Test func `a KPI that a schema of the user's cannot answer is left out`() throws {
    try SmallCampaign.write(into: workdir)
    try workdir.edit(
      "surveys/schemas/dossiers.yml", "online: [\"Trực tuyến\"]", "web: [\"Trực tuyến\"]")
    try workdir.write("data/hue.csv", SmallCampaign.hue)
    try proposeAndRun("data", "--schema", "surveys/schemas/dossiers.yml")
    let catalog = try workdir.read("data/hailong/kpis.yml")
    #expect(catalog.contains("\n  received:\n") && !catalog.contains("online_rate"), "\(catalog)")
  }

  @Test func `schemas that cannot be used are told before anything is read`() throws {
    try SmallCampaign.write(into: workdir)
    try workdir.write("data/hue.csv", SmallCampaign.hue)
    try workdir.write("twin.yml", SmallCampaign.schema)
    let twins = try workdir.run(
      "init", "data", "--schema", "surveys/schemas/dossiers.yml", "--schema", "twin.yml")
    #expect(twins.status == 78, "\(twins)")
    #expect(twins.err.contains("twin.yml is a second schema of dossiers"), "\(twins)")
    try workdir.edit("twin.yml", "type: id", "type: di")
    let wrong = try workdir.run("init", "data", "--schema", "twin.yml")
    #expect(wrong.status == 78 && wrong.err.contains("twin.yml:7:"), "\(wrong)")
    #expect(try workdir.run("init", "data", "--schema", "absent.yml").status == 66)
    #expect(!workdir.exists("data/hailong"))
  }

  @Test func `names from a Mac, whose accents stand apart, are found again`() throws {
    let name = "Huế".decomposedStringWithCanonicalMapping
    try workdir.write("data/\(name)/\(name).csv", "code,value\na1,1\n")
    try workdir.write("data/\(name)/other.csv", "name,size\na,1\n")
    try workdir.write("data/a*.csv", "name,size\na,1\n")
    let (proposed, run) = try proposeAndRun("data")
    #expect(try rows(run, "all")["accepted"] as? Int == 2, "\(proposed)")
    #expect(proposed.out.contains("  a*.csv: its name has * or ?"))
  }

  @Test func `odd names of folders, files and columns do no harm`() throws {
    let folder = "Số liệu \"8\": it's #1"
    try workdir.write(
      "\(folder)/a \"b\": c.csv",
      "\"a\"\"b: {c}\",null,%,#x,Tỉnh\u{1B}[31m,=cmd\nx,1,2,3,4,5\ny,1,2,3,4,5\n")
    let (proposed, run) = try proposeAndRun(folder)
    #expect(!proposed.out.contains("\u{1B}"))
    #expect(try rows(run, "all")["accepted"] as? Int == 2)
    let command = try #require(proposed.lines.first { $0.contains("hailong check") })
    #expect(try workdir.shell(command).status == 0, "\(command)")
  }
}
