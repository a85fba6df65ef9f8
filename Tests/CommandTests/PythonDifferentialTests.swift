import Foundation
import Testing

/// The reader beside Python's csv module, on files made at random; the script in Peers says how.
struct PythonDifferentialTests {
  private struct Comparison: Decodable {
    let sound: Int
    let damaged: Int
    let records: Int
    /// Records that one damage of a kind cost at most.
    let mostLost: [String: Int]
    let differences: [String]
  }

  private func compare(seed: Int, count: Int) throws -> Comparison {
    let workdir = try Workdir()
    let script = Workdir.project.appending(path: "Tests/CommandTests/Peers/differential.py")
    let outcome = try workdir.shell(
      "python3 '\(script.path)' '\(Workdir.program.path)' \(seed) \(count) files")
    try #require(outcome.status == 0, "python3 is needed (make test installs it): \(outcome)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Comparison.self, from: Data(outcome.out.utf8))
  }

  @Test(.timeLimit(.minutes(5)), arguments: [1, 2])
  func `hailong and Python read the same, and no damage puts a value into a wrong column`(
    seed: Int
  ) throws {
    let comparison = try compare(seed: seed, count: 20)
    #expect(comparison.differences.isEmpty)
    #expect(comparison.sound == 20 && comparison.damaged > 100 && comparison.records > 150)
    // Every kind of damage was done, and each cost what it must at most.
    #expect(comparison.mostLost.count == 7)
    #expect(comparison.mostLost.values.allSatisfy { $0 <= 2 })
  }
}
