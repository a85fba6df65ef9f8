import Foundation
import Testing

/// What `hailong init` makes of unknown files: no praise, no persons, no figure of somebody else.
struct ProposalTests {
  let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func propose(_ arguments: String...) throws -> Workdir.Outcome {
    let proposed = try workdir.run(["init", "data"] + arguments)
    try #require(proposed.status == 0, "\(proposed)")
    let checked = try workdir.run("check", "data/hailong/pipeline.yml")
    #expect(checked.status == 0, "\(checked)")
    return proposed
  }

  /// Forty answers; the columns are those of a survey that a newcomer brought.
  private static let survey =
    "Tỉnh,Ngày trả lời,4. Có phải trả thêm chi phí ngoài quy định không?,Thái độ cán bộ (1-5),"
    + "Thời gian chờ của người dân (phút),Cán bộ có đúng giờ không?,Góp ý,Số điện thoại,Điện thoại bàn\n"
    + (0..<40).map { index in
      let day = index % 9 + 1
      return
        "\(index % 2 == 0 ? "Huế" : "Phú Thọ"),0\(day)/08/2025,\(index % 3 == 0 ? "Có" : "Không"),"
        + "\(index % 5 + 1),\(index + 5),\(index % 4 == 0 ? "Không" : "Có"),"
        + "\(index == 39 ? "Canary is kind" : "Không"),\(900_000_000 + index),\(3_822_100 + index)\n"
    }.joined()

  @Test func `a yes or no of an unknown survey is counted, and neither ranked nor praised`() throws
  {
    try workdir.write("data/khao-sat.csv", Self.survey)
    let proposed = try propose()
    #expect(proposed.out.contains("; no ranking"), "\(proposed)")
    let catalog = try workdir.read("data/hailong/kpis.yml")
    #expect(catalog.contains("numerator: \"can_bo_co_dung_gio_khong\""), "\(catalog)")
    #expect(!catalog.contains("\n    better:"))
    let shares = catalog.components(separatedBy: "numerator:").count - 1
    let choices = catalog.components(separatedBy: "    # better: higher or lower? nothing tells")
    #expect(shares == 2 && choices.count - 1 == shares, "\(catalog)")
    let pipeline = try workdir.read("data/hailong/pipeline.yml")
    #expect(!pipeline.contains("\nrankings:"), "\(pipeline)")
    // With the choice made, the line that stands there as a comment is good.
    let comment = try #require(
      pipeline.split(separator: "\n").first { $0.hasPrefix("#   rankings: [{kpi: khao_sat_") })
    try workdir.edit("data/hailong/pipeline.yml", String(comment), String(comment.dropFirst(4)))
    let run = try workdir.run("run", "data/hailong/pipeline.yml", "--json")
    #expect(run.status == 0, "\(run)")
  }

  @Test func `the shares of an unknown survey carry an interval, and few answers are withheld`()
    throws
  {
    try workdir.write("data/khao-sat.csv", Self.survey)
    try workdir.write("data/lop.csv", "Mã lớp,Đạt\na,Có\nb,Không\nc,Có\n")
    _ = try propose()
    let catalog = try workdir.read("data/hailong/kpis.yml")
    #expect(catalog.components(separatedBy: "    interval: wilson\n").count == 3, "\(catalog)")
    let pipeline = try workdir.read("data/hailong/pipeline.yml")
    #expect(pipeline.contains("\ndisclosure: {khao_sat: {min_count: 10}}\n"), "\(pipeline)")
    let run = try workdir.run("run", "data/hailong/pipeline.yml")
    #expect(run.status == 0, "\(run)")
    let shown = try workdir.run(
      "show", "data", "--kpi", "khao_sat_can_bo_co_dung_gio_khong", "--json"
    ).json()
    let figures = try #require(shown["figures"] as? [[String: Any]])
    #expect(figures.first?["numerator"] as? Int == 30 && figures.first?["ci_low"] is Double)
  }

  @Test func `scales, minutes, days and yes or no are no persons, whatever the header says`() throws
  {
    try workdir.write("data/khao-sat.csv", Self.survey)
    _ = try propose()
    let schema = try workdir.read("data/hailong/schemas/khao_sat.yml")
    for line in [
      "  thai_do_can_bo_1_5: {type: integer, required: true, ",
      "  thoi_gian_cho_cua_nguoi_dan_phut: {type: integer, required: true, ",
      "  can_bo_co_dung_gio_khong: {type: flag, required: true, ",
      // One word that most give is no yes or no, and digits somebody is called by are somebody's.
      "  gop_y: {type: text, personal: true, ",
      "  so_dien_thoai: {type: text, personal: true, ",
      "  dien_thoai_ban: {type: text, personal: true, ",
    ] {
      #expect(schema.contains("\n\(line)"), "\(line)\n\(schema)")
    }
  }

  @Test func `one value that a sample of yes and no did not show makes a column personal again`()
    throws
  {
    let records = (0..<2_500).map {
      "c\($0),\($0 == 2_400 ? "Canary Name" : $0 % 2 == 0 ? "Có" : "Không")\n"
    }
    try workdir.write("data/a.csv", "Mã,Ý kiến của người dân\n" + records.joined())
    let proposed = try propose()
    let schema = try workdir.read("data/hailong/schemas/a.yml")
    #expect(schema.contains("  y_kien_cua_nguoi_dan: {type: text, personal: true, "), "\(schema)")
    #expect(!proposed.out.contains("Canary") && !schema.contains("Canary"))
    let run = try workdir.run("run", "data/hailong/pipeline.yml")
    #expect(run.status == 0 && run.out.contains(" 2500 "), "\(run)")
  }

  @Test func `provinces that are called as families are stay provinces`() throws {
    try workdir.write(
      "data/noi.csv", "Nơi,Loại\nCao Bằng,A\nThái Nguyên,A\nLâm Đồng,B\nHồ Chí Minh,B\n")
    _ = try propose()
    #expect(try workdir.read("data/hailong/schemas/noi.yml").contains("place: {province: [noi]}"))
  }

  @Test func `the day of the report is the last on which something happened, up to today`() throws {
    let records = (1...9).map { "h\($0),0\($0)/08/2025,0\($0)/12/2089,1\($0)/08/2025\n" }
    try workdir.write(
      "data/viec.csv", "Mã,Ngày nhận,Hạn trả,Ngày xong\n" + records.joined() + "x,01/01/2089,,\n")
    _ = try propose()
    let pipeline = try workdir.read("data/hailong/pipeline.yml")
    #expect(pipeline.contains("\nas_of: 2025-08-19\n"), "\(pipeline)")
    #expect(pipeline.contains("period: {from: 2025-08-01, to: 2025-08-19, grain: month}"))
    #expect(pipeline.contains("ngay_xong of viec"))
    #expect(pipeline.contains("are they mistyped?"))
    let run = try workdir.run("run", "data/hailong/pipeline.yml", "--json").json()
    let rows = try #require((run["rows"] as? [String: Any])?["viec"] as? [String: Any])
    #expect(rows["accepted"] as? Int == 9 && rows["out_of_period"] as? Int == 1)
  }

  @Test func `without a day in any file the report is of today, and says so`() throws {
    try workdir.write("data/a.csv", "Mã,Đạt\na,Có\nb,Không\n")
    _ = try propose()
    let pipeline = try workdir.read("data/hailong/pipeline.yml")
    #expect(pipeline.contains("is late: today, since no column has a day"), "\(pipeline)")
    let lines = pipeline.split(separator: "\n")
    let day = try #require(lines.first { $0.hasPrefix("as_of: ") }).dropFirst(7)
    #expect(pipeline.contains(", to: \(day), "))
  }

  @Test func `a header that begins with a day keeps its type where some files count days`() throws {
    func file(_ day: (Int) -> String) -> String {
      "Mã lịch,Ngày họp,Số hiệu phòng\n"
        + (0..<20).map { "m\($0),\(day($0)),\(45_900 + $0)\n" }.joined()
    }
    try workdir.write("data/lich-1.csv", file { "\($0 + 1)/08/2025" })
    try workdir.write("data/lich-2.csv", file { "\(45_870 + $0)" }.replacing("m", with: "n"))
    _ = try propose()
    let schema = try workdir.read("data/hailong/schemas/lich.yml")
    #expect(schema.contains("  ngay_hop: {type: date, required: true, "), "\(schema)")
    #expect(schema.contains("  so_hieu_phong: {type: integer, "), "\(schema)")
    let run = try workdir.run("run", "data/hailong/pipeline.yml", "--json").json()
    let rows = try #require((run["rows"] as? [String: Any])?["lich"] as? [String: Any])
    #expect(rows["accepted"] as? Int == 40, "\(rows)")
  }

  @Test func `a catalog of one's own files cites nobody else's figures and names no absent KPI`()
    throws
  {
    let sample = Workdir.project.appending(path: "surveys/2025-08")
    try FileManager.default.copyItem(at: sample, to: workdir.url.appending(path: "data"))
    _ = try propose()
    let catalog = try workdir.read("data/hailong/kpis.yml")
    let sources = catalog.split(separator: "\n").filter { $0.hasPrefix("    source:") }
    #expect(sources.count >= 30 && !catalog.contains("# source:"))
    let ids = catalog.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .map { $0.dropFirst(2).dropLast() }.filter { $0.contains("_") }
    for source in sources {
      for word in [
        "press", "news", "conference", "nvented", "An Cựu", "Phú Thọ", "Huế", "published figure",
      ] {
        #expect(!source.contains(word), "\(source)")
      }
      #expect(!ids.contains { source.contains($0) && $0 != "on_time_rate" }, "\(source)")
    }
  }

  @Test func `a header near a known one is named with its column and the remedy`() throws {
    let header =
      "Mã hồ sơ,Tỉnh/Thành phố,Lĩnh vực,Hình thức gửi,Ngày tiếp nhận,Ngày hẹn,Ngày xử lý xong,"
      + "Trạng thái,Ngày cập nhật\n"
    let record =
      "h1,Huế,Đất đai,Trực tuyến,01/08/2025,09/08/2025,08/08/2025,Đã xử lý xong,08/08/2025\n"
    try workdir.write("data/hs.csv", header + record)
    let proposed = try propose()
    for words in [
      "\"Hình thức gửi\" may be channel: add it to headers: in ",
      "\"Ngày hẹn\" may be due_at: add it to headers: in ",
      "\"Ngày xử lý xong\" may be completed_at: add it to headers: in ",
      "\"Tỉnh/Thành phố\" is province_name, and may be province_code",
    ] {
      #expect(proposed.out.contains(words), "\(words)\n\(proposed)")
    }
    // The usual words of provincial systems are known.
    let usual = header.replacing("Tỉnh/Thành phố", with: "Tỉnh").replacing("gửi", with: "nộp")
      .replacing("Ngày hẹn", with: "Hạn trả")
    try workdir.write(
      "data/hs.csv", usual.replacing("Ngày xử lý xong", with: "Ngày trả kết quả") + record)
    #expect(try propose("--force").out.contains("dossiers: the known schema"))
    // One that a file may lack is told of too, with the file to write it into.
    try workdir.write("data/hs.csv", usual + record)
    let known = try propose("--force").out
    #expect(
      known.contains(
        "\"Ngày xử lý xong\" may be completed_at: add it to headers: in "
          + "data/hailong/schemas/dossiers.yml"), "\(known)")
  }
}
