import Foundation
import Testing

/// Files in the shapes in which they come.
///
/// What other programs made of one table, and what people do to
/// it. The README's table of shapes has a line for each.
struct ShapeTests {
  /// A file, what the pipeline says of it, and what a run makes of it.
  struct Shape: CustomTestStringConvertible, Sendable {
    let name: String
    /// A file beside this one, unless there is a text.
    var file = "plain.csv"
    var text: String?
    var declared = ""
    var accepted = 4
    var rejects: [String] = []
    var skipped: [String: Int] = ["header": 1]
    var warnings: [String: Int] = [:]
    /// What the reason says where the file is refused.
    var refused: String?
    /// Whether the figures are those of the plain file.
    var isEqual = true

    var testDescription: String { name }
  }

  static let plain: [String] = {
    let text = try? String(contentsOf: folder.appending(path: "plain.csv"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map { $0 + "\n" }
  }()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Shapes")

  private static let header = plain[0]
  private static let records = plain.dropFirst().joined()
  private static let empty = String(repeating: ",", count: 10) + "\n"

  static let shapes: [Shape] = [
    Shape(name: "UTF-8, comma, LF"),
    // The spreadsheet took 1.010700 for a number.
    Shape(
      name: "Excel CSV UTF-8: mark, semicolon, CRLF", file: "csv-utf8.csv",
      warnings: ["mended_code": 1]),
    Shape(
      name: "Excel Unicode Text: UTF-16, tab", file: "unicode-text.txt",
      warnings: ["mended_code": 1]),
    Shape(
      name: "windows-1258, declared", file: "windows-1258.csv", declared: "encoding: windows-1258"),
    Shape(name: "TCVN3, declared", file: "tcvn3.csv", declared: "encoding: tcvn3"),
    Shape(name: "UTF-8 twice, declared", file: "twice.csv", declared: "encoding: double-utf-8"),
    Shape(name: "windows-1258, not declared", file: "windows-1258.csv", refused: "it is not utf-8"),
    Shape(name: "TCVN3, not declared", file: "tcvn3.csv", refused: "it is not utf-8"),
    // A program that knows no letter for a byte drops it.
    Shape(
      name: "UTF-8 twice, bytes lost on the way", file: "twice-lossy.csv",
      declared: "encoding: double-utf-8", refused: "cannot be turned back"),
    Shape(name: "UTF-8 twice, not declared", file: "twice.csv", refused: "column"),
    Shape(name: "packed with gzip", file: "packed.csv.gz"),
    Shape(name: "packed with zstd", file: "packed.csv.zst"),
    Shape(name: "a workbook, .xlsx", file: "workbook.xlsx", refused: "soffice"),
    Shape(name: "a workbook, .ods", file: "workbook.ods", refused: "soffice"),
    Shape(name: "a workbook, .xls", file: "workbook.xls", refused: "soffice"),
    Shape(name: "an HTML table saved as .xls", file: "table.xls", refused: "HTML"),
    Shape(
      name: "sep= line, pipe",
      text: "sep=|\n"
        + (header + records).replacing(",", with: "|").replacing("1.250|5", with: "1.250,5")
        .replacing("12|5", with: "12,5").replacing("2.187|0", with: "2.187,0"),
      skipped: ["sep": 1, "header": 1]),
    Shape(
      name: "lone CR", text: (header + records).replacing("\n", with: "\r")),
    Shape(
      name: "title lines",
      text: "DANH SÁCH HỒ SƠ\nTừ ngày 01/07/2025 đến ngày 31/08/2025\n\n" + header + records,
      skipped: ["title": 2, "blank": 1, "header": 1]),
    Shape(
      name: "merged cells over the header",
      text:
        "Mã hồ sơ,Nơi nộp,,Lĩnh vực,Hình thức tiếp nhận,Thời gian,,Phí,Mã TTHC,Chủ hồ sơ,Ngày cập nhật\n"
        + ",Tỉnh,Phường/Xã,,,Ngày tiếp nhận,Ngày hẹn trả,,,,\n" + records,
      skipped: ["header": 2]),
    Shape(
      name: "groups, a total, a signature",
      text: header + "\"I. Sở, ban, ngành\",,,,,,,,,,\n" + records
        + "Tổng cộng,,,,4,,,\"3.450,0\",,,\n"
        + ",,,,,,,,\"Huế, ngày 31 tháng 8 năm 2025\",,\n,Người lập biểu,,,,,,,Giám đốc,,\n",
      skipped: ["header": 1, "group": 1, "total": 1, "signature": 2]),
    Shape(
      name: "empty columns and rows at the end",
      text: (header + records + empty + empty).replacing("\n", with: ",,\n"),
      skipped: ["header": 1, "blank": 2]),
    Shape(
      name: "quotes that are not doubled",
      text: header + records.replacing("\"Lê Văn \"\"A\"\"\"", with: "\"Lê Văn \"A\"\""),
      accepted: 3,
      rejects: ["2 bad_quote"], isEqual: false),
    Shape(
      name: "a quote that is not closed",
      text: header + records.replacing("Nguyễn C; D", with: "\"Nguyễn C; D"), accepted: 3,
      rejects: ["4 bad_quote"], isEqual: false),
    Shape(
      name: "a byte of zero", text: header + records.replacing("Nguyễn C", with: "Nguyễn\0C"),
      accepted: 3, rejects: ["4 bad_encoding"], isEqual: false),
    Shape(
      name: "a last row that is cut off", text: header + records.dropLast(20), accepted: 3,
      rejects: ["5 truncated"], isEqual: false),
    Shape(
      name: "no line end at the end", text: header + String(records.dropLast()),
      warnings: ["no_line_end": 1]),
    Shape(
      name: "two files in one",
      text: plain[0...2].joined() + "\u{FEFF}" + header + plain[3...].joined(),
      skipped: ["header": 2]),
    Shape(
      name: "dates month first",
      text: header
        + records.replacing(/(\d\d)\/(\d\d)\/2025/) { "\($0.output.2)/\($0.output.1)/2025" }),
    Shape(
      name: "both orders of day and month",
      text: header + records + records.replacing("14/07/2025", with: "07/14/2025"),
      refused: "month"),
    Shape(
      name: "dates as serials of a spreadsheet",
      text: header
        + records.replacing("01/07/2025 08:15", with: "45839.34375")
        .replacing("05/08/2025 07:05", with: "45874.2951388889")),
    Shape(
      name: "numbers of an English spreadsheet",
      text: header
        + records.replacing("1.250,5", with: "1,250.5").replacing("12,5", with: "12.5")
        .replacing("2.187,0", with: "2,187.0")),
    Shape(
      name: "procedure codes read as numbers",
      text: header
        + records.replacing("2.000815", with: "2000815").replacing("1.010700", with: "1.0107"),
      warnings: ["mended_code": 2]),
    Shape(
      name: "a dossier code of another day",
      text: header + records.replacing("250720-0003", with: "250721-0003"),
      warnings: ["code_mismatch": 1]),
    Shape(
      name: "letters that are lost", file: "lost-letters.csv", refused: "column"),
    Shape(
      name: "letters that are lost in a value",
      text: header + records.replacing("Trần, Thị B", with: "Tr?n, Th? B"),
      warnings: ["lost_letters": 1]),
    Shape(
      name: "decomposed letters, spaces that do not break",
      text: (header + records).decomposedStringWithCanonicalMapping
        .replacing("TP Hu", with: "\u{A0}TP Hu").replacing(",,Đ", with: ",\u{A0},Đ")),
  ]

  @Test(arguments: shapes)
  func `a file is read in the shape in which it comes, or refused in one sentence`(
    shape: Shape
  ) throws {
    let workdir = try Workdir()
    let content =
      try shape.text.map { Data($0.utf8) }
      ?? Data(contentsOf: Self.folder.appending(path: shape.file))
    let plain = try Data(contentsOf: Self.folder.appending(path: "plain.csv"))
    try write(shape, content, into: workdir)
    let run = try workdir.run("run", "pipeline.yml", "--json")
    #expect(run.status == 0, "\(run)")
    let quality = try JSONSerialization.jsonObject(
      with: Data(workdir.read("out/shapes/latest/quality.json").utf8))
    let sums = try #require((quality as? [String: Any])?["all"] as? [String: Any])
    let refused = try #require((quality as? [String: Any])?["refused"] as? [[String: Any]])
    if let reason = shape.refused {
      let found = try #require(refused.first?["reason"] as? String)
      #expect(found.contains(reason))
      return
    }
    #expect(refused.isEmpty)
    #expect(sums["accepted"] as? Int == shape.accepted)
    #expect(sums["skipped"] as? [String: Int] == shape.skipped)
    #expect(sums["warnings"] as? [String: Int] == shape.warnings)
    let rejects = try Table(workdir.url.appending(path: "out/shapes/latest/rejects.csv"))
    #expect(rejects.rows.map { "\($0["line"] ?? "") \($0["code"] ?? "")" } == shape.rejects)
    guard shape.isEqual else { return }
    let figures = try workdir.read("out/shapes/latest/kpis.csv")
    try write(Shape(name: ""), plain, into: workdir)
    #expect(try workdir.run("run", "pipeline.yml").status == 0)
    #expect(try workdir.read("out/shapes/latest/kpis.csv") == figures)
  }

  @Test func `the table of shapes in the README names every one`() throws {
    let readme = try String(
      contentsOf: Workdir.project.appending(path: "README.md"), encoding: .utf8)
    let table = try #require(readme.split(separator: "## Files as they really come").last)
    let cells = table.split(separator: "\n").compactMap { $0.split(separator: "|").first }
    let named = Set(
      cells.flatMap { $0.split(separator: ";") }.map { $0.trimmingCharacters(in: .whitespaces) })
    for shape in Self.shapes { #expect(named.contains(shape.name), "\(shape.name)") }
  }

  private func write(_ shape: Shape, _ content: Data, into workdir: Workdir) throws {
    try workdir.write("data/file.csv", content)
    try workdir.write("schema.yml", Self.schema)
    try workdir.write("kpis.yml", Self.catalog)
    try workdir.write(
      "pipeline.yml",
      """
      pipeline: shapes
      catalog: kpis.yml
      reference: \(Workdir.project.path)/surveys/reference
      as_of: 2025-08-31
      period: {from: 2025-07-01, to: 2025-08-31}
      datasets:
        dossiers: {schema: schema.yml, files: ["data/*"]\(shape.declared.isEmpty ? "" : ", " + shape.declared)}
      groupings: [national, province, province+ward, province+field+period]

      """)
  }

  private static let schema = """
    dataset: dossiers
    key: dossier_id
    version: updated_at
    place: {province: province_code, ward: ward_code}
    time: received_at
    columns:
      dossier_id: {type: id, required: true, headers: ["Mã hồ sơ"]}
      province_code: {type: province, required: true, headers: ["Tỉnh"]}
      ward_code: {type: ward, headers: ["Phường/Xã"]}
      field: {type: category, headers: ["Lĩnh vực"], values: {land: ["Đất đai"], civil_status: ["Hộ tịch"]}}
      channel:
        type: category
        required: true
        headers: ["Hình thức tiếp nhận"]
        values: {online: ["Trực tuyến"], in_person: ["Trực tiếp"], postal: ["Bưu chính công ích"]}
      received_at: {type: timestamp, required: true, headers: ["Ngày tiếp nhận"]}
      due_at: {type: timestamp, headers: ["Ngày hẹn trả"]}
      fee: {type: decimal, headers: ["Phí"]}
      procedure_code: {type: text, form: procedure_code, headers: ["Mã TTHC"]}
      applicant: {type: text, personal: true, headers: ["Chủ hồ sơ"]}
      updated_at: {type: timestamp, required: true, headers: ["Ngày cập nhật"]}

    """

  private static let catalog = """
    kpis:
      online_rate: {dataset: dossiers, numerator: "channel = 'online'"}
      fees: {dataset: dossiers, mean: "fee"}
      procedures: {dataset: dossiers, count_distinct: procedure_code}
      days: {dataset: dossiers, quantiles: [0.5], of: "days(received_at, due_at)"}

    """
}
