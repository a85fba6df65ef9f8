import Definitions
import Foundation
import Testing

/// Files that are made to crash, hang or fill the memory of whoever reads them.
struct HostileFileTests {
  private func faults(_ pipeline: String) throws -> [String] {
    let campaign = try Campaign()
    campaign.set("pipelines/p.yml", pipeline)
    return try campaign.faults()
  }

  @Test(.timeLimit(.minutes(5)))
  func `aliases of aliases end in a fault`() throws {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(
      try faults(text) == [
        "pipelines/p.yml:1:1: more than 20 aliases (*name); write the values out"
      ])
    let keys = text.replacing(": &", with: ": &").appending("? *a30\n: 1\n? *a29\n: 2\n")
    #expect(try faults(keys).count == 1)
    let few = "a: &a [\(Array(repeating: "x", count: 20_000).joined(separator: ","))]\n"
    let many = few + (1...19).map { "k\($0): *a\n" }.joined()
    #expect(try faults(many).first?.contains("more than 100000 values") == true)
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["&", "*"])
  func `a name of a megabyte is read in seconds`(_ sign: String) throws {
    let name = sign + String(repeating: "x", count: 500_000)
    #expect(try !faults("a: &a 1\nb: \(name) 1\n").isEmpty)
    #expect(try !faults("a: \"\(String(repeating: sign + "x", count: 250_000))\"\n").isEmpty)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a pipe in place of a definition file is not waited for`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(mkfifo(path, 0o600) == 0)
    let error = #expect(throws: DefinitionFaults.self) { try Catalog.read(path: path) }
    #expect(error?.faults.first?.message.contains("it is a pipe or device") == true)
  }

  @Test
  func `a few aliases are read as what they stand for`() throws {
    let campaign = try Campaign()
    try campaign.replace("{min_count: 10}", with: "&ten {min_count: 10}", in: "pipelines/p.yml")
    try campaign.replace(
      "language: vi", with: "language: vi", in: "pipelines/p.yml")
    #expect(try campaign.definition().disclosure == ["dossiers": 10])
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["[", "{a: ", "- ", "? "])
  func `nesting without end ends in a fault`(_ opening: String) throws {
    let deep = String(repeating: opening, count: 100_000)
    #expect(try faults(deep).count == 1)
    #expect(try faults("pipeline: " + deep).count == 1)
    #expect(try faults(String(repeating: opening, count: 500)).count >= 1)
  }

  @Test
  func `indentation without end ends in a fault`() throws {
    let deep = (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(try faults(deep).count == 1)
  }

  @Test
  func `nesting of forty is too deep and says so`() throws {
    let text = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(
      try faults(text) == [
        "pipelines/p.yml:1:34: nested more than 32 deep; check the brackets and the indentation"
      ])
  }

  @Test
  func `a file that is too large is not read`() throws {
    let text = "pipeline: p\n" + String(repeating: "# filler\n", count: 200_000)
    #expect(
      try faults(text) == ["pipelines/p.yml: the pipeline cannot be read: it is larger than 1 MiB"])
  }

  @Test
  func `a tab, a second document, an empty file and a list are faults`() throws {
    #expect(
      try faults("pipeline: p\n\tcatalog: k\n") == [
        "pipelines/p.yml:2:1: a tab stands here; indent with spaces"
      ])
    #expect(try faults("a: 1\n---\nb: 2\n").count == 1)
    #expect(try faults("") == ["pipelines/p.yml:1:1: the file is empty"])
    #expect(try faults("# nothing\n") == ["pipelines/p.yml:1:1: the file is empty"])
    #expect(
      try faults("- a\n").first?.hasPrefix(
        "pipelines/p.yml:1:1: the pipeline must be a mapping, not a list") == true)
  }

  @Test
  func `bytes that are not UTF-8 are a fault with their place`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Array("dataset: a\nkey: ".utf8) + [0xFF, 0x0A]).write(to: file)
    let error = #expect(throws: DefinitionFaults.self) { try Schema.read(path: file.path) }
    #expect(error?.faults.map(\.line) == [2])
    #expect(error?.faults.map(\.column) == [6])
  }

  @Test
  func `a pipeline that is not there is a fault, a folder in its place as well`() throws {
    let absent = #expect(throws: DefinitionFaults.self) {
      try PipelineDefinition.read(path: "no/such.yml", today: day(2025, 9, 1))
    }
    #expect(
      absent?.faults.map(\.description) == [
        "no/such.yml: the pipeline cannot be read: there is no such file"
      ])
    let folder = #expect(throws: DefinitionFaults.self) {
      try PipelineDefinition.read(path: "/tmp", today: day(2025, 9, 1))
    }
    #expect(
      folder?.faults.map(\.description) == ["/tmp: the pipeline cannot be read: it is a folder"])
  }

  @Test
  func `a file cut off anywhere is read or told, never a crash`() throws {
    let whole = try #require(Campaign.sound["pipelines/p.yml"])
    for length in stride(from: 0, to: whole.utf8.count, by: 31) {
      _ = try faults(String(decoding: whole.utf8.prefix(length), as: UTF8.self))
    }
  }

  @Test
  func `any byte changed is read or told, never a crash`() throws {
    let whole = Array(try #require(Campaign.sound["pipelines/kpis.yml"]).utf8)
    var random = SplitMix(state: 7)
    for _ in 0..<60 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() % 128)
      }
      let campaign = try Campaign()
      campaign.set("pipelines/kpis.yml", String(decoding: bytes, as: UTF8.self))
      _ = try campaign.faults()
    }
  }
}

/// Repeatable random numbers.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
