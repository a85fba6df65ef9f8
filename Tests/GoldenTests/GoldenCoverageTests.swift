import Testing

/// What of the golden folder is not compared is named, so that silence never passes for success.
@Suite(GoldenFolder.isGiven)
struct GoldenCoverageTests {
  @Test func `a golden file that nothing here computes is named`() throws {
    let files = try #require(GoldenFolder.given).files()
    #expect(!files.isEmpty)
    for file in files where file.kind == nil && !file.isListOfInputs {
      Issue.record("golden not built: \(file.path)", severity: .warning)
    }
    for kind in GoldenFile.Kind.allCases where !files.contains(where: { $0.kind == kind }) {
      Issue.record("golden without a case: \(kind)", severity: .warning)
    }
  }
}
