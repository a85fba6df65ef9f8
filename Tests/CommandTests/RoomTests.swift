import Foundation
import Testing

/// The rooms of the code, and which may use which: an import that is not in this table does not belong.
struct RoomTests {
  /// Every room uses only what is named here; of the project's own, only what stands above it.
  private static let rooms: [(name: String, uses: Set<String>)] = [
    ("CCSV", []), ("CScan", []), ("CXXHash", []), ("CZlib", []), ("CZstd", []), ("CCrypto", []),
    ("CLinux", []), ("CXlsxWriter", []), ("CDistributions", []),
    ("CSV", ["CCSV"]),
    ("Statistics", ["CDistributions", "Foundation"]),
    ("Definitions", ["CSV", "Statistics", "Yams", "Foundation", "Synchronization"]),
    (
      "Engine",
      [
        "Definitions", "Statistics", "CSV", "CScan", "CXXHash", "CZlib", "CZstd", "Dispatch",
        "Synchronization", "Glibc",
      ]
    ),
    ("Figures", ["Definitions", "Statistics", "Dispatch", "Synchronization"]),
    ("Charts", []),
    ("Report", ["CSV", "Definitions", "Statistics", "Figures"]),
    ("Pages", ["CSV", "Charts", "Definitions", "Statistics", "Figures", "Report"]),
    ("Workbook", ["Definitions", "Statistics", "Figures", "Report", "CXlsxWriter", "Glibc"]),
    (
      "Pipeline",
      [
        "Definitions", "Statistics", "CSV", "Engine", "Figures", "Report", "Pages", "Workbook",
        "CCrypto",
        "CLinux", "Foundation", "Glibc", "Dispatch", "Synchronization",
      ]
    ),
    ("Synth", ["Definitions", "CEmbedded", "Foundation"]),
    (
      "hailong",
      [
        "Definitions", "Engine", "Report", "Pipeline", "Statistics", "Synth", "ArgumentParser",
        "Foundation",
        "Synchronization",
      ]
    ),
  ]

  /// What is not ours has one room that knows it; nobody else is to depend on it.
  private static let hosts = [
    "CCSV": "CSV", "CScan": "Engine", "CXXHash": "Engine", "CZlib": "Engine", "CZstd": "Engine",
    "CCrypto": "Pipeline",
    "CXlsxWriter": "Workbook", "CDistributions": "Statistics",
    "CLinux": "Pipeline", "CEmbedded": "Synth", "Yams": "Definitions", "ArgumentParser": "hailong",
  ]

  private static let sources = Workdir.project.appending(path: "Sources")

  @Test func `every import is one that the room may have`() throws {
    var count = 0
    for file in try swiftFiles() {
      let room = try #require(Self.rooms.first { $0.name == file.room }, "\(file.room) is new")
      for name in imports(of: try String(contentsOf: file.url, encoding: .utf8)) {
        #expect(
          room.uses.contains(name),
          "\(file.room)/\(file.url.lastPathComponent) imports \(name), which \(file.room) must not use"
        )
        count += 1
      }
    }
    #expect(count > 200)
  }

  @Test func `every room has its line in the table, and uses nothing below it`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
      .filter { !$0.hasPrefix(".") }
    #expect(Set(folders) == Set(Self.rooms.map(\.name)))
    var above: Set<String> = []
    for room in Self.rooms {
      let own = room.uses.intersection(folders)
      #expect(own.isSubset(of: above), "\(room.name) uses \(own.subtracting(above))")
      above.insert(room.name)
    }
    for (name, host) in Self.hosts {
      #expect(Self.rooms.filter { $0.uses.contains(name) }.map(\.name) == [host], "\(name)")
    }
  }

  @Test func `imports are found however they are written`() {
    let text = """
      internal import Engine
      @testable import struct Report.JSON
      // import Pipeline
      #if os(Linux)
        @_exported public import Yams; import CSV
      #endif
      let text = "import Synth"

      """
    #expect(imports(of: text) == ["Engine", "Report", "Yams", "CSV"])
  }

  private func swiftFiles() throws -> [(room: String, url: URL)] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: Self.sources.path)
    return names.filter { $0.hasSuffix(".swift") }.compactMap { name in
      guard let room = name.split(separator: "/").first else { return nil }
      return (String(room), Self.sources.appending(path: name))
    }
  }

  private func imports(of text: String) -> [String] {
    let statement =
      /(?:^|;)[ \t]*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)/
    return text.matches(of: statement.anchorsMatchLineEndings()).map { String($0.1) }
  }
}
