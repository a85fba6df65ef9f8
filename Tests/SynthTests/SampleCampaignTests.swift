import Foundation
import Testing

@testable import Synth

@Suite struct `The sample campaign` {
  private static let files = SampleCampaign().files

  /// How `surveys/` is made anew after a change of the generator.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["HAILONG_WRITE_SAMPLE"] != nil))
  func `is written anew when asked`() throws {
    let surveys = Repository.root.appending(path: "surveys").path()
    try SampleCampaign().write(to: surveys + "/2025-08")
    try SampleCampaign().writeDrop(to: surveys + "/drop")
  }

  @Test func `is made again byte for byte`() throws {
    try Repository.withTemporaryFolder { folder in
      try SampleCampaign().write(to: folder.path())
      let committed = Repository.root.appending(path: "surveys/2025-08")
      let names = try Repository.files(under: committed)
      #expect(try Repository.files(under: folder) == names)
      for name in names {
        let made = try Array(Data(contentsOf: folder.appending(path: name)))
        let isSame = try made == Repository.bytes("surveys/2025-08/\(name)")
        #expect(isSame, "\(name) differs from what the generator writes")
      }
    }
  }

  @Test func `leaves a drop folder that is made again byte for byte`() throws {
    try Repository.withTemporaryFolder { folder in
      try SampleCampaign().writeDrop(to: folder.path())
      for name in try Repository.files(under: folder) {
        let made = try Array(Data(contentsOf: folder.appending(path: name)))
        let isSame = try made == Repository.bytes("surveys/drop/\(name)")
        #expect(isSame, "\(name) differs from what the generator writes")
      }
    }
  }

  @Test func `stays below eight megabytes`() {
    #expect(Self.files.reduce(0) { $0 + $1.bytes.count } < 8_000_000)
  }

  @Test func `accounts for every record`() {
    for file in Self.files {
      let records = LittleCSV(file.bytes).records
      #expect(records.count == file.ledger.rowsRead, "\(file.path)")
      let broken = records.filter { $0 == nil }.count
      #expect(broken == file.ledger.faults.filter { $0.code == "bad_quote" }.count, "\(file.path)")
    }
  }

  @Test func `says on which line a wrong record begins`() throws {
    for file in Self.files where !file.ledger.faults.isEmpty {
      let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      for fault in file.ledger.faults where fault.code == "unknown_ward" {
        let line = String(decoding: lines[fault.line - 1], as: UTF8.self)
        #expect(line.contains("99999"), "\(file.path):\(fault.line)")
      }
    }
  }

  @Test func `names fields as both schemas do`() throws {
    for schema in [EmbeddedFile.dossiersSchema, .responsesSchema] {
      for field in ServiceField.all {
        #expect(schema.text.contains("      \(field.name): [\"\(field.vietnamese)\""))
      }
    }
  }

  @Test(arguments: EmbeddedFile.allCases)
  func `carries the repository's own files`(file: EmbeddedFile) throws {
    #expect(try file.bytes == Repository.bytes(file.repositoryPath))
  }
}
