import Foundation
import Testing

/// What people open in a spreadsheet says the same as the files for programs.
struct SpreadsheetTests {
  private static let readback = Workdir.project.appending(
    path: "Tests/CommandTests/Readback/readback.py")

  @Test func `every cell of the workbook and of the CSV for Excel is that of the CSV and JSON`()
    throws
  {
    let run = try SampleRun.get()
    let outcome = try Workdir().shell("python3 '\(Self.readback.path)' '\(run.folder.path)'")
    #expect(outcome.status == 0, "\(outcome)")
    let count = outcome.lines.last?.split(separator: " ").first.flatMap { Int($0) }
    #expect(try #require(count) > 1_000_000)
  }

  @Test func `a cell that is changed is found`() throws {
    let workdir = try Workdir()
    let run = try SampleRun.get()
    for name in [
      "figures.xlsx", "excel", "kpis.json", "kpis.csv", "quality.json", "rankings.csv",
      "questions.csv",
    ] {
      try FileManager.default.copyItem(at: run.file(name), to: workdir.url.appending(path: name))
    }
    // One digit of the 16th place.
    try workdir.edit("rankings.csv", "0.9469387755102041", "0.9469387755102042")
    let outcome = try workdir.shell("python3 '\(Self.readback.path)' .")
    #expect(outcome.status == 1)
    #expect(outcome.out.contains("rankings, row 6: column 7 is 0.9469387755102041"), "\(outcome)")
  }

  private static let office = ["/usr/bin/soffice", "/usr/local/bin/soffice"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: office != nil))
  func `LibreOffice reads every sheet, and the rankings as they were published`() throws {
    let workdir = try Workdir()
    let run = try SampleRun.get()
    try FileManager.default.copyItem(
      at: run.file("figures.xlsx"), to: workdir.url.appending(path: "figures.xlsx"))
    let outcome = try workdir.shell(
      """
      '\(try #require(Self.office))' -env:UserInstallation=file://$PWD/profile --headless \
        --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
        figures.xlsx
      """)
    #expect(outcome.status == 0, "\(outcome)")
    let names = try FileManager.default.contentsOfDirectory(atPath: workdir.url.path)
      .filter { $0.hasSuffix(".csv") }
    #expect(names.count >= 12, "\(names)")
    let sheet = try workdir.read("figures-Xếp hạng.csv").split(separator: "\n")
    let wanted = try Table(run.file("rankings.csv")).rows
    #expect(sheet.count == wanted.count + 5)
    for (line, row) in zip(sheet.dropFirst(5), wanted) {
      for key in ["kpi", "province", "numerator", "denominator"] {
        #expect(line.contains(row[key, default: "?"]), "\(line): \(key)")
      }
    }
  }
}
