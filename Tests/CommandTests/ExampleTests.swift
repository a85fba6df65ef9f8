import Foundation
import Testing

/// The examples of docs/examples, run on the sample where their tool is installed.
struct ExampleTests {
  /// How each is run; the first words say whether that can be.
  private static let tools = [
    (file: "duckdb.sql", needs: "python3 -c 'import duckdb'", command: "python3 -c '\(duckdb)'"),
    (file: "pandas_example.py", needs: "python3 -c 'import pandas'", command: "python3"),
    (file: "example.R", needs: "command -v Rscript", command: "Rscript"),
  ]

  private static let duckdb = """
    import sys, duckdb
    connection = duckdb.connect()
    for statement in connection.extract_statements(open(sys.argv[1]).read()):
        for row in connection.execute(statement).fetchall(): print(*row)
    """

  @Test func `every example of the folder has its way to be run`() throws {
    let folder = Workdir.project.appending(path: "docs/examples").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(Set(files) == Set(Self.tools.map(\.file)))
  }

  @Test(arguments: tools.indices)
  func `an example shows the top five as published, with the zero of a code`(index: Int) throws {
    let tool = Self.tools[index]
    let workdir = try Workdir()
    guard try workdir.shell(tool.needs).status == 0 else { return }
    let published = try SampleRun.get().folder
    try FileManager.default.createDirectory(
      atPath: workdir.path("out/delegations-2025-08"), withIntermediateDirectories: true)
    try workdir.link("out/delegations-2025-08/latest", to: published.path)
    let script = Workdir.project.appending(path: "docs/examples/\(tool.file)").path
    let outcome = try workdir.shell("\(tool.command) '\(script)'")
    #expect(outcome.status == 0, "\(outcome)")
    let ranking = try String(contentsOf: published.appending(path: "rankings.csv"), encoding: .utf8)
    let rows = ranking.split(separator: "\n").filter { $0.hasPrefix("online_rate,") }.prefix(5)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(rows.count == 5 && rows.contains { $0[2] == "01" })
    for row in rows {
      let line = outcome.lines.first { $0.contains(row[3]) } ?? ""
      for value in [row[1], row[2], row[4], row[5], row[12]] {
        #expect(line.split(separator: " ").contains(Substring(value)), "\(value): \(line)")
      }
    }
  }
}
