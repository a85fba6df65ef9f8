import Foundation
import Testing

/// docs/bat-dau.md, typed as it stands.
struct StartPageTests {
  @Test(.timeLimit(.minutes(15)))
  func `every command of the Vietnamese start page runs in a copy of the project`() throws {
    let workdir = try Workdir()
    for folder in ["pipelines", "surveys"] {
      _ = try workdir.shell("cp -r '\(Workdir.project.path)/\(folder)' .")
    }
    let page = try String(
      contentsOf: Workdir.project.appending(path: "docs/bat-dau.md"), encoding: .utf8)
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("hailong ") }
    #expect(lines.count > 10)
    for line in lines {
      let outcome = try workdir.shell(String(line))
      #expect(outcome.status == 0, "\(line): \(outcome)")
    }
  }
}
